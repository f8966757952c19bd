"""A passbook in plain words: each movement as a family would tell it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.payments.queries import Entry, Statement

_WORDS = {
    "withdrawal": gettext_lazy("Uang tunai diambil"),
    "purchase": gettext_lazy("Belanja"),
    "purchase_returned": gettext_lazy("Uang belanja dikembalikan"),
    "reserve": gettext_lazy("Disisihkan untuk kupon belanja"),
    "unreserve": gettext_lazy("Kembali dari kupon belanja"),
    "expired": gettext_lazy("Tidak diambil sampai batas waktu, kembali ke kas negara"),
}


def words(entry: Entry) -> str:
    """What happened, in a sentence."""
    if entry.kind in ("paid", "returned"):
        told = {"programme": entry.programme.upper(), "stage": entry.stage}
        came = _("Bantuan %(programme)s %(stage)s masuk") % told
        return came if entry.came else _("Bantuan %(programme)s %(stage)s ditarik kembali oleh bank") % told
    if entry.kind == "moved":
        return _("Pindahan dari kartu lama") if entry.came else _("Dipindahkan ke kartu pengganti")
    if entry.kind == "reversal":
        return _("Pembetulan: %(what)s dibatalkan") % {"what": str(_WORDS.get(entry.of, entry.of)).lower()}
    return str(_WORDS.get(entry.kind, entry.kind))


def told(statement: Statement) -> list[dict[str, Any]]:
    """The entries with their words, as page, print and command show them."""
    return [
        {
            "at": entry.at,
            "words": words(entry),
            "place": entry.place,
            "wallet": entry.wallet_name,
            "came": entry.came,
            "went": entry.went,
            "remains": entry.remains,
            "transfer_id": entry.transfer_id,
            "undone": entry.undone,
            "correctable": entry.kind in CORRECTABLE and not entry.undone,
        }
        for entry in statement.entries
    ]


CORRECTABLE = ("withdrawal", "purchase", "purchase_returned", "expired")
"""What a person can ask to have corrected from the page."""
