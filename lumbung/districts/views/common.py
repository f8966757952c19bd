"""What every page here does the same way: a form that is sent, and back with what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, show

Act = Callable[..., Any]


def sent(request: Request, form: Form, action: Act, *, back: str, args: tuple = (), said: str = "") -> HttpResponse:
    """Do it with what was filled in; what is wrong is told beside nothing but in its own sentence."""
    if not form.is_valid():
        told = next((str(error) for errors in form.errors.values() for error in errors), "")
        messages.error(request, told)
    else:
        try:
            action(**form.cleaned_data)
        except Refusal as refusal:
            fields = getattr(refusal, "fields", {})
            messages.error(request, str(next(iter(fields.values()), refusal)))
        else:
            messages.success(request, said)
    return HttpResponseRedirect(resolve_url(back, *args), status=303)


def took(form: Form, action: Act) -> Any:
    """What an act made of a form that is shown again where something is wrong; None there."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return action(**form.cleaned_data)
    except Refusal as refusal:
        show(form, refusal)
        return None
