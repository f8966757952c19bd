"""A drawn house as PNG: evidence for the demonstration, and nobody's home."""

import struct
import zlib

WIDTH, HEIGHT = 240, 180
SKY, ROOF, WALL, DOOR, GROUND = (214, 228, 240), (125, 74, 30), (243, 236, 223), (35, 68, 120), (140, 160, 110)


def house(*, shade: int = 0) -> bytes:
    """A house with a roof, a door and the ground it stands on; `shade` makes one differ from another."""
    rows = [bytes([0]) + b"".join(bytes(_colour(x, y, shade)) for x in range(WIDTH)) for y in range(HEIGHT)]
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _colour(x: int, y: int, shade: int) -> tuple[int, int, int]:
    middle = WIDTH // 2
    if y > 150:
        return GROUND
    if 30 < y <= 75 and abs(x - middle) < (y - 30) * 2:
        return ROOF
    if 75 < y <= 150 and abs(x - middle) < 70:
        red, green, blue = DOOR if abs(x - middle) < 14 and y > 105 else WALL
        return red, max(green - shade % 60, 0), blue
    return SKY


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
