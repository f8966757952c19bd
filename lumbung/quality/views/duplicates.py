"""Pages of duplicates: the queue, and two records side by side."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core.refusals import NotAllowed, Refusal
from lumbung.core.views import Request, may
from lumbung.quality import actions, queries, tables, telling
from lumbung.quality.forms import DecisionForm
from lumbung.quality.models import DuplicatePair


@require_GET
@may("quality.view")
def pairs(request: Request) -> HttpResponse:
    """Pairs within reach, those that wait first."""
    found = queries.pairs(viewer=request.user)
    if "keadaan" not in request.GET:
        found = found.filter(status=DuplicatePair.Status.OPEN)
    table = tables.PAIRS.page(request, found)
    return table.export or render(request, "quality/duplicates.html", {"table": table})


@require_http_methods(["GET", "POST"])
@may("quality.view")
def pair(request: Request, pk: int) -> HttpResponse:
    """Two records fact by fact, and the decision."""
    found = queries.pair(viewer=request.user, pair_id=pk)
    may_decide = request.user.may("quality.resolve_duplicate")
    if request.method == "POST" and not may_decide:
        raise NotAllowed(pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        same = form.cleaned_data["decision"] == "same"
        try:
            actions.decide_duplicate(pair_id=pk, same_person=same, why=form.cleaned_data["why"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("quality:duplicates"), status=303)
    context = {
        "pair": found,
        "badge": tables.PAIR_BADGES[found.status],
        "compared": telling.compared(found),
        "form": form if may_decide and found.status == DuplicatePair.Status.OPEN else None,
    }
    return render(request, "quality/pair.html", context, status=422 if form.errors else 200)
