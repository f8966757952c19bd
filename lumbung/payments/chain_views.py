"""Pages of the chain: the funnel by region and bank, papers of a cycle, failed accounts, follow-ups, differences."""

from datetime import date
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core import formats, svg
from lumbung.core.refusals import Refusal
from lumbung.core.views import done, may
from lumbung.payments import actions, chain, queries, words
from lumbung.payments.chain_forms import CheckAnswerForm, DocumentForm, RepairForm
from lumbung.payments.chain_tables import FAULTS
from lumbung.payments.forms import uploaded
from lumbung.regions import queries as regions


@require_GET
@may("payments.view")
def funnel(request: Any) -> HttpResponse:
    """How far the money of one programme and period has come, by region and by bank."""
    periods = queries.paid_periods(viewer=request.user)
    chosen = _chosen(request, periods)
    context: dict[str, Any] = {"periods": [_period(one, chosen) for one in periods]}
    if chosen:
        code = request.GET.get("wilayah", "")
        told = queries.funnel(viewer=request.user, programme=chosen[0], since=chosen[1], region_code=code)
        context |= {
            "funnel": told,
            "picture": picture(told),
            "stages": list(words.stages().values()),
            "chosen": _period(chosen, chosen),
            "above": regions.ancestors(code=told.region_code) if told.region_code else [],
            "place": regions.paths(codes=[told.region_code]).get(told.region_code, _("Seluruh Indonesia")),
            "deeper": len(told.region_code) < queries.VILLAGE,
        }
    return render(request, "payments/funnel.html", context)


def _chosen(request: Any, periods: list[tuple[str, date]]) -> tuple[str, date] | None:
    wanted = request.GET.get("masa", "")
    return next((one for one in periods if f"{one[0]}:{one[1]}" == wanted), periods[0] if periods else None)


def _period(one: tuple[str, date], chosen: tuple[str, date] | None) -> dict[str, Any]:
    return {"key": f"{one[0]}:{one[1]}", "programme": one[0].upper(), "since": one[1], "current": one == chosen}


def picture(told: queries.Funnel) -> str:
    """The funnel as bars, each with families and rupiah; the table below says the same."""
    bars = [
        svg.Bar(
            step.stage.name,
            step.reached.lines,
            f"{formats.count(step.reached.lines)} · {formats.rupiah(step.reached.rupiah)}",
            accent=bool(step.here.lines) or place == len(told.steps) - 1,
        )
        for place, step in enumerate(told.steps)
    ]
    return svg.funnel(
        bars,
        title=_("Perjalanan uang, keluarga dan rupiah di setiap langkah"),
        description=_("Angkanya ada di tabel di bawah."),
    )


@require_POST
@may("payments.release_cycle")
def document(request: Any, pk: int) -> HttpResponse:
    """Enter SPM or SP2D with its number and day."""
    form = DocumentForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return HttpResponseRedirect(reverse("payments:cycle", args=[pk]), status=303)
    said = _("Nomor suratnya tercatat.")
    told = {"cycle_id": pk, "by": request.user, **form.cleaned_data}
    return done(request, actions.enter_document, back="payments:cycle", back_args=(pk,), said=said, **told)


@require_POST
@may("payments.view")
def check_accounts(request: Any, pk: int) -> HttpResponse:
    """Write the lists of accounts for the banks; in a demonstration the simulated banks answer at once."""
    told = {"back": "payments:cycle", "back_args": (pk,), "cycle_id": pk, "by": request.user}
    if chain.may_simulate():
        said = _("Bank peragaan memeriksa rekening. Yang gagal dibayar lewat PT Pos.")
        return done(request, actions.simulate_account_checks, said=said, on=timezone.localdate(), **told)
    return done(request, actions.write_check_lists, said=_("Daftar rekening untuk setiap bank sudah dibuat."), **told)


@require_POST
@may("payments.prepare_cycle")
def follow_up(request: Any, pk: int) -> HttpResponse:
    """Prepare the cycle that pays again what failed here."""
    said = _("Siklus susulan disusun. Periksa, lalu ajukan.")
    told = {"cycle_id": pk, "by": request.user}
    return done(request, actions.prepare_follow_up, back="payments:cycles", said=said, **told)


@require_GET
@may("payments.view")
def differences(request: Any, pk: int) -> HttpResponse:
    """Where the registry says something else now than when the cycle was frozen."""
    kind = request.GET.get("jenis", "")
    counted = queries.changes_counted(viewer=request.user, cycle_id=pk)
    context = {
        "cycle": queries.cycle(viewer=request.user, cycle_id=pk),
        "counted": [(key, queries.CHANGES[key], count, key == kind) for key, count in counted.items()],
        "rows": queries.changed_since(viewer=request.user, cycle_id=pk, kind=kind),
        "kind": kind,
    }
    return render(request, "payments/changed_since.html", context)


@may("payments.view")
def account_faults(request: Any) -> HttpResponse:
    """Accounts that failed, until they are repaired; and the door for the banks' answers."""
    form = CheckAnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = actions.take_account_checks(path=Path(uploaded(file)), name=file.name, by=request.user)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("%(count)s rekening dibaca.") % {"count": formats.count(taken.lines)})
            return HttpResponseRedirect(reverse("payments:account_faults"), status=303)
    table = FAULTS.page(request, queries.account_faults(viewer=request.user))
    reads = request.user.may("payments.read_bank_file")
    context = {"table": table, "form": form if reads else None}
    return table.export or render(request, "payments/account_faults.html", context, status=422 if form.errors else 200)


@may("payments.read_bank_file")
def repair(request: Any, pk: int) -> HttpResponse:
    """Say that an account was put right, and how."""
    fault = queries.account_fault(viewer=request.user, check_id=pk)
    form = RepairForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {"check_id": pk, "on": timezone.localdate(), "by": request.user, **form.cleaned_data}
        said = _("Siklus berikutnya dibayar lewat bank lagi.")
        return done(request, actions.repair_account, back="payments:account_faults", said=said, **told)
    return render(request, "payments/repair.html", {"fault": fault, "form": form}, status=422 if form.errors else 200)
