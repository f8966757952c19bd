"""What pages of outreach have in common: never kept by a browser, one form and one act."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, show


def page(request: Request, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that the browser forgets, so that the next person at it does not find it by going back."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def posted(request: Request) -> Any:
    """What was sent with a POST; None before."""
    return request.POST if request.method == "POST" else None


def to(name: str, *args: Any) -> HttpResponse:
    """On to another page after a POST."""
    return HttpResponseRedirect(reverse(f"outreach:{name}", args=args), status=303)


def filled(
    request: Request,
    form: forms.Form,
    act: Callable[..., Any],
    *,
    back: Callable[[Any], str],
    said: str,
    **context: Any,
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
    return page(request, "outreach/form.html", {"form": form, **context}, status=422 if form.errors else 200)


def sent(
    request: Request, form: forms.Form, act: Callable[..., Any], *, back: tuple[Any, ...], said: str
) -> HttpResponse:
    """A form of a record's page sent to one act; what is wrong is said on that page."""
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form.fields[name].label}: {errors[0]}")
        return to(*back)
    try:
        act(**form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return to(*back)


def day_in(text: str, otherwise: date) -> date:
    """A day of the address, or another where none is written."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
