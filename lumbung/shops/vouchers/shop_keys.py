"""The key of a shop: made on its own device, its public half told to the house."""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.payments.qr.keys import SigningKey, key_id


class BadShopKey(BadInput):
    """No key of a shop."""

    message: Any = _("Ini bukan kunci toko. Buat dengan perintah lumbung shop new-key.")


def new_key() -> str:
    """A private key as the shop's device keeps it."""
    private = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    return json.dumps({"kind": "lumbung-shop-key", "private": private})


def private_key(text: str) -> SigningKey:
    """The key in such a file; raises BadShopKey."""
    try:
        private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(json.loads(text)["private"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BadShopKey from error
    return SigningKey(key_id(private.public_key()), private)


def told(key: SigningKey) -> str:
    """The public half as the house is told it."""
    return base64.b64encode(key.private.public_key().public_bytes_raw()).decode()


def public_key(text: str) -> tuple[str, Ed25519PublicKey]:
    """(id, key) of a public half; raises BadShopKey."""
    try:
        found = Ed25519PublicKey.from_public_bytes(base64.b64decode(text.strip(), validate=True))
    except (TypeError, ValueError) as error:
        raise BadShopKey from error
    return key_id(found), found
