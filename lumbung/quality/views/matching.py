"""Pages of matching: search the registry for who may be twice, and the model that judges."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.models import Job
from lumbung.core.refusals import NotAllowed, Refusal
from lumbung.core.views import Request, done, may
from lumbung.quality import actions, matching_queries, tables
from lumbung.quality.forms import AreaForm
from lumbung.quality.linkage import card
from lumbung.quality.linkage.limits import limits_of
from lumbung.quality.linkage.profiles import registri


@require_http_methods(["GET", "POST"])
@may("quality.view")
def search(request: Request) -> HttpResponse:
    """Where to search, and the searches so far."""
    may_search = request.user.may("quality.find_duplicates")
    if request.method == "POST" and not may_search:
        raise NotAllowed("quality.find_duplicates")
    form = AreaForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            job = actions.find_probable_duplicates(
                region_code=_area(request, form), on=timezone.localdate(), by=request.user
            )
        except Refusal as refusal:
            form.add_error("region_code", str(refusal))
        else:
            return HttpResponseRedirect(reverse("quality:matching_job", args=[job.pk]), status=303)
    table = tables.MATCHINGS.page(request, matching_queries.matchings(viewer=request.user))
    limits = limits_of(registri, on=timezone.localdate())
    context = {"table": table, "form": form, "may_search": may_search, "limits": limits}
    return table.export or render(request, "quality/matching.html", context, status=422 if form.errors else 200)


@require_GET
@may("quality.view")
def job(request: Request, pk: int) -> HttpResponse:
    """How far a search or a training is; polled by the page itself."""
    found = get_object_or_404(matching_queries.matchings(viewer=request.user), pk=pk)
    trains = found.kind == matching_queries.TRAIN_JOB
    context = {
        "job": found,
        "trains": trains,
        "found": found.cursor.get("found", 0),
        "finished": found.status == Job.Status.FINISHED,
        "poll_url": reverse("quality:matching_job", args=[pk]),
        "label": _("Melatih model") if trains else _("Mencocokkan orang"),
    }
    polled = request.headers.get("HX-Request")
    response = render(request, "core/progress.html" if polled else "quality/matching_job.html", context)
    if polled and found.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_GET
@may("quality.view")
def model(request: Request) -> HttpResponse:
    """The card of the model in use, and every model learnt from the registry."""
    used = matching_queries.matching_in_use()
    context = {
        "used": used,
        "parts": card.card_of(used),
        "measured": card.measured_of(used),
        "models": matching_queries.matching_models(),
        "limits": limits_of(registri, on=timezone.localdate()),
        "form": AreaForm(),
        "may_train": request.user.may("quality.train_matching"),
    }
    return render(request, "quality/matching_model.html", context)


@require_POST
@may("quality.train_matching")
def train(request: Request) -> HttpResponse:
    """Learn a model in the background."""
    form = AreaForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("quality:matching_model"), status=303)
    started = actions.start_training(region_code=_area(request, form), on=timezone.localdate(), by=request.user)
    return HttpResponseRedirect(reverse("quality:matching_job", args=[started.pk]), status=303)


@require_POST
@may("quality.train_matching")
def activate(request: Request, number: int) -> HttpResponse:
    """Put a model into use."""
    said = _("Model %(number)s dipakai mulai sekarang.") % {"number": number}
    return done(
        request,
        actions.activate_matching,
        number=number,
        by=request.user,
        on=timezone.localdate(),
        back="quality:matching_model",
        said=said,
    )


def _area(request: Request, form: AreaForm) -> str:
    return form.cleaned_data["region_code"] or request.user.region_code
