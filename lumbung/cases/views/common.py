"""What pages about cases have in common: never kept by a browser, one form and one act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, show

NEUTRAL = "https://www.bmkg.go.id/"
"""Where "leave this page" leads: the weather, which anybody may be looking at."""


def page(request: Request, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that the browser forgets, so that the next person at it does not find it by going back."""
    response = render(request, template, {"neutral_url": NEUTRAL, **context}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def filled(
    request: Request, form: Any, act: Callable[..., Any], *, back: Callable[[Any], str], said: str, **context: Any
) -> HttpResponse:
    """A page with one form: shown, or sent to one act and then back with what was done."""
    if form.is_bound and form.is_valid():
        try:
            made = act(form)
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(back(made), status=303)
    return page(request, "cases/form.html", {"form": form, **context}, status=422 if form.errors else 200)
