"""Amounts: exact decimals as a bank writes them, and whole rupiah as the ledger keeps them."""

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput

_PLAIN = re.compile(r"\d{1,18}(\.\d{1,5})?\Z", re.ASCII)
RUPIAH = "IDR"


class UnreadableAmount(BadInput):
    """An amount that is no plain decimal number."""

    message = _("Berkas %(file)s baris %(line)s: nilai “%(text)s” bukan angka. Minta bank memperbaikinya.")


class SubRupiah(BadInput):
    """An amount with a part smaller than one rupiah; the ledger keeps whole rupiah."""

    message = _("Berkas %(file)s baris %(line)s: nilai %(text)s memuat pecahan rupiah. Minta bank memperbaikinya.")


class ForeignCurrency(BadInput):
    """An amount in another currency than the rupiah."""

    message = _("Berkas %(file)s baris %(line)s: mata uang %(currency)s. Yang diterima hanya rupiah (IDR).")


def exact(text: str | None, *, file: str, line: int) -> Decimal:
    """The decimal number as written, up to five decimals, zero included."""
    stripped = (text or "").strip()
    if not _PLAIN.match(stripped):
        raise UnreadableAmount(file=file, line=line, text=stripped[:40])
    return Decimal(stripped)


def whole_rupiah(amount: Decimal, currency: str | None, *, file: str, line: int) -> int:
    """Rupiah as a whole number: `1000` and `1000.00` are the same, `1000.50` is refused."""
    if currency != RUPIAH:
        raise ForeignCurrency(file=file, line=line, currency=currency or "?")
    if amount != amount.to_integral_value():
        raise SubRupiah(file=file, line=line, text=amount)
    return int(amount)
