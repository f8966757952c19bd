"""Batches: what a partner asks to be paid becomes a draft cycle of its fund, for people to submit and approve."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db.models import Func, Max
from django.utils.translation import gettext_lazy as _

from lumbung.core import crypto, files
from lumbung.core.refusals import Refusal
from lumbung.exchange.actions import payees
from lumbung.exchange.govstack.bodies import Asked
from lumbung.exchange.models import Batch, Instruction, Partner
from lumbung.payments import actions as payments
from lumbung.payments.models import Cycle
from lumbung.registry.models import Family

WALLET = "cash"


class BatchReused(Refusal):
    """The same BatchID for other instructions."""

    message = _("BatchID ini sudah dipakai untuk perintah lain.")


def receive(partner: Partner, batch_id: str, asked: Sequence[Asked], *, by: Any, on: date) -> Batch:
    """The batch with its draft cycle; the same batch again is the same record. The partner must be held.

    Payees that are known are paid together, one line a family; the others are kept and told.
    """
    print_of = files.fingerprint_of(
        *(f"{one.instruction_id}|{one.functional_id}|{one.amount}|{one.narration}" for one in asked)
    )
    known = Batch.objects.filter(partner=partner, batch_id=batch_id).first()
    if known and known.body_print != print_of:
        raise BatchReused(known)
    if known:
        return known
    families = payees.families_of(partner, [one.functional_id for one in asked], by=by)
    unknown = [one for one in asked if one.functional_id not in families]
    batch = Batch.objects.create(
        partner=partner,
        batch_id=batch_id,
        body_print=print_of,
        cycle=_draft(partner, batch_id, asked, families, by=by, on=on) if families else None,
        lines=len(asked),
        total=sum(one.amount for one in asked),
        unknown=len(unknown),
        unknown_total=sum(one.amount for one in unknown),
        region_code=partner.region_code,
    )
    _keep(batch, asked, families)
    return batch


def _draft(
    partner: Partner, batch_id: str, asked: Sequence[Asked], families: dict[str, int], *, by: Any, on: date
) -> Cycle:
    due = [(families[one.functional_id], one.amount) for one in asked if one.functional_id in families]
    frame = pl.DataFrame(due, schema={"family_id": pl.Int64, "amount": pl.Int64}, orient="row")
    day = _free_day(partner, on)
    return payments.create_cycle(
        programme=partner.programme,
        wallet=WALLET,
        period=(day, day + timedelta(days=1)),
        stage=batch_id,
        region_code=partner.region_code,
        fund_id=partner.fund_id,
        source=f"partner:{partner.pk}:{batch_id}",
        entitlements=frame.group_by("family_id").agg(pl.col("amount").sum()).sort("family_id"),
        by=by,
    )


def _free_day(partner: Partner, on: date) -> date:
    """A batch has a day of its own as its period; the batches of one day take the days after it."""
    cycles = Cycle.objects.filter(programme=partner.programme).exclude(status=Cycle.Status.CANCELLED)
    last = cycles.aggregate(last=Max(Func("period", function="upper")))["last"]
    return max(on, last) if last else on


def _keep(batch: Batch, asked: Sequence[Asked], families: dict[str, int]) -> None:
    regions = dict(Family.objects.filter(pk__in=set(families.values())).values_list("pk", "region_code"))
    made = []
    for one in asked:
        family = families.get(one.functional_id)
        made.append(
            Instruction(
                batch=batch,
                instruction_id=one.instruction_id,
                instruction_index=str(crypto.blind(one.instruction_id, "partner instruction")),
                functional_id=one.functional_id,
                family_id=family,
                amount=one.amount,
                narration=one.narration,
                region_code=regions[family] if family else batch.region_code,
            )
        )
    Instruction.objects.bulk_create(made, batch_size=5_000)
