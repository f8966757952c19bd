"""GovStack Payments (flat v1.0) for partners: its paths, bodies and answers, over the actions of the house."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Router, Schema

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.exchange import actions, queries
from lumbung.exchange.govstack import bodies

router = Router(tags=["govstack"])


class Answer(Schema):
    """What every call is answered: `00` done, `01` refused and nothing changed."""

    ResponseCode: str
    ResponseDescription: str
    RequestID: str


class Part(Schema):
    """So many lines, so many rupiah."""

    lines: int
    total: int


class BatchAnswer(Schema):
    """Where every rupiah of a batch is: `asked` = `unknown` and all of `parts` together."""

    BatchID: str
    lines: int
    asked: int
    unknown: int
    adds_up: bool
    parts: dict[str, Part]


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _answer(request: Any, operation: str) -> JsonResponse:
    reply = actions.take_call(operation=operation, raw=request.body, by=request.user, on=timezone.localdate())
    return JsonResponse(reply.body, status=reply.status)


BATCH = _body(bodies.schema_of_batch(narrated=False))
NARRATED = _body(bodies.schema_of_batch(narrated=True))
PAYEES = _body(bodies.schema_of_payees())
DONE_OR_NOT = {200: Answer, 400: Answer}


@router.post("/govstack/bulk-payment", response=DONE_OR_NOT, openapi_extra=BATCH, summary="A batch of payments")
@api_may("exchange.call")
def bulk_payment(request: HttpRequest) -> Any:
    """Becomes a draft cycle of the partner's fund; people submit and approve it. 400 with `01` where it is refused."""
    return _answer(request, "bulk-payment")


@router.post("/govstack/prepayment-validation", response=Answer, openapi_extra=NARRATED, summary="Who can be paid")
@api_may("exchange.call")
def prepayment_validation(request: HttpRequest) -> Any:
    """Changes nothing. `01`, still with 200, where the body is refused or somebody cannot be paid, who is named."""
    return _answer(request, "prepayment-validation")


@router.post(
    "/govstack/prepayment-validation-response", response=Answer, openapi_extra=NARRATED, summary="Who can be paid"
)
@api_may("exchange.call")
def prepayment_validation_response(request: HttpRequest) -> Any:
    """The same, for partners that ask for the result apart."""
    return _answer(request, "prepayment-validation-response")


@router.post("/govstack/register-beneficiary", response=DONE_OR_NOT, openapi_extra=PAYEES, summary="Register payees")
@api_may("exchange.call")
def register_beneficiary(request: HttpRequest) -> Any:
    """Puts payees into the account mapper; an account that is known here names its family."""
    return _answer(request, "register-beneficiary")


@router.post(
    "/govstack/update-beneficiary-details", response=DONE_OR_NOT, openapi_extra=PAYEES, summary="Change payees"
)
@api_may("exchange.call")
def update_beneficiary_details(request: HttpRequest) -> Any:
    """The number of a payee names it and stays; its way and its account are replaced."""
    return _answer(request, "update-beneficiary-details")


@router.get("/govstack/batches/{batch_id}", response=BatchAnswer, summary="What became of a batch")
@api_may("exchange.call")
def batch_state(request: Request, batch_id: str) -> dict[str, Any]:
    """By state of the lines; 404 for a batch that is not the caller's."""
    batch = queries.batch_of_partner(viewer=request.user, batch_id=batch_id)
    state = queries.state_of(batch=batch)
    return {
        "BatchID": batch.batch_id,
        "lines": batch.lines,
        "asked": state.asked,
        "unknown": state.unknown,
        "adds_up": state.adds_up,
        "parts": {name: {"lines": lines, "total": total} for name, (lines, total) in state.parts.items()},
    }
