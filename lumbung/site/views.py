"""The home of every role, and the two choices a reader makes: language and light or dark."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.defaults import page_not_found

from lumbung.core import panels, waiting
from lumbung.core.api import problem
from lumbung.core.refusals import NotFound
from lumbung.site import navigation
from lumbung.staff import actions as staff

YEAR = 365 * 24 * 3600


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, by urgency; beside it the panels of my region."""
    now = timezone.localtime()
    tasks = waiting.tasks_of(viewer=request.user, today=now.date())
    waiting.remember(tasks, viewer=request.user, today=now.date(), acts=navigation.acts_of(request))
    return render(
        request,
        "site/home.html",
        {
            "today": now.date(),
            "greeting": greeting(now.hour),
            "tasks": tasks,
            "groups": grouped(tasks),
            "panels": panels.panels_of("home", viewer=request.user, record=now.date()),
        },
    )


def greeting(hour: int) -> str:
    """What people say to one another at that hour."""
    if hour < 11:
        return _("Selamat pagi")
    if hour < 15:
        return _("Selamat siang")
    return _("Selamat sore") if hour < 18 else _("Selamat malam")


def grouped(tasks: list[waiting.Task]) -> list[dict[str, Any]]:
    """Today, this week, later."""
    titles = {"today": _("Hari ini"), "week": _("Minggu ini"), "later": _("Boleh nanti")}
    return [{"title": title, "tasks": [task for task in tasks if task.when == when]} for when, title in titles.items()]


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The same page in the other language; remembered by the account, before signing in by the device."""
    chosen = request.POST.get("language")
    response = _back(request)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax")
        _remember(request.user, language=chosen)
    return response


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device says; remembered by the account, before signing in by the device."""
    chosen = request.POST.get("theme", "")
    response = _back(request)
    if chosen in ("", *navigation.THEMES):
        response.set_cookie(navigation.THEME_COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True)
        _remember(request.user, theme=chosen)
    return response


def _remember(user: Any, **chosen: str) -> None:
    if user.is_authenticated:
        kept = {"language": user.language, "theme": user.theme, "dense_tables": user.dense_tables}
        staff.change_preferences(user=user, **{**kept, **chosen})


def _back(request: HttpRequest) -> HttpResponse:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(address if safe else "/", status=303)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere: a page to a person, a problem document to a program."""
    if request.path.startswith("/api/"):
        return problem(request, NotFound())
    return page_not_found(request, exception)
