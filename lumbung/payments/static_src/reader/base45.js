// Base45 (RFC 9285): the alphabet of a QR code's alphanumeric mode, three signs for two bytes.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** The bytes of a text; throws on anything that no bytes were written as. */
export function decode(text) {
  const digits = Array.from(text, (sign) => {
    const digit = ALPHABET.indexOf(sign);
    if (digit < 0) throw new RangeError("not Base45");
    return digit;
  });
  if (digits.length % 3 === 1) throw new RangeError("not Base45");
  const bytes = [];
  for (let at = 0; at < digits.length; at += 3) {
    const [low, middle, high] = digits.slice(at, at + 3);
    const value = low + 45 * middle + 2025 * (high ?? 0);
    const most = high === undefined ? 0xff : 0xffff;
    if (value > most) throw new RangeError("not Base45");
    if (high !== undefined) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}
