"""Pages of dockets: what a regency sends in a month, signed and decided as a whole; and the new ranking."""

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import Request, done, may
from lumbung.proposals import acting, actions, chain, flow, queries, tables, telling
from lumbung.proposals.models import Docket, Proposal

OF_DOCKETS = ("sign", "decide")


@require_GET
@may("proposals.view")
def dockets(request: Request) -> HttpResponse:
    """Every docket in reach."""
    table = tables.DOCKETS.page(request, queries.dockets(viewer=request.user))
    return table.export or render(request, "proposals/dockets.html", {"table": table})


@require_GET
@may("proposals.view")
def docket(request: Request, pk: int) -> HttpResponse:
    """One docket: its proposals, and the act on all of them; `?cetak` is the sheet to be signed."""
    found = queries.docket(viewer=request.user, docket_id=pk)
    rows = queries.in_docket(viewer=request.user, docket_id=pk)
    table = tables.PROPOSALS.page(request, rows)
    waiting = {act: _waiting(request, found, act).count() for act in OF_DOCKETS}
    act = next((name for name, count in waiting.items() if count), "")
    context = {
        "docket": found,
        "table": table,
        "rows": rows if "cetak" in request.GET else [],
        "act": act,
        "button": chain.BUTTONS.get(act, ""),
        "count": waiting.get(act, 0),
    }
    if table.export:
        return table.export
    return render(
        request, "proposals/docket_sheet.html" if "cetak" in request.GET else "proposals/docket.html", context
    )


@require_POST
@may("proposals.view")
def act_on_docket(request: Request, pk: int, act: str) -> HttpResponse:
    """Sign or decide everything in the docket that waits for this person."""
    if act not in OF_DOCKETS:
        raise NotFound(act)
    found = queries.docket(viewer=request.user, docket_id=pk)
    ids = list(_waiting(request, found, act).values_list("pk", flat=True))
    try:
        moved = acting.act(name=act, proposal_ids=ids, by=request.user, on=timezone.localdate())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, telling.held(moved, str(acting.DONE[act])))
    return HttpResponseRedirect(reverse("proposals:docket", args=[pk]), status=303)


@require_POST
@may("proposals.rerank")
def rerank(request: Request) -> HttpResponse:
    """Have everything that was looked at in the field ranked anew, by the worker."""
    start = partial(actions.start_reranking, on=timezone.localdate(), by=request.user)
    return done(request, start, back="proposals:proposals", said=_("Peringkat ulang sedang dihitung."))


@require_POST
@may("proposals.decide")
def lapse(request: Request) -> HttpResponse:
    """Have everything that was not verified in time ended, by the worker."""
    start = partial(actions.start_lapsing, on=timezone.localdate(), by=request.user)
    return done(request, start, back="proposals:proposals", said=_("Usulan yang lewat tenggat sedang digugurkan."))


def _waiting(request: Request, found: Docket, act: str) -> QuerySet[Proposal]:
    step = flow.ACTS[act].at
    if not request.user.may(flow.ACTS[act].permission):
        return queries.proposals(viewer=request.user).none()
    return queries.waiting_for(viewer=request.user, steps=[step]).filter(docket=found)
