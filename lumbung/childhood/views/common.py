"""What pages of Dream Start have in common: one form and one act, a form on a page of many, a POST and back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, forgotten, show


def filled(
    request: Request, form: Any, act: Callable[..., Any], *, back: Callable[[Any], str], said: str, **context: Any
) -> HttpResponse:
    """A page with one form: shown, or sent to one act and then back with what was done."""
    if form.is_bound and form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(back(made), status=303)
    return forgotten(request, "childhood/form.html", {"form": form, **context}, status=422 if form.errors else 200)


def sent(request: Request, form: Any, act: Callable[..., Any], back: tuple[str, int], words: str) -> HttpResponse:
    """One of several forms of a page: `act` with what it says, and back; or back with what is missing."""
    name, pk = back
    if form.is_valid():
        return done(request, partial(act, by=request.user, **form.cleaned_data), back=name, back_args=(pk,), said=words)
    for field, errors in form.errors.items():
        messages.error(request, f"{form.fields[field].label}: {errors[0]}")
    return HttpResponseRedirect(reverse(name, args=[pk]), status=303)


def posted(request: Request) -> Any:
    """What was sent, or nothing where the page is only looked at."""
    return request.POST if request.method == "POST" else None
