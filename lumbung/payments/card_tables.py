"""How lists of cards, opening lists and minutes look."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.tables import Column, Filter, Table
from lumbung.payments import banks, card_life, card_reasons
from lumbung.payments.banks import openings
from lumbung.payments.models import Card, Minutes, OpeningEntry, OpeningList

OPENING_BADGES = {"draft": "wait", "sent": "run", "answered": "ok", "cancelled": "end"}
ENTRY_BADGES = {"listed": "run", "opened": "ok", "refused": "no", "cancelled": "end"}


def _card_address(card: Card) -> str:
    return reverse("payments:card", args=[card.pk])


def _opening_address(listed: OpeningList) -> str:
    return reverse("payments:opening", args=[listed.pk])


def _minutes_address(held: Minutes) -> str:
    return reverse("payments:minutes", args=[held.pk])


def _family_address(entry: OpeningEntry) -> str:
    return reverse("registry:family", args=[entry.family_id])


def opening_banks() -> list[tuple[str, str]]:
    """Banks that open accounts by list, as a form or a filter shows them."""
    return [(bank, banks.short_name(bank)) for bank in openings.opening_banks()]


def _with_status(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(status=value)


def _with_bank(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(bank=value)


def _held_by(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(holder_name__istartswith=value)


def _card_status(card: Card) -> tuple[str, Any]:
    return card_life.BADGES[Card.Status(card.status)], card.get_status_display()


def _opening_status(listed: OpeningList) -> tuple[str, Any]:
    return OPENING_BADGES[listed.status], listed.get_status_display()


def _entry_status(entry: OpeningEntry) -> tuple[str, Any]:
    return ENTRY_BADGES[entry.status], entry.get_status_display()


def _entry_reason(entry: OpeningEntry) -> Any:
    return card_reasons.words(entry.reason, card_reasons.REFUSED)


CARDS = Table(
    columns=[
        Column("holder_name", _("Pemegang"), sort="holder_name", link=_card_address),
        Column("number", _("Nomor kartu"), kind="masked"),
        Column("bank", _("Bank"), sort="bank", value=lambda card: banks.short_name(card.bank)),
        Column("region_code", _("Kode desa"), sort="region_code"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_card_status),
        Column("reason", _("Alasan"), value=card_life.why),
        Column("expires_on", _("Tidak berlaku mulai"), sort="expires_on", kind="date"),
    ],
    caption=pgettext_lazy("many", "Kartu KKS"),
    filters=[
        Filter("keadaan", _("Keadaan"), _with_status, Card.Status.choices),
        Filter("bank", _("Bank"), _with_bank, opening_banks),
        Filter("nama", _("Nama pemegang, atau awalnya"), _held_by),
    ],
    order=("pk",),
    file_name="kartu",
    empty=_("Belum ada kartu."),
    empty_help=_("Kartu datang dari jawaban bank atas daftar pembukaan rekening."),
)
OPENINGS = Table(
    columns=[
        Column("pk", _("Daftar"), sort="pk", value=str, link=_opening_address),
        Column("kind", _("Jenis"), sort="kind", value=lambda listed: listed.get_kind_display()),
        Column("bank", _("Bank"), sort="bank", value=lambda listed: banks.short_name(listed.bank)),
        Column("region_code", _("Wilayah"), sort="region_code"),
        Column("lines", pgettext_lazy("many", "Keluarga"), sort="lines", kind="count"),
        Column("count_opened", _("Dibuka"), sort="count_opened", kind="count"),
        Column("count_refused", _("Ditolak"), sort="count_refused", kind="count"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_opening_status),
    ],
    caption=_("Daftar pembukaan rekening"),
    filters=[
        Filter("keadaan", _("Keadaan"), _with_status, OpeningList.Status.choices),
        Filter("bank", _("Bank"), _with_bank, opening_banks),
    ],
    order=("-pk",),
    file_name="burekol",
    empty=_("Belum ada daftar."),
    empty_help=_("Susun daftar untuk satu bank dan satu wilayah."),
)
ENTRIES = Table(
    columns=[
        Column("holder_name", _("Calon pemegang"), sort="holder_name", link=_family_address),
        Column("region_code", _("Kode desa"), sort="region_code"),
        Column("status", _("Keadaan"), sort="status", kind="badge", value=_entry_status),
        Column("reason", _("Alasan"), sort="reason", value=_entry_reason),
        Column("answered_on", _("Dijawab"), sort="answered_on", kind="date"),
    ],
    caption=_("Keluarga dalam daftar"),
    filters=[Filter("keadaan", _("Keadaan"), _with_status, OpeningEntry.Status.choices)],
    order=("pk",),
    file_name="isi-burekol",
    empty=_("Tidak ada keluarga yang cocok."),
)
MINUTES = Table(
    columns=[
        Column("pk", _("Berita acara"), sort="pk", value=str, link=_minutes_address),
        Column("held_on", _("Tanggal"), sort="held_on", kind="date"),
        Column("place", _("Tempat"), sort="place"),
        Column("region_code", _("Wilayah"), sort="region_code"),
        Column("handed_by", _("Diserahkan oleh")),
        Column("witness", _("Saksi")),
    ],
    caption=_("Berita acara penyerahan kartu"),
    order=("-held_on", "-pk"),
    file_name="berita-acara-kartu",
    empty=_("Belum ada penyerahan kartu."),
    empty_help=_("Kartu yang sudah dicetak diserahkan di desa, dengan berita acara."),
)
