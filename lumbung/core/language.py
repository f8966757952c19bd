"""The language of a request: what the account says, before signing in what was chosen here, else Indonesian.

A browser's own language does not decide a page, because most devices in the field are sold with English
settings to people who read Indonesian; a program calling the API says its language in the usual header.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class LanguageMiddleware:
    """Stands after the session's user is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request in one language; the answer says which."""
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def language_of(request: HttpRequest) -> str:
    """`id` or `en`."""
    chosen = request.user.language if request.user.is_authenticated else None
    chosen = chosen or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if not chosen and request.path.startswith("/api/"):
        chosen = translation.get_language_from_request(request)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
