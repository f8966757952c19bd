"""Pages of cards: one card with its code, and the page that checks a code for anybody."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core.actors import SYSTEM, acting
from lumbung.core.views import may
from lumbung.payments import banks, qr, queries
from lumbung.payments.forms import CodeForm


@require_GET
@may("payments.view")
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card: whose, where from, until when, its wallets, and the code as it is printed."""
    found = queries.card(viewer=request.user, card_id=pk)
    context = {
        "card": found,
        "bank": banks.short_name(found.bank),
        "spoken": qr.spoken(found.public_number),
        "wallets": sorted(found.wallets.all(), key=lambda wallet: wallet.kind),
        "drawing": drawing(queries.code_of(card=found)),
    }
    return render(request, "payments/card.html", context)


def drawing(code: str) -> str:
    """The code as an SVG, dark on light whatever the page's colours."""
    return qr.drawn(code).svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """For anybody, signed in or not: what a card's code says, and whether it counts today."""
    form = CodeForm(request.POST or None)
    reading, refusal = None, None
    if form.is_valid():
        today = timezone.localdate()
        try:
            reading = queries.read_card(text=form.cleaned_data["code"], on=today, revocations=_revocations())
        except qr.BadCode as error:
            refusal = error
    context = {"form": form, "reading": reading, "refusal": refusal}
    return render(request, "payments/check_card.html", context, status=422 if refusal or form.errors else 200)


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys of cards (JWKS), for readers that work without network."""
    return JsonResponse(qr.key_set(), content_type="application/jwk-set+json")


@require_GET
def revoked(request: HttpRequest) -> HttpResponse:
    """The signed list of blocked and closed cards (a Token Status List as CWT); it names nobody."""
    return HttpResponse(_revocations(), content_type="application/statuslist+cwt")


def _revocations() -> bytes:
    with acting(SYSTEM, via="web"):
        return queries.revocations(on=timezone.localdate())
