"""Acts on cards after their opening: printed, activated, blocked, opened again, closed, given to another holder."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.payments import card_reasons
from lumbung.payments.models import Card, CardEvent, Holder, OpeningEntry
from lumbung.registry.models import Family, Person


class MoneyOnCard(Refusal):
    """A card with money on it is not closed: the money would belong to nobody."""

    message = _("Masih ada uang di kartu ini. Kartu ditutup sesudah uangnya diambil atau dikembalikan.")


class AtTheBank(Refusal):
    """The bank was asked for this card's replacement."""

    message = _("Kartu ini sedang dimintakan pengganti ke bank. Tunggu jawaban bank.")


class NotOfThisFamily(BadInput):
    """A card goes to a member of the same family only."""

    message = _("Pilih anggota keluarga ini yang masih tercatat.")


class AlreadyHolds(BadInput):
    """The chosen member holds the card already."""

    message = _("Orang ini sudah memegang kartunya.")


@transaction.atomic
def print_cards(*, on: date, by: Any, region_code: str = "", card_ids: Sequence[int] | None = None) -> int:
    """The bank has printed the cards of opened accounts in a region, or these; returns how many are new."""
    allowed(by, "payments.manage_card")
    waiting = _meant(by, region_code, card_ids).filter(status=Card.Status.ISSUED)
    return waiting.update(status=Card.Status.PRINTED, printed_on=on)


@transaction.atomic
def activate_cards(*, on: date, by: Any, region_code: str = "", card_ids: Sequence[int] | None = None) -> int:
    """Handed-over cards of families that count, activated with the bank's help; returns how many are new."""
    allowed(by, "payments.manage_card")
    counts = Family.objects.filter(pk=OuterRef("family_id"), status=Family.Status.ACTIVE)
    waiting = _meant(by, region_code, card_ids).filter(Exists(counts), status=Card.Status.HANDED)
    return waiting.update(status=Card.Status.ACTIVE, activated_on=on)


@transaction.atomic
def block_card(*, card_id: int, reason: str, on: date, by: Any) -> Card:
    """A card that is lost, damaged or misused counts no more from now on. Blocked again for the same, it stays so."""
    allowed(by, "payments.block_card")
    card_reasons.expect(card_reasons.BLOCK, reason)
    card = _locked(card_id, by)
    if card.status == Card.Status.BLOCKED and card.reason == reason:
        return card
    states.move(card, Card.Status.BLOCKED, reason=reason)
    _note(card, CardEvent.Act.BLOCKED, reason, on, by)
    return card


@transaction.atomic
def unblock_card(*, card_id: int, reason: str, on: date, by: Any) -> Card:
    """The card counts again, unless the bank was asked for another."""
    allowed(by, "payments.manage_card")
    card_reasons.expect(card_reasons.UNBLOCK, reason)
    card = _locked(card_id, by)
    _refuse_at_the_bank(card)
    before = Card.Status.HANDED if card.minutes_id and not card.activated_on else Card.Status.ACTIVE
    if card.status == before:
        return card
    states.move(card, before, reason="")
    _note(card, CardEvent.Act.UNBLOCKED, reason, on, by)
    return card


@transaction.atomic
def close_card(*, card_id: int, reason: str, on: date, by: Any) -> Card:
    """The end of a card without a successor; refused while money is on it."""
    allowed(by, "payments.manage_card")
    card_reasons.expect(card_reasons.CLOSE, reason)
    card = _locked(card_id, by)
    if card.status == Card.Status.CLOSED:
        return card
    _refuse_at_the_bank(card)
    if card.wallets.select_for_update().filter(balance__gt=0):
        raise MoneyOnCard(card)
    states.move(card, Card.Status.CLOSED, reason=reason, closed_on=on)
    _note(card, CardEvent.Act.CLOSED, reason, on, by)
    return card


@transaction.atomic
def move_holder(*, card_id: int, person_id: int, reason: str, on: date, by: Any) -> Holder:
    """Another member of the family holds the card from a day on; the old card is blocked until replaced."""
    allowed(by, "payments.block_card")
    card_reasons.expect(card_reasons.HOLDER, reason)
    card = _locked(card_id, by)
    person = Person.objects.visible_to(by).filter(pk=person_id, family_id=card.family_id, status="active").first()
    if person is None:
        raise NotOfThisFamily(fields={"person": str(NotOfThisFamily.message)})
    held = Holder.objects.select_for_update().filter(family_id=card.family_id, until=None).first()
    if held and held.person_id == person.pk:
        return held
    if held is None and person.name == card.holder_name:
        raise AlreadyHolds(fields={"person": str(AlreadyHolds.message)})
    _refuse_at_the_bank(card)
    if held:
        held.until = on
        held.save(update_fields=["until"])
    if card.status != Card.Status.BLOCKED:
        states.move(card, Card.Status.BLOCKED, reason="holder")
        _note(card, CardEvent.Act.BLOCKED, "holder", on, by)
    else:
        Card.objects.filter(pk=card.pk).update(reason="holder")
    return Holder.objects.create(
        family_id=card.family_id,
        person=person,
        region_code=card.region_code,
        reason=reason,
        since=on,
        by_id=by.pk,
    )


def _meant(by: Any, region_code: str, card_ids: Sequence[int] | None) -> QuerySet[Card]:
    cards = Card.objects.visible_to(by)
    if card_ids is not None:
        return cards.filter(pk__in=card_ids)
    inside = Reach.of(region_code)
    return cards.filter(region_code__gte=inside.lo, region_code__lt=inside.hi)


def _locked(card_id: int, by: Any) -> Card:
    found = Card.objects.visible_to(by).select_for_update().filter(pk=card_id).first()
    if found is None:
        raise NotFound(card_id)
    return found


def _refuse_at_the_bank(card: Card) -> None:
    if OpeningEntry.objects.filter(old_card=card, status=OpeningEntry.Status.LISTED).exists():
        raise AtTheBank(card)


def _note(card: Card, act: str, reason: str, on: date, by: Any) -> None:
    CardEvent.objects.create(card=card, region_code=card.region_code, act=act, reason=reason, on=on, by_id=by.pk)
