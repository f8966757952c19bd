"""How lists of duties, sanctions, groups and departures look, on the page and on sheets."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.tables import Column, Filter, Table
from lumbung.programmes.conditions import wording
from lumbung.programmes.models import Departure, DutyListRow, HandOver, Recertification, Sanction
from lumbung.regions import queries as regions

LIST_BADGES = {"looked_at": "do", "taken": "ok", "cancelled": "end"}
SANCTION_BADGES = {"proposed": "do", "signed": "no", "appealed": "wait", "lifted": "ok", "dismissed": "end"}
DEPARTURE_BADGES = {
    "found": "do",
    "assessed": "wait",
    "verified": "wait",
    "decided": "ok",
    "rejected": "end",
    "readmitted": "end",
}
SESSION_BADGES = {"planned": "wait", "held": "ok", "cancelled": "end"}


def _village(row: Any) -> str:
    code = row["region_code"] if isinstance(row, dict) else row.region_code
    return str(regions.paths(codes=[code]).get(code, code)).split(",")[0]


def _status(badges: dict[str, str]) -> Column:
    return Column(
        "status", _("Keadaan"), kind="badge", value=lambda row: (badges[row.status], row.get_status_display())
    )


def _of_status(choices: Any) -> Filter:
    return Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), choices)


WHERE = Filter(
    "wilayah", _("Kode wilayah"), lambda rows, code: rows.filter(region_code__gte=code, region_code__lt=f"{code}/")
)


def _filled(row: dict[str, Any]) -> tuple[str, str]:
    left = row["owed"] - row["filled"]
    return ("ok", str(_("Lengkap"))) if not left else ("do", str(_("%(left)s belum diisi")) % {"left": left})


def owing(month: str) -> Table:
    """Families that owe something in a month."""
    return Table(
        columns=[
            Column(
                "family__head_name",
                _("Keluarga"),
                sort="family__head_name",
                link=lambda row: f"{reverse('programmes:family_duties', args=[row['family_id']])}?bulan={month}",
            ),
            Column("village", _("Desa"), value=_village),
            Column("owed", _("Kewajiban"), sort="owed", kind="count"),
            Column("filled", _("Keadaan"), sort="filled", kind="badge", value=_filled),
        ],
        caption=_("Keluarga dengan kewajiban bulan ini"),
        filters=[WHERE],
        order=("filled", "family_id"),
        file_name="kewajiban",
        empty=_("Belum ada kewajiban untuk bulan ini."),
        empty_help=_("Susun dulu daftarnya dari peserta yang ditetapkan."),
    )


LISTS = Table(
    columns=[
        Column("name", _("Berkas"), link=lambda row: reverse("programmes:duty_list", args=[row.pk])),
        Column("kind", _("Jenis"), value=lambda row: row.get_kind_display()),
        Column("month", _("Bulan"), sort="month", kind="date"),
        Column("matched", _("Cocok"), kind="count"),
        Column("rows", _("Baris"), kind="count"),
        _status(LIST_BADGES),
    ],
    caption=_("Daftar kehadiran"),
    file_name="daftar-kehadiran",
    empty=_("Belum ada daftar."),
    empty_help=_("Unggah daftar hadir sekolah atau daftar posyandu dengan susunan apa pun."),
)
ROWS_LEFT = Table(
    columns=[
        Column("row", _("Baris"), kind="count"),
        Column("name", _("Nama")),
        Column("reason", _("Sebab"), value=lambda row: row.get_reason_display()),
    ],
    caption=_("Baris yang tidak cocok"),
    filters=[Filter("sebab", _("Sebab"), lambda rows, value: rows.filter(reason=value), DutyListRow.Reason.choices)],
    order=("row",),
    file_name="baris-tidak-cocok",
    empty=_("Semua baris cocok."),
)
SANCTIONS = Table(
    columns=[
        Column("family.head_name", _("Keluarga"), link=lambda row: reverse("programmes:sanction", args=[row.pk])),
        Column("quarter", _("Triwulan"), sort="quarter", value=lambda row: wording.quarter(row.quarter)),
        Column("step", _("Tingkat"), value=lambda row: row.get_step_display()),
        Column("percent", _("Potongan"), value=lambda row: f"{row.percent} %"),
        Column("since", _("Berlaku sejak"), sort="since", kind="date"),
        _status(SANCTION_BADGES),
    ],
    caption=_("Sanksi"),
    filters=[
        _of_status(Sanction.Status.choices),
        Filter("tingkat", _("Tingkat"), lambda rows, value: rows.filter(step=value), Sanction.Step.choices),
        WHERE,
    ],
    order=("-quarter", "-pk"),
    file_name="sanksi",
    empty=_("Tidak ada sanksi."),
    empty_help=_("Sanksi diusulkan oleh verifikasi triwulan, dari kewajiban yang pasti tidak dipenuhi."),
)
GROUPS = Table(
    columns=[
        Column("name", _("Kelompok"), link=lambda row: reverse("programmes:group", args=[row.pk])),
        Column("village", _("Desa")),
        Column("facilitator", _("Pendamping"), value=lambda row: str(row.facilitator)),
        Column("size", pgettext_lazy("many", "Keluarga"), kind="count"),
    ],
    caption=_("Kelompok P2K2"),
    order=("region_code", "pk"),
    file_name="kelompok-p2k2",
    empty=_("Belum ada kelompok."),
    empty_help=_("Serahkan keluarga satu desa kepada pendamping, lalu bentuk kelompoknya."),
)
SESSIONS = Table(
    columns=[
        Column("on", _("Hari"), sort="on", kind="date", link=lambda row: reverse("programmes:session", args=[row.pk])),
        Column("module", _("Modul"), value=lambda row: wording.name("modules", row.module)),
        Column("came", _("Hadir"), kind="count"),
        _status(SESSION_BADGES),
    ],
    caption=_("Pertemuan"),
    order=("-on", "-pk"),
    file_name="pertemuan",
    empty=_("Belum ada pertemuan."),
)
RECERTIFICATIONS = Table(
    columns=[
        Column(
            "family.head_name",
            _("Keluarga"),
            link=lambda row: reverse("programmes:recertification", args=[row.pk]),
        ),
        Column("village", _("Desa"), value=_village),
        Column("since", _("Peserta sejak"), sort="since", kind="date"),
        Column("due_on", _("Jatuh tempo"), sort="due_on", kind="date"),
        Column("outcome", _("Hasil"), value=lambda row: row.get_outcome_display()),
        _status({"due": "do", "visited": "ok"}),
    ],
    caption=_("Resertifikasi"),
    filters=[_of_status(Recertification.Status.choices), WHERE],
    order=("status", "due_on", "pk"),
    file_name="resertifikasi",
    empty=_("Tidak ada yang jatuh tempo."),
)
DEPARTURES = Table(
    columns=[
        Column("family.head_name", _("Keluarga"), link=lambda row: reverse("programmes:departure", args=[row.pk])),
        Column("village", _("Desa"), value=_village),
        Column("route", _("Jalur"), value=lambda row: row.get_route_display()),
        Column("found_on", _("Ditemukan"), sort="found_on", kind="date"),
        _status(DEPARTURE_BADGES),
    ],
    caption=_("Kelulusan"),
    filters=[
        _of_status(Departure.Status.choices),
        Filter("jalur", _("Jalur"), lambda rows, value: rows.filter(route=value), Departure.Route.choices),
        WHERE,
    ],
    file_name="kelulusan",
    empty=_("Belum ada keluarga yang keluar."),
    empty_help=_("Kelulusan alami dicari oleh aturan; jalur lain diusulkan dari kunjungan."),
)
HAND_OVERS = Table(
    columns=[
        Column("person.name", _("Orang")),
        Column("family.head_name", _("Keluarga"), link=lambda row: reverse("registry:family", args=[row.family_id])),
        Column("scheme", _("Skema"), value=lambda row: wording.name("schemes", row.scheme)),
        Column("on", _("Diserahkan"), sort="on", kind="date"),
        _status({"waiting": "wait", "taken": "ok"}),
    ],
    caption=_("Penyerahan ke pemberdayaan"),
    filters=[
        _of_status(HandOver.Status.choices),
        Filter(
            "skema",
            _("Skema"),
            lambda rows, value: rows.filter(scheme=value),
            lambda: wording.choices("schemes"),
        ),
    ],
    order=("-status", "pk"),
    file_name="penyerahan",
    empty=_("Belum ada yang diserahkan."),
)
