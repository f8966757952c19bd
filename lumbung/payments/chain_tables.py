"""How lists along the chain look: failed accounts, untouched money, returns to the treasury."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.tables import Column, Filter, Table
from lumbung.payments import banks, reasons
from lumbung.payments.models import AccountCheck, TreasuryReturn, Untouched

RETURN_BADGES = {"prepared": "wait", "returned": "ok", "cancelled": "end"}
SOON = 14
"""So many days before money goes back its row is marked."""


def _family(row: Any) -> str:
    return reverse("registry:family", args=[row.line.family_id])


def _repair(row: AccountCheck) -> str:
    return reverse("payments:repair", args=[row.pk])


def _letter(row: Untouched) -> str:
    return reverse("payments:untouched_letter", args=[row.pk])


def _return(row: TreasuryReturn) -> str:
    return reverse("payments:treasury_return", args=[row.pk])


def _fault_state(row: AccountCheck) -> tuple[str, Any]:
    return ("ok", _("Sudah diperbaiki")) if row.repaired_on else ("do", _("Lewat PT Pos sampai diperbaiki"))


def _days(row: Any) -> tuple[str, Any]:
    if row.days_left <= 0:
        return "late", _("Waktunya kembali")
    return ("today" if row.days_left <= SOON else "wait"), _("%(days)s hari lagi") % {"days": row.days_left}


def _open(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(repaired_on__isnull=value == "open")


def _in_region(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(region_code__startswith=value)


def _of_bank(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(card__bank=value)


def _banks() -> list[tuple[str, str]]:
    return [(bank.key, bank.short) for bank in banks.all_banks().values() if bank.key != banks.POST]


FAULTS = Table(
    columns=[
        Column("recipient", _("Penerima"), sort="line__recipient", value=lambda row: row.line.recipient, link=_repair),
        Column("region_code", _("Kode desa"), sort="region_code"),
        Column("bank", _("Bank"), value=lambda row: banks.short_name(row.card.bank)),
        Column("reason", _("Sebab"), sort="reason", value=lambda row: reasons.words(row.reason).cause),
        Column("checked_on", _("Diperiksa pada"), sort="checked_on", kind="date"),
        Column("state", _("Keadaan"), kind="badge", value=_fault_state),
    ],
    caption=_("Rekening yang gagal diperiksa"),
    filters=[
        Filter("keadaan", _("Keadaan"), _open, [("open", _("Belum diperbaiki")), ("done", _("Sudah diperbaiki"))]),
        Filter("wilayah", _("Kode wilayah, atau awalnya"), _in_region),
        Filter("bank", _("Bank"), _of_bank, _banks),
    ],
    order=("-pk",),
    file_name="rekening-gagal",
    empty=_("Tidak ada rekening yang gagal diperiksa."),
)
UNTOUCHED = Table(
    columns=[
        Column("recipient", _("Penerima"), sort="line__recipient", value=lambda row: row.line.recipient, link=_family),
        Column("region_code", _("Kode desa"), sort="region_code"),
        Column("bank", _("Bank"), value=lambda row: banks.short_name(row.card.bank)),
        Column("amount", _("Nilai"), sort="amount", kind="money"),
        Column("since", _("Masuk pada"), sort="since", kind="date"),
        Column("due_on", _("Kembali pada"), sort="due_on", kind="date"),
        Column("days_left", _("Sisa waktu"), sort="due_on", kind="badge", value=_days),
        Column("letter", _("Surat"), value=lambda _row: _("Surat untuk keluarga"), link=_letter),
    ],
    caption=_("Uang yang belum diambil"),
    filters=[
        Filter("wilayah", _("Kode wilayah, atau awalnya"), _in_region),
        Filter("bank", _("Bank"), _of_bank, _banks),
    ],
    order=("due_on", "pk"),
    file_name="uang-belum-diambil",
    empty=_("Tidak ada uang yang lama tidak diambil."),
    empty_help=_("Uang yang masuk dan tidak disentuh muncul di sini sesudah batas harinya."),
)
RETURNS = Table(
    columns=[
        Column("fund", _("Dana"), value=lambda row: str(row.fund), link=_return),
        Column("due_by", _("Jatuh tempo sampai"), sort="due_by", kind="date"),
        Column("lines", pgettext_lazy("many", "Keluarga"), sort="lines", kind="count"),
        Column("total", _("Nilai"), sort="total", kind="money"),
        Column(
            "status",
            _("Keadaan"),
            kind="badge",
            value=lambda row: (RETURN_BADGES[row.status], row.get_status_display()),
        ),
    ],
    caption=_("Pengembalian ke kas negara"),
    order=("-pk",),
    file_name="pengembalian",
    empty=_("Belum ada uang yang dikembalikan ke kas negara."),
)
