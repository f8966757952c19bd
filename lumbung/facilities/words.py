"""What pages, programs and commands call things of a house."""

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lumbung.facilities.models import Facility, Stay, Waiting
from lumbung.staff import queries as staff

STAYS = {"inside": "run", "away": "wait", "left": "end"}
BOOKINGS = {"asked": "wait", "approved": "ok", "refused": "no", "withdrawn": "end"}
EXTENSIONS = {"asked": "wait", "agreed": "ok", "refused": "no"}
LEARNERS = {"joined": "run", "passed": "ok", "stopped": "end"}
URGENCIES = {"1": "late", "2": "today", "3": "wait"}
WHY = {
    "begin": gettext_lazy("belum ada hasil ukur"),
    "hand": gettext_lazy("diatur tangan"),
    "rain": gettext_lazy("hujan"),
    "hot": gettext_lazy("panas"),
    "cool": gettext_lazy("sejuk"),
    "between": gettext_lazy("di antara kedua ambang, tetap seperti semula"),
    "unknown": gettext_lazy("suhu atau hujan belum diketahui, tetap seperti semula"),
}
"""Why a window stands as it does."""

FIGURES = {
    "stays": gettext_lazy("Lama tinggal"),
    "space": gettext_lazy("Ruang seorang"),
    "staff": gettext_lazy("Petugas berjaga"),
    "bookings": gettext_lazy("Pemesanan ruang"),
    "windows": gettext_lazy("Buka dan tutup jendela"),
    "readings": gettext_lazy("Batas hasil ukur"),
    "glass": gettext_lazy("Pembukaan darurat"),
}
"""What people call the dated figures."""


def listed(one: Stay | Waiting) -> str:
    """Somebody in a list: the first letter only where the stay is secret."""
    return f"{one.called[:1]}•••" if one.readers is not None else one.called


def left(days: int) -> str:
    """How long a stay still lasts."""
    if days < 0:
        return _("lewat %(days)s hari") % {"days": -days}
    return _("hari terakhir") if days == 0 else _("%(days)s hari lagi") % {"days": days}


def hours(house: Facility) -> str:
    """When a house is open."""
    if house.opens_at is None or house.closes_at is None:
        return _("Buka 24 jam, setiap hari.")
    return _("Buka pukul %(opens)s sampai %(closes)s.") % {
        "opens": f"{house.opens_at:%H.%M}", "closes": f"{house.closes_at:%H.%M}",
    }  # fmt: skip


def common_rules() -> list[str]:
    """What holds where a house has written no rules of its own."""
    return [
        _("Setiap orang aman di sini. Tidak ada yang boleh memukul, mengancam, atau mempermalukan."),
        _("Petugas ada siang dan malam. Anda boleh meminta bantuan kapan saja."),
        _("Barang berharga boleh dititipkan dengan tanda terima dan diambil kapan saja."),
        _("Kalau keluar, beri tahu ke mana dan kapan kembali."),
        _("Tidak membawa senjata, minuman keras, atau narkoba."),
        _("Anda boleh pulang kapan saja dan boleh menyampaikan keluhan kepada kepala fasilitas."),
    ]


def place(region_code: str) -> str:
    """The name of a region."""
    return staff.place_of(region_code=region_code)


def figures(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Dated figures with their remark in the language of the reader."""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    return [{**one, "name": FIGURES[one["name"]], "remark": one["remark"].get(language, "")} for one in found]


def ground(entry: Any) -> str:
    """On what a figure stands, as the reader's language tells it; its law in full is among the figures in force."""
    return entry.remark.get("en" if (get_language() or "id").startswith("en") else "id") or entry.law
