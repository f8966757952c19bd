"""The code printed on a KKS: who holds it and until when, signed, readable without a network.

The pipe is that of claim 169 (github.com/mosip/id-claim-169): a CBOR map in a CWT, signed as COSE_Sign1 with
Ed25519, compressed, in Base45, behind a prefix of our own. It holds a random number and a name: no NIK, no
amount, no programme, nothing that tells of poverty or disability.
"""

from lumbung.payments.qr.codes import BadCode, Face, Reading, drawn, read_code, told, write_code
from lumbung.payments.qr.keys import BadKeys, SigningKey, from_key_set, key_set, public_keys, signing_key
from lumbung.payments.qr.numbers import random_numbers, spoken
from lumbung.payments.qr.revocations import BadList, Revocations, read_list, write_list

__all__ = [
    "BadCode", "BadKeys", "BadList", "Face", "Reading", "Revocations", "SigningKey", "drawn", "from_key_set",
    "key_set", "public_keys", "random_numbers", "read_code", "read_list", "signing_key", "spoken", "told", "write_code",
    "write_list",
]  # fmt: skip
