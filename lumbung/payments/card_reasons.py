"""Why a card is blocked, opened again, closed, given to another holder or refused by a bank: codes with plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput

BLOCK, UNBLOCK, CLOSE, HOLDER, REFUSED, UNTOLD = "block", "unblock", "close", "holder", "refused", "untold"
REPLACES = ("lost", "damaged", "expired", "holder")
"""A card blocked for one of these goes onto the next list of replacements."""


class UnknownReason(BadInput):
    """A code that is not on the list for this act."""

    message = _("Pilih alasan dari daftar.")


@dataclass(frozen=True)
class Reason:
    """A reason in plain words, and what comes next."""

    words: Any
    next: Any = ""


_NEXT_CARD = _("Bank diminta kartu pengganti.")
_REPAIR = _("Diperbaiki desa, lalu masuk daftar berikutnya.")
REASONS: Mapping[str, Mapping[str, Reason]] = {
    BLOCK: {
        "lost": Reason(_("Hilang atau dicuri"), _NEXT_CARD),
        "damaged": Reason(_("Rusak"), _NEXT_CARD),
        "expired": Reason(_("Lewat masa berlaku"), _NEXT_CARD),
        "misused": Reason(_("Dipegang atau dipakai orang lain"), _("Diperiksa petugas, lalu dibuka atau ditutup.")),
        "holder_died": Reason(_("Pemegang meninggal"), _("Keluarga memilih pemegang lain.")),
        "holder": Reason(_("Pemegang diganti"), _NEXT_CARD),
        "merged": Reason(_("Keluarga digabung dengan keluarga lain"), _("Keluarga memakai kartu yang satu lagi.")),
    },
    UNBLOCK: {
        "found": Reason(_("Kartu ditemukan kembali")),
        "cleared": Reason(_("Sudah diperiksa, tidak ada masalah")),
        "mistaken": Reason(_("Diblokir karena keliru")),
    },
    CLOSE: {
        "asked": Reason(_("Diminta keluarga")),
        "unusable": Reason(_("Hilang atau rusak sebelum diserahkan"), _("Keluarga masuk daftar berikutnya.")),
        "family_ended": Reason(_("Keluarga tidak ada lagi")),
        "twice": Reason(_("Keluarga punya kartu ganda")),
        "not_entitled": Reason(_("Tidak lagi menerima bantuan")),
        "misused": Reason(_("Disalahgunakan")),
    },
    HOLDER: {
        "died": Reason(_("Pemegang lama meninggal")),
        "ill": Reason(_("Pemegang lama sakit atau tidak mampu mengurus")),
        "away": Reason(_("Pemegang lama bekerja jauh atau pindah")),
        "divorced": Reason(_("Bercerai")),
        "mistaken": Reason(_("Pemegang dulu tercatat keliru")),
    },
    REFUSED: {
        "identity": Reason(_("NIK atau nama berbeda dengan Dukcapil"), _REPAIR),
        "incomplete": Reason(_("Data kurang lengkap"), _REPAIR),
        "has_account": Reason(_("Sudah punya rekening bantuan di bank ini"), _("Petugas mencocokkan dengan bank.")),
        "died": Reason(_("Calon pemegang meninggal"), _("Keluarga memilih pemegang lain.")),
        "minor": Reason(_("Calon pemegang belum cukup umur"), _("Keluarga memilih pemegang lain.")),
        "absent": Reason(_("Calon pemegang tidak ditemukan"), _REPAIR),
        "other": Reason(_("Sebab lain menurut bank"), _("Dibaca petugas, lalu diputuskan.")),
    },
    UNTOLD: {"unknown": Reason(_("Alasannya dulu tidak dicatat"))},
}


def expect(act: str, code: str) -> str:
    """The code itself, if it is a reason for this act; raises UnknownReason."""
    if code not in REASONS[act]:
        raise UnknownReason(fields={"reason": str(UnknownReason.message)})
    return code


def choices(act: str) -> list[tuple[str, Any]]:
    """Codes and words, as a form shows them."""
    return [(code, reason.words) for code, reason in REASONS[act].items()]


def words(code: str, *acts: str) -> Any:
    """The words of a code in the first of the acts that knows it; a code nobody knows stays as it is."""
    for act in acts or tuple(REASONS):
        if code in REASONS[act]:
            return REASONS[act][code].words
    return code
