"""Pages of calls and visits: whom to call today in order, one call, visits, and who is watched over."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import formats
from lumbung.core.views import Request, done, may
from lumbung.districts import actions, forms, queries, rules, words
from lumbung.districts.models import Call, Visit, Watch
from lumbung.districts.tables import VISITS
from lumbung.districts.views.common import took
from lumbung.registry import queries as people

SHOWN = 50
NOT_MADE = (Call.Status.OPEN, Call.Status.DROPPED)


@require_GET
@may("districts.view")
def calls(request: Request) -> HttpResponse:
    """The calls of the day: after warnings first, the frailest first; and who is watched over."""
    user, today = request.user, timezone.localdate()
    waiting = queries.calls_today(viewer=user, on=today)
    rows = [(one, words.age(people.age_on(born=one.person.birth_date, on=today))) for one in waiting[:SHOWN]]
    context = {
        "rows": rows,
        "count": waiting.count(),
        "made": queries.calls(viewer=user)
        .filter(due_on=today)
        .exclude(status__in=(Call.Status.OPEN, Call.Status.DROPPED))
        .count(),
        "watches": queries.watches(viewer=user)[:SHOWN],
        "calls": user.may("districts.call"),
    }
    return render(request, "districts/calls.html", context)


@require_POST
@may("districts.call")
def plan(request: Request) -> HttpResponse:
    """What falls due today, without waiting for the night."""
    at = timezone.now()
    act = partial(actions.plan_contacts, on=timezone.localdate(at), at=at, by=request.user)
    return done(request, act, back="districts:calls", said=_planned)


@require_http_methods(["GET", "POST"])
@may("districts.view")
def call(request: Request, pk: int) -> HttpResponse:
    """One call: who, why, what was heard until now, and how they are."""
    user, today = request.user, timezone.localdate()
    one = queries.call(viewer=user, call_id=pk)
    form = forms.CallForm(request.POST or None, initial={"seen": one.attempts})
    noted = took(form, partial(actions.note_call, call_id=pk, by=user, at=timezone.now()))
    if noted is not None:
        messages.success(request, _("Tersimpan: %(now)s.") % {"now": noted.get_status_display().lower()})
        return HttpResponseRedirect(reverse("districts:calls"), status=303)
    context = {
        "one": one,
        "badge": words.CALLS[one.status],
        "about": words.age(people.age_on(born=one.person.birth_date, on=today)),
        "tried": queries.attempts_of(viewer=user, call_id=pk),
        "left": max(rules.in_force(today).calls["unanswered"] - one.attempts, 0),
        "form": form if one.status == Call.Status.OPEN and user.may("districts.call") else None,
    }
    return render(request, "districts/call.html", context, status=422 if form.errors else 200)


@require_GET
@may("districts.view")
def visits(request: Request) -> HttpResponse:
    """Every visit, what is due first."""
    table = VISITS.page(request, queries.visits(viewer=request.user))
    context = {"table": table, "calls": request.user.may("districts.call")}
    return table.export or render(request, "districts/visits.html", context)


@require_POST
@may("districts.call")
def life_events(request: Request) -> HttpResponse:
    """Births, old age and bereavement, without waiting for the night."""
    act = partial(actions.find_life_events, on=timezone.localdate(), by=request.user)
    return done(request, act, back="districts:visits", said=_found)


@require_http_methods(["GET", "POST"])
@may("districts.view")
def visit(request: Request, pk: int) -> HttpResponse:
    """One visit: to whom and why, and what was found."""
    user, today = request.user, timezone.localdate()
    one = queries.visit(viewer=user, visit_id=pk)
    form = forms.VisitForm(request.POST or None)
    noted = took(form, partial(actions.note_visit, visit_id=pk, by=user, on=today))
    if noted is not None:
        heard = _("Kunjungan tersimpan, dan meja rujukan menerima kebutuhannya.")
        messages.success(request, heard if noted.asked_id else _("Kunjungan tersimpan."))
        back = ("activity", noted.activity_id) if noted.activity_id else ("visit", pk)
        return HttpResponseRedirect(reverse(f"districts:{back[0]}", args=[back[1]]), status=303)
    context = {
        "one": one,
        "badge": words.VISITS[one.status],
        "desk": user.may("referrals.view"),
        "about": words.age(people.age_on(born=one.person.birth_date, on=today)),
        "form": form if one.status == Visit.Status.OPEN and user.may("districts.call") else None,
    }
    return render(request, "districts/visit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may("districts.assess")
def watch(request: Request, person_id: int) -> HttpResponse:
    """Somebody is called and visited from now on."""
    of = people.person(viewer=request.user, person_id=person_id)
    form = forms.WatchForm(request.POST or None, initial={"risk": Watch.Risk.MIDDLE})
    today = timezone.localdate()
    made = took(form, partial(actions.watch, person_id=person_id, by=request.user, on=today))
    if made is not None:
        messages.success(request, _("Orang ini dipantau mulai hari ini."))
        return HttpResponseRedirect(reverse("districts:calls"), status=303)
    rhythm = rules.in_force(today).rhythm
    rows = [(label, rhythm[rules.RHYTHMS[risk]]) for risk, label in Watch.Risk.choices]
    context = {"form": form, "person": of, "rhythm": rows}
    return render(request, "districts/watch.html", context, status=422 if form.errors else 200)


@require_POST
@may("districts.assess")
def end_watch(request: Request, pk: int) -> HttpResponse:
    """Nobody has to call any more."""
    act = partial(actions.end_watch, watch_id=pk, by=request.user, on=timezone.localdate())
    return done(request, act, back="districts:calls", said=_("Pemantauan diakhiri."))


def _planned(made: int) -> str:
    return _("%(count)s telepon dan kunjungan disusun.") % {"count": formats.count(made)}


def _found(made: dict[str, int]) -> str:
    return _("%(count)s kunjungan baru.") % {"count": formats.count(sum(made.values()))}
