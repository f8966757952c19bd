"""Why money did not stay: the banks' codes in words, and what is done about each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reason:
    """A cause in plain words and the next step."""

    cause: Any
    act: Any


OTHER = Reason(_("Sebab lain menurut penyalur"), _("Dibaca petugas, lalu diputuskan"))
REASONS = {
    "AC01": Reason(_("Nomor rekening salah"), _("Bank memperbaiki nomor, lalu dibayar susulan")),
    "AC04": Reason(_("Rekening sudah ditutup"), _("Dibuka rekening baru, sementara lewat PT Pos")),
    "AC06": Reason(_("Rekening diblokir atau tidak aktif"), _("Keluarga datang ke bank dengan KTP untuk mengaktifkan")),
    "AM04": Reason(_("Saldo rekening pembayar kurang"), _("Bendahara memeriksa rekening pembayar")),
    "NARR": Reason(_("Nama di rekening berbeda dengan KTP"), _("Diperbaiki desa, lalu dibayar susulan")),
}


def words(code: str) -> Reason:
    """The words of a code; banks may send codes of their own."""
    return REASONS.get(code, OTHER)
