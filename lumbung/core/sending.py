"""A form that was sent to one act: shown again with what is wrong, or on to what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.views import Request, forgotten, show

Act = Callable[[], Any]


def posted(request: Request) -> Any:
    """What was sent, or nothing where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def filled(
    request: Request, form: Any, act: Act, *, template: str, back: Callable[[Any], str], said: str, **context: Any
) -> HttpResponse:
    """A page with one form that the browser forgets: shown, or sent to `act` and then `back` with what was done."""
    if form.is_bound and form.is_valid():
        try:
            made = act()
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(back(made), status=303)
    return forgotten(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def sent(request: Request, form: Any, act: Act, *, back: str, args: tuple = (), said: str = "") -> HttpResponse:
    """One of several forms of a page, sent to `act`; on that page stands what was done or what is wrong."""
    wrong = _wrong(form) or _refused(act)
    for sentence in wrong:
        messages.error(request, sentence)
    if said and not wrong:
        messages.success(request, said)
    return HttpResponseRedirect(resolve_url(back, *args), status=303)


def _wrong(form: Any) -> list[str]:
    """The first complaint about each field, named; none where the form is good."""
    if form.is_valid():
        return []
    named = {name: f"{form.fields[name].label}: " for name in form.errors if name in form.fields}
    return [f"{named.get(name, '')}{said[0]}" for name, said in form.errors.items()]


def _refused(act: Act) -> list[str]:
    """Do it; the sentences of its refusal."""
    try:
        with transaction.atomic():
            act()
    except Refusal as refusal:
        fields = refusal.fields if isinstance(refusal, BadInput) else {}
        return [str(said) for said in fields.values()] or [str(refusal)]
    return []
