"""What banks call a movement of an account, in plain words: the ISO sub-families that a household's account knows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

IN, OUT = _("Uang masuk lain"), _("Uang keluar lain")
WORDS = {
    "CWDL": _("Penarikan tunai di ATM atau loket"),
    "CDPT": _("Setoran tunai"),
    "POSD": _("Belanja dengan kartu"),
    "POSC": _("Belanja dengan kartu"),
    "RPCR": _("Pengembalian uang"),
    "RRTN": _("Pengembalian uang"),
    "CHRG": _("Biaya bank"),
    "FEES": _("Biaya bank"),
    "INTR": _("Bunga"),
    "DMCT": _("Pemindahbukuan"),
    "BOOK": _("Pemindahbukuan"),
}


def words(code: str, *, credit: bool) -> Any:
    """The words of a code; banks may send codes of their own."""
    return WORDS.get(code, IN if credit else OUT)
