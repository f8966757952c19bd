"""What every view does the same way: may this person, do one action, say what came of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url

from lumbung.core.refusals import BadInput, NotAllowed, Refusal

View = Callable[..., HttpResponseBase]


class Request(HttpRequest):
    """A request of somebody who has signed in; views and API operations are given no other."""

    user: Any


def may(permission: str) -> Callable[[View], View]:
    """The view is for those whose role includes the permission; others get 403 with a sentence."""

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.may(permission):
                return refused(request, NotAllowed(permission))
            try:
                return view(request, *args, **kwargs)
            except Refusal as refusal:
                return refused(request, refusal)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


NEUTRAL = "https://www.bmkg.go.id/"
"""Where "leave this page" leads: the weather, which anybody may be looking at."""


def forgotten(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that the browser forgets, so that the next person at it does not find it by going back."""
    response = render(request, template, {"neutral_url": NEUTRAL, **context}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page that says the refusal in its sentence, with the status of its kind."""
    return render(request, "core/refused.html", {"refusal": refusal}, status=refusal.status)


def show(form: Any, refusal: Refusal) -> None:
    """A refusal beside the field it is about, or above all of them."""
    fields = refusal.fields if isinstance(refusal, BadInput) else {}
    for name, sentence in (fields or {"": str(refusal)}).items():
        form.add_error(name if name in form.fields else None, sentence)


def done(
    request: HttpRequest,
    action: Callable[..., Any],
    *,
    back: str,
    back_args: tuple = (),
    said: str | Callable[[Any], str] = "",
    **kwargs: Any,
) -> HttpResponse:
    """Call one action; then go back with what was done, or with the sentence of its refusal.

    What is `said` may be asked of what came of it.
    """
    try:
        with transaction.atomic():
            came = action(**kwargs)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if said:
            messages.success(request, said(came) if callable(said) else said)
    return HttpResponseRedirect(resolve_url(back, *back_args), status=303)
