"""Pages of imports: upload, review before anything is written, progress, the batch and its findings, one row."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import sheets
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may
from lumbung.quality import actions, layouts, queries, tables, telling
from lumbung.quality.forms import ProfileForm, RowForm, UploadForm
from lumbung.quality.models import ImportBatch
from lumbung.quality.provenance import changes
from lumbung.quality.reading.refusals import OnlyHiddenSheets

UNDER_WAY = {ImportBatch.Status.PREVIEWING, ImportBatch.Status.IMPORTING}


@require_http_methods(["GET", "POST"])
@may("quality.view")
def batches(request: Request) -> HttpResponse:
    """Every import within reach, and where to bring a file."""
    mine = request.user.may("quality.import")
    posted = request.method == "POST" and mine
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        try:
            with form.on_disk() as path:
                found = actions.preview_file(
                    path=path,
                    name=form.cleaned_data["file"].name,
                    by=request.user,
                    village=form.cleaned_data["village"].strip(),
                    sheets=request.POST.getlist("sheet"),
                    asked=True,
                )
        except actions.UnknownVillage as refusal:
            form.add_error("village", str(refusal))
        except OnlyHiddenSheets as refusal:
            form.ask_for_sheets(refusal.subject)
            form.add_error("file", str(refusal))
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return HttpResponseRedirect(reverse("quality:batch", args=[found.pk]), status=303)
    table = tables.BATCHES.page(request, queries.batches(viewer=request.user))
    context = {"table": table, "form": form if mine else None, "layouts": layouts.all_layouts().values()}
    return table.export or render(request, "quality/batches.html", context, status=422 if form.errors else 200)


@require_GET
@may("quality.view")
def batch(request: Request, pk: int) -> HttpResponse:
    """One file: how far it is, what was found, what it brought; and what may be done with it now."""
    found = queries.batch(viewer=request.user, batch_id=pk)
    context = {
        "batch": found,
        "badge": tables.BATCH_BADGES[found.status],
        "under_way": found.status in UNDER_WAY,
        "errors": telling.reasons_of(found, "error", viewer=request.user),
        "warnings": telling.reasons_of(found, "warning", viewer=request.user),
        "title_of_layout": telling.layout_title(found),
        "place": telling.place(found.region_code),
        "may_import": request.user.may("quality.import"),
        "may_keep": found.is_mapped and not found.profile_id and request.user.may("quality.import"),
        "profile_form": ProfileForm(),
        "parts": telling.parts_of(found),
        "may_undo": request.user.may("quality.undo"),
        **_progress(found),
    }
    return render(request, "quality/batch.html", context)


@require_GET
@may("quality.view")
def progress(request: Request, pk: int) -> HttpResponse:
    """The part of the page that asks again while work is going on."""
    found = queries.batch(viewer=request.user, batch_id=pk)
    response = render(request, "core/progress.html", _progress(found))
    if found.job.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@may("quality.import")
def take_in(request: Request, pk: int) -> HttpResponse:
    """The good rows, please: all of them, or those of the villages that were ticked."""
    areas = request.POST.getlist("area")
    if "part" in request.POST and not areas:
        messages.error(request, _("Pilih dulu wilayah yang dimasukkan."))
        return HttpResponseRedirect(reverse("quality:batch", args=[pk]), status=303)
    return _act(request, actions.import_file, pk, _("Baris yang siap sedang dimasukkan."), villages=areas)


@require_POST
@may("quality.import")
def sheets_read(request: Request, pk: int) -> HttpResponse:
    """Only these sheets of the workbook, please."""
    return _act(
        request, actions.choose_sheets, pk, _("Berkas ini diperiksa lagi menurut lembar yang dipilih."),
        sheets=request.POST.getlist("sheet"),
    )  # fmt: skip


@require_POST
@may("quality.import")
def cancel(request: Request, pk: int) -> HttpResponse:
    """Not this file."""
    return _act(request, actions.cancel_preview, pk, _("Berkas ini dibatalkan; tidak ada yang ditulis."))


@require_POST
@may("quality.undo")
def undo(request: Request, pk: int) -> HttpResponse:
    """Give the import back."""
    return _act(request, actions.undo_import, pk, _("Impor ini dikembalikan: datanya keluar lagi dari registri."))


@require_GET
@may("quality.view")
def findings(request: Request, pk: int) -> HttpResponse:
    """Everything found in one file, row by row."""
    found = queries.batch(viewer=request.user, batch_id=pk)
    rows = queries.findings(viewer=request.user, batch_id=pk)
    table = tables.findings_of(found).page(request, rows)
    return table.export or render(request, "quality/findings.html", {"batch": found, "table": table})


@require_GET
@may("quality.view")
def rows(request: Request, pk: int) -> HttpResponse:
    """Which row became, or was about, whom."""
    found = queries.batch(viewer=request.user, batch_id=pk)
    table = tables.ROWS.page(request, queries.people_of(viewer=request.user, batch_id=pk))
    return table.export or render(request, "quality/rows.html", {"batch": found, "table": table})


@require_GET
@may("quality.view")
def changed(request: Request, pk: int) -> HttpResponse:
    """Records that were there before: old beside new, before the import and after it."""
    found = queries.batch(viewer=request.user, batch_id=pk)
    told = changes.changes_of(found, viewer=request.user)
    return render(request, "quality/changes.html", {"batch": found, "changes": told, "most": changes.MOST})


@require_GET
@may("quality.import")
def set_aside(request: Request, pk: int) -> Any:
    """The rows that stayed out as a sheet: original cells, and for each why in both languages."""
    found = queries.batch(viewer=request.user, batch_id=pk)
    kind = "csv" if request.GET.get("format") == "csv" else "xlsx"
    heads, rows = telling.set_aside_sheet(found, viewer=request.user)
    return sheets.answer(kind, f"disisihkan-{found.pk}", heads, rows)


@require_http_methods(["GET", "POST"])
@may("quality.import")
def correct(request: Request, pk: int, row: int) -> HttpResponse:
    """One row that stayed out, corrected in place."""
    found = queries.batch(viewer=request.user, batch_id=pk)
    waiting = next(queries.set_aside(viewer=request.user, batch_id=pk, rows=[row]), None)
    if waiting is None or waiting.corrected:
        raise actions.NotSetAside(row)
    first = telling.headings_with_findings(found, waiting)
    form = RowForm(request.POST if request.method == "POST" else None, cells=waiting.cells, first=first)
    if form.is_bound and form.is_valid():
        try:
            actions.correct_row(batch_id=pk, row=row, cells=form.cells(), by=request.user)
        except actions.StillWrong as refusal:
            form.add_error(None, str(refusal))
            for label, said in refusal.fields.items():
                form.add_error(None, f"{label}: {said}")
        else:
            return HttpResponseRedirect(reverse("quality:batch", args=[pk]), status=303)
    context = {"batch": found, "row": row, "form": form, "reasons": [tables.sentence(f.code) for f in waiting.findings]}
    return render(request, "quality/correct.html", context, status=422 if form.errors else 200)


def _act(request: Request, action: Any, pk: int, said: str, **more: Any) -> HttpResponse:
    queries.batch(viewer=request.user, batch_id=pk)
    return done(request, action, batch_id=pk, by=request.user, back="quality:batch", back_args=(pk,), said=said, **more)


def _progress(batch: ImportBatch) -> dict[str, Any]:
    looking = batch.status == ImportBatch.Status.PREVIEWING
    return {
        "job": batch.job,
        "poll_url": reverse("quality:progress", args=[batch.pk]),
        "label": _("Memeriksa berkas") if looking else _("Memasukkan ke registri"),
    }
