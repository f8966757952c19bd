"""How lists of proposals, dockets and meetings look."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.tables import Column, Filter, Table
from lumbung.proposals.chain import BADGES
from lumbung.proposals.models import Meeting, Proposal
from lumbung.proposals.models.way import ENDED, LAPSES_FROM, Status

SOON = timedelta(days=7)
MEETING_BADGES = {"called": "wait", "closed": "ok", "cancelled": "end"}


def address(proposal: Proposal) -> str:
    """The page of a proposal."""
    return reverse("proposals:proposal", args=[proposal.pk])


def _at_step(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(status=value)


def _of_kind(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(kind=value)


def _by_deadline(rows: QuerySet, value: str) -> QuerySet:
    today = timezone.localdate()
    waiting = rows.filter(status__in=LAPSES_FROM)
    return {
        "lewat": waiting.filter(due_on__lt=today),
        "minggu": waiting.filter(due_on__gte=today, due_on__lte=today + SOON),
        "terbuka": rows.exclude(status__in=ENDED),
    }[value]


def _in_area(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(region_code__gte=value, region_code__lt=f"{value}/")


def _status(row: Any) -> tuple[str, Any]:
    return BADGES[Status(row.status)], row.get_status_display()


PROPOSALS = Table(
    columns=[
        Column("pk", _("Nomor"), sort="pk", link=address),
        Column("family", _("Keluarga"), sort="family__head_name", value=lambda row: row.family.head_name or "–"),
        Column("kind", _("Jenis"), sort="kind", value=lambda row: row.get_kind_display()),
        Column("village", _("Desa"), sort="region_code"),
        Column("status", _("Langkah"), sort="status", kind="badge", value=_status),
        Column("step_since", _("Sejak"), sort="step_since", kind="date"),
        Column("due_on", _("Tenggat"), sort="due_on", kind="date"),
    ],
    caption=pgettext_lazy("many", "Usulan"),
    filters=[
        Filter("langkah", _("Langkah"), _at_step, Status.choices),
        Filter("jenis", _("Jenis"), _of_kind, Proposal.Kind.choices),
        Filter(
            "tenggat",
            _("Tenggat"),
            _by_deadline,
            [("lewat", _("Sudah lewat")), ("minggu", _("Minggu ini")), ("terbuka", _("Semua yang masih berjalan"))],
        ),
        Filter("wilayah", _("Kode wilayah"), _in_area),
    ],
    order=("due_on", "pk"),
    file_name="usulan",
    empty=_("Tidak ada usulan yang cocok."),
    empty_help=_("Usulan baru dibuat dari halaman keluarga."),
)
DOCKETS = Table(
    columns=[
        Column("number", _("Berita acara"), value=str, link=lambda row: reverse("proposals:docket", args=[row.pk])),
        Column("regency", _("Kabupaten atau kota"), sort="region_code"),
        Column("size", pgettext_lazy("many", "Usulan"), kind="count"),
        Column("at_signing", _("Menunggu bupati"), kind="count"),
        Column("at_deciding", _("Menunggu kementerian"), kind="count"),
        Column("at_field_check", _("Menunggu cek lapangan"), kind="count"),
    ],
    caption=_("Berita acara usulan"),
    order=("-month", "region_code", "-number"),
    file_name="berita-acara",
    empty=_("Belum ada berita acara usulan."),
    empty_help=_("Berita acara dibuat saat kepala dinas mengesahkan usulan."),
)
MEETINGS = Table(
    columns=[
        Column(
            "held_on",
            _("Tanggal"),
            sort="held_on",
            kind="date",
            link=lambda row: reverse("proposals:meeting", args=[row.pk]),
        ),
        Column("village", _("Desa"), sort="region_code"),
        Column("size", _("Usulan dibahas"), kind="count"),
        Column("agreed_count", _("Disetujui"), kind="count"),
        Column(
            "status",
            _("Keadaan"),
            kind="badge",
            value=lambda row: (MEETING_BADGES[row.status], row.get_status_display()),
        ),
    ],
    caption=_("Musyawarah desa"),
    filters=[Filter("keadaan", _("Keadaan"), _at_step, Meeting.Status.choices)],
    order=("-held_on", "-pk"),
    file_name="musyawarah",
    empty=_("Belum ada musyawarah desa."),
    empty_help=_("Siapkan musyawarah begitu ada usulan yang menunggunya."),
)
