"""Acts that need signatures: asked by one, signed by as many others as the amount demands, done with the last."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, formats, states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.payments import rules
from lumbung.payments.actions import ledger
from lumbung.payments.actions.acts import NeedsPerson
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.models import Account, Act, Fund, Signature, Transfer

Kind, Status = Act.Kind, Act.Status

_UNDO = """
    INSERT INTO wished (ordinal, reference, kind, amount, debit_id, credit_id, of_id, act_id, place, region_code)
    SELECT 1, 'act:' || a.id, %s, a.amount, t.credit_id, t.debit_id, t.id, a.id, t.place, t.region_code
      FROM payments_act a JOIN payments_transfer t ON t.id = a.transfer_id
     WHERE a.id = %s
"""
_BOOKED_AS = {Kind.REVERSAL: "reversal", Kind.PURCHASE_RETURN: "purchase_returned"}


class CannotBeReversed(Refusal):
    """What belongs to a cycle is undone through the cycle, and a correction is not corrected."""

    message = _("Pemindahan ini tidak bisa dibetulkan di sini. Uang siklus dibatalkan atau kembali lewat siklusnya.")


class AlreadyAsked(Refusal):
    """An act on the same transfer waits, or it was corrected already."""

    message = _("Untuk pemindahan ini sudah ada permintaan, atau sudah dibetulkan.")


class SamePersonSigns(Refusal):
    """Who asked, who booked, and who has signed already do not sign."""

    message = _(
        "Yang meminta, yang membukukan, dan yang sudah menandatangani tidak bisa menandatangani. Minta orang lain."
    )
    status = 403


class RoleDoesNotSign(Refusal):
    """The signature of another role is asked."""

    message = _("Tindakan ini ditandatangani oleh peran lain.")
    status = 403


class ActIsOver(Refusal):
    """Done, refused or past its days."""

    message = _("Tindakan ini sudah selesai, ditolak, atau lewat waktu.")


class WhyMissing(BadInput):
    """Whoever signs wants to know why."""

    message = _("Tulis alasannya, supaya yang menandatangani tahu.")


@transaction.atomic
def ask_reversal(*, transfer_id: int, reason: str, by: Any, at: datetime) -> Act:
    """Ask that a transfer of a wallet be undone whole. Asked again by the same person, it is the same act."""
    booked = _transfer(transfer_id, by)
    if booked.kind not in Transfer.OF_WALLETS:
        raise CannotBeReversed(booked)
    return _ask(Kind.REVERSAL, booked.amount, reason, by, at, region_code=booked.region_code, transfer=booked)


@transaction.atomic
def ask_purchase_return(*, transfer_id: int, amount: int, reason: str, by: Any, at: datetime) -> Act:
    """Ask that a part of a purchase, or all of it, be given back to the wallet."""
    booked = _transfer(transfer_id, by)
    if booked.kind != Transfer.Kind.PURCHASE:
        raise CannotBeReversed(booked)
    if amount > booked.amount:
        raise ledger.MoreThanMoved(booked, rest=formats.rupiah(booked.amount), amount=formats.rupiah(amount))
    return _ask(Kind.PURCHASE_RETURN, amount, reason, by, at, region_code=booked.region_code, transfer=booked)


@transaction.atomic
def ask_fund_raise(*, fund_id: int, amount: int, reason: str, by: Any, at: datetime) -> Act:
    """Ask that a fund's budget grow by so many rupiah."""
    fund = Fund.objects.visible_to(by).filter(pk=fund_id).first()
    if fund is None:
        raise NotFound(fund_id)
    return _ask(Kind.FUND_RAISE, amount, reason, by, at, region_code=fund.region_code, fund=fund)


def _transfer(transfer_id: int, by: Any) -> Transfer:
    found = Transfer.objects.visible_to(by).filter(pk=transfer_id).first()
    if found is None:
        raise NotFound(transfer_id)
    return found


