"""Pages of handing cards over: who waits for a card, the minutes, and the sheet that is signed."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core import evidence, pictures
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import Request, may
from lumbung.payments import actions, queries
from lumbung.payments.card_forms import MinutesForm, handed
from lumbung.payments.card_tables import MINUTES
from lumbung.payments.models import Card

SHOWN = 200
"""Cards that one page hands over; a village rarely gets more on one day."""


@require_GET
@may("payments.view_card")
def hand_overs(request: Request) -> HttpResponse:
    """Every set of minutes in reach, and the villages where printed cards wait."""
    table = MINUTES.page(request, queries.hand_overs(viewer=request.user))
    villages = queries.villages_to_hand(viewer=request.user)[:SHOWN]
    hands = request.user.may("payments.hand_over_card")
    context = {"table": table, "villages": villages if hands else []}
    return table.export or render(request, "payments/hand_overs.html", context)


@require_http_methods(["GET", "POST"])
@may("payments.hand_over_card")
def hand_over(request: Request, code: str) -> HttpResponse:
    """The printed cards of a village: tick who came, write the minutes; `?cetak` is the empty sheet to be signed."""
    waiting = queries.cards_to_hand(viewer=request.user, region_code=code)
    if "cetak" in request.GET:
        return render(request, "payments/hand_over_sheet.html", {"cards": waiting, "code": code, "minutes": None})
    form = MinutesForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        told["on"] = told.pop("held_on")
        try:
            minutes = actions.hand_over_cards(handed=handed(request.POST), region_code=code, by=request.user, **told)
            return redirect("payments:minutes", pk=minutes.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "cards": waiting[:SHOWN],
        "total": waiting.count(),
        "code": code,
        "receipts": Card.Receipt.choices,
        "ticked": set(request.POST.getlist("kartu")) if request.method == "POST" else None,
    }
    return render(request, "payments/hand_over.html", context, status=422 if form.errors else 200)


@require_GET
@may("payments.view_card")
def signature(request: Request, pk: int) -> FileResponse:
    """What the receiver of a card drew on the screen."""
    found = queries.card(viewer=request.user, card_id=pk)
    if not found.signature_ref:
        raise NotFound(pk)
    return evidence.shown(found.signature_ref, pictures.PNG)


@require_GET
@may("payments.view_card")
def minutes(request: Request, pk: int) -> HttpResponse:
    """One set of minutes with its cards; `?cetak` is the sheet for the file."""
    found = queries.minutes(viewer=request.user, minutes_id=pk)
    cards = queries.cards_of_minutes(viewer=request.user, minutes_id=pk)
    template = "payments/hand_over_sheet.html" if "cetak" in request.GET else "payments/minutes.html"
    return render(request, template, {"minutes": found, "cards": cards, "code": found.region_code})
