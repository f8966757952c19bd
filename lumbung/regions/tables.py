"""How lists of areas look."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.core.tables import Column, Filter, Table
from lumbung.regions import queries
from lumbung.regions.models import Region

SEARCH = "cari"


def address(region: Region) -> str:
    """The page of an area."""
    return reverse("regions:area", args=[region.code])


def by_name(areas: QuerySet[Region], text: str) -> QuerySet[Region]:
    """Areas whose name begins with the words."""
    return queries.named(text=text, among=areas)


def _above(region: Region) -> Any:
    return region.path.partition(", ")[2]


AREAS = Table(
    columns=[
        Column("name", _("Nama"), sort="name", link=address),
        Column("code", _("Kode"), sort="code"),
        Column("kind", _("Jenis")),
        Column("above", _("Terletak di"), value=_above),
    ],
    caption=_("Daftar wilayah"),
    filters=[Filter(SEARCH, _("Nama, atau awalnya"), by_name)],
    order=["code"],
    per_page=100,
    file_name="wilayah",
    empty=_("Tidak ada wilayah di sini."),
    empty_help=_("Periksa ejaan nama, atau tulis awalnya saja."),
)
