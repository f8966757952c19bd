"""Pages of the banks' files: which layouts there are, where each value stands, and a try on a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from lumbung.core.refusals import Refusal
from lumbung.core.views import may
from lumbung.payments import banks, queries
from lumbung.payments.banks import layouts
from lumbung.payments.forms import LayoutForm

KINDS = {
    layouts.ORDER: _("Berkas perintah bayar"),
    layouts.ANSWER: _("Laporan hasil"),
    layouts.FAILED: _("Daftar gagal bayar"),
    layouts.WITHDRAWN: _("Daftar penarikan tunai"),
}
RECORDS = {"header": _("Baris pertama"), "row": _("Setiap baris"), "totals": _("Baris jumlah")}
OUTCOMES = {
    "paid": pgettext_lazy("money", "Masuk"),
    "failed": _("Gagal"),
    "returned": _("Kembali"),
    "accepted": _("Masih diproses"),
    "withdrawn": _("Penarikan tunai"),
}


@require_GET
@may("payments.read_bank_file")
def list_layouts(request: Any) -> HttpResponse:
    """Every distributor and the layout its files have."""
    return render(request, "payments/layouts.html", {"layouts": queries.layouts_known(viewer=request.user)})


@may("payments.read_bank_file")
def one_layout(request: Any, bank: str) -> HttpResponse:
    """One layout, column by column; a file sent here is read and forgotten."""
    plan = queries.layout_of(viewer=request.user, bank=bank)
    form = LayoutForm(request.POST or None, request.FILES or None, kinds=[(one, KINDS[one]) for one in plan.sections])
    context = {
        "plan": plan,
        "name": banks.all_banks()[bank].name if bank in banks.all_banks() else bank,
        "example": layouts.is_example(bank),
        "sections": [(KINDS[kind], _records(plan, kind)) for kind in plan.sections],
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with kept(file.chunks()) as path:
                kind = form.cleaned_data["kind"]
                tried = queries.try_layout(viewer=request.user, path=path, name=file.name, bank=bank, kind=kind)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            outcomes = [(OUTCOMES[outcome], count) for outcome, count in tried.outcomes.items()]
            first = [{**row, "words": OUTCOMES.get(str(row.get("outcome")), "")} for row in tried.first]
            context |= {"tried": tried, "said": KINDS[tried.kind], "outcomes": outcomes, "first": first}
    return render(request, "payments/layout.html", context, status=422 if form.errors else 200)


def _records(plan: layouts.Layout, kind: str) -> list[tuple[Any, Any]]:
    return [(RECORDS[name], places) for name, places in queries.places_of(plan=plan, kind=kind)]


@contextmanager
def kept(chunks: Any) -> Iterator[Path]:
    """An uploaded file on disk for as long as it is read."""
    with NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
        file.writelines(chunks)
        file.flush()
        yield Path(file.name)
