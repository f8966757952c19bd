"""How lists of needs look."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.core.tables import Column, Filter, Table
from lumbung.referrals import sectors, words
from lumbung.referrals.models import Level, Need, Urgency


def _of_region(rows: QuerySet, code: str) -> QuerySet:
    return rows.filter(region_code__gte=code, region_code__lt=f"{code}/")


def _badge(row: Any) -> tuple[str, str]:
    return words.NEEDS[row.status], row.get_status_display()


NEEDS = Table(
    columns=[
        Column(
            "called",
            _("Nama panggilan"),
            value=words.listed,
            small=lambda row: row.place or row.region_code,
            link=lambda row: reverse("referrals:need", args=[row.pk]),
        ),
        Column("sector", _("Sektor"), sort="sector", value=lambda row: words.sector(row.sector)),
        Column("level", _("Meja"), sort="level", value=lambda row: row.get_level_display()),
        Column("urgency", _("Mendesak"), sort="urgency", value=lambda row: row.get_urgency_display()),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_badge),
        Column("came_on", _("Masuk"), sort="came_on", kind="date"),
        Column("due_on", _("Batas"), sort="due_on", kind="date"),
        Column("pk", _("Nomor"), sort="pk"),
    ],
    caption=_("Kebutuhan"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), Need.Status.choices),
        Filter("sektor", _("Sektor"), lambda rows, value: rows.filter(sector=value), sectors.choices),
        Filter("mendesak", _("Mendesak"), lambda rows, value: rows.filter(urgency=value), Urgency.choices),
        Filter("meja", _("Meja"), lambda rows, value: rows.filter(level=value), Level.choices),
        Filter("wilayah", _("Kode wilayah"), _of_region),
    ],
    order=("-pk",),
    file_name="kebutuhan",
    empty=_("Belum ada kebutuhan."),
    empty_help=_("Catat kebutuhan pertama dari tombol di atas."),
)
