"""Secrets: numbers that name a person are encrypted, and found again through a blind index.

AES-256-GCM with a key ring outside the database; HMAC-SHA256, cut to 128 bits and kept as a
`uuid`, for equality search. Ciphertext is text in base64, so that a dump holds no run of digits
that could be taken for an identity number.
"""

import base64
import hmac
import json
import os
import secrets
import uuid
from functools import cache, lru_cache
from typing import Any

import polars as pl
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from django.db import models

from lumbung.core.home import data_folder, made_once

NONCE = 12
BLIND = 16
VISIBLE = 4


@cache
def _ring() -> dict[str, Any]:
    """The key ring: `{"current": id, "keys": {id: base64}, "index": base64}`, made on first use."""
    return json.loads(made_once(data_folder() / "keys.json", _fresh_ring))


def _fresh_ring() -> str:
    return json.dumps({"current": "1", "keys": {"1": _fresh_key()}, "index": _fresh_key()})


def _fresh_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@lru_cache
def _cipher(key_id: str) -> AESGCM:
    return AESGCM(base64.b64decode(_ring()["keys"][key_id]))


@cache
def _index_key(purpose: str) -> bytes:
    root = base64.b64decode(_ring()["index"])
    return hmac.digest(root, purpose.encode(), "sha256")


def encrypt(text: str | None) -> str | None:
    """`key id:base64(nonce + ciphertext)`; None stays None."""
    if text is None:
        return None
    current = _ring()["current"]
    nonce = os.urandom(NONCE)
    sealed = nonce + _cipher(current).encrypt(nonce, text.encode(), None)
    return f"{current}:{base64.b64encode(sealed).decode()}"


def decrypt(stored: str | None) -> str | None:
    """The text that was encrypted; raises `cryptography.exceptions.InvalidTag` when altered."""
    if stored is None:
        return None
    key_id, _, body = stored.partition(":")
    sealed = base64.b64decode(body)
    return _cipher(key_id).decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()


def blind(text: str | None, purpose: str) -> uuid.UUID | None:
    """The blind index of a number for one purpose (`nik`, `kk`, …); equal numbers, equal index."""
    if text is None:
        return None
    return uuid.UUID(bytes=hmac.digest(_index_key(purpose), text.encode(), "sha256")[:BLIND])


def encrypt_series(plain: pl.Series) -> pl.Series:
    """`encrypt` over a column."""
    current = _ring()["current"]
    cipher = _cipher(current).encrypt
    random = os.urandom(NONCE * len(plain))
    nonces = [random[at : at + NONCE] for at in range(0, len(random), NONCE)]
    texts = plain.cast(pl.Binary).to_list()
    sealed = [
        None if text is None else nonce + cipher(nonce, text, None) for nonce, text in zip(nonces, texts, strict=True)
    ]
    column = pl.Series(plain.name, sealed, dtype=pl.Binary)
    return pl.select(f"{current}:" + column.bin.encode("base64")).to_series().alias(plain.name)


def decrypt_series(stored: pl.Series) -> pl.Series:
    """`decrypt` over a column."""
    parts = stored.cast(pl.String).str.split_exact(":", 1).struct.unnest()
    key_ids, sealed = parts["field_0"], parts["field_1"].str.decode("base64")
    openers = {key_id: _cipher(key_id).decrypt for key_id in key_ids.drop_nulls().unique()}
    opened = [
        None if body is None else openers[key_id](body[:NONCE], body[NONCE:], None)
        for key_id, body in zip(key_ids.to_list(), sealed.to_list(), strict=True)
    ]
    return pl.Series(stored.name, opened, dtype=pl.Binary).cast(pl.String)


def blind_series(plain: pl.Series, purpose: str) -> pl.Series:
    """`blind` over a column, as 32 hexadecimal digits each, which PostgreSQL reads as a uuid.

    The key is put in once and copied: setting it up for each number would take most of the time.
    """
    keyed = HMAC(_index_key(purpose), SHA256())

    def blinded(text: bytes) -> bytes:
        one = keyed.copy()
        one.update(text)
        return one.finalize()[:BLIND]

    values = [None if text is None else blinded(text) for text in plain.cast(pl.Binary).to_list()]
    return pl.Series(plain.name, values, dtype=pl.Binary).bin.encode("hex")


def mask(text: str | None) -> str:
    """Only the last four: `••••9114`."""
    return f"••••{text[-VISIBLE:]}" if text else ""


class EncryptedField(models.TextField):
    """Text that is encrypted at rest; plain in Python. Never searchable: keep a blind index beside it."""

    def get_prep_value(self, value: Any) -> str | None:
        return encrypt(value)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value)


class BlindIndexField(models.UUIDField):
    """The blind index of the encrypted field it is named after."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("db_index", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
