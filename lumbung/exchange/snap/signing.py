"""Signatures of SNAP BI: asymmetric for the access token, symmetric for every call of the service."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

WESTERN = timezone(timedelta(hours=7))


def stamp(at: datetime) -> str:
    """A moment as SNAP writes it: seconds, and the offset of Jakarta."""
    return at.astimezone(WESTERN).isoformat(timespec="seconds")


@lru_cache
def _key(pem: str) -> Any:
    return serialization.load_pem_private_key(pem.encode(), password=None)


def asymmetric(private_key: str, client_id: str, timestamp: str) -> str:
    """SHA256withRSA over `client id|timestamp`, in base64."""
    signed = _key(private_key).sign(f"{client_id}|{timestamp}".encode(), padding.PKCS1v15(), hashes.SHA256())
    return base64.b64encode(signed).decode()


def verified(public_key: str, client_id: str, timestamp: str, signature: str) -> bool:
    """Whether an asymmetric signature is of this client and this moment."""
    key: Any = serialization.load_pem_public_key(public_key.encode())
    try:
        key.verify(
            base64.b64decode(signature), f"{client_id}|{timestamp}".encode(), padding.PKCS1v15(), hashes.SHA256()
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def symmetric(secret: str, *, method: str, path: str, token: str, body: bytes, timestamp: str) -> str:
    """HMAC-SHA512 over `METHOD:path:token:hex(sha256(body)):timestamp`, in base64; `body` is the very bytes sent."""
    digest = hashlib.sha256(body).hexdigest()
    text = f"{method}:{path}:{token}:{digest}:{timestamp}"
    return base64.b64encode(hmac.digest(secret.encode(), text.encode(), "sha512")).decode()


def fresh_pair() -> tuple[str, str]:
    """(private, public) keys in PEM, for a stand-in and for an agreement with a bank."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()
