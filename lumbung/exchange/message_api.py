"""Messages to telephones for programs: send the questions of a sample, see how they stand."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.exchange import actions, messaging, queries
from lumbung.payments import queries as payments

router = Router(tags=["exchange"])


class SendingOut(Schema):
    """How the questions of a sample stand: `unsent` wait for a gateway or a person, `unread` replies for a reader."""

    sample_id: int
    gateway: bool
    asked: int
    unsent: int
    answered: int
    unread: int
    counts: dict[str, int]


class JobOut(Schema):
    """The job that sends; `GET /jobs/{id}` tells how far it is."""

    id: int
    total: int


@router.get("/samples/{sample_id}/messages", response=SendingOut, summary="How a sample's messages stand")
@api_may("payments.view")
def get_sending(request: Request, sample_id: int) -> dict[str, Any]:
    """Neither numbers nor words of anybody."""
    found = payments.sample(viewer=request.user, sample_id=sample_id)
    told = queries.sending(viewer=request.user, sample=found)
    figures = {name: getattr(told, name) for name in ("asked", "unsent", "answered", "unread", "counts")}
    return {"sample_id": sample_id, "gateway": messaging.configured(), **figures}


@router.post("/samples/{sample_id}/messages", response={202: JobOut}, summary="Send a sample's messages, or go on")
@api_may("payments.draw_sample")
def send(request: HttpRequest, sample_id: int) -> Any:
    """Each is sent once; 409 where no gateway is set. What is not certain is asked about before it is sent again."""
    return Status(202, actions.start_messages(sample_id=sample_id, by=request.user))
