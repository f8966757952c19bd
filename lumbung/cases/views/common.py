"""What pages about cases have in common: never kept by a browser, one form and one act."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse

from lumbung.core import sending
from lumbung.core.views import Request, forgotten

page = forgotten


def filled(request: Request, form: Any, act: Callable[[Any], Any], **told: Any) -> HttpResponse:
    """A page with one form: shown, or sent to one act and then back with what was done."""
    return sending.filled(request, form, partial(act, form), template="cases/form.html", **told)
