"""Pages of sessions: a week, booking for one or for a group, who came, and a note that survives a lost connection."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.cases import actions, plan_forms, plan_words, queries, words
from lumbung.cases.models import Attendance, Plan, Session
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may, show
from lumbung.facilities import queries as facilities

WEEK = 7
MOST_CHOICES = 200


@require_GET
@may("cases.view")
def week(request: Request) -> HttpResponse:
    """Sessions of a week by day: one's own, or everybody's within reach."""
    first = _day(request.GET.get("hari", ""))
    monday = first - timedelta(days=first.weekday())
    everybody = request.GET.get("siapa") == "semua"
    worker = None if everybody else request.user.pk
    found = queries.sessions_between(viewer=request.user, since=monday, days=WEEK, worker_id=worker)
    by_day: dict[date, list[Any]] = {monday + timedelta(days=nth): [] for nth in range(WEEK)}
    for one in found:
        by_day[timezone.localtime(one.starts_at).date()].append(plan_words.session_line(one))
    context = {
        "days": list(by_day.items()),
        "count": sum(map(len, by_day.values())),
        "monday": monday,
        "before": monday - timedelta(days=WEEK),
        "after": monday + timedelta(days=WEEK),
        "everybody": everybody,
        "books": request.user.may("cases.plan"),
    }
    return render(request, "cases/week.html", context)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


@require_http_methods(["GET", "POST"])
@may("cases.plan")
def book(request: Request, case_id: int) -> HttpResponse:
    """A session of one person, once or weekly."""
    case = queries.case(viewer=request.user, case_id=case_id)
    plan = next(iter(queries.plans(viewer=request.user).filter(case=case, status=Plan.Status.APPROVED)), None)
    goals = queries.goals_of(viewer=request.user, plan_id=plan.pk) if plan else []
    wanted = next((one for one in goals if str(one.pk) == request.GET.get("tujuan", "")), None)
    initial = {"worker": str(request.user.pk), "goal": str(wanted.pk) if wanted else "", "title": wanted or ""}
    data = request.POST if request.method == "POST" else None
    choices = {"workers": queries.colleagues(viewer=request.user), "rooms": _rooms(request.user)}
    form = plan_forms.SessionForm(data, goals=goals, **choices, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            made = actions.book(case_id=case_id, **_with_room(form.told()), by=request.user)
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("%(count)s pertemuan dipesan.") % {"count": len(made)})
            return HttpResponseRedirect(reverse("cases:plan", args=[case_id]), status=303)
    return render(request, "cases/book.html", {"form": form, "case": case}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may("cases.plan")
def book_group(request: Request) -> HttpResponse:
    """A session for many people in one act."""
    open_ones = list(queries.cases_led(viewer=request.user, worker_id=request.user.pk)[:MOST_CHOICES])
    data = request.POST if request.method == "POST" else None
    choices = {"workers": queries.colleagues(viewer=request.user), "rooms": _rooms(request.user)}
    form = plan_forms.GroupForm(data, cases=open_ones, **choices, initial={"worker": str(request.user.pk)})
    if form.is_bound and form.is_valid():
        try:
            made = actions.book_group(**_with_room(form.told()), by=request.user)
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("%(count)s pertemuan dipesan.") % {"count": len(made)})
            return HttpResponseRedirect(reverse("cases:session", args=[made[0].pk]), status=303)
    return render(request, "cases/book_group.html", {"form": form}, status=422 if form.errors else 200)


def _rooms(user: Any) -> Any:
    """Rooms that this person may ask for."""
    return facilities.bookable_rooms(viewer=user) if user.may("facilities.book") else ()


def _with_room(told: dict[str, Any]) -> dict[str, Any]:
    room = told.pop("room_id")
    return told | {"room": actions.RoomWish(room, timezone.now()) if room else None}


@require_http_methods(["GET", "POST"])
@may("cases.view")
def session(request: Request, pk: int) -> HttpResponse:
    """Who is expected, who came; of a group all of them in one act."""
    found = queries.session(viewer=request.user, session_id=pk)
    expected = queries.attendances_of(viewer=request.user, session_id=pk)
    if request.method == "POST":
        came = {
            one.case_id: request.POST[f"c{one.case_id}"]
            for one in expected
            if request.POST.get(f"c{one.case_id}") in Attendance.NOTED
        }
        act = partial(actions.note_group, session_id=pk, states_of=came, by=request.user, at=timezone.now())
        return done(request, act, back="cases:session", back_args=(pk,), said=_("Kehadiran tersimpan."))
    context = {
        "session": found,
        "badge": plan_words.SESSION_BADGES[found.status],
        "people": [(one, plan_words.STATE_BADGES[one.state], words.masked(one.case)) for one in expected],
        "states": Attendance.NOTED,
        "notes": request.user.may("cases.plan")
        and found.status != Session.Status.CANCELLED
        and found.starts_at <= timezone.now(),
        "cancels": request.user.may("cases.plan") and found.status == Session.Status.PLANNED,
    }
    return render(request, "cases/session.html", context)


@require_POST
@may("cases.plan")
def cancel(request: Request, pk: int) -> HttpResponse:
    """It doesn't take place."""
    act = partial(actions.cancel_session, session_id=pk, said=request.POST.get("said", ""), by=request.user)
    return done(request, act, back="cases:session", back_args=(pk,), said=pgettext("session", "Pertemuan dibatalkan."))


@require_http_methods(["GET", "POST"])
@may("cases.plan")
def note(request: Request, pk: int, case_id: int) -> HttpResponse:
    """Whether one person came, and what is to be kept of it; each answer waits in the phone until it is saved."""
    found = queries.attendance(viewer=request.user, session_id=pk, case_id=case_id)
    came = found.state if found.state in Attendance.NOTED else Attendance.State.CAME
    form = plan_forms.NoteForm(
        request.POST if request.method == "POST" else None, initial={"state": came, "note": found.note}
    )
    if form.is_bound and form.is_valid():
        seen = request.POST.get("seen", "")
        told: dict[str, Any] = {"session_id": pk, "case_id": case_id, "seen": int(seen) if seen.isdigit() else None}
        try:
            actions.note_attendance(**told, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Catatan tersimpan."))
            return HttpResponseRedirect(reverse("cases:session", args=[pk]), status=303)
    context = {
        "form": form,
        "found": found,
        "kept_as": f"s{pk}",
        "api_url": reverse("api:save_session_note", args=[pk]),
    }
    return render(request, "cases/note.html", context, status=422 if form.errors else 200)
