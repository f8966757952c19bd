"""Pages of settlements: what is owed, one settlement, its file, what the bank says."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lumbung.core import files
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import done, may
from lumbung.payments import banks
from lumbung.payments import queries as payments
from lumbung.shops import actions, queries
from lumbung.shops.forms import AnswerForm, SettlementForm
from lumbung.shops.models import Settlement
from lumbung.shops.tables import LINES, SETTLEMENT_BADGES, SETTLEMENTS

LABELS = {
    "waiting": gettext_lazy("menunggu bank"),
    "paid": gettext_lazy("masuk rekening toko"),
    "failed": gettext_lazy("gagal, kembali menjadi hasil jualan"),
    "cancelled": gettext_lazy("dibatalkan"),
}


@require_GET
@may("shops.oversee")
def settlements(request: Any) -> HttpResponse:
    """Every settlement in reach, and what is owed today."""
    viewer = request.user
    table = SETTLEMENTS.page(request, queries.settlements(viewer=viewer))
    owed = queries.due(viewer=viewer, day=timezone.localdate())
    context = {
        "table": table,
        "owed": [(banks.short_name(one.bank), one) for one in owed],
        "may_prepare": viewer.may("shops.prepare_settlement"),
    }
    return table.export or render(request, "shops/settlements.html", context)


@may("shops.prepare_settlement")
def prepare(request: Any) -> HttpResponse:
    """One settlement a bank for a day."""
    funds = list(payments.funds(viewer=request.user))
    start = {"day": timezone.localdate().isoformat()}
    form = SettlementForm(request.POST or None, funds=funds, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_settlements(at=timezone.now(), by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Pelunasan disusun. Orang lain menyetujuinya."))
            return HttpResponseRedirect(reverse("shops:settlement", args=[made[0].pk]), status=303)
    page = {
        "form": form,
        "title": _("Siapkan pelunasan"),
        "button": _("Siapkan pelunasan"),
        "cancel_url": reverse("shops:settlements"),
    }
    return render(request, "shops/form.html", page, status=422 if form.errors else 200)


@require_GET
@may("shops.oversee")
def settlement(request: Any, pk: int) -> HttpResponse:
    """One settlement: who prepared and who approved it, its file, its credits and what became of them."""
    viewer = request.user
    found = queries.settlement(viewer=viewer, settlement_id=pk)
    table = LINES.page(request, queries.lines_of(viewer=viewer, settlement=found))
    states = queries.states_of(settlement=found)
    signed = queries.signatures_of(settlement=found)
    context = {
        "settlement": found,
        "bank": banks.short_name(found.bank),
        "badge": SETTLEMENT_BADGES[found.status],
        "table": table,
        "parts": [{"amount": one.amount, "label": LABELS[one.status]} for one in states],
        "amounts": [one.amount for one in states],
        "approves": viewer.may("shops.approve_settlement") and found.status == Settlement.Status.PREPARED,
        "own": found.prepared_by_id == viewer.pk,
        "signed": signed,
        "has_signed": signed.by(viewer),
        "cancels": viewer.may("shops.prepare_settlement") and found.status == Settlement.Status.PREPARED,
        "handles": viewer.may("shops.approve_settlement") and found.file_ref,
        "form": AnswerForm(),
    }
    return table.export or render(request, "shops/settlement.html", context)


@require_POST
@may("shops.oversee")
def step(request: Any, pk: int, act: str) -> HttpResponse:
    """Approve or cancel; the action itself asks for the permission."""
    now, reason = timezone.now(), request.POST.get("reason", "")
    steps: dict[str, tuple[Callable[..., Any], str]] = {
        "setujui": (actions.approve_settlement, _("Persetujuan Anda dicatat.")),
        "batal": (partial(actions.cancel_settlement, reason=reason), _("Pelunasan dibatalkan.")),
    }
    if act not in steps:
        raise NotFound(act)
    queries.settlement(viewer=request.user, settlement_id=pk)
    action, said = steps[act]
    told = {"settlement_id": pk, "at": now, "by": request.user}
    return done(request, action, back="shops:settlement", back_args=(pk,), said=said, **told)


@require_GET
@may("shops.approve_settlement")
def file(request: Any, pk: int) -> Any:
    """The file itself, for whoever hands it to the bank."""
    found = queries.settlement(viewer=request.user, settlement_id=pk)
    if not found.file_ref:
        raise NotFound(pk)
    name = f"{found.message_id}.xml"
    return FileResponse(files.path(found.file_ref).open("rb"), as_attachment=True, filename=name)


@require_POST
@may("shops.approve_settlement")
def answer(request: Any, pk: int) -> HttpResponse:
    """Take in what the bank says."""
    found = queries.settlement(viewer=request.user, settlement_id=pk)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return HttpResponseRedirect(reverse("shops:settlement", args=[pk]), status=303)
    told = form.cleaned_data["file"]
    path = Path(files.path(files.store(told.read())))
    return done(
        request,
        actions.book_settlement_answer,
        back="shops:settlement",
        back_args=(pk,),
        said=_("Laporan bank dibukukan."),
        settlement_id=found.pk,
        path=path,
        name=told.name,
        on=timezone.localdate(),
        at=timezone.now(),
        by=request.user,
    )
