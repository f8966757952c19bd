"""Middleware: every request is one transaction in which only the signed-in person's rows exist."""

from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from lumbung.core.actors import acting


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
