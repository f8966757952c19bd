"""What pages of Dream Start have in common: one form and one act, a form on a page of many, a POST and back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse

from lumbung.core import sending
from lumbung.core.sending import posted
from lumbung.core.views import Request

__all__ = ["filled", "posted", "sent"]

Act = Callable[..., Any]


def filled(request: Request, form: Any, act: Act, **told: Any) -> HttpResponse:
    """A page with one form: shown, or sent to one act and then back with what was done."""
    return sending.filled(request, form, lambda: act(**form.cleaned_data), template="childhood/form.html", **told)


def sent(request: Request, form: Any, act: Act, back: tuple[str, int], words: str) -> HttpResponse:
    """One of several forms of a page: `act` with what it says, and back; or back with what is missing."""
    name, pk = back
    acted = partial(act, by=request.user)
    return sending.sent(request, form, lambda: acted(**form.cleaned_data), back=name, args=(pk,), said=words)
