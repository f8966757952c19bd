"""The acts of the persons who answer for a cycle: submit, approve, authorise, release, cancel."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, gates, states
from lumbung.core.refusals import Refusal, allowed
from lumbung.payments import rules
from lumbung.payments.actions import holding, stages
from lumbung.payments.actions.common import locked_cycle, whole_ledger
from lumbung.payments.actions.days import refuse_into_closed_days
from lumbung.payments.models import Account, Cycle, Fund, Line, StageEvent, Transfer

Status = Cycle.Status

_TRANSIT = """
    INSERT INTO payments_account (kind, region_code, cycle_id, channel)
    SELECT kind, c.region_code, c.id, sent.channel
      FROM payments_cycle c
      JOIN (SELECT DISTINCT cycle_id, channel FROM payments_line WHERE cycle_id = %s) AS sent ON sent.cycle_id = c.id
     CROSS JOIN (VALUES ('transit'), ('handed')) AS places (kind)
"""
_WALLETS = """
    INSERT INTO payments_account (kind, region_code, card_id, channel)
    SELECT c.wallet, k.region_code, k.id, k.bank
      FROM payments_cycle c JOIN payments_line l ON l.cycle_id = c.id JOIN payments_card k ON k.id = l.card_id
     WHERE c.id = %s AND c.wallet = 'emergency'
     ORDER BY k.id
    ON CONFLICT DO NOTHING
"""
"""A card has no wallet for emergency aid before the first such aid."""
_RELEASE = """
    INSERT INTO payments_transfer (debit_id, credit_id, amount, kind, reference, cycle_id, region_code, by_id, at)
    SELECT d.id, t.id, sent.amount, 'release', 'cycle:' || c.id || ':release:' || sent.channel,
           c.id, c.region_code, %s, %s
      FROM payments_cycle c
      JOIN payments_account d ON d.fund_id = c.fund_id AND d.kind = 'committed'
      JOIN (SELECT channel, sum(amount) AS amount FROM payments_line WHERE cycle_id = %s GROUP BY channel) AS sent
        ON true
      JOIN payments_account t ON t.cycle_id = c.id AND t.channel = sent.channel AND t.kind = 'transit'
     WHERE c.id = %s
"""


class NeedsPerson(Refusal):
    """An act on money is signed by a person; the system signs nothing."""

    message = _("Langkah ini harus dilakukan oleh seseorang. Sebutkan akunnya.")
    status = 403


class SamePersonActs(Refusal):
    """Whoever did one act on a cycle does no other."""

    message = _("Anda sudah bertindak atas siklus ini. Langkah ini harus oleh pejabat lain.")
    status = 403


class SamePersonApproves(SamePersonActs):
    """The one who submits a cycle may not approve it."""

    message = _("Yang mengajukan tidak bisa menyetujui. Minta pejabat lain.")


class EmptyCycle(Refusal):
    """A cycle without lines pays nobody."""

    message = _("Siklus ini belum punya baris. Tambahkan penerima dulu.")


class BeyondFund(Refusal):
    """The cycle asks for more than what is left of the fund."""

    message = _("Siklus ini memerlukan Rp%(needed)s, sisa dana “%(fund)s” hanya Rp%(left)s.")


class FundClosed(Refusal):
    """The year of the fund is over, or two persons are about to end it."""

    message = _("Dana “%(fund)s” sudah ditutup atau sedang ditutup. Siklus ini perlu dana yang terbuka.")


class FundNotConfirmed(Refusal):
    """One person asked for the fund, and nobody has confirmed it yet."""

    message = _("Dana “%(fund)s” belum disahkan. Minta pejabat lain mengesahkannya dulu.")


class ReasonMissing(Refusal):
    """Cancelling needs a reason."""

    message = _("Tulis alasan pembatalan.")
    status = 422


def _signing(cycle_id: int, by: Any, permission: str) -> Cycle:
    allowed(by, permission)
    if by.pk is None:
        raise NeedsPerson(cycle_id)
    return locked_cycle(cycle_id, by)


def _another_person(cycle: Cycle, by: Any) -> None:
    if cycle.submitted_by_id == by.pk and cycle.status == Status.SUBMITTED:
        raise SamePersonApproves(cycle)
    if by.pk in (cycle.submitted_by_id, cycle.approved_by_id, cycle.authorised_by_id, cycle.released_by_id):
        raise SamePersonActs(cycle)


def _dotted(rupiah: int) -> str:
    return f"{rupiah:,}".replace(",", ".")


@transaction.atomic
def submit_cycle(*, cycle_id: int, by: Any, at: datetime) -> Cycle:
    """Fix the lines and bind their money in the fund. Submitted again by the same person changes nothing."""
    cycle = _signing(cycle_id, by, "payments.submit_cycle")
    if cycle.submitted_by_id == by.pk:
        return cycle
    sums = Line.objects.filter(cycle=cycle).aggregate(lines=Count("id"), total=Sum("amount"))
    if not sums["lines"]:
        raise EmptyCycle(cycle)
    gates.ask("payments.submit_cycle", cycle=cycle, by=by, at=at)
    acts = rules.acts_needed(sums["total"], day=at.date())
    cycle = states.move(
        cycle,
        Status.SUBMITTED,
        submitted_by_id=by.pk,
        submitted_at=at,
        needs_authorisation=acts.authorise,
        needs_release=acts.release,
        **sums,
    )
    with whole_ledger():
        _commit(cycle, by)
    stages.note(cycle_id=cycle.pk, stage=StageEvent.Stage.FINAL, on=timezone.localdate(at), by=by)
    return cycle


def _commit(cycle: Cycle, by: Any) -> None:
    """The fund's accounts are locked before they are looked at, so two submissions cannot both see the same rest."""
    if cycle.fund.status == Fund.Status.ASKED:
        raise FundNotConfirmed(cycle, fund=str(cycle.fund))
    if cycle.fund.status != Fund.Status.OPEN:
        raise FundClosed(cycle, fund=str(cycle.fund))
    held = Account.objects.select_for_update(no_key=True).filter(fund=cycle.fund_id).order_by("pk")
    accounts = {Account.Kind(account.kind): account for account in held}
    available = accounts[Account.Kind.AVAILABLE]
    if available.balance < cycle.total:
        values = {"needed": _dotted(cycle.total), "left": _dotted(available.balance), "fund": str(cycle.fund)}
        raise BeyondFund(cycle, **values)
    _move(cycle, Transfer.Kind.COMMIT, available, accounts[Account.Kind.COMMITTED], cycle.total, by)


