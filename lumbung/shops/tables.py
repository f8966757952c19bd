"""How lists of shops, purchases, redemptions, settlements and signals look."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.core.tables import Column, Filter, Table
from lumbung.payments import banks
from lumbung.shops import signals
from lumbung.shops.models import Redemption, Settlement, SettlementLine, Shop, Signal

SHOP_BADGES = {"requested": "wait", "active": "ok", "suspended": "do", "refused": "no", "closed": "end"}
REDEMPTION_BADGES = {"paid": "ok", "double": "no"}
SETTLEMENT_BADGES = {"prepared": "wait", "approved": "run", "answered": "ok", "cancelled": "end"}
LINE_BADGES = {"waiting": "run", "paid": "ok", "failed": "no", "cancelled": "end"}
SIGNAL_BADGES = {"open": "do", "explained": "wait", "accepted": "ok", "confirmed": "no"}


def _with_status(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(status=value)


def _with_outcome(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(outcome=value)


def _of_bank(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(bank=value)


def _of_rule(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(rule=value)


def _named(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(name__icontains=value)


def _banks() -> list[tuple[str, str]]:
    return [(bank.key, bank.short) for bank in banks.all_banks().values() if bank.channel == "iso20022"]


def _rules() -> list[tuple[str, str]]:
    return [(name, rule.title) for name, rule in signals.all_rules().items()]


def _bank(row: Any) -> str:
    return banks.short_name(row.bank)


def _shop_address(row: Shop) -> str:
    return reverse("shops:shop", args=[row.pk])


def _rule_title(row: Signal) -> str:
    found = signals.all_rules().get(row.rule)
    return found.title if found else row.rule


SHOPS = Table(
    columns=[
        Column("name", _("Toko"), sort="name", link=_shop_address, small=lambda row: row.village or row.region_code),
        Column("kind", _("Jenis"), sort="kind", value=lambda row: row.get_kind_display()),
        Column("bank", _("Bank"), sort="bank", value=_bank),
        Column("status", _("Keadaan"), sort="status", kind="badge",
               value=lambda row: (SHOP_BADGES[row.status], row.get_status_display())),
        Column("requested_on", _("Diajukan"), sort="requested_on", kind="date"),
    ],
    caption=_("Toko"),
    filters=[
        Filter("keadaan", _("Keadaan"), _with_status, Shop.Status.choices),
        Filter("bank", _("Bank"), _of_bank, _banks),
        Filter("nama", _("Nama toko, atau bagiannya"), _named),
    ],
    order=("name", "pk"),
    file_name="toko",
    empty=_("Belum ada toko."),
    empty_help=_("Toko muncul di sini sesudah diajukan; orang lain memeriksanya."),
)  # fmt: skip
PURCHASES = Table(
    columns=[
        Column("sold_at", _("Waktu"), sort="sold_at", kind="time",
               link=lambda row: reverse("shops:purchase", args=[row.pk])),
        Column("card_id", _("Kartu"), sort="card_id", value=lambda row: f"KKS {row.card_id}"),
        Column("way", _("Cara"), value=lambda row: _("Kupon luring") if row.voucher_id else _("Kode belanja")),
        Column("total", _("Nilai"), sort="total", kind="money"),
    ],
    caption=_("Belanja"),
    order=("-sold_at", "-pk"),
    file_name="belanja",
    empty=_("Belum ada belanja."),
    empty_help=_("Belanja muncul di sini begitu dibayar di kasir, atau begitu catatan luring diunggah."),
)  # fmt: skip
REDEMPTIONS = Table(
    columns=[
        Column("voucher.number", _("Kupon"), sort="voucher__number"),
        Column("shop.name", _("Toko"), sort="shop__name", link=lambda row: _shop_address(row.shop)),
        Column("sold_at", _("Dijual"), sort="sold_at", kind="time"),
        Column("uploaded_at", _("Diunggah"), sort="uploaded_at", kind="time"),
        Column("amount", _("Nilai"), sort="amount", kind="money"),
        Column("outcome", _("Hasil"), sort="outcome", kind="badge",
               value=lambda row: (REDEMPTION_BADGES.get(row.outcome, "no"), row.get_outcome_display())),
    ],
    caption=_("Penukaran kupon"),
    filters=[Filter("hasil", _("Hasil"), _with_outcome, Redemption.Outcome.choices)],
    order=("-uploaded_at", "-pk"),
    file_name="penukaran-kupon",
    empty=_("Belum ada kupon yang ditukar."),
    empty_help=_("Penukaran muncul di sini begitu toko mengunggah catatan luringnya."),
)  # fmt: skip
SETTLEMENTS = Table(
    columns=[
        Column("day", _("Hari"), sort="day", kind="date", link=lambda row: reverse("shops:settlement", args=[row.pk])),
        Column("bank", _("Bank"), sort="bank", value=_bank),
        Column("lines_count", _("Toko"), sort="lines_count", kind="count"),
        Column("total", _("Nilai"), sort="total", kind="money"),
        Column("status", _("Keadaan"), sort="status", kind="badge",
               value=lambda row: (SETTLEMENT_BADGES[row.status], row.get_status_display())),
    ],
    caption=_("Pelunasan toko"),
    filters=[
        Filter("keadaan", _("Keadaan"), _with_status, Settlement.Status.choices),
        Filter("bank", _("Bank"), _of_bank, _banks),
    ],
    order=("-day", "-pk"),
    file_name="pelunasan",
    empty=_("Belum ada pelunasan."),
    empty_help=_("Siapkan pelunasan untuk satu hari; bendahara lain menyetujuinya."),
)  # fmt: skip
LINES = Table(
    columns=[
        Column("shop.name", _("Toko"), sort="shop__name", link=lambda row: _shop_address(row.shop)),
        Column("amount", _("Nilai"), sort="amount", kind="money"),
        Column("end_to_end_id", _("Rujukan"), sort="end_to_end_id"),
        Column("status", _("Keadaan"), sort="status", kind="badge",
               value=lambda row: (LINE_BADGES[row.status], row.get_status_display())),
        Column("why", _("Sebab"), sort="why"),
    ],
    caption=_("Kredit setiap toko"),
    filters=[Filter("keadaan", _("Keadaan"), _with_status, SettlementLine.Status.choices)],
    order=("shop__name", "pk"),
    file_name="baris-pelunasan",
)  # fmt: skip
SIGNALS = Table(
    columns=[
        Column("rule", _("Tanda"), sort="rule", value=_rule_title,
               link=lambda row: reverse("shops:signal", args=[row.pk])),
        Column("shop.name", _("Toko"), sort="shop__name", small=lambda row: row.village or row.region_code),
        Column("last_at", _("Terakhir"), sort="last_at", kind="time"),
        Column("cards", _("Kartu"), sort="cards", kind="count"),
        Column("amount", _("Nilai"), sort="amount", kind="money"),
        Column("status", _("Keadaan"), sort="status", kind="badge",
               value=lambda row: (SIGNAL_BADGES[row.status], row.get_status_display())),
    ],
    caption=_("Tanda penyalahgunaan"),
    filters=[
        Filter("keadaan", _("Keadaan"), _with_status, Signal.Status.choices),
        Filter("tanda", _("Tanda"), _of_rule, _rules),
    ],
    order=("-last_at", "-pk"),
    file_name="tanda-penyalahgunaan",
    empty=_("Tidak ada tanda penyalahgunaan."),
    empty_help=_("Pemeriksaan berjalan setiap malam, atau begitu Anda memintanya."),
)  # fmt: skip
