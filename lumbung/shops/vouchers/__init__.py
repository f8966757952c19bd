"""What is carried where there is no network: the voucher that the house signs, and the record that a shop signs.

Both are CWTs in COSE_Sign1 with Ed25519, as the code of a card is. A voucher says a number, a card's public number, a
limit and its days; a record says what was sold for it, when and by which shop, with the whole voucher inside. Neither
names a person. Nothing here needs a network or a database.
"""

from lumbung.shops.vouchers.codes import BadVoucher, Promise, read_voucher, write_voucher
from lumbung.shops.vouchers.records import BadRecord, Item, Sale, read_record, write_record
from lumbung.shops.vouchers.shop_keys import BadShopKey, new_key, private_key, public_key, told

__all__ = [
    "BadRecord", "BadShopKey", "BadVoucher", "Item", "Promise", "Sale", "new_key", "private_key", "public_key",
    "read_record", "read_voucher", "told", "write_record", "write_voucher",
]  # fmt: skip
