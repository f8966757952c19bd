"""Pages of many requests: all of them, a kind with its figures, its waiting list, the decision on those chosen."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core import formats
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import Request, done, may
from lumbung.in_kind import actions, kinds, queries, words
from lumbung.in_kind.models import Request as Asked
from lumbung.in_kind.tables import REQUESTS

SHOWN = 200
MOST_AT_ONCE = 5_000


@require_GET
@may("in_kind.view")
def requests(request: Request) -> HttpResponse:
    """Every request in reach, how many stand at each step, the kinds, and what this person may decide together."""
    table = REQUESTS.page(request, queries.requests(viewer=request.user))
    counts = queries.counts_by_step(viewer=request.user)
    undecided = None
    if request.user.may("in_kind.approve"):
        undecided = queries.waiting_for(viewer=request.user, status=Asked.Status.ASSESSED)[:SHOWN]
    context = {
        "table": table,
        "steps": _reached(counts),
        "kinds": [(name, words.title(kinds.find(name))) for name in kinds.names()],
        "undecided": [(one, words.item_of(one)) for one in undecided or []],
        "due": queries.visits_due(viewer=request.user, on=timezone.localdate())[:SHOWN],
    }
    return table.export or render(request, "in_kind/requests.html", context)


def _reached(counts: dict[str, int]) -> list[dict[str, Any]]:
    """How many came at least so far, refused and withdrawn ones left out: the first is the whole."""
    return [
        {"title": step, "value": sum(counts[later] for later in Asked.WAY[at:])}
        for at, step in enumerate(words.STEPS.values())
    ]


@require_POST
@may("in_kind.approve")
def decide(request: Request) -> HttpResponse:
    """Put the chosen ones on the waiting list, or refuse them with a reason."""
    ids = [int(one) for one in request.POST.getlist("permintaan")[:MOST_AT_ONCE] if one.isdigit()]
    told: dict[str, Any] = {"request_ids": ids, "by": request.user, "on": timezone.localdate()}
    action = partial(actions.approve_requests, **told)
    said = _("Masuk daftar tunggu.")
    if request.POST.get("putusan") == "refuse":
        action = partial(actions.refuse_requests, said=request.POST.get("said", ""), **told)
        said = _("Ditolak dengan alasannya.")
    if request.POST.get("kembali", "").isdigit():
        return done(request, action, back="in_kind:request", back_args=(int(request.POST["kembali"]),), said=said)
    return done(request, action, back="in_kind:requests", said=said)


def _kind(name: str) -> kinds.Kind:
    if name not in kinds.names():
        raise NotFound(name)
    return kinds.find(name)


@require_GET
@may("in_kind.view")
def kind(request: Request, kind: str) -> HttpResponse:
    """A kind as its folder tells it: goods, questions, steps, and every figure with its law."""
    found = _kind(kind)
    context = {
        "kind": found,
        "title": words.title(found),
        "about": words.said(found.about),
        "goods": [(words.said(one.words), words.said(one.unit)) for one in found.items.values()],
        "questions": [words.said(one.words) for one in found.questions],
        "steps": [words.said(one.words) for one in found.steps],
        "figures": words.figures(found, timezone.localdate()),
    }
    return render(request, "in_kind/kind.html", context)


@require_GET
@may("in_kind.view")
def waiting_list(request: Request, kind: str) -> HttpResponse:
    """Who comes first and why, with ties; sets goods aside where the person may."""
    found = _kind(kind)
    listed = queries.waiting_list(viewer=request.user, kind=kind, on=timezone.localdate())
    first = listed.sort("item", "place").head(SHOWN)
    people = {one.pk: one for one in queries.requests(viewer=request.user).filter(pk__in=first["request_id"].to_list())}
    free: dict[tuple[str, int], int] = {}
    for shelf in queries.shelves(viewer=request.user):
        free[shelf.item, shelf.size] = shelf.free
    context = {
        "kind": found,
        "title": words.title(found),
        "count": listed.height,
        "rows": [
            {**row, "request": people[row["request_id"]], "words": words.item(kind, row["item"], row["size"]),
             "told": words.tie(row["tied"])}
            for row in first.iter_rows(named=True)
        ],
        "allots": request.user.may("in_kind.allot") and listed.height,
        "free": [(words.item(kind, item, size), count) for (item, size), count in free.items() if item in found.items],
        "region": request.user.region_code,
    }  # fmt: skip
    return render(request, "in_kind/waiting_list.html", context)


@require_POST
@may("in_kind.allot")
def allot(request: Request, kind: str) -> HttpResponse:
    """Set goods of a region aside by place."""
    region = request.POST.get("wilayah", "").strip() or request.user.region_code
    try:
        made = actions.allot(kind=kind, region_code=region, by=request.user, on=timezone.localdate())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        told = {"done": formats.count(len(made.done)), "waiting": formats.count(made.waiting)}
        messages.success(request, _("%(done)s permintaan mendapat barangnya; %(waiting)s masih menunggu.") % told)
    return HttpResponseRedirect(reverse("in_kind:waiting_list", args=[kind]), status=303)
