"""Pages of cards: the list, one card with its life and its code, and the page that checks a code for anybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.actors import SYSTEM, acting
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, done, may
from lumbung.payments import actions, banks, card_life, card_reasons, qr, queries, reader
from lumbung.payments.card_forms import HolderForm, ReasonForm
from lumbung.payments.card_tables import CARDS
from lumbung.payments.forms import CodeForm
from lumbung.payments.models import Card


@require_GET
@may("payments.view_card")
def cards(request: Request) -> HttpResponse:
    """Every card in reach, by state and bank."""
    table = CARDS.page(request, queries.cards(viewer=request.user))
    return table.export or render(request, "payments/cards.html", {"table": table})


@require_GET
@may("payments.view_card")
def card(request: Request, pk: int) -> HttpResponse:
    """One card: whose, where from, until when, its life, and the code as it is printed."""
    found = queries.card(viewer=request.user, card_id=pk)
    sees_money = request.user.may("payments.view")
    context = {
        "card": found,
        "badge": card_life.BADGES[Card.Status(found.status)],
        "why": card_life.why(found),
        "bank": banks.short_name(found.bank),
        "spoken": qr.spoken(found.public_number),
        "wallets": sorted(found.wallets.all(), key=lambda wallet: wallet.kind) if sees_money else [],
        "drawing": drawing(queries.code_of(card=found)),
        "entries": card_life.entries(found),
        "offers": _offers(request.user, found),
        "sees_family": request.user.may("registry.view"),
    }
    return render(request, "payments/card.html", context)


def _offers(user: Any, found: Card) -> list[tuple[str, Any, Any]]:
    """The acts that this person may do on this card now: name, button, form."""
    status, manages = found.status, user.may("payments.manage_card")
    offers: list[tuple[str, Any, Any]] = []
    if manages and status == Card.Status.ISSUED:
        offers.append(("print", _("Tandai sudah dicetak"), None))
    if manages and status == Card.Status.HANDED:
        offers.append(("activate", _("Aktifkan kartu"), None))
    if user.may("payments.block_card") and status in (Card.Status.HANDED, Card.Status.ACTIVE):
        offers.append(("block", _("Blokir kartu"), ReasonForm(act=card_reasons.BLOCK, auto_id="blokir_%s")))
    if user.may("payments.block_card") and status in (Card.Status.HANDED, Card.Status.ACTIVE, Card.Status.BLOCKED):
        members = queries.possible_holders(viewer=user, card=found)
        offers.append(("holder", _("Ganti pemegang"), HolderForm(members=members, auto_id="pemegang_%s")))
    if manages and status == Card.Status.BLOCKED:
        offers.append(("unblock", _("Buka blokir"), ReasonForm(act=card_reasons.UNBLOCK, auto_id="buka_%s")))
    if manages and status != Card.Status.CLOSED:
        offers.append(("close", _("Tutup kartu"), ReasonForm(act=card_reasons.CLOSE, auto_id="tutup_%s")))
    return offers


@require_POST
@may("payments.view_card")
def act(request: Request, pk: int, act: str) -> HttpResponse:
    """One act on a card; the action itself asks for the permission."""
    queries.card(viewer=request.user, card_id=pk)
    told = {"on": timezone.localdate(), "by": request.user}
    reason = {"card_id": pk, "reason": request.POST.get("reason", "")}
    person = request.POST.get("person", "")
    known: dict[str, tuple[Any, Any, dict[str, Any]]] = {
        "print": (actions.print_cards, _("Kartu ditandai sudah dicetak."), {"card_ids": [pk]}),
        "activate": (actions.activate_cards, _("Kartu diaktifkan."), {"card_ids": [pk]}),
        "block": (actions.block_card, _("Kartu diblokir dan langsung tidak berlaku."), reason),
        "unblock": (actions.unblock_card, _("Blokir dibuka. Kartu berlaku lagi."), reason),
        "close": (actions.close_card, _("Kartu ditutup."), reason),
        "holder": (
            actions.move_holder,
            _("Pemegang diganti. Kartu lama diblokir sampai bank memberi kartu baru."),
            reason | {"person_id": int(person) if person.isdecimal() else 0},
        ),
    }
    if act not in known:
        raise NotFound(act)
    action, said, more = known[act]
    return done(request, action, back="payments:card", back_args=(pk,), said=said, **told, **more)


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


@require_GET
def offline_reader(request: HttpRequest) -> HttpResponse:
    """A page to keep: it checks cards without a network, with the keys and the list of today inside."""
    kept = HttpResponse(reader.page(revocations=_revocations()))
    kept["Content-Disposition"] = f'attachment; filename="{reader.NAME}"'
    return kept


def _revocations() -> bytes:
    with acting(SYSTEM, via="web"):
        return queries.revocations(on=timezone.localdate())