def _move(cycle: Cycle, kind: Transfer.Kind, debit: Account, credit: Account, amount: int, by: Any) -> None:
    Transfer.objects.create(
        debit=debit,
        credit=credit,
        amount=amount,
        kind=kind,
        reference=f"cycle:{cycle.pk}:{kind.value}",
        cycle=cycle,
        region_code=cycle.region_code,
        by_id=by.pk,
    )


@transaction.atomic
def approve_cycle(*, cycle_id: int, by: Any, at: datetime) -> Cycle:
    """A second person approves. Below the limit where release stands alone, the money leaves with it."""
    cycle = _signing(cycle_id, by, "payments.approve_cycle")
    day = timezone.localdate(at)
    if holding.has_lapsed(cycle, day):
        cycle = holding.lapse(cycle)
    if cycle.approved_by_id == by.pk:
        return cycle
    _another_person(cycle, by)
    holding.refuse_in_a_freeze(cycle, day)
    lapses_on = rules.approval_lapses_on(day)
    cycle = states.move(cycle, Status.APPROVED, approved_by_id=by.pk, approved_at=at, lapses_on=lapses_on)
    return cycle if cycle.needs_release else _release(cycle, by, at)


class AuthorisationNotNeeded(Refusal):
    """The total is below the limit of this act."""

    message = _("Nilai siklus ini tidak memerlukan otorisasi. Uangnya bisa langsung dilepas.")


class AuthorisationMissing(Refusal):
    """The total demands an authorisation before release."""

    message = _("Nilai siklus ini memerlukan otorisasi dulu, oleh pejabat lain, sebelum uangnya dilepas.")


@transaction.atomic
def authorise_cycle(*, cycle_id: int, by: Any, at: datetime) -> Cycle:
    """A third person authorises, where the total demands it."""
    cycle = _signing(cycle_id, by, "payments.authorise_cycle")
    if cycle.authorised_by_id == by.pk:
        return cycle
    _another_person(cycle, by)
    if not cycle.needs_authorisation:
        raise AuthorisationNotNeeded(cycle)
    holding.refuse_lapsed(cycle, timezone.localdate(at))
    lapses_on = rules.approval_lapses_on(timezone.localdate(at))
    return states.move(cycle, Status.AUTHORISED, authorised_by_id=by.pk, authorised_at=at, lapses_on=lapses_on)


@transaction.atomic
def release_cycle(*, cycle_id: int, by: Any, at: datetime) -> Cycle:
    """Another person releases: the money leaves the fund for the distributors."""
    cycle = _signing(cycle_id, by, "payments.release_cycle")
    if cycle.released_by_id == by.pk:
        return cycle
    _another_person(cycle, by)
    if cycle.needs_authorisation and cycle.status == Status.APPROVED:
        raise AuthorisationMissing(cycle)
    holding.refuse_lapsed(cycle, timezone.localdate(at))
    holding.refuse_in_a_freeze(cycle, timezone.localdate(at))
    return _release(cycle, by, at, released_by_id=by.pk)


def _release(cycle: Cycle, by: Any, at: datetime, **signed: int) -> Cycle:
    refuse_into_closed_days(at=at)
    cycle = states.move(cycle, Status.RELEASED, released_at=at, **signed)
    bulk.execute(_TRANSIT, [cycle.pk])
    bulk.execute(_WALLETS, [cycle.pk])
    with whole_ledger():
        bulk.execute(_RELEASE, [by.pk, at, cycle.pk, cycle.pk])
    return cycle


@transaction.atomic
def cancel_cycle(*, cycle_id: int, reason: str, by: Any, at: datetime) -> Cycle:
    """Stop a cycle whose money has not left: its lines end and what was bound is free again."""
    cycle = _signing(
        cycle_id, by, "payments.submit_cycle" if by.may("payments.submit_cycle") else "payments.approve_cycle"
    )
    if not reason.strip():
        raise ReasonMissing(cycle)
    return end(cycle, reason=reason.strip(), by=by, at=at)


def end(cycle: Cycle, *, reason: str, by: Any, at: datetime) -> Cycle:
    """Cancel a held cycle, whoever was asked before."""
    bound = cycle.status in (Status.SUBMITTED, Status.APPROVED, Status.AUTHORISED)
    states.move(cycle, Status.CANCELLED, cancelled_by_id=by.pk, cancelled_at=at, cancelled_reason=reason)
    Line.objects.filter(cycle=cycle).update(status=Line.Status.CANCELLED)
    if bound:
        with whole_ledger():
            accounts = {Account.Kind(account.kind): account for account in Account.objects.filter(fund=cycle.fund_id)}
            committed, available = accounts[Account.Kind.COMMITTED], accounts[Account.Kind.AVAILABLE]
            _move(cycle, Transfer.Kind.UNCOMMIT, committed, available, cycle.total, by)
    return cycle
