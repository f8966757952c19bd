"""COSE_Sign1 (RFC 9052) with Ed25519 around a CWT (RFC 8392): the envelope of cards and of revocation lists."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lumbung.payments.qr.keys import SigningKey

SIGN1, CWT = 18, 61
ALGORITHM, KEY_ID, EDDSA = 1, 4, -8


class Unreadable(Exception):
    """Bytes that are no signed message of this kind."""


class UnknownKey(Exception):
    """A message signed by a key that this reader does not hold."""


class Forged(Exception):
    """A signature that does not fit its message."""


def sign(claims: Mapping[int, Any], key: SigningKey) -> bytes:
    """The claims as a signed CWT, the key's id in the protected header."""
    protected = cbor2.dumps({ALGORITHM: EDDSA, KEY_ID: bytes.fromhex(key.id)}, canonical=True)
    payload = cbor2.dumps(dict(claims), canonical=True)
    signature = key.private.sign(_to_sign(protected, payload))
    return cbor2.dumps(cbor2.CBORTag(SIGN1, [protected, {}, payload, signature]))


def verify(message: bytes, keys: Mapping[str, Ed25519PublicKey]) -> tuple[str, dict[int, Any]]:
    """(key id, claims) of a message that one of the keys signed.

    Raises `Unreadable`, `UnknownKey` or `Forged`.
    """
    protected, header, payload, signature = _parts(message)
    name = _key_id(protected, header)
    if name not in keys:
        raise UnknownKey(name)
    try:
        keys[name].verify(signature, _to_sign(protected, payload))
    except InvalidSignature as error:
        raise Forged(name) from error
    claims = _loaded(payload)
    if not isinstance(claims, dict):
        raise Unreadable
    return name, claims


def moment(day: date) -> int:
    """The beginning of a day as claims tell it: seconds since 1970, in UTC."""
    return int(datetime.combine(day, time(), UTC).timestamp())


def day(moment: int) -> date:
    """The day of a moment that a claim tells."""
    return datetime.fromtimestamp(moment, UTC).date()


def _to_sign(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", payload])


def _parts(message: bytes) -> tuple[bytes, Mapping[int, Any], bytes, bytes]:
    found = _loaded(message)
    while isinstance(found, cbor2.CBORTag) and found.tag in (SIGN1, CWT):
        found = found.value
    if not isinstance(found, list | tuple) or len(found) != 4:
        raise Unreadable
    protected, header, payload, signature = found
    if not isinstance(header, Mapping) or not all(isinstance(part, bytes) for part in (protected, payload, signature)):
        raise Unreadable
    return protected, header, payload, signature


def _key_id(protected: bytes, header: Mapping[int, Any]) -> str:
    named = _loaded(protected) if protected else {}
    if not isinstance(named, dict) or named.get(ALGORITHM) != EDDSA:
        raise Unreadable
    name = named.get(KEY_ID, header.get(KEY_ID))
    if not isinstance(name, bytes):
        raise Unreadable
    return name.hex()


def _loaded(data: bytes) -> Any:
    try:
        return cbor2.loads(data)
    except (cbor2.CBORDecodeError, ValueError, RecursionError) as error:
        raise Unreadable from error
