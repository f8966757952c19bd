"""What every page here does the same way: a form that is sent, and back with what came of it."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse

from lumbung.core import sending
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, show

Act = Callable[..., Any]


def sent(request: Request, form: Form, action: Act, **told: Any) -> HttpResponse:
    """Do it with what was filled in; what is wrong is told beside nothing but in its own sentence."""
    return sending.sent(request, form, lambda: action(**form.cleaned_data), **told)


def took(form: Form, action: Act) -> Any:
    """What an act made of a form that is shown again where something is wrong; None there."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return action(**form.cleaned_data)
    except Refusal as refusal:
        show(form, refusal)
        return None
