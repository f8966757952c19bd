"""The keys that sign cards: private ones beside the key ring, public ones for every reader."""

import base64
import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

from lumbung.core.home import data_folder, made_once
from lumbung.core.refusals import BadInput

NAME = "card-keys.json"
"""`{"current": id, "keys": {id: base64 of the private key}}`; an older key stays so that its cards stay readable."""


class BadKeys(BadInput):
    """A file that is no key set."""

    message: Any = _("Berkas ini bukan daftar kunci (JWKS). Unduh sekali lagi.")


@dataclass(frozen=True)
class SigningKey:
    """A private key with the id that cards carry."""

    id: str
    private: Ed25519PrivateKey


@cache
def _ring() -> dict[str, Any]:
    return json.loads(made_once(data_folder() / NAME, _fresh_ring))


def _fresh_ring() -> str:
    private = Ed25519PrivateKey.generate()
    name = key_id(private.public_key())
    return json.dumps({"current": name, "keys": {name: base64.b64encode(private.private_bytes_raw()).decode()}})


def key_id(public: Ed25519PublicKey) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the public key."""
    return sha256(public.public_bytes_raw()).hexdigest()[:16]


def _private(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(_ring()["keys"][name]))


def signing_key() -> SigningKey:
    """The key that signs new cards; made on first use."""
    current = _ring()["current"]
    return SigningKey(current, _private(current))


def public_keys() -> dict[str, Ed25519PublicKey]:
    """Every key that a card may carry, by its id."""
    return {name: _private(name).public_key() for name in _ring()["keys"]}


def key_set() -> dict[str, Any]:
    """The public keys as a JSON Web Key Set (RFC 8037), for readers elsewhere."""
    return {"keys": [_web_key(name, public) for name, public in public_keys().items()]}


def _web_key(name: str, public: Ed25519PublicKey) -> dict[str, str]:
    x = base64.urlsafe_b64encode(public.public_bytes_raw()).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": name, "x": x}


def from_key_set(told: Any) -> dict[str, Ed25519PublicKey]:
    """The other way round; keys of other kinds are passed over. Raises `BadKeys`."""
    try:
        found = [key for key in told["keys"] if key.get("crv") == "Ed25519"]
        return {key["kid"]: Ed25519PublicKey.from_public_bytes(_bytes(key["x"])) for key in found}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadKeys from error


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
