"""How lists of partners, calls, batches and payouts look."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.tables import Column, Filter, Table
from lumbung.exchange.models import Message, Partner, Payout, PayoutLine
from lumbung.payments import banks

PARTNER_BADGES = {"active": "ok", "suspended": "wait", "ended": "end"}
PAYOUT_BADGES = {"running": "run", "stopped": "do", "done": "ok"}
VOUCHER_BADGES = {"preactivated": "wait", "active": "run", "redeemed": "ok", "cancelled": "end", "expired": "end"}
LINE_BADGES = {"planned": "wait", "sending": "run", "unsure": "q", "paid": "ok", "failed": "no"}
MESSAGE_BADGES = {
    "planned": "wait",
    "sending": "run",
    "unsure": "q",
    "sent": "run",
    "delivered": "ok",
    "failed": "no",
}
OPERATIONS = {
    "bulk-payment": _("Permintaan bayar"),
    "prepayment-validation": _("Periksa penerima"),
    "prepayment-validation-response": _("Hasil pemeriksaan penerima"),
    "register-beneficiary": _("Daftarkan penerima"),
    "update-beneficiary-details": _("Ubah rincian penerima"),
    "voucher_preactivation": _("Siapkan kupon"),
    "voucher_batch": _("Siapkan banyak kupon"),
    "voucher_activation": _("Berlakukan kupon"),
    "voucher_redeemption": _("Bayar pedagang dengan kupon"),
    "voucher_status": _("Periksa kupon"),
    "voucher_cancellation": _("Batalkan kupon"),
}


def _badge(badges: dict[str, str]) -> Any:
    return lambda row: (badges[row.status], row.get_status_display())


def _with_status(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(status=value)


def _with_code(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(code=value)


def _of_operation(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(operation=value)


def _answer(row: Any) -> tuple[str, Any]:
    if row.repeated:
        return "end", _("Diulang")
    return ("ok", _("Diterima")) if row.code == "00" else ("no", _("Ditolak"))


def _state(row: Any) -> tuple[str, Any]:
    return ("ok", _("Dikenal")) if row.family_id else ("q", _("Belum dikenal"))


PARTNERS = Table(
    columns=[
        Column("name", _("Mitra"), sort="name", link=lambda row: reverse("exchange:partner", args=[row.pk])),
        Column("programme", _("Program"), sort="programme"),
        Column("fund", _("Dana"), value=lambda row: str(row.fund)),
        Column("region_code", _("Wilayah"), sort="region_code"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_badge(PARTNER_BADGES)),
    ],
    caption=_("Mitra"),
    filters=[Filter("keadaan", _("Keadaan"), _with_status, Partner.Status.choices)],
    order=("name", "pk"),
    file_name="mitra",
    empty=_("Belum ada mitra."),
    empty_help=_("Lembaga yang programnya boleh meminta pembayaran didaftarkan dulu."),
)
CALLS = Table(
    columns=[
        Column("request_id", _("Nomor permintaan"), sort="request_id"),
        Column("at", _("Pada"), sort="at", kind="time"),
        Column("partner", _("Mitra"), value=lambda row: str(row.partner)),
        Column("operation", _("Permintaan"), value=lambda row: OPERATIONS.get(row.operation, row.operation)),
        Column("lines", pgettext_lazy("money", "Baris"), sort="lines", kind="count"),
        Column("total", _("Nilai"), sort="total", kind="money"),
        Column("code", _("Jawaban"), kind="badge", value=_answer, small=lambda row: row.said),
    ],
    caption=_("Panggilan mitra"),
    filters=[
        Filter("permintaan", _("Permintaan"), _of_operation, list(OPERATIONS.items())),
        Filter("jawaban", _("Jawaban"), _with_code, [("00", _("Diterima")), ("01", _("Ditolak"))]),
    ],
    order=("-pk",),
    file_name="panggilan-mitra",
    empty=_("Belum ada panggilan."),
)
INSTRUCTIONS = Table(
    columns=[
        Column("instruction_id", _("Nomor perintah"), kind="masked"),
        Column("functional_id", _("Nomor penerima menurut mitra"), kind="masked"),
        Column("amount", _("Nilai"), sort="amount", kind="money"),
        Column("family_id", _("Penerima"), kind="badge", value=_state),
    ],
    caption=_("Perintah"),
    order=("pk",),
    file_name="perintah-mitra",
)
PAYOUTS = Table(
    columns=[
        Column("cycle", _("Pembayaran"), value=str, link=lambda row: reverse("exchange:payout", args=[row.pk])),
        Column("channel", _("Bank"), value=lambda row: banks.short_name(row.channel)),
        Column("lines", pgettext_lazy("money", "Baris"), sort="lines", kind="count"),
        Column("total", _("Nilai"), sort="total", kind="money"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_badge(PAYOUT_BADGES)),
        Column("started_at", _("Dimulai"), sort="started_at", kind="time"),
    ],
    caption=_("Pembayaran lewat API"),
    filters=[Filter("keadaan", _("Keadaan"), _with_status, Payout.Status.choices)],
    order=("-pk",),
    file_name="pembayaran-api",
    empty=_("Belum ada pembayaran lewat API."),
    empty_help=_("Siklus yang uangnya sudah dilepas bisa dibayar lewat API bila alamat API bank sudah diatur."),
)
PAYOUT_LINES = Table(
    columns=[
        Column("line", _("Rujukan"), value=lambda row: row.line.end_to_end_id),
        Column("amount", _("Nilai"), sort="line__amount", kind="money", value=lambda row: row.line.amount),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_badge(LINE_BADGES)),
        Column("code", _("Kode jawaban"), sort="code", small=lambda row: row.reason),
        Column("attempts", _("Dikirim"), sort="attempts", kind="count"),
    ],
    caption=_("Baris pembayaran"),
    filters=[Filter("keadaan", _("Keadaan"), _with_status, PayoutLine.Status.choices)],
    order=("pk",),
    file_name="baris-pembayaran-api",
)
MESSAGES = Table(
    columns=[
        Column("entry", _("Penerima"), value=lambda row: row.entry.line.recipient),
        Column("region_code", _("Wilayah"), sort="region_code"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_badge(MESSAGE_BADGES)),
        Column("changed_at", _("Pada"), sort="changed_at", kind="time"),
        Column("reply", _("Balasan"), value=lambda row: row.reply or "–"),
        Column("answer", _("Jawaban"), value=lambda row: row.entry.get_received_display() or "–"),
    ],
    caption=_("Pesan"),
    filters=[Filter("keadaan", _("Keadaan"), _with_status, Message.Status.choices)],
    order=("pk",),
    file_name="pesan-uji-petik",
    empty=_("Belum ada pesan yang dikirim lewat gerbang."),
)
