"""Pages of collective account opening: lists to the banks, their files, and what the banks answered."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import files
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import Request, done, may
from lumbung.payments import actions, banks, chain, queries
from lumbung.payments.card_forms import OpeningAnswerForm, PrepareForm
from lumbung.payments.card_tables import ENTRIES, OPENING_BADGES, OPENINGS, opening_banks
from lumbung.payments.layout_views import kept
from lumbung.payments.models import OpeningAnswer, OpeningList


@require_GET
@may("payments.view_card")
def openings(request: Request) -> HttpResponse:
    """Every list in reach."""
    table = OPENINGS.page(request, queries.openings(viewer=request.user))
    prepares = request.user.may("payments.prepare_opening")
    return table.export or render(request, "payments/openings.html", {"table": table, "prepares": prepares})


@require_http_methods(["GET", "POST"])
@may("payments.prepare_opening")
def prepare(request: Request) -> HttpResponse:
    """Put together a list for one bank."""
    form = PrepareForm(request.POST or None, banks=opening_banks())
    if form.is_valid():
        told = form.cleaned_data | {"region_code": form.cleaned_data["region_code"] or request.user.region_code}
        try:
            listed = actions.prepare_opening_list(on=timezone.localdate(), by=request.user, **told)
            return redirect("payments:opening", pk=listed.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "payments/prepare_opening.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@may("payments.view_card")
def opening(request: Request, pk: int) -> HttpResponse:
    """One list: its families, its persons, its file and the answers."""
    found = queries.opening(viewer=request.user, list_id=pk)
    table = ENTRIES.page(request, queries.entries_of(viewer=request.user, list_id=pk))
    draft, sent = found.status == OpeningList.Status.DRAFT, found.status == OpeningList.Status.SENT
    reads = request.user.may("payments.read_bank_file") and sent
    context = {
        "opening": found,
        "table": table,
        "badge": OPENING_BADGES[found.status],
        "bank": banks.short_name(found.bank),
        "answers": found.answers.select_related("by").order_by("pk"),
        "approves": draft and request.user.may("payments.approve_opening") and found.prepared_by_id != request.user.pk,
        "cancels": draft and request.user.may("payments.prepare_opening"),
        "downloads": bool(found.ref) and request.user.may("payments.prepare_opening"),
        "reads": reads,
        "simulates": reads and chain.may_simulate(),
    }
    return table.export or render(request, "payments/opening.html", context)


@require_POST
@may("payments.view_card")
def act(request: Request, pk: int, act: str) -> HttpResponse:
    """Approve, cancel, or let the bank of a demonstration answer; the action itself asks for the permission."""
    told = {"list_id": pk, "by": request.user}
    dated = told | {"on": timezone.localdate()}
    known: dict[str, tuple[Callable[..., Any], str, dict[str, Any]]] = {
        "approve": (actions.approve_opening_list, _("Daftar disetujui. Berkasnya siap dikirim ke bank."), dated),
        "cancel": (actions.cancel_opening_list, _("Daftar dibatalkan. Keluarganya bisa didaftarkan lagi."), told),
        "simulate": (actions.simulate_opening_answer, _("Bank peragaan sudah menjawab."), dated),
    }
    if act not in known or (act == "simulate" and not chain.may_simulate()):
        raise NotFound(act)
    action, said, values = known[act]
    return done(request, action, back="payments:opening", back_args=(pk,), said=said, **values)


@require_GET
@may("payments.prepare_opening")
def download(request: Request, pk: int) -> HttpResponseBase:
    """The file of a list as the bank gets it."""
    found = queries.opening(viewer=request.user, list_id=pk)
    if not found.ref:
        raise NotFound(pk)
    return FileResponse(files.path(found.ref).open("rb"), as_attachment=True, filename=found.file_name)


@require_http_methods(["GET", "POST"])
@may("payments.read_bank_file")
def answer(request: Request) -> HttpResponse:
    """Take in a bank's answer; a file that can't be taken is refused with a sentence and changes nothing."""
    form = OpeningAnswerForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            told = _read(request, form.cleaned_data["file"])
            return redirect("payments:opening", pk=told.list_id)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    return render(request, "payments/opening_answer.html", {"form": form}, status=422 if form.errors else 200)


def _read(request: Request, file: UploadedFile) -> OpeningAnswer:
    with kept(file.chunks()) as path:
        told = {"name": str(file.name), "on": timezone.localdate(), "by": request.user}
        return actions.read_opening_answer(path=path, **told)
