"""The voucher calls of GovStack Payments for partners: the paths, bodies and answers of that part of the standard."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Router, Schema

from lumbung.core.api import api_may
from lumbung.exchange import actions
from lumbung.exchange.govstack import voucher_bodies

router = Router(tags=["govstack"])


class Refused(Schema):
    """Why nothing was changed; the code of the answer says it to programs."""

    message: str


class Numbers(Schema):
    """A voucher: its secret number, its serial number, and its end."""

    voucher_number: str
    voucher_serial_number: str
    expiry_date_time: str


class Numbered(Numbers):
    """A voucher of a batch, under the number that the partner gave it."""

    unique_id: str


class Batch(Schema):
    """The vouchers of a batch, all in use."""

    BatchID: str
    vouchers: list[Numbered]


class Result(Schema):
    """What was done."""

    result_status: str


class State(Schema):
    """Where a voucher is, and what it is worth."""

    voucher_status: str
    voucher_amount: str


def _may_be(done: type[Schema], *refused: int) -> dict[int, Any]:
    return {200: done} | dict.fromkeys((400, *refused), Refused)


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _answer(request: Any, operation: str, serial: str = "") -> JsonResponse:
    reply = actions.take_voucher_call(
        operation=operation,
        raw=request.body,
        serial=serial,
        request=request.headers.get("X-CorrelationID", ""),
        on=timezone.localdate(),
        by=request.user,
    )
    response = JsonResponse(reply.body, status=reply.status)
    response["Cache-Control"] = "no-store"
    return response


ONE, MANY = _body(voucher_bodies.schema_of_voucher()), _body(voucher_bodies.schema_of_vouchers())
ACTIVATION, REDEMPTION = _body(voucher_bodies.schema_of_activation()), _body(voucher_bodies.schema_of_redemption())
CANCELLATION = _body(voucher_bodies.schema_of_cancellation())
ASKED = (403, 452, 453, 454, 455, 460)
SERIAL = "/govstack/vouchers/voucherstatuscheck/{voucherserialnumber}"


@router.post(
    "/govstack/vouchers/voucher_preactivation",
    response=_may_be(Numbers, *ASKED),
    openapi_extra=ONE,
    summary="A voucher from the partner's fund",
)
@api_may("exchange.call")
def voucher_preactivation(request: HttpRequest) -> Any:
    """Puts its money aside. The same X-CorrelationID is the same voucher."""
    return _answer(request, "voucher_preactivation")


@router.post(
    "/govstack/vouchers/batches",
    response=_may_be(Batch, *ASKED),
    openapi_extra=MANY,
    summary="Many vouchers at once, in use",
)
@api_may("exchange.call")
def voucher_batch(request: HttpRequest) -> Any:
    """An addition of this house for the standard's batch file. All of them or none; the same unique_id is the same."""
    return _answer(request, "voucher_batch")


@router.patch(
    "/govstack/vouchers/voucher_activation",
    response=_may_be(Result, 456, 458, 459, 460, 464),
    openapi_extra=ACTIVATION,
    summary="Bring a voucher into use",
)
@api_may("exchange.call")
def voucher_activation(request: HttpRequest) -> Any:
    """From here on a merchant may bring its number."""
    return _answer(request, "voucher_activation")


@router.post(
    "/govstack/vouchers/voucher_redeemption",
    response=_may_be(Result, 454, 458, 459, 460, 461, 463),
    openapi_extra=REDEMPTION,
    summary="Pay a merchant for a voucher",
)
@api_may("exchange.call")
def voucher_redeemption(request: HttpRequest) -> Any:
    """Spelled as the standard spells it. Once; `override` opens nothing."""
    return _answer(request, "voucher_redeemption")


@router.get(SERIAL, response=_may_be(State, 456, 458, 459), summary="Where a voucher is")
@api_may("exchange.call")
def voucher_status(request: HttpRequest, voucherserialnumber: str) -> Any:
    """By its serial number; only the partner's own."""
    return _answer(request, "voucher_status", voucherserialnumber)


@router.patch(SERIAL, response=_may_be(Refused, 460, 463, 464), openapi_extra=CANCELLATION, summary="Cancel a voucher")
@api_may("exchange.call")
def voucher_cancellation(request: HttpRequest, voucherserialnumber: str) -> Any:
    """Its money goes back to the fund."""
    return _answer(request, "voucher_cancellation", voucherserialnumber)
