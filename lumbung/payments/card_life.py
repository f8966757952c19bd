"""The life of a card in plain words, as its page tells it, newest first."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core.panels import Entry
from lumbung.payments import banks, card_reasons, queries
from lumbung.payments.models import Card, CardEvent

BADGES = {
    Card.Status.ISSUED: "run",
    Card.Status.PRINTED: "wait",
    Card.Status.HANDED: "wait",
    Card.Status.ACTIVE: "ok",
    Card.Status.BLOCKED: "no",
    Card.Status.CLOSED: "end",
}


def why(card: Card) -> Any:
    """Why a card is blocked or closed, in words; nothing for one that counts."""
    return card_reasons.words(card.reason, card_reasons.BLOCK, card_reasons.CLOSE, card_reasons.UNTOLD)


def entries(card: Card) -> list[Entry]:
    """Everything that happened to a card and to who holds it."""
    told = [*_opening(card), *_delivery(card), *_holders(card), *_events(card)]
    told.sort(key=lambda entry: entry.on)
    return told[::-1]


def _opening(card: Card) -> Iterator[Entry]:
    bank, system = banks.short_name(card.bank), _("Pembukaan rekening")
    asked = queries.asked_by(card=card)
    if asked and asked.sent_on:
        url = reverse("payments:opening", args=[asked.pk])
        yield Entry(asked.sent_on, system, _("Dimintakan ke %(bank)s") % {"bank": bank}, str(asked), url=url)
    old = queries.replaced_card(card=card)
    detail = _("Menggantikan kartu lama; isi dompetnya ikut pindah") if old else ""
    url = reverse("payments:card", args=[old.pk]) if old else ""
    yield Entry(card.issued_on, system, _("Rekening dibuka di %(bank)s") % {"bank": bank}, detail, "ok", url)


def _delivery(card: Card) -> Iterator[Entry]:
    if card.printed_on:
        yield Entry(card.printed_on, _("Bank"), _("Kartu dicetak"))
    if card.minutes:
        title = _("Diserahkan kepada %(name)s") % {"name": card.received_by}
        values = {"place": card.minutes.place, "giver": card.minutes.handed_by, "sign": card.get_receipt_display()}
        detail = _("%(sign)s; di %(place)s oleh %(giver)s") % values
        url = reverse("payments:minutes", args=[card.minutes_id])
        yield Entry(card.minutes.held_on, _("Penyerahan"), title, detail, "ok", url)
    if card.activated_on:
        yield Entry(card.activated_on, _("Bank"), _("Kartu diaktifkan"), kind="ok")


def _holders(card: Card) -> Iterator[Entry]:
    for held in queries.holders_of(card=card):
        title = _("Pemegang berganti: %(name)s") % {"name": held.person}
        reason = str(card_reasons.words(held.reason, card_reasons.HOLDER))
        yield Entry(held.since, _("Keluarga"), title, reason, "do")


def _events(card: Card) -> Iterator[Entry]:
    words = {
        CardEvent.Act.BLOCKED: (_("Kartu diblokir"), "no", card_reasons.BLOCK),
        CardEvent.Act.UNBLOCKED: (_("Blokir dibuka"), "ok", card_reasons.UNBLOCK),
        CardEvent.Act.CLOSED: (_("Kartu ditutup"), "no", card_reasons.CLOSE),
        CardEvent.Act.REPLACED: (_("Kartu ditutup dan diganti kartu baru"), "do", card_reasons.BLOCK),
    }
    for event in queries.events_of(card=card):
        title, kind, act = words[CardEvent.Act(event.act)]
        replaced = event.act == CardEvent.Act.REPLACED and card.successor_id
        url = reverse("payments:card", args=[card.successor_id]) if replaced else ""
        detail = " · ".join(str(part) for part in (card_reasons.words(event.reason, act), event.by) if part)
        yield Entry(event.on, _("Kartu"), title, detail, kind, url)
