"""Cards, each with its code, its holders and what happened to it, and the list of cards that no longer count."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from lumbung.core import bulk
from lumbung.core.refusals import NotFound
from lumbung.payments import qr, rules
from lumbung.payments.models import Card, CardEvent, Holder, Minutes, OpeningList
from lumbung.payments.queries.families import inside
from lumbung.registry.models import Person

_ENDED = "SELECT id FROM payments_card WHERE status IN ('blocked', 'closed') ORDER BY id"
_LAST = "SELECT coalesce(max(id), 0) FROM payments_card"


def card(*, viewer: Any, card_id: int) -> Card:
    """One card in the viewer's reach, open or closed, with its wallets and its family."""
    known = Card.objects.visible_to(viewer).select_related("family", "minutes", "successor")
    found = known.prefetch_related("wallets").filter(pk=card_id)
    held = found.first()
    if held is None:
        raise NotFound
    return held


def cards(*, viewer: Any) -> QuerySet[Card]:
    """Every card in the viewer's reach, closed ones too."""
    return Card.objects.visible_to(viewer).select_related("family")


def cards_to_hand(*, viewer: Any, region_code: str) -> QuerySet[Card]:
    """Printed cards of a region that wait for their holders, by place and name."""
    area = inside(region_code)
    waiting = Card.objects.visible_to(viewer).filter(region_code__gte=area.lo, region_code__lt=area.hi)
    return waiting.filter(status=Card.Status.PRINTED).order_by("region_code", "holder_name", "pk")


def villages_to_hand(*, viewer: Any) -> QuerySet[Card, Any]:
    """`region_code, waiting`: villages with printed cards that nobody has yet, and how many."""
    waiting = Card.objects.visible_to(viewer).filter(status=Card.Status.PRINTED)
    return waiting.values("region_code").annotate(waiting=Count("pk")).order_by("region_code")


def cards_of_minutes(*, viewer: Any, minutes_id: int) -> QuerySet[Card]:
    """The cards handed over under one set of minutes, within the viewer's reach."""
    return Card.objects.visible_to(viewer).filter(minutes_id=minutes_id).order_by("holder_name", "pk")


def events_of(*, card: Card) -> QuerySet[CardEvent]:
    """What happened to a card out of the ordinary, in its order."""
    return card.events.select_related("by").order_by("on", "pk")


def asked_by(*, card: Card) -> OpeningList | None:
    """The list by which the bank was asked for this card; none where it reaches further than who is looking."""
    return OpeningList.objects.filter(entries__card=card).first()


def replaced_card(*, card: Card) -> Card | None:
    """The card that this one came for."""
    entry = getattr(card, "opening", None)
    return entry.old_card if entry else None


def holders_of(*, card: Card) -> QuerySet[Holder]:
    """Who took over the card of this family, and why; before the first of them it was its first holder."""
    return Holder.objects.filter(family_id=card.family_id).select_related("person", "by").order_by("since", "pk")


def possible_holders(*, viewer: Any, card: Card) -> QuerySet[Person]:
    """Members of the family who may take the card over."""
    members = Person.objects.visible_to(viewer).filter(family_id=card.family_id, status=Person.Status.ACTIVE)
    return members.order_by("relation", "pk")


def minutes(*, viewer: Any, minutes_id: int) -> Minutes:
    """One set of minutes; NotFound outside the viewer's reach."""
    found = Minutes.objects.visible_to(viewer).select_related("by").filter(pk=minutes_id).first()
    if found is None:
        raise NotFound(minutes_id)
    return found


def hand_overs(*, viewer: Any) -> QuerySet[Minutes]:
    """Minutes in the viewer's reach, newest first."""
    return Minutes.objects.visible_to(viewer).order_by("-held_on", "-pk")


def code_of(*, card: Card) -> str:
    """The text of the card's QR code, signed: the random number, the holder, the days. No NIK, no amount."""
    face = qr.Face(card.public_number, card.holder_name, card.issued_on, card.expires_on, card.pk)
    return qr.write_code(face, qr.signing_key())


def revocations(*, on: date) -> bytes:
    """Every blocked and closed card as one signed list; ask within the reach of the whole nation.

    It names nobody: a bit for each card, by its place.
    """
    ended = [place for (place,) in bulk.rows(_ENDED)]
    ((last,),) = bulk.rows(_LAST)
    days = rules.in_force(on).revocations_fresh_days
    return qr.write_list(ended, places=last + 1, on=on, days=days, key=qr.signing_key())


def read_card(*, text: str, on: date, revocations: bytes | None) -> qr.Reading:
    """What the code of a card says; raises `qr.BadCode`. Asks the signed list, never the table of cards."""
    keys = qr.public_keys()
    listed = None if revocations is None else qr.read_list(revocations, keys=keys)
    return qr.read_code(text, keys=keys, on=on, revocations=listed)
