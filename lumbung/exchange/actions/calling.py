"""Taking a call of a partner: whose it is, whether it came before, what it does, what is answered, and its log."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.core import files
from lumbung.core.refusals import Refusal, allowed
from lumbung.exchange.actions import batches, payees
from lumbung.exchange.govstack import bodies
from lumbung.exchange.govstack.bodies import FAILURE, SUCCESS
from lumbung.exchange.models import Call, Partner

CALL = "exchange.call"
SOFT = ("prepayment-validation", "prepayment-validation-response")
"""Calls that the standard answers with 200 even when they are refused."""


class NotAPartner(Refusal):
    """A key of somebody who is no partner, or whose agreement is not in force."""

    message = gettext_lazy("Kunci ini bukan milik mitra yang perjanjiannya berlaku.")
    status = 403


class RequestReused(Refusal):
    """The same RequestID for other content."""

    message = gettext_lazy("RequestID ini sudah dipakai untuk isi lain.")


class NotYourSystem(Refusal):
    """SourceBBID of somebody else."""

    message = gettext_lazy("SourceBBID bukan milik kunci ini.")


@dataclass(frozen=True)
class Reply:
    """What a call is answered: the HTTP status and the body; `told` is what the log keeps of it."""

    status: int
    body: dict[str, Any]


@dataclass(frozen=True)
class _Done:
    code: str
    said: str
    lines: int = 0
    total: int = 0
    repeated: bool = False
    more: tuple[tuple[str, Any], ...] = ()


def partner_calling(by: Any) -> Partner:
    """The partner whose key this is; raises NotAPartner."""
    allowed(by, CALL)
    partner = Partner.objects.visible_to(by).filter(account_id=by.pk, status=Partner.Status.ACTIVE).first()
    if partner is None:
        raise NotAPartner(by)
    return partner


def take_call(*, operation: str, raw: bytes, by: Any, on: date) -> Reply:
    """One call, answered in the words of the standard and written into the log.

    A refusal changes nothing; raises NotAPartner where there is nobody to answer to.
    """
    partner = partner_calling(by)
    told: dict[str, Any] = {}
    try:
        with transaction.atomic():
            told = bodies.parsed(raw)
            done = _once(operation, told, partner, by, on)
    except Refusal as refusal:
        done = _Done(FAILURE, str(refusal))
    status = 200 if done.code == SUCCESS or operation in SOFT else 400
    request_id = bodies.echoed(told)
    said = done.said[: bodies.SAID_LIMIT]
    Call.objects.create(
        partner=partner,
        operation=operation,
        request_id=request_id,
        body_print=print_of(told),
        status=status,
        code=done.code,
        said=said,
        lines=done.lines,
        total=done.total,
        repeated=done.repeated,
        region_code=partner.region_code,
    )
    answer = {"ResponseCode": done.code, "ResponseDescription": said, "RequestID": request_id}
    return Reply(status, answer | dict(done.more))


def print_of(told: dict[str, Any]) -> str:
    """What the log keeps of a body."""
    return files.fingerprint_of(json.dumps(told, sort_keys=True, default=str))


def _once(operation: str, told: dict[str, Any], partner: Partner, by: Any, on: date) -> _Done:
    """The partner is held, so that two calls of the same RequestID do not both find it new."""
    head = bodies.head(told, bodies.HEAD)
    if head["SourceBBID"] != partner.source_bb:
        raise NotYourSystem(partner)
    Partner.objects.select_for_update().get(pk=partner.pk)
    before = Call.objects.filter(
        partner=partner, operation=operation, request_id=head["RequestID"], code=SUCCESS, repeated=False
    ).first()
    if before and before.body_print != print_of(told):
        raise RequestReused(partner)
    if before:
        return _Done(SUCCESS, before.said, before.lines, before.total, repeated=True)
    return _OPERATIONS[operation](told, partner, by, on)


def _bulk(told: dict[str, Any], partner: Partner, by: Any, on: date) -> _Done:
    head = bodies.head(told, bodies.BATCH)
    asked = bodies.instructions(told, narrated=False)
    batch = batches.receive(partner, head["BatchID"], asked, by=by, on=on)
    said = _("%(lines)s perintah diterima, %(known)s penerima dikenal, %(unknown)s belum.")
    figures = {"lines": batch.lines, "known": batch.lines - batch.unknown, "unknown": batch.unknown}
    return _Done(SUCCESS, said % figures, batch.lines, batch.total)


def _validate(told: dict[str, Any], partner: Partner, by: Any, _on: date) -> _Done:
    bodies.head(told, bodies.BATCH)
    asked = bodies.instructions(told, narrated=True)
    known = payees.families_of(partner, [one.functional_id for one in asked], by=by)
    missing = [one for one in asked if one.functional_id not in known]
    said = _("%(known)s dari %(lines)s penerima bisa dibayar.")
    said = said % {"known": len(asked) - len(missing), "lines": len(asked)}
    failed = [{"InstructionID": one.instruction_id, "FailureReason": _("penerima belum dikenal")} for one in missing]
    more = (("NumberFailedCases", len(failed)), ("FailedAccounts", failed))
    total = sum(one.amount for one in asked)
    return _Done(FAILURE if missing else SUCCESS, said, len(asked), total, more=more)


def _register(told: dict[str, Any], partner: Partner, by: Any, _on: date) -> _Done:
    return _written(payees.register(partner, bodies.payees(told), by=by))


def _update(told: dict[str, Any], partner: Partner, by: Any, _on: date) -> _Done:
    return _written(payees.update(partner, bodies.payees(told), by=by))


def _written(counts: tuple[int, int]) -> _Done:
    lines, unknown = counts
    said = _("%(lines)s penerima dicatat, %(unknown)s belum ada rekeningnya di sini.")
    return _Done(SUCCESS, said % {"lines": lines, "unknown": unknown}, lines)


_OPERATIONS: dict[str, Callable[[dict[str, Any], Partner, Any, date], _Done]] = {
    "bulk-payment": _bulk,
    "prepayment-validation": _validate,
    "prepayment-validation-response": _validate,
    "register-beneficiary": _register,
    "update-beneficiary-details": _update,
}
