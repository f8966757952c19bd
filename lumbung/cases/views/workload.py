"""Pages of work: a worker's day, everybody's load, one worker with supervision and hand-over, and the results."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.cases import actions, plan_forms, plan_words, queries, result_sheets, words
from lumbung.core import sheets
from lumbung.core.refusals import NotAllowed, Refusal
from lumbung.core.views import Request, done, may, show

SHOWN = 50
WORKERS_SHOWN = 100
"""The fullest; a nation's hundreds wait behind a link."""
SOON = timedelta(days=7)
YEAR = timedelta(days=364)


@require_GET
@may("cases.work")
def day(request: Request) -> HttpResponse:
    """Sessions by the clock, homes by the way, what waits; of today or of the day in the address."""
    on = _date(request.GET.get("hari", ""), timezone.localdate())
    plan = queries.day(viewer=request.user, on=on)
    context = {
        "plan": plan,
        "sessions": [plan_words.session_line(one) for one in plan.sessions],
        "stops": [
            (stop, [plan_words.WHY[why] for why in stop.reasons], words.masked(stop.case)) for stop in plan.stops
        ],
        "late": [(one, words.masked(one.case)) for one in plan.late],
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
    }
    return render(request, "cases/day.html", context)


@require_GET
@may("cases.view")
def loads(request: Request) -> HttpResponse:
    """Every worker with their cases, what is late, and the hand-overs."""
    on = timezone.localdate()
    found = queries.caseloads(viewer=request.user, on=on)
    shown = found if "semua" in request.GET else found[:WORKERS_SHOWN]
    context = {
        "loads": shown,
        "more": len(found) if len(shown) < len(found) else 0,
        "fullest": max((max(one.cases, one.most) for one in found), default=1),
        "most": found[0].most if found else None,
        "unled": queries.unled(viewer=request.user),
        "agreed": queries.points_due(viewer=request.user, until=on + SOON)[:SHOWN],
        "today": on,
        "late": [(one, words.masked(one.case)) for one in queries.late_steps(viewer=request.user, on=on)[:SHOWN]],
        "moves": queries.moves(viewer=request.user)[:SHOWN],
        "supervises": request.user.may("cases.supervise"),
    }
    return render(request, "cases/loads.html", context)


@require_http_methods(["GET", "POST"])
@may("cases.work")
def worker(request: Request, pk: int) -> HttpResponse:
    """One worker: their cases, the supervision notes, and the hand-over of all of them."""
    found = queries.worker(viewer=request.user, worker_id=pk)
    supervises = request.user.may("cases.supervise")
    if not supervises and found.pk != request.user.pk:
        raise NotAllowed("cases.supervise")
    others = [one for one in queries.colleagues(viewer=request.user) if one.pk != pk]
    handing = request.method == "POST" and "taker" in request.POST
    noting = request.method == "POST" and not handing
    hand_over = plan_forms.HandOverForm(request.POST if handing else None, takers=others)
    supervision = plan_forms.SupervisionForm(request.POST if noting else None, both=[found, request.user])
    if handing and hand_over.is_valid():
        given = hand_over.cleaned_data
        told = {"giver_id": pk, "taker_id": int(given["taker"]), "reason": given["reason"], "at": timezone.now()}
        try:
            made = actions.hand_over_cases(**told, by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(hand_over, refusal)
        else:
            messages.success(request, _("Kasus dialihkan. Kedua petugas diberi tahu."))
            return HttpResponseRedirect(reverse("cases:move", args=[made.pk]), status=303)
    if noting and supervision.is_valid():
        try:
            _note_supervision(request, pk, supervision)
        except Refusal as refusal:
            show(supervision, refusal)
        else:
            messages.success(request, _("Catatan supervisi tersimpan."))
            return HttpResponseRedirect(reverse("cases:worker", args=[pk]), status=303)
    context = {
        "worker": found,
        "cases": [
            (one, words.masked(one)) for one in queries.cases_led(viewer=request.user, worker_id=pk)[: SHOWN * 2]
        ],
        "supervisions": queries.supervisions_of(viewer=request.user, worker_id=pk)[:SHOWN],
        "today": timezone.localdate(),
        "hand_over": hand_over if others else None,
        "supervision": supervision if supervises and found.pk != request.user.pk else None,
    }
    return render(request, "cases/worker.html", context, status=422 if hand_over.errors or supervision.errors else 200)


def _note_supervision(request: Request, pk: int, form: Any) -> None:
    told = {"words": form.cleaned_data["words"], "again_on": form.cleaned_data["again_on"]}
    points = [actions.Point(**one) for one in form.points()]
    on = timezone.localdate()
    actions.note_supervision(worker_id=pk, points=points, by=request.user, on=on, **told)


@require_POST
@may("cases.work")
def see_supervision(request: Request, pk: int) -> HttpResponse:
    """The worker has read it."""
    act = partial(actions.see_supervision, supervision_id=pk, by=request.user, on=timezone.localdate())
    return done(request, act, back="cases:worker", back_args=(request.user.pk,), said=_("Terima kasih, sudah dicatat."))


@require_POST
@may("cases.work")
def finish_point(request: Request, pk: int) -> HttpResponse:
    """How an agreed point came out."""
    found = queries.point(viewer=request.user, point_id=pk)
    told = {"said": request.POST.get("said", ""), "by": request.user, "on": timezone.localdate()}
    worker = found.supervision.worker_id if found else request.user.pk
    act = partial(actions.finish_point, point_id=pk, **told)
    return done(request, act, back="cases:worker", back_args=(worker,), said=_("Kesepakatan selesai."))


@require_GET
@may("cases.view")
def move(request: Request, pk: int) -> HttpResponse:
    """What went from one worker to another, and who has read it."""
    found = queries.move(viewer=request.user, move_id=pk)
    unread = {found.giver_id: found.giver_read_on, found.taker_id: found.taker_read_on}
    context = {
        "move": found,
        "knows_all": found.known == found.cases,
        "cases": [(one, words.masked(one)) for one in queries.moved_cases(viewer=request.user, move_id=pk)],
        "reads": request.user.pk in unread and unread[request.user.pk] is None,
    }
    return render(request, "cases/move.html", context)


@require_POST
@may("cases.view")
def read_move(request: Request, pk: int) -> HttpResponse:
    """One of both sides has read it."""
    act = partial(actions.read_move, move_id=pk, by=request.user, on=timezone.localdate())
    return done(request, act, back="cases:move", back_args=(pk,), said=_("Terima kasih, sudah dicatat."))


@require_GET
@may("cases.view")
def results(request: Request) -> HttpResponse:
    """What care has come to between two days, with pictures; also as a sheet."""
    today = timezone.localdate()
    since = _date(request.GET.get("sejak", ""), today - YEAR)
    until = _date(request.GET.get("sampai", ""), today)
    found = queries.results(viewer=request.user, since=since, until=until)
    kind = request.GET.get("format", "")
    if kind in sheets.KINDS:
        return sheets.answer(kind, "hasil-layanan", result_sheets.heads(), result_sheets.rows(found))
    context: dict[str, Any] = {
        "results": found,
        "way": result_sheets.way(found),
        "by_cluster": result_sheets.by_cluster(found),
        "groups": result_sheets.tables(found),
        "form": plan_forms.PeriodForm(initial={"sejak": since, "sampai": until}),
        "query": f"sejak={since}&sampai={until}",
    }
    return render(request, "cases/results.html", context)


def _date(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
