"""Handing cards over: one set of minutes for all cards of a meeting, who received each and by which sign."""

from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, evidence
from lumbung.core.refusals import BadInput, NotFound, allowed
from lumbung.payments.models import Card, Minutes

_COLUMNS = {"card_id": "bigint", "received_by": "text", "receipt": "text", "signature": "text"}
_HOLD = """
    SELECT c.id, c.status, c.minutes_id FROM payments_card c JOIN handed h ON h.card_id = c.id
     ORDER BY c.id FOR UPDATE OF c
"""
_HAND = """
    UPDATE payments_card c
       SET status = 'handed', minutes_id = %s, receipt = h.receipt, signature_ref = coalesce(h.signature, ''),
           received_by = coalesce(nullif(trim(h.received_by), ''), c.holder_name)
      FROM handed h WHERE c.id = h.card_id AND c.status = 'printed'
"""


class MinutesIncomplete(BadInput):
    """Minutes name the place, who handed over, and a witness."""

    message = _("Tulis tempat, yang menyerahkan, dan saksi.")


class NothingHanded(BadInput):
    """No card, a card twice, or a sign that nobody knows."""

    message = _("Pilih sedikitnya satu kartu, masing-masing satu kali, dengan bukti terima dari daftar.")


class NotToBeHanded(BadInput):
    """Cards that are not printed, or were handed over before."""

    message = _("%(count)s kartu belum dicetak atau sudah diserahkan. Muat ulang daftarnya.")


@transaction.atomic
def hand_over_cards(
    *, handed: pl.DataFrame, region_code: str, place: str, handed_by: str, witness: str, on: date, by: Any
) -> Minutes:
    """Printed cards go to their holders; all of them or none. The same cards again give the same minutes.

    `handed` has `card_id, received_by, receipt`; an empty `received_by` means the holder in person. It may have
    `drawn`, a signature drawn on the screen, as a page's canvas sends it.
    """
    allowed(by, "payments.hand_over_card")
    told = {"place": place.strip(), "handed_by": handed_by.strip(), "witness": witness.strip()}
    if not all(told.values()):
        raise MinutesIncomplete(fields={name: str(MinutesIncomplete.message) for name in told if not told[name]})
    if handed.is_empty() or handed["card_id"].is_duplicated().any():
        raise NothingHanded
    if not handed["receipt"].is_in(Card.Receipt.values).all():
        raise NothingHanded
    if not by.reach.covers(region_code):
        raise NotFound(region_code)
    bulk.staged(_with_signatures(handed), "handed", _COLUMNS)
    held = bulk.rows(_HOLD)
    if len(held) < handed.height:
        raise NotFound
    if known := _known(held):
        return known
    if late := sum(status != Card.Status.PRINTED for _pk, status, _minutes in held):
        raise NotToBeHanded(count=late)
    minutes = Minutes.objects.create(region_code=region_code, held_on=on, by_id=by.pk, **told)
    bulk.execute(_HAND, [minutes.pk])
    return minutes


def _with_signatures(handed: pl.DataFrame) -> pl.DataFrame:
    """What was drawn on the screen is kept as a picture; `signature` names it."""
    texts = handed["drawn"].to_list() if "drawn" in handed.columns else [""] * handed.height
    refs = [evidence.keep(evidence.drawn(text)).ref if text else "" for text in texts]
    return handed.with_columns(pl.Series("signature", refs, dtype=pl.String))


def _known(held: list[tuple[int, str, int | None]]) -> Minutes | None:
    """The minutes under which exactly these cards were handed over before."""
    numbers = {minutes for _pk, _status, minutes in held if minutes}
    known = Minutes.objects.filter(pk__in=numbers).first() if len(numbers) == 1 else None
    return known if known and known.cards.count() == len(held) else None
