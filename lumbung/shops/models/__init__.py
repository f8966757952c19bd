"""Shops and their prices, purchases, vouchers, settlements, signals of misuse."""

from lumbung.shops.models.price import Price, ReferencePrice
from lumbung.shops.models.purchase import Purchase, PurchaseCode, PurchaseItem
from lumbung.shops.models.settlement import Settlement, SettlementLine
from lumbung.shops.models.shop import Attendant, Shop
from lumbung.shops.models.signal import Signal, SignalPurchase
from lumbung.shops.models.voucher import Redemption, Voucher, VoucherBook

__all__ = [
    "Attendant", "Price", "Purchase", "PurchaseCode", "PurchaseItem", "Redemption", "ReferencePrice", "Settlement",
    "SettlementLine", "Shop", "Signal", "SignalPurchase", "Voucher", "VoucherBook",
]  # fmt: skip
