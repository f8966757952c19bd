"""Pages of a card's vouchers and one-time codes, as they are printed for a family."""

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.views import may
from lumbung.payments import qr
from lumbung.shops import actions, queries, rules
from lumbung.shops.forms import BookForm
from lumbung.shops.views.common import filled_in


@require_GET
@may("shops.issue_code")
def card(request: Any, pk: int) -> HttpResponse:
    """What a family's card can buy with: codes, vouchers still out, books so far."""
    found = queries.card(viewer=request.user, card_id=pk)
    balances = {wallet.kind: wallet.balance for wallet in found.wallets.all()}
    context = {
        "card": found,
        "food": balances.get("food", 0),
        "aside": balances.get("vouchers", 0),
        "books": queries.books_of(viewer=request.user, card_id=pk),
        "figures": rules.in_force(timezone.localdate()),
        "issues": request.user.may("shops.issue_vouchers"),
    }
    return render(request, "shops/card.html", context)


@require_POST
@may("shops.issue_code")
def code(request: Any, pk: int) -> HttpResponse:
    """A fresh one-time code on a slip, shown this once."""
    queries.card(viewer=request.user, card_id=pk)
    made, text = actions.issue_code(card_id=pk, at=timezone.now(), by=request.user)
    spoken = f"{text[:3]} {text[3:]}"
    context = {"card": made.card, "made": made, "spoken": spoken, "attempts": made.attempts_left}
    return render(request, "shops/code.html", context)


@may("shops.issue_vouchers")
def new_book(request: Any, pk: int) -> HttpResponse:
    """Put money aside and sign vouchers for it."""
    found = queries.card(viewer=request.user, card_id=pk)
    form = BookForm(request.POST or None, initial={"key": secrets.token_urlsafe(16)})
    page = {
        "title": _("Buat buku kupon"),
        "button": _("Sisihkan uang dan buat kupon"),
        "eyebrow": found.family.head_name,
        "help": _("Uangnya keluar dari dompet pangan sekarang. Yang tidak dipakai kembali ke dompet itu."),
        "cancel_url": reverse("shops:card", args=[pk]),
    }
    return filled_in(
        request,
        form,
        actions.issue_vouchers,
        page=page,
        said=_("Buku kupon dibuat."),
        back=lambda made: reverse("shops:book", args=[made.book.pk]),
        card_id=pk,
        at=timezone.now(),
        by=request.user,
    )


@require_GET
@may("shops.issue_vouchers")
def book(request: Any, pk: int) -> HttpResponse:
    """A book as it is printed: a code for each voucher."""
    found = queries.book(viewer=request.user, book_id=pk)
    drawn = [
        (
            one,
            qr.spoken(one.number),
            qr.drawn(text).svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True),
        )
        for one, text in zip(found.vouchers.order_by("pk"), queries.texts_of(book=found), strict=True)
    ]
    return render(request, "shops/book.html", {"book": found, "vouchers": drawn})
