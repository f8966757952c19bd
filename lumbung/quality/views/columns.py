"""Pages on which a person places the columns of a file, says what its words mean, and keeps that as a profile."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.refusals import BadInput
from lumbung.core.views import Request, done, may
from lumbung.quality import actions, queries, telling
from lumbung.quality.forms import ColumnsForm, MeaningsForm
from lumbung.quality.mapping.proposing import Proposal
from lumbung.quality.models import ImportBatch


@require_http_methods(["GET", "POST"])
@may("quality.import")
def columns(request: Request, pk: int) -> HttpResponse:
    """Each column with three veiled cells and the field it probably is."""
    batch, proposal = _placing(request, pk)
    placed = {guess.heading: guess.target for guess in proposal.guesses} | batch.mapping.get("columns", {})
    form = ColumnsForm(request.POST if request.method == "POST" else None, proposal=proposal, placed=placed)
    if form.is_bound and form.is_valid():
        try:
            found = actions.place_columns(batch_id=pk, columns=form.columns(), by=request.user)
        except BadInput as refusal:
            form.add_error(None, str(refusal))
        else:
            return _next(request, found)
    context = {"batch": batch, "form": form}
    return render(request, "quality/columns.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may("quality.import")
def meanings(request: Request, pk: int) -> HttpResponse:
    """Each word of a coded column with the code it probably means."""
    batch, proposal = _placing(request, pk)
    counts = {target: proposal.words[heading] for heading, target in batch.mapping.get("columns", {}).items()}
    values = batch.mapping.get("values", {})
    form = MeaningsForm(request.POST if request.method == "POST" else None, values=values, counts=counts)
    if form.is_bound and form.is_valid():
        actions.place_values(batch_id=pk, meanings=form.meanings(), by=request.user)
        return HttpResponseRedirect(reverse("quality:batch", args=[pk]), status=303)
    return render(request, "quality/meanings.html", {"batch": batch, "form": form}, status=422 if form.errors else 200)


@require_POST
@may("quality.import")
def reopen(request: Request, pk: int) -> HttpResponse:
    """Place the columns again."""
    queries.batch(viewer=request.user, batch_id=pk)
    return done(request, actions.reopen_columns, batch_id=pk, by=request.user, back="quality:columns", back_args=(pk,))


@require_POST
@may("quality.import")
def save_profile(request: Request, pk: int) -> HttpResponse:
    """Keep this mapping for the next file."""
    queries.batch(viewer=request.user, batch_id=pk)
    name = request.POST.get("name", "")[:80]
    said = _("Profil “%(name)s” tersimpan. Berkas berikutnya dengan judul kolom yang sama langsung dikenali.")
    return done(
        request,
        actions.save_profile,
        batch_id=pk,
        name=name,
        by=request.user,
        back="quality:batch",
        back_args=(pk,),
        said=said % {"name": name.strip()},
    )


@require_GET
@may("quality.view")
def profiles(request: Request) -> HttpResponse:
    """Every profile that files from here are recognised by."""
    found = [(profile, telling.place(profile.scope_code)) for profile in queries.profiles(viewer=request.user)]
    context = {
        "profiles": found,
        "own": request.user.region_code or "0",
        "may_import": request.user.may("quality.import"),
    }
    return render(request, "quality/profiles.html", context)


@require_POST
@may("quality.import")
def retire_profile(request: Request, pk: int) -> HttpResponse:
    """No further file by this profile."""
    said = _("Profil ini tidak dipakai lagi. Berkas yang sudah masuk tidak berubah.")
    return done(request, actions.retire_profile, profile_id=pk, by=request.user, back="quality:profiles", said=said)


def _placing(request: Request, pk: int) -> tuple[ImportBatch, Proposal]:
    batch = queries.batch(viewer=request.user, batch_id=pk)
    proposal = queries.proposal(batch=batch)
    if batch.status != ImportBatch.Status.MAPPING or proposal is None:
        raise actions.NotPlacing(batch)
    return batch, proposal


def _next(request: Request, batch: ImportBatch) -> HttpResponse:
    """On to the words, where a column has any that are no codes of the form; else the file is looked at."""
    if batch.mapping["values"]:
        return HttpResponseRedirect(reverse("quality:meanings", args=[batch.pk]), status=303)
    actions.place_values(batch_id=batch.pk, meanings={}, by=request.user)
    return HttpResponseRedirect(reverse("quality:batch", args=[batch.pk]), status=303)
