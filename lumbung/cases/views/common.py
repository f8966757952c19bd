"""What pages about cases have in common: never kept by a browser, one form and one act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, forgotten, show

page = forgotten


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
    return forgotten(request, "cases/form.html", {"form": form, **context}, status=422 if form.errors else 200)
