"""Pages of messages to telephones, and the address at which the gateway tells what came of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.refusals import Refusal
from lumbung.core.views import done, may
from lumbung.exchange import actions, messaging, queries, tables
from lumbung.exchange.models import Message
from lumbung.payments import queries as payments


@require_GET
@may("payments.view")
def sendings(request: Any) -> HttpResponse:
    """Every sample that asks by message."""
    context = {"sendings": queries.sendings(viewer=request.user), "gateway": messaging.configured()}
    return render(request, "exchange/sendings.html", context)


@require_GET
@may("payments.view")
def sending(request: Any, pk: int) -> HttpResponse:
    """The messages of one sample: how they stand, and what a person must read."""
    viewer = request.user
    told = queries.sending(viewer=viewer, sample=payments.sample(viewer=viewer, sample_id=pk))
    found = queries.messages(viewer=viewer, sample_id=pk)
    table = tables.MESSAGES.page(request, found)
    context = {
        "told": told,
        "states": [(words, told.counts.get(status, 0)) for status, words in Message.Status.choices],
        "table": table,
        "unread": found.filter(entry__received="").exclude(reply="")[:50],
        "answers": viewer.may("payments.answer_sample"),
        "gateway": messaging.configured(),
        "sends": viewer.may("payments.draw_sample") and bool(told.unsent or told.counts.get(Message.Status.UNSURE)),
    }
    return table.export or render(request, "exchange/sending.html", context)


@require_POST
@may("payments.draw_sample")
def send(request: Any, pk: int) -> HttpResponse:
    """Send what nobody has sent yet."""
    payments.sample(viewer=request.user, sample_id=pk)
    said = _("Pesan sedang dikirim, masing-masing satu kali.")
    told = {"sample_id": pk, "by": request.user}
    return done(request, actions.start_messages, back="exchange:sending", back_args=(pk,), said=said, **told)


@csrf_exempt
@require_POST
def told_by_gateway(request: HttpRequest) -> JsonResponse:
    """A call of the gateway, known by its signature; it has no account, and is told nothing of anybody."""
    try:
        done_so = actions.take_event(
            body=request.body,
            timestamp=request.headers.get("X-Timestamp", ""),
            signature=request.headers.get("X-Signature", ""),
            at=timezone.now(),
        )
    except Refusal as refusal:
        return JsonResponse({"code": refusal.code}, status=refusal.status)
    return JsonResponse({"done": done_so})
