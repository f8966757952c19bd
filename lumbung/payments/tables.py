"""How lists of cycles, lines and funds look."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.tables import Column, Filter, Table
from lumbung.payments import banks, reasons
from lumbung.payments.chain import BADGES, LINE_BADGES
from lumbung.payments.models import Act, Cycle, DayCheck, Fund, Line, WithdrawalDifference


def cycle_address(cycle: Cycle) -> str:
    """The page of a cycle."""
    return reverse("payments:cycle", args=[cycle.pk])


def fund_address(fund: Fund) -> str:
    """The page of a fund."""
    return reverse("payments:fund", args=[fund.pk])


def family_address(line: Line) -> str:
    """The page of the family that a line pays."""
    return reverse("registry:family", args=[line.family_id])


def _channels() -> list[tuple[str, str]]:
    return [(bank.key, bank.short) for bank in banks.all_banks().values()]


def _with_status(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(status=value)


def _with_channel(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(channel=value)


def _with_reason(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(reason=value)


def _named(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(recipient__istartswith=value)


def _of_programme(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(programme=value.lower())


def _status(row: Any) -> tuple[str, Any]:
    return BADGES[row.status], row.get_status_display()


def _line_status(row: Line) -> tuple[str, Any]:
    return LINE_BADGES[row.status], row.get_status_display()


def _reason(row: Line) -> Any:
    return reasons.words(row.reason).cause if row.reason else ""


CYCLES = Table(
    columns=[
        Column("stage", _("Siklus"), sort="stage", value=str, link=cycle_address),
        Column("region_code", _("Wilayah"), sort="region_code"),
        Column("lines", pgettext_lazy("many", "Keluarga"), sort="lines", kind="count"),
        Column("total", _("Nilai"), sort="total", kind="money"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_status),
        Column("prepared_at", _("Disusun"), sort="prepared_at", kind="date"),
    ],
    caption=pgettext_lazy("many", "Siklus pembayaran"),
    filters=[
        Filter("keadaan", _("Keadaan"), _with_status, Cycle.Status.choices),
        Filter("program", _("Program"), _of_programme),
    ],
    order=("-pk",),
    file_name="siklus",
    empty=_("Belum ada siklus pembayaran."),
    empty_help=_("Siklus dibuat dari penetapan program yang sudah selesai."),
)
LINES = Table(
    columns=[
        Column("recipient", _("Penerima"), sort="recipient", link=family_address),
        Column("region_code", _("Kode desa"), sort="region_code"),
        Column("channel", _("Penyalur"), sort="channel", value=lambda row: banks.short_name(row.channel)),
        Column("amount", _("Nilai"), sort="amount", kind="money"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_line_status),
        Column("reason", _("Sebab"), sort="reason", value=_reason),
        Column("end_to_end_id", _("Rujukan"), sort="end_to_end_id"),
    ],
    caption=_("Baris siklus"),
    filters=[
        Filter("keadaan", _("Keadaan"), _with_status, Line.Status.choices),
        Filter("penyalur", _("Penyalur"), _with_channel, _channels),
        Filter("sebab", _("Sebab"), _with_reason, [(code, words.cause) for code, words in reasons.REASONS.items()]),
        Filter("nama", _("Nama penerima, atau awalnya"), _named),
    ],
    order=("pk",),
    file_name="baris-siklus",
    empty=_("Tidak ada baris yang cocok."),
)
FUNDS = Table(
    columns=[
        Column("name", _("Dana"), sort="name", link=fund_address),
        Column("fiscal_year", _("Tahun anggaran"), sort="fiscal_year"),
        Column("source", _("Sumber"), sort="source"),
        Column("region_code", _("Wilayah"), sort="region_code"),
        Column("budget", _("Pagu"), sort="budget", kind="money"),
    ],
    caption=pgettext_lazy("many", "Dana"),
    order=("-fiscal_year", "pk"),
    file_name="dana",
    empty=_("Belum ada dana."),
    empty_help=_("Buka dana dulu, baru siklus bisa dibayar."),
)


def act_address(act: Act) -> str:
    """The page of an act."""
    return reverse("payments:act", args=[act.pk])


ACT_BADGES = {"open": "wait", "done": "ok", "refused": "no", "lapsed": "end"}


def _act_status(row: Act) -> tuple[str, Any]:
    return ACT_BADGES[row.status], row.get_status_display()


def _agrees(row: DayCheck) -> tuple[str, Any]:
    return ("ok", _("Cocok")) if row.agrees else ("no", _("Tidak cocok"))


ACTS = Table(
    columns=[
        Column("kind", _("Tindakan"), sort="kind", value=str, link=act_address),
        Column("amount", _("Nilai"), sort="amount", kind="money"),
        Column("reason", _("Alasan")),
        Column("asked_by", _("Diminta oleh"), value=lambda row: row.asked_by.name),
        Column("lapses_on", _("Lewat waktu mulai"), sort="lapses_on", kind="date"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_act_status),
    ],
    caption=pgettext_lazy("many", "Tindakan uang"),
    filters=[Filter("keadaan", _("Keadaan"), _with_status, Act.Status.choices)],
    order=("-pk",),
    file_name="tindakan-uang",
    empty=_("Belum ada tindakan yang perlu tanda tangan."),
    empty_help=_("Pembetulan diminta dari buku mutasi sebuah kartu."),
)
DAYS = Table(
    columns=[
        Column("on", _("Hari"), sort="on", kind="date"),
        Column("transfers", _("Pemindahan"), sort="transfers", kind="count"),
        Column("moved", _("Rupiah dipindahkan"), sort="moved", kind="money"),
        Column("ledger", _("Selisih buku besar"), kind="money"),
        Column("bank_files", _("Selisih laporan bank"), kind="money"),
        Column("funds", _("Selisih dana"), kind="money"),
        Column("aside", _("Selisih yang disisihkan"), kind="money"),
        Column("agrees", _("Hasil"), kind="badge", value=_agrees),
    ],
    caption=_("Pencocokan setiap hari"),
    order=("-on",),
    file_name="pencocokan-harian",
    empty=_("Belum ada hari yang ditutup di wilayah Anda."),
    empty_help=_("Buku ditutup setiap malam. Pencocokan dibaca oleh akun tingkat nasional."),
)


def _followed(row: Any) -> tuple[str, Any]:
    return ("ok", _("Sesudahnya dibukukan")) if row.booked_since else ("wait", _("Belum cocok"))


def _why_not(row: Any) -> str:
    return " · ".join(filter(None, (str(row.get_why_display()), row.place)))


def _file_name(row: Any) -> str:
    return row.file.name


WITHDRAWALS = Table(
    columns=[
        Column("told", _("Nomor transaksi bank")),
        Column("on", _("Diambil pada"), sort="on", kind="date"),
        Column("amount", _("Menurut bank"), sort="amount", kind="money"),
        Column("rest", _("Isi dompet waktu itu"), kind="money"),
        Column("why", _("Sebab"), sort="why", value=_why_not),
        Column("file", _("Berkas"), value=_file_name, link=lambda row: reverse("payments:answer", args=[row.file_id])),
        Column("status", _("Keadaan"), kind="badge", value=_followed),
    ],
    caption=_("Penarikan yang tidak cocok"),
    filters=[Filter("sebab", _("Sebab"), lambda rows, why: rows.filter(why=why), WithdrawalDifference.Why.choices)],
    order=("-pk",),
    file_name="penarikan-tidak-cocok",
    empty=_("Semua penarikan yang dilaporkan bank cocok dengan dompetnya."),
    empty_help=_("Daftar ini terisi bila bank melapor pengambilan yang tidak bisa diikuti buku kita."),
)
