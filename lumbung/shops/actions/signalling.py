"""Signals of misuse: let the rules look, explain what they saw, decide it as a second person. Never a punishment."""

from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, states
from lumbung.core.refusals import Refusal, allowed
from lumbung.payments.actions.common import whole_ledger
from lumbung.shops import queries, signals
from lumbung.shops.actions.common import held, told_why
from lumbung.shops.models import Signal

Status = Signal.Status

_FOUND = {
    "shop_id": "bigint",
    "rule": "text",
    "subject": "text",
    "cards": "integer",
    "purchases_count": "integer",
    "amount": "bigint",
    "first_at": "timestamptz",
    "last_at": "timestamptz",
}
_EVIDENCE = {"shop_id": "bigint", "rule": "text", "subject": "text", "purchase_id": "bigint"}
_NEW = """
    INSERT INTO shops_signal (shop_id, region_code, rule, subject, found_on, cards, purchases_count, amount, first_at,
                              last_at, status)
    SELECT f.shop_id, s.region_code, f.rule, f.subject, %(on)s, f.cards, f.purchases_count, f.amount, f.first_at,
           f.last_at, 'open'
      FROM found f JOIN shops_shop s ON s.id = f.shop_id ORDER BY f.shop_id, f.rule, f.subject
    ON CONFLICT DO NOTHING
"""
_GROWN = """
    UPDATE shops_signal g SET cards = f.cards, purchases_count = f.purchases_count, amount = f.amount,
           first_at = f.first_at, last_at = f.last_at
      FROM found f
     WHERE g.shop_id = f.shop_id AND g.rule = f.rule AND g.subject = f.subject AND g.status IN ('open', 'explained')
       AND g.purchases_count < f.purchases_count
"""
_BEHIND = """
    INSERT INTO shops_signalpurchase (signal_id, purchase_id, region_code)
    SELECT g.id, e.purchase_id, g.region_code
      FROM evidence e
      JOIN shops_signal g ON g.shop_id = e.shop_id AND g.rule = e.rule AND g.subject = e.subject
     WHERE g.status IN ('open', 'explained')
     ORDER BY g.id, e.purchase_id
    ON CONFLICT DO NOTHING
"""


class SamePersonDecides(Refusal):
    """Who explained a signal does not decide it."""

    message = _("Yang menjelaskan tidak bisa memutuskan. Minta pejabat lain.")
    status = 403


@transaction.atomic
def look_for_signals(*, on: date, by: Any) -> int:
    """Let every rule look at what shops in reach sold in the days before; returns how many signals are new.

    What was seen before is not told again; as long as nobody decided, its evidence grows.
    """
    allowed(by, "shops.look_for_signals")
    days = int(signals.in_force(on).looked_at_days)
    until = timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
    with whole_ledger():
        sold = queries.sales(lo=by.reach.lo, hi=by.reach.hi, since=until - timedelta(days=days), until=until)
        found = signals.found(sold, on=on)
        if not found.height:
            return 0
        bulk.staged(_summed(found, sold), "found", _FOUND)
        bulk.staged(found.unique(), "evidence", _EVIDENCE)
        fresh = bulk.execute(_NEW, {"on": on})
        bulk.execute(_GROWN)
        bulk.execute(_BEHIND)
    return fresh


def _summed(found: pl.DataFrame, sold: pl.DataFrame) -> pl.DataFrame:
    """One row a signal, with what its purchases come to."""
    known = found.unique().join(sold, on=["purchase_id", "shop_id"])
    return known.group_by("shop_id", "rule", "subject").agg(
        cards=pl.col("card_id").n_unique(),
        purchases_count=pl.len(),
        amount=pl.col("total").sum(),
        first_at=pl.col("sold_at").min(),
        last_at=pl.col("sold_at").max(),
    )


@transaction.atomic
def explain_signal(*, signal_id: int, why: str, on: date, by: Any) -> Signal:
    """Somebody has asked at the shop and with the families, and says what it was."""
    allowed(by, "shops.explain_signal")
    signal = held(Signal, signal_id, by)
    told = {"explanation": told_why(why), "explained_by_id": by.pk, "explained_on": on}
    return states.move(signal, Status.EXPLAINED, **told)


@transaction.atomic
def decide_signal(*, signal_id: int, misuse: bool, why: str, on: date, by: Any) -> Signal:
    """Another person decides whether it was misuse. What follows for the shop is a separate act of a person."""
    signal = _to_decide(signal_id, by)
    to = Status.CONFIRMED if misuse else Status.ACCEPTED
    return states.move(signal, to, decision=told_why(why), decided_by_id=by.pk, decided_on=on)


@transaction.atomic
def return_signal(*, signal_id: int, why: str, by: Any) -> Signal:
    """The other person is not convinced: it has to be explained again."""
    signal = _to_decide(signal_id, by)
    return states.move(signal, Status.OPEN, explanation=f"{signal.explanation}\n↩ {by}: {told_why(why)}")


def _to_decide(signal_id: int, by: Any) -> Signal:
    allowed(by, "shops.decide_signal")
    signal = held(Signal, signal_id, by)
    if by.pk is not None and signal.explained_by_id == by.pk:
        raise SamePersonDecides(signal)
    return signal
