"""What is kept of a key that opens the API."""

import base64
import hashlib


def digest_of(key: str) -> str:
    """SHA-256 in base64. A key has 256 random bits, so it needs no salt."""
    return base64.b64encode(hashlib.sha256(key.encode()).digest()).decode()
