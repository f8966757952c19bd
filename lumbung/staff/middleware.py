"""Between signing in and working: keys of programs, and the first steps of a new account."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core.api import problem
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request
from lumbung.staff import queries
from lumbung.staff.second_factor import has_second_factor

Next = Callable[[HttpRequest], HttpResponse]

FIRST_STEPS = frozenset(
    {
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "choose_language",
        "choose_theme",
    }
)
READY = "staff.ready"
TOKEN_USED = "api_token_used"


class UnknownKey(Refusal):
    """The key of a program is unknown, revoked or past its last day."""

    message = _("Kunci API ini tidak dikenal atau sudah tidak berlaku.")
    status = 401


class NotReady(Refusal):
    """The person has not finished the first steps of the account."""

    message = _("Selesaikan dahulu kata sandi dan kode kedua akun Anda di halaman masuk.")
    status = 403


class TokenMiddleware:
    """`Authorization: Bearer …` makes the request its owner's, with their permissions and reach."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A key counts for the API only; a bad one is refused, not overlooked."""
        scheme, _blank, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not request.path.startswith("/api/"):
            return self.get_response(request)
        user = queries.user_of_token(key=key.strip(), on=timezone.localdate())
        if user is None:
            return problem(request, UnknownKey())
        request.user = user
        setattr(request, TOKEN_USED, True)
        return self.get_response(request)


class FirstStepsMiddleware:
    """A person with a temporary password or without a second factor sees nothing before both are settled."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """On with the request; `process_view` knows which page is asked for."""
        return self.get_response(request)

    def process_view(self, request: Request, view: Next, args: tuple, kwargs: dict) -> HttpResponse | None:
        """Where to go first, or None."""
        if not request.user.is_authenticated or getattr(request, TOKEN_USED, False):
            return None
        if request.resolver_match and request.resolver_match.url_name in FIRST_STEPS:
            return None
        step = self._next_step(request)
        if step is None:
            return None
        if request.path.startswith("/api/"):
            return problem(request, NotReady())
        return HttpResponseRedirect(reverse(step))

    def _next_step(self, request: Request) -> str | None:
        if request.user.password_is_temporary:
            return "account_change_password"
        if not settings.SECOND_FACTOR_REQUIRED or request.session.get(READY):
            return None
        if has_second_factor(request.user):
            request.session[READY] = True
            return None
        return "mfa_activate_totp"
