"""Middleware: every request is one transaction in which only the signed-in person's rows exist."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from lumbung.core.actors import acting
from lumbung.core.waiting import ACTS_COOKIE

LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
REFUSED_FROM = 400


class ReachMiddleware:
    """Narrows the database to the person's reach and tells the audit triggers who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One transaction; an answer of 500 takes everything back."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        via = "api" if request.path.startswith("/api/") else "web"
        with acting(request.user, via=via):
            response = self.get_response(request)
            if response.status_code >= 500 and not connection.needs_rollback:
                transaction.set_rollback(True)
        return response


class ActsMiddleware:
    """After each act of a person their browser holds another word; what waits for them is counted anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The word means nothing; one that somebody makes up shows them counts of a minute ago at worst."""
        response = self.get_response(request)
        acted = request.method not in LOOKING and response.status_code < REFUSED_FROM
        if acted and request.user.is_authenticated:
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(ACTS_COOKIE, secrets.token_hex(4), httponly=True, samesite="Lax", secure=secure)
        return response
