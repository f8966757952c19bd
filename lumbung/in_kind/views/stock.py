"""Pages of the stores: what lies there, deliveries, lists of goods, corrections."""

import tempfile
from functools import partial
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import formats
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may, show
from lumbung.in_kind import actions, forms, queries, words
from lumbung.in_kind.models import Correction
from lumbung.in_kind.tables import LOTS

MOVED = {
    "received": "ok",
    "found": "ok",
    "returned": "end",
    "reserved": "wait",
    "freed": "end",
    "issued": "run",
    "lost": "no",
}


@require_GET
@may("in_kind.view")
def stock(request: Request) -> HttpResponse:
    """Sums by item as pictures, every lot, and corrections that wait for a second person."""
    table = LOTS.page(request, queries.lots(viewer=request.user))
    asked = queries.corrections(viewer=request.user).filter(status=Correction.Status.ASKED)
    context = {
        "table": table,
        "shelves": [(words.item(one.kind, one.item, one.size), one) for one in queries.shelves(viewer=request.user)],
        "corrections": [(one, words.item(one.lot.kind, one.lot.item, one.lot.size)) for one in asked],
        "receives": request.user.may("in_kind.stock"),
        "corrects": request.user.may("in_kind.correct"),
    }
    return table.export or render(request, "in_kind/stock.html", context)


@require_GET
@may("in_kind.view")
def lot(request: Request, pk: int) -> HttpResponse:
    """One lot with everything that came and went."""
    found = queries.lot(viewer=request.user, lot_id=pk)
    moved = queries.movements_of(viewer=request.user, lot_id=pk)
    context = {
        "lot": found,
        "title": words.item(found.kind, found.item, found.size),
        "moved": [(one, MOVED[one.kind]) for one in moved],
        "asked": queries.corrections(viewer=request.user).filter(lot=found),
        "form": forms.CorrectionForm() if request.user.may("in_kind.stock") else None,
        "corrects": request.user.may("in_kind.correct"),
    }
    return render(request, "in_kind/lot.html", context)


@require_http_methods(["GET", "POST"])
@may("in_kind.stock")
def receive(request: Request) -> HttpResponse:
    """One line of a delivery note."""
    start = {"region_code": request.user.region_code}
    form = forms.DeliveryForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        told = {**form.cleaned_data, "size": form.cleaned_data["size"] or 0}
        try:
            made = actions.receive(**told, by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Barang masuk gudang."))
            return HttpResponseRedirect(reverse("in_kind:lot", args=[made.pk]), status=303)
    return render(request, "in_kind/receive.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may("in_kind.stock")
def import_stock(request: Request) -> HttpResponse:
    """A whole list; refused whole where a line does not fit."""
    start = {"region_code": request.user.region_code}
    form = forms.StockFileForm(*_given(request), initial=start)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        with tempfile.NamedTemporaryFile(suffix=".tmp") as kept:
            for block in told.pop("file").chunks():
                kept.write(block)
            kept.flush()
            try:
                came = actions.import_stock(path=Path(kept.name), **told, by=request.user, on=timezone.localdate())
            except Refusal as refusal:
                show(form, refusal)
            else:
                messages.success(request, _("%(count)s baris barang masuk gudang.") % {"count": formats.count(came)})
                return HttpResponseRedirect(reverse("in_kind:stock"), status=303)
    return render(request, "in_kind/import_stock.html", {"form": form}, status=422 if form.errors else 200)


def _given(request: Request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@require_POST
@may("in_kind.stock")
def ask_correction(request: Request, pk: int) -> HttpResponse:
    """Somebody counted otherwise."""
    form = forms.CorrectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis selisih sebagai bilangan bulat, dan alasannya."))
        return HttpResponseRedirect(reverse("in_kind:stock"), status=303)
    action = partial(actions.ask_correction, lot_id=pk, **form.cleaned_data, by=request.user, on=timezone.localdate())
    return done(request, action, back="in_kind:stock", said=_("Koreksi diajukan. Orang kedua memutuskan."))


@require_POST
@may("in_kind.correct")
def decide_correction(request: Request, pk: int) -> HttpResponse:
    """A second person agrees or refuses."""
    agree = request.POST.get("putusan") == "setuju"
    action = partial(actions.decide_correction, correction_id=pk, agree=agree, by=request.user, on=timezone.localdate())
    return done(request, action, back="in_kind:stock", said=_("Koreksi diputuskan."))
