"""What several pages of shops do the same way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal


def filled_in(
    request: HttpRequest,
    form: forms.Form,
    action: Callable[..., Any],
    *,
    page: dict[str, Any],
    said: Any,
    back: Callable[[Any], str],
    **told: Any,
) -> HttpResponse:
    """A page with one form: show it, or call the action with what was written and go where `back` says."""
    if request.method == "POST" and form.is_valid():
        try:
            done = action(**form.cleaned_data, **told)
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            fields = refusal.fields if isinstance(refusal, BadInput) else {}
            for name, sentence in fields.items():
                form.add_error(name if name in form.fields else None, sentence)
            if not fields:
                form.add_error(None, str(refusal))
        else:
            messages.success(request, said(done) if callable(said) else said)
            return HttpResponseRedirect(resolve_url(back(done)), status=303)
    return render(request, "shops/form.html", {"form": form, **page}, status=422 if form.errors else 200)
