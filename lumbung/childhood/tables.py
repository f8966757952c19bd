"""How lists of candidates, starts and reports look; names of secret cases are masked, for their own team too."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.childhood import words
from lumbung.childhood.models import AbuseReport, Candidate, Start
from lumbung.childhood.models.discovery import Whom
from lumbung.childhood.models.start import Risk
from lumbung.core.tables import Column, Filter, Table


def _of_region(rows: QuerySet, code: str) -> QuerySet:
    return rows.filter(region_code__gte=code, region_code__lt=f"{code}/")


def masked(row: Any) -> str:
    """The name as lists show it."""
    name = row.called if isinstance(row, AbuseReport) else row.person.name
    return f"{name[:1]}•••" if row.sensitive else name


STARTS = Table(
    columns=[
        Column("person", _("Nama"), value=masked, link=lambda row: reverse("childhood:start", args=[row.pk])),
        Column("whom", _("Untuk siapa"), sort="whom", value=lambda row: row.get_whom_display()),
        Column("village", _("Desa"), sort="region_code"),
        Column(
            "risk", _("Risiko"), sort="risk", kind="badge",
            value=lambda row: (words.RISKS[row.risk], row.get_risk_display()),
        ),
        Column(
            "status", _("Keadaan"), sort="status", kind="badge",
            value=lambda row: (words.STARTS[row.status], row.get_status_display()),
        ),
        Column("entered_on", _("Masuk"), sort="entered_on", kind="date"),
        Column("pk", _("Nomor"), sort="pk"),
    ],
    caption=_("Anak dan ibu hamil di Dream Start"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), Start.Status.choices),
        Filter("risiko", _("Tingkat risiko"), lambda rows, value: rows.filter(risk=value), Risk.choices),
        Filter("wilayah", _("Kode wilayah"), _of_region),
    ],
    order=("-pk",),
    file_name="dream-start",
    empty=_("Belum ada yang masuk Dream Start."),
    empty_help=_("Buat daftar penemuan, kunjungi keluarganya, lalu masukkan yang bersedia."),
)  # fmt: skip

CANDIDATES = Table(
    columns=[
        Column(
            "person", _("Nama"), value=lambda row: row.person.name,
            link=lambda row: reverse("childhood:candidate", args=[row.pk]),
        ),
        Column("whom", _("Untuk siapa"), sort="whom", value=lambda row: row.get_whom_display()),
        Column("reasons", _("Yang terlihat di registri"), value=words.reasons),
        Column("points", _("Poin"), sort="points", kind="count"),
        Column("village", _("Desa"), sort="region_code"),
        Column(
            "status", _("Keadaan"), sort="status", kind="badge",
            value=lambda row: (words.CANDIDATES[row.status], row.get_status_display()),
        ),
    ],
    caption=_("Calon Dream Start"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), Candidate.Status.choices),
        Filter("untuk", _("Untuk siapa"), lambda rows, value: rows.filter(whom=value), Whom.choices),
        Filter("wilayah", _("Kode wilayah"), _of_region),
    ],
    order=("-points", "pk"),
    file_name="calon-dream-start",
    empty=_("Registri tidak menunjukkan siapa pun."),
    empty_help=_("Yang sudah dilayani, menunggu, atau baru saja menolak tidak didaftar lagi."),
)  # fmt: skip

REPORTS = Table(
    columns=[
        Column("called", _("Anak"), value=masked, link=lambda row: reverse("childhood:report", args=[row.pk])),
        Column("received_at", _("Diterima"), sort="received_at", kind="time"),
        Column("decide_by", _("Putusan paling lambat"), sort="decide_by", kind="time"),
        Column(
            "status", _("Keadaan"), sort="status", kind="badge",
            value=lambda row: (words.REPORTS[row.status], row.get_status_display()),
        ),
        Column("pk", _("Nomor"), sort="pk"),
    ],
    caption=_("Laporan dugaan kekerasan"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), AbuseReport.Status.choices),
    ],
    order=("-status", "decide_by", "-pk"),
    file_name="laporan-kekerasan",
    empty=_("Tidak ada laporan yang boleh Anda ketahui."),
    empty_help=_("Laporan hanya diketahui tim kasusnya."),
)  # fmt: skip