def _ask(kind: Act.Kind, amount: int, reason: str, by: Any, at: datetime, **subject: Any) -> Act:
    allowed(by, "payments.ask_act")
    if by.pk is None:
        raise NeedsPerson(kind)
    if not reason.strip():
        raise WhyMissing(fields={"reason": str(WhyMissing.message)})
    if amount <= 0:
        raise ledger.AmountWrong(amount)
    told = {"kind": kind, "amount": amount, "reason": reason.strip(), "asked_by_id": by.pk, **subject}
    if known := Act.objects.filter(status=Status.OPEN, **told).first():
        return known
    if kind == Kind.REVERSAL and Transfer.objects.filter(of=subject["transfer"], kind="reversal").exists():
        raise AlreadyAsked(subject["transfer"])
    day = timezone.localdate(at)
    needed = rules.signatures_needed(kind, amount, day=day)
    try:
        with transaction.atomic():
            return Act.objects.create(
                asked_at=at,
                lapses_on=rules.act_lapses_on(day),
                signatures_needed=needed.count,
                roles=list(needed.roles),
                **told,
            )
    except IntegrityError as error:
        if "one_open_act_per_transfer" not in str(error):
            raise
        raise AlreadyAsked(subject.get("transfer")) from error


@transaction.atomic
def sign_act(*, act_id: int, by: Any, at: datetime) -> Act:
    """One signature; the last that is needed does the act. Signed again by the same person nothing happens."""
    act = _open_to(by, act_id, at)
    if act is None:
        return Act.objects.get(pk=act_id)
    if by.role not in act.roles:
        raise RoleDoesNotSign(act)
    if by.pk == act.asked_by_id or (act.transfer and act.transfer.by_id == by.pk):
        raise SamePersonSigns(act)
    Signature.objects.create(act=act, by_id=by.pk, role=by.role, region_code=act.region_code, at=at)
    if act.signatures.count() >= act.signatures_needed:
        _do(act, by)
        states.move(act, Status.DONE, ended_at=at, ended_by_id=by.pk)
    return act


@transaction.atomic
def refuse_act(*, act_id: int, by: Any, at: datetime) -> Act:
    """Say no: who may sign refuses, who asked takes it back. Nothing was moved."""
    act = _open_to(by, act_id, at, asker_too=True)
    return (
        Act.objects.get(pk=act_id) if act is None else states.move(act, Status.REFUSED, ended_at=at, ended_by_id=by.pk)
    )


def _open_to(by: Any, act_id: int, at: datetime, *, asker_too: bool = False) -> Act | None:
    """The act, held; None where this very person has done their part before."""
    act = Act.objects.visible_to(by).select_for_update(of=["self"]).select_related("transfer").filter(pk=act_id).first()
    if act is None:
        raise NotFound(act_id)
    if not (asker_too and by.pk == act.asked_by_id):
        allowed(by, "payments.sign_act")
    if by.pk is None:
        raise NeedsPerson(act)
    if act.ended_by_id == by.pk or act.signatures.filter(by_id=by.pk).exists():
        return None
    if act.status != Status.OPEN or timezone.localdate(at) >= act.lapses_on:
        raise ActIsOver(act)
    return act


def _do(act: Act, by: Any) -> None:
    if act.fund:
        _raise(act, act.fund, by)
        return
    ledger.begin()
    with whole_ledger():
        bulk.execute(_UNDO, [_BOOKED_AS[Kind(act.kind)], act.pk])
    ledger.book_wished(by=by).only()


def _raise(act: Act, fund: Fund, by: Any) -> None:
    """The budget grows in the books and on the fund, together."""
    held = Account.objects.select_for_update(no_key=True).filter(fund=fund).order_by("pk")
    places = {account.kind: account for account in held}
    Transfer.objects.create(
        debit=places["treasury"], credit=places["available"], amount=act.amount, kind=Transfer.Kind.BUDGET,
        reference=f"act:{act.pk}", act=act, region_code=act.region_code, by_id=by.pk,
    )  # fmt: skip
    Fund.objects.filter(pk=fund.pk).update(budget=F("budget") + act.amount)


def lapse_acts(*, on: date) -> int:
    """Acts whose days for signing are over end, nothing moved; returns how many."""
    over = Act.objects.filter(status=Status.OPEN, lapses_on__lte=on)
    return over.update(status=Status.LAPSED, ended_at=timezone.now())
