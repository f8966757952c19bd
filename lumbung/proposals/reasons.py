"""Why a proposal went back or ended: a code that can be counted, and words for everybody."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Any] = {
    "papers_missing": _("Bukti belum lengkap"),
    "papers_unclear": _("Foto atau surat tidak terbaca"),
    "facts_disagree": _("Isian tidak cocok dengan bukti"),
    "wrong_family": _("Keluarganya keliru"),
    "wrong_kind": _("Jenis usulannya keliru"),
    "minutes_incomplete": _("Berita acara atau SPTJM belum lengkap"),
    "not_found": _("Keluarga tidak ditemukan saat cek lapangan"),
    "moved": _("Keluarga sudah pindah"),
    "not_entitled": _("Tidak memenuhi syarat menurut hasil pemeriksaan"),
    "not_agreed": _("Tidak disepakati musyawarah"),
    "no_longer_wanted": _("Dicabut oleh yang mengusulkan"),
    "other": _("Alasan lain, lihat penjelasannya"),
}
LAPSED = "deadline_passed"
OF_THE_SYSTEM = {LAPSED: _("Tidak diverifikasi sampai tenggatnya")}
CHOICES = list(REASONS.items())


def words(code: str) -> Any:
    """The words of a code."""
    return REASONS.get(code) or OF_THE_SYSTEM.get(code, code)
