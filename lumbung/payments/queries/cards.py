"""A card and its code, and the list of cards that no longer count."""

from datetime import date
from typing import Any

from lumbung.core import bulk
from lumbung.core.refusals import NotFound
from lumbung.payments import qr, rules
from lumbung.payments.models import Card

_ENDED = "SELECT id FROM payments_card WHERE status IN ('blocked', 'closed') ORDER BY id"
_LAST = "SELECT coalesce(max(id), 0) FROM payments_card"


def card(*, viewer: Any, card_id: int) -> Card:
    """One card in the viewer's reach, open or closed, with its wallets and its family."""
    found = Card.objects.visible_to(viewer).select_related("family").prefetch_related("wallets").filter(pk=card_id)
    held = found.first()
    if held is None:
        raise NotFound
    return held


def code_of(*, card: Card) -> str:
    """The text of the card's QR code, signed: the random number, the holder, the days. No NIK, no amount."""
    face = qr.Face(card.public_number, card.family.head_name, card.issued_on, card.expires_on, card.pk)
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
