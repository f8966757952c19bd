"""How lists of stays, bookings and incidents look."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.tables import Column, Filter, Table
from lumbung.facilities import words
from lumbung.facilities.models import Booking, Incident, Stay


def _of_region(rows: QuerySet, code: str) -> QuerySet:
    return rows.filter(region_code__gte=code, region_code__lt=f"{code}/")


def _stay_badge(row: Any) -> tuple[str, str]:
    return words.STAYS[row.status], row.get_status_display()


STAYS = Table(
    columns=[
        Column(
            "called",
            _("Nama panggilan"),
            value=words.listed,
            link=lambda row: reverse("facilities:stay", args=[row.pk]),
        ),
        Column("facility", _("Fasilitas"), sort="facility__name", value=lambda row: row.facility.name),
        Column("stay_type", _("Jenis tinggal"), sort="stay_type", value=lambda row: row.get_stay_type_display()),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_stay_badge),
        Column("admitted_on", _("Diterima"), sort="admitted_on", kind="date"),
        Column("due_on", _("Batas tinggal"), sort="due_on", kind="date"),
        Column("pk", _("Nomor"), sort="pk"),
    ],
    caption=_("Penghuni"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), Stay.Status.choices),
        Filter("jenis", _("Jenis tinggal"), lambda rows, value: rows.filter(stay_type=value), Stay.Type.choices),
        Filter("wilayah", _("Kode wilayah"), _of_region),
    ],
    order=("-admitted_at", "-pk"),
    file_name="penghuni",
    empty=_("Belum ada yang tinggal."),
    empty_help=_("Terima orang dari halaman fasilitasnya."),
)

BOOKINGS = Table(
    columns=[
        Column("title", _("Kegiatan"), link=lambda row: reverse("facilities:booking", args=[row.pk])),
        Column("room", _("Ruang"), sort="room__name", value=lambda row: f"{row.facility.name}, {row.room.name}"),
        Column("during", _("Mulai"), sort="during", kind="time", value=lambda row: row.during.lower),
        Column("people", _("Orang"), sort="people", kind="count"),
        Column(
            "status",
            _("Keadaan"),
            sort="status",
            kind="badge",
            value=lambda row: (words.BOOKINGS[row.status], row.get_status_display()),
        ),
    ],
    caption=pgettext_lazy("many", "Pemesanan ruang"),
    filters=[Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), Booking.Status.choices)],
    order=("-during", "-pk"),
    file_name="pemesanan-ruang",
    empty=_("Belum ada ruang yang dipesan."),
    empty_help=_("Pilih ruang di kalender fasilitasnya."),
)

INCIDENTS = Table(
    columns=[
        Column("at", _("Waktu kejadian"), sort="at", kind="time"),
        Column("kind", pgettext_lazy("facility", "Kejadian"), sort="kind", value=lambda row: row.get_kind_display()),
        Column("facility", _("Fasilitas"), sort="facility__name", value=lambda row: row.facility.name),
        Column("told", _("Apa yang terjadi")),
        Column("done", _("Apa yang dilakukan")),
    ],
    caption=pgettext_lazy("facility", "Kejadian"),
    filters=[
        Filter(
            "kejadian",
            pgettext_lazy("facility", "Kejadian"),
            lambda rows, value: rows.filter(kind=value),
            Incident.Kind.choices,
        )
    ],
    order=("-at", "-pk"),
    file_name="kejadian",
    empty=_("Belum ada kejadian."),
    empty_help=_("Kejadian dicatat dari halaman penghuni atau fasilitas."),
)
