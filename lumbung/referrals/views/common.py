"""What pages of the desk have in common: kept by no browser, one form and one act."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse

from lumbung.core import sending
from lumbung.core.sending import posted
from lumbung.core.views import Request, forgotten

__all__ = ["filled", "page", "posted"]

page = forgotten


def filled(request: Request, form: Any, act: Callable[[Any], Any], **told: Any) -> HttpResponse:
    """A page with one form: shown, or sent to one act and then back with what was done."""
    return sending.filled(request, form, partial(act, form), template="referrals/form.html", **told)
