"""Pages of targeting: overview, one model, scoring with its progress, quotas."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.models import Job
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may
from lumbung.targeting import actions, cards, moved_rows, pictures, queries, surveys, tables
from lumbung.targeting import movements as moving
from lumbung.targeting.forms import CostForm, QuotaForm, ScoreForm, TrainForm
from lumbung.targeting.models import ModelVersion, Reference

KIND = "demo_pmt"


@require_GET
@may("targeting.view")
def home(request: Request) -> HttpResponse:
    """What is in use, how families of the region are spread over deciles, and every ranking within reach."""
    table = tables.RANKINGS.page(request, queries.rankings(viewer=request.user))
    spread = queries.spread(viewer=request.user)
    context = {
        "table": table,
        "version": (version := queries.active_version(kind=KIND)),
        "title": pictures.title(version) if version else "",
        "spread": spread,
        "chart": pictures.deciles(spread),
        "unknown": spread.get(None, 0),
        "score_form": ScoreForm(),
        "may_score": request.user.may("targeting.score"),
    }
    return table.export or render(request, "targeting/home.html", context)


@require_GET
@may("targeting.view")
def movements(request: Request, pk: int) -> HttpResponse:
    """Who stands in another decile than at the ranking before, and which answers moved them."""
    ranking = queries.ranking(viewer=request.user, ranking_id=pk)
    found = moving.of_ranking(viewer=request.user, ranking=ranking)
    if found is None:
        return render(request, "targeting/movements.html", {"ranking": ranking})
    table = moved_rows.MOVED.page(request, moved_rows.MovedRows(found, viewer=request.user))  # type: ignore[arg-type]
    context = {
        "ranking": ranking,
        "found": found,
        "table": table,
        "chart": pictures.steps(found),
        "ways": pictures.ways(found),
        "reasons": pictures.moving_reasons(found),
    }
    return table.export or render(request, "targeting/movements.html", context)


@require_GET
@may("targeting.view")
def models(request: Request) -> HttpResponse:
    """Every trained version with what it is worth, and where to train another."""
    table = tables.VERSIONS.page(request, queries.versions(viewer=request.user))
    form = TrainForm(mappings=surveys.mapping_names(queries.declared(kind=KIND)))
    context = {
        "table": table,
        "form": form,
        "may_train": request.user.may("targeting.train"),
        "reference": _reference(),
    }
    return table.export or render(request, "targeting/models.html", context)


@require_GET
@may("targeting.view")
def model(request: Request, pk: int) -> HttpResponse:
    """One version: what it looks at, what it is worth, what it may not be used for."""
    version = get_object_or_404(queries.versions(viewer=request.user), pk=pk)
    context = {
        "version": version,
        "title": pictures.title(version),
        "formula": queries.formula(version=version),
        "declared": queries.declared(kind=version.kind),
        "parts": pictures.parts(version, language=_language()),
        "not_for": pictures.limits(version, language=_language()),
        "shares": pictures.shares(version),
        "noisy": version.metrics.get("wrong_cells"),
        "noisy_missed": version.metrics.get("wrong_cells", version.held_out)["shares"]["30"]["poor_missed"],
        "unit": queries.formula(version=version).training["unit"].get(_language(), ""),
        "reference": queries.reference(version=version),
        "groups": [{**group, "chart": cards.missed_chart(group)} for group in cards.groups(version) if group["lines"]],
        "aside": list(cards.aside(queries.formula(version=version).training.get("set_aside", ()))),
        "warnings": [cards.warned(code) for code in queries.formula(version=version).training.get("warnings", ())],
        "cost_form": (asked := CostForm(request.GET or None)),
        "cost": cards.cost(version, **asked.cleaned_data) if asked.is_bound and asked.is_valid() else None,
        "may_activate": version.status == ModelVersion.Status.DRAFT and request.user.may("targeting.train"),
    }
    return render(request, "targeting/model.html", context)


@require_POST
@may("targeting.train")
def train(request: Request) -> HttpResponse:
    """Train a version on an uploaded survey; wrong files come back with their sentence."""
    form = TrainForm(request.POST, request.FILES, mappings=surveys.mapping_names(queries.declared(kind=KIND)))
    if form.is_valid():
        try:
            version = _train_on(form.cleaned_data, request.user)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return HttpResponseRedirect(reverse("targeting:model", args=[version.pk]), status=303)
    table = tables.VERSIONS.page(request, queries.versions(viewer=request.user))
    context = {"table": table, "form": form, "may_train": True, "reference": _reference()}
    return render(request, "targeting/models.html", context, status=422)


def _reference() -> Reference | None:
    """What national deciles are read against now; None where no version is in use."""
    version = queries.active_version(kind=KIND)
    return None if version is None else queries.reference(version=version)


@require_POST
@may("targeting.train")
def activate(request: Request, pk: int) -> HttpResponse:
    """Put a version into use."""
    return done(
        request,
        actions.activate,
        version_id=pk,
        by=request.user,
        on=timezone.localdate(),
        back="targeting:model",
        back_args=(pk,),
        said=_("Versi ini sekarang dipakai."),
    )


@require_POST
@may("targeting.train")
def refer_to_registry(request: Request) -> HttpResponse:
    """Read national deciles against the families scored so far."""
    said = _("Mulai peringkat berikutnya, desil nasional dibaca terhadap keluarga yang sudah dinilai.")
    told = {"on": timezone.localdate(), "by": request.user}
    return done(request, actions.refer_to_registry, back="targeting:models", said=said, **told)


@require_POST
@may("targeting.score")
def score(request: Request) -> HttpResponse:
    """Queue the scoring of a region, then show how far it is."""
    form = ScoreForm(request.POST)
    if not form.is_valid():
        return render(request, "targeting/score.html", {"score_form": form}, status=422)
    job = actions.score_region(
        region_code=form.cleaned_data["region_code"] or request.user.region_code,
        on=timezone.localdate(),
        by=request.user,
    )
    return HttpResponseRedirect(reverse("targeting:job", args=[job.pk]), status=303)


@require_GET
@may("targeting.view")
def job(request: Request, pk: int) -> HttpResponse:
    """How far a scoring is; polled by the page itself."""
    found = get_object_or_404(queries.scorings(viewer=request.user), pk=pk)
    context = {
        "job": found,
        "poll_url": reverse("targeting:job", args=[pk]),
        "over": found.is_over,
        "finished": found.status == Job.Status.FINISHED,
        "label": _("Menilai dan memeringkat"),
    }
    template = "core/progress.html" if request.headers.get("HX-Request") else "targeting/job.html"
    return render(request, template, context)


@require_GET
@may("targeting.view")
def quotas(request: Request) -> HttpResponse:
    """Quotas within reach."""
    table = tables.QUOTAS.page(request, queries.quotas(viewer=request.user))
    context = {"table": table, "form": QuotaForm(), "may_set": request.user.may("targeting.set_quota")}
    return table.export or render(request, "targeting/quotas.html", context)


@require_POST
@may("targeting.set_quota")
def set_quota(request: Request) -> HttpResponse:
    """Set a quota; a wrong entry comes back with what to do."""
    form = QuotaForm(request.POST)
    if not form.is_valid():
        table = tables.QUOTAS.page(request, queries.quotas(viewer=request.user))
        return render(request, "targeting/quotas.html", {"table": table, "form": form, "may_set": True}, status=422)
    return done(
        request,
        actions.set_quota,
        **form.cleaned_data,
        by=request.user,
        on=timezone.localdate(),
        back="targeting:quotas",
        said=_("Kuota tersimpan."),
    )


def _train_on(asked: dict[str, Any], by: Any) -> ModelVersion:
    upload: UploadedFile = asked["file"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / Path(upload.name or "survei.csv").name
        with file.open("wb") as kept:
            shutil.copyfileobj(upload, kept)
        today, engine = timezone.localdate(), asked["engine"] or "blend"
        if not asked["target"]:
            return actions.train(file=file, mapping=asked["mapping"] or None, by=by, on=today, kind=KIND, engine=engine)
        cluster = [name.strip() for name in asked["cluster"].split(",") if name.strip()]
        columns = {"target": asked["target"], "weight": asked["weight"], "cluster": cluster}
        return actions.train_any(file=file, by=by, on=today, engine=engine, **columns)


def _language() -> str:
    return (get_language() or "id")[:2]
