"""How lists of outreach look; names of secret cases are masked, for their own team too."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.core.tables import Column, Filter, Table
from lumbung.outreach import words
from lumbung.outreach.models import Cadre, Outreach


def _of_region(rows: QuerySet, code: str) -> QuerySet:
    return rows.filter(region_code__gte=code, region_code__lt=f"{code}/")


def _badge(kinds: dict[str, str]) -> Any:
    return lambda row: (kinds[row.status], row.get_status_display())


PERSONS = Table(
    columns=[
        Column(
            "called",
            _("Nama"),
            sort="case__called",
            value=lambda row: words.masked(row.case),
            link=lambda row: reverse("outreach:person", args=[row.pk]),
        ),
        Column("village", _("Desa"), sort="region_code"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_badge(words.PERSONS)),
        Column("cadre_name", _("Kader"), value=lambda row: row.cadre_name or "–"),
        Column("source", _("Asal temuan"), sort="source", value=lambda row: row.get_source_display()),
        Column("found_on", _("Ditemukan"), sort="found_on", kind="date"),
    ],
    caption=_("Orang yang dijangkau"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), Outreach.Status.choices),
        Filter("asal", _("Asal temuan"), lambda rows, value: rows.filter(source=value), Outreach.Source.choices),
        Filter("wilayah", _("Kode wilayah"), _of_region),
    ],
    order=("-found_on", "-pk"),
    file_name="jangkauan",
    empty=_("Belum ada yang dijangkau."),
    empty_help=_("Catat orang yang ditemukan kader atau dirujuk desa, Puskesos, keluarga, atau sekolah."),
)

CADRES = Table(
    columns=[
        Column("name", _("Nama"), sort="name", link=lambda row: reverse("outreach:cadre", args=[row.pk])),
        Column("village", _("Desa"), sort="region_code"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_badge(words.CADRES)),
        Column("held", _("Dampingan"), sort="held", kind="count"),
        Column("since", _("Kader sejak"), sort="since", kind="date"),
    ],
    caption=_("Kader"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), Cadre.Status.choices),
        Filter("wilayah", _("Kode wilayah"), _of_region),
    ],
    order=("name", "pk"),
    file_name="kader",
    empty=_("Belum ada kader."),
    empty_help=_("Catat seseorang dari data sebagai kader, lalu catat pelatihannya."),
)
