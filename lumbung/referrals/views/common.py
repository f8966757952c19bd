"""What pages of the desk have in common: kept by no browser, one form and one act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, show


def page(request: Request, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that the browser forgets, so that the next person at it does not find it by going back."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def posted(request: Request) -> Any:
    """What was sent, where something was."""
    return request.POST if request.method == "POST" else None


def filled(
    request: Request, form: Any, act: Callable[[Any], Any], *, back: Callable[[Any], str], said: str, **context: Any
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
    return page(request, "referrals/form.html", {"form": form, **context}, status=422 if form.errors else 200)
