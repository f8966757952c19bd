"""Pages of many proposals: all of them, what waits for me, and an act on those that were chosen."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import Request, may
from lumbung.proposals import acting, chain, flow, queries, rules, tables, telling

MOST_AT_ONCE, SHOWN = 5_000, 250
IN_BULK = ("check", "verify", "endorse", "sign", "decide")


@require_GET
@may("proposals.view")
def proposals(request: Request) -> HttpResponse:
    """Every proposal in reach, with how many stand at each step and the calendar of the region."""
    table = tables.PROPOSALS.page(request, queries.proposals(viewer=request.user))
    today = timezone.localdate()
    context = {
        "table": table,
        "counts": telling.by_step(queries.counts_by_step(viewer=request.user)),
        "windows": telling.windows(region_code=request.user.region_code, on=today),
        "announced": rules.announced(region_code=request.user.region_code, day=today).law,
        "reranks": request.user.may("proposals.rerank") and queries.reranking(viewer=request.user).exists(),
        "late": request.user.may("proposals.decide") and queries.overdue(viewer=request.user, on=today).count(),
    }
    return table.export or render(request, "proposals/proposals.html", context)


@require_GET
@may("proposals.view")
def queue(request: Request) -> HttpResponse:
    """What waits for this very person, to be let go on together; their own family's is not among it."""
    groups = []
    for step in flow.steps_of(viewer=request.user):
        act = flow.ACT_AT[step]
        if act.name in IN_BULK:
            waiting = queries.waiting_for(viewer=request.user, steps=[step])
            groups.append(
                {
                    "act": act.name,
                    "title": step.label,
                    "button": chain.BUTTONS[act.name],
                    "rows": waiting[:SHOWN],
                    "count": waiting.count(),
                }
            )
    own = queries.proposals(viewer=request.user).filter(family_id__in=queries.own_families(viewer=request.user))
    context = {"groups": groups, "own": own.filter(status__in=flow.steps_of(viewer=request.user)).count()}
    return render(request, "proposals/queue.html", context)


@require_POST
@may("proposals.view")
def act_on_chosen(request: Request, act: str) -> HttpResponse:
    """First a page that says what will happen to how many; then, once it was said yes to, the act."""
    if act not in IN_BULK:
        raise NotFound(act)
    ids = [int(one) for one in request.POST.getlist("usulan")[:MOST_AT_ONCE] if one.isdigit()]
    back = reverse("proposals:queue")
    if not ids:
        messages.error(request, _("Pilih paling sedikit satu usulan dulu."))
        return HttpResponseRedirect(back, status=303)
    if "yakin" not in request.POST:
        chosen = queries.proposals(viewer=request.user).filter(pk__in=ids)
        context = {"act": act, "chosen": chosen, "button": chain.BUTTONS[act], "step": flow.ACTS[act].to.label}
        return render(request, "proposals/sure.html", context)
    try:
        moved = acting.act(name=act, proposal_ids=ids, by=request.user, on=timezone.localdate())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, telling.held(moved, str(acting.DONE[act])))
    return HttpResponseRedirect(back, status=303)
