"""How lists of decisions, visits and activities look."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.core.tables import Column, Filter, Table
from lumbung.districts import words
from lumbung.districts.models import Activity, CareDecision, Visit


def _of_region(rows: QuerySet, code: str) -> QuerySet:
    return rows.filter(region_code__gte=code, region_code__lt=f"{code}/")


def _name(row: Any) -> str:
    return row.person.name


REGION = Filter("wilayah", _("Kode wilayah"), _of_region)

DECISIONS = Table(
    columns=[
        Column("person", _("Nama"), value=_name, link=lambda row: reverse("districts:decision", args=[row.pk])),
        Column("level", _("Tingkat"), sort="level", value=lambda row: row.get_level_display()),
        Column(
            "status", _("Keadaan"), sort="status", kind="badge",
            value=lambda row: (words.DECISIONS[row.status], row.get_status_display()),
        ),
        Column("assessed_on", _("Dinilai"), sort="assessed_on", kind="date"),
        Column("until", _("Sampai"), value=lambda row: row.during and words.last_day(row.during) or ""),
    ],
    caption=_("Keputusan layanan tahunan"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), CareDecision.Status.choices),
        REGION,
    ],
    order=("-pk",),
    file_name="keputusan-layanan",
    empty=_("Belum ada keputusan layanan."),
    empty_help=_("Mulai dari halaman orangnya."),
)  # fmt: skip

VISITS = Table(
    columns=[
        Column("person", _("Nama"), value=_name, link=lambda row: reverse("districts:visit", args=[row.pk])),
        Column("reason", _("Alasan kunjungan"), sort="reason", value=lambda row: row.get_reason_display()),
        Column("due_on", _("Paling lambat"), sort="due_on", kind="date"),
        Column(
            "status", _("Keadaan"), sort="status", kind="badge",
            value=lambda row: (words.VISITS[row.status], row.get_status_display()),
        ),
        Column("result", _("Hasil"), value=lambda row: row.get_result_display()),
    ],
    caption=_("Kunjungan rumah"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), Visit.Status.choices),
        Filter("alasan", _("Alasan kunjungan"), lambda rows, value: rows.filter(reason=value), Visit.Reason.choices),
        REGION,
    ],
    order=("status", "due_on", "-risk", "pk"),
    file_name="kunjungan-rumah",
    empty=_("Belum ada kunjungan."),
    empty_help=_("Kunjungan muncul dari telepon, jadwal, dan peristiwa hidup."),
)  # fmt: skip

ACTIVITIES = Table(
    columns=[
        Column("person", _("Nama"), value=_name, link=lambda row: reverse("districts:activity", args=[row.pk])),
        Column("kind", _("Jenis usaha"), sort="kind", value=lambda row: row.get_kind_display()),
        Column("wish", _("Keinginannya")),
        Column(
            "status", _("Keadaan"), sort="status", kind="badge",
            value=lambda row: (words.ACTIVITIES[row.status], row.get_status_display()),
        ),
    ],
    caption=_("Usaha di rumah"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), Activity.Status.choices),
        REGION,
    ],
    order=("-pk",),
    file_name="usaha-di-rumah",
    empty=_("Belum ada usaha di rumah."),
    empty_help=_("Catat keinginan dari halaman orangnya."),
)  # fmt: skip
