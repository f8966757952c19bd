"""What pages of outreach have in common: never kept by a browser, one form and one act."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lumbung.core import sending
from lumbung.core.sending import posted
from lumbung.core.views import Request, forgotten

__all__ = ["day_in", "filled", "page", "posted", "sent", "to"]

Act = Callable[..., Any]
page = forgotten


def to(name: str, *args: Any) -> HttpResponse:
    """On to another page after a POST."""
    return HttpResponseRedirect(reverse(f"outreach:{name}", args=args), status=303)


def filled(request: Request, form: forms.Form, act: Act, **told: Any) -> HttpResponse:
    """A page with one form: shown, or sent to one act and then back with what was done."""
    return sending.filled(request, form, lambda: act(**form.cleaned_data), template="outreach/form.html", **told)


def sent(request: Request, form: forms.Form, act: Act, *, back: tuple[Any, ...], said: str) -> HttpResponse:
    """A form of a record's page sent to one act; what is wrong is said on that page."""
    name, *args = back
    view = f"outreach:{name}"
    return sending.sent(request, form, lambda: act(**form.cleaned_data), back=view, args=tuple(args), said=said)


def day_in(text: str, otherwise: date) -> date:
    """A day of the address, or another where none is written."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
