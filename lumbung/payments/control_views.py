"""Pages of passbooks, of acts that need signatures, of revised cycles, and of the books of every day."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may
from lumbung.payments import actions, banks, passbook, queries
from lumbung.payments.forms import CorrectionForm, RaiseForm, RevisionForm
from lumbung.payments.models import Account, Transfer
from lumbung.payments.tables import ACTS, DAYS, WITHDRAWALS

AT_A_GLANCE = 5
PRINTED = 60


@require_GET
@may("payments.view")
def statement(request: Request, pk: int) -> HttpResponse:
    """A card's passbook: what came in, what went out, where, what remains."""
    return _passbook(request, pk, "payments/statement.html")


@require_GET
@may("payments.view")
def printed_statement(request: Request, pk: int) -> HttpResponse:
    """The passbook as a letter to the family."""
    return _passbook(request, pk, "payments/statement_letter.html", limit=PRINTED)


def _passbook(request: Request, pk: int, template: str, **told: int) -> HttpResponse:
    found = queries.statement(viewer=request.user, card_id=pk, **told)
    context = {
        "statement": found,
        "bank": banks.short_name(found.card.bank),
        "entries": passbook.told(found),
        "today": timezone.localdate(),
        "asks": request.user.may("payments.ask_act"),
    }
    return render(request, template, context)


@require_GET
@may("payments.view")
def acts(request: Request) -> HttpResponse:
    """Everything that was asked to be done with money, and what became of it."""
    table = ACTS.page(request, queries.acts(viewer=request.user))
    return table.export or render(request, "payments/acts.html", {"table": table})


@require_GET
@may("payments.view")
def act(request: Request, pk: int) -> HttpResponse:
    """One act: what is asked and why, who has signed, who still must."""
    found = queries.act(viewer=request.user, act_id=pk)
    signatures = list(found.signatures.all())
    waits = found.status == found.Status.OPEN
    context = {
        "act": found,
        "signatures": signatures,
        "missing": range(found.signatures_needed - len(signatures)) if waits else [],
        "signs": queries.may_sign(viewer=request.user, act=found),
        "refuses": waits and (request.user.pk == found.asked_by_id or request.user.may("payments.sign_act")),
    }
    return render(request, "payments/act.html", context)


@may("payments.ask_act")
def ask_correction(request: Request, pk: int) -> HttpResponse:
    """Ask that one movement of a wallet be undone; of a purchase, a part may be given back."""
    moved = queries.movement(viewer=request.user, transfer_id=pk)
    form = CorrectionForm(request.POST or None, whole=moved.amount, in_parts=moved.kind == Transfer.Kind.PURCHASE)
    if request.method == "POST" and form.is_valid():
        told = {"transfer_id": pk, "reason": form.cleaned_data["reason"], "by": request.user, "at": timezone.now()}
        part = form.cleaned_data.get("amount")
        ask = actions.ask_purchase_return if part else actions.ask_reversal
        return _asked(request, form, lambda: ask(**told, **({"amount": part} if part else {})), moved=moved)
    return render(request, "payments/ask.html", {"form": form, "moved": moved}, status=422 if form.errors else 200)


@may("payments.ask_act")
def ask_raise(request: Request, pk: int) -> HttpResponse:
    """Ask that a fund's budget grow."""
    fund = queries.fund_state(viewer=request.user, fund_id=pk).fund
    form = RaiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"fund_id": pk, "by": request.user, "at": timezone.now()}
        return _asked(request, form, lambda: actions.ask_fund_raise(**told), fund=fund)
    return render(request, "payments/ask.html", {"form": form, "fund": fund}, status=422 if form.errors else 200)


def _asked(request: Request, form: Any, ask: Any, **context: Any) -> HttpResponse:
    try:
        made = ask()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return render(request, "payments/ask.html", {"form": form, **context}, status=422)
    messages.success(request, _("Permintaan dicatat. Orang lain sekarang bisa menandatanganinya."))
    return HttpResponseRedirect(reverse("payments:act", args=[made.pk]), status=303)


@require_POST
@may("payments.sign_act")
def sign_act(request: Request, pk: int) -> HttpResponse:
    """Put one's signature under an act."""
    told = {"act_id": pk, "by": request.user, "at": timezone.now()}
    return done(request, actions.sign_act, back="payments:act", back_args=(pk,), said=_("Ditandatangani."), **told)


@require_POST
@may("payments.view")
def refuse_act(request: Request, pk: int) -> HttpResponse:
    """Say no to an act, or take back one's own; the action asks who may."""
    told = {"act_id": pk, "by": request.user, "at": timezone.now()}
    said = _("Permintaan ditolak. Uangnya tidak berpindah.")
    return done(request, actions.refuse_act, back="payments:act", back_args=(pk,), said=said, **told)


@may("payments.prepare_cycle")
def revise(request: Request, pk: int) -> HttpResponse:
    """Draft the next version of a submitted cycle."""
    cycle = queries.cycle(viewer=request.user, cycle_id=pk)
    form = RevisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"cycle_id": pk, "by": request.user, "at": timezone.now()}
        try:
            draft = actions.revise_cycle(**told)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Versi baru disusun. Periksa bedanya, lalu ajukan."))
            return HttpResponseRedirect(reverse("payments:cycle", args=[draft.pk]), status=303)
    return render(request, "payments/revise.html", {"form": form, "cycle": cycle}, status=422 if form.errors else 200)


@require_GET
@may("payments.view")
def days(request: Request) -> HttpResponse:
    """The standing report: what lies where, whether the books agree day by day, what waits for a signature."""
    today = timezone.localdate()
    table = DAYS.page(request, queries.days(viewer=request.user))
    if table.export:
        return table.export
    on = queries.last_day(viewer=request.user)
    context = {
        "table": table,
        "on": on,
        "places": queries.places(viewer=request.user, on=on) if on else [],
        "largest": _largest(request.user, on),
        "unsigned": queries.unsigned_acts(viewer=request.user)[:AT_A_GLANCE],
        "unsigned_count": queries.unsigned_acts(viewer=request.user).count(),
        "lapsing": queries.lapsing(viewer=request.user, today=today),
    }
    return render(request, "payments/days.html", context)


def _largest(viewer: Any, on: date | None) -> int:
    """The longest bar: of what lies anywhere but in the treasury, which is the other side of all of it."""
    held = queries.places(viewer=viewer, on=on) if on else []
    return max((place.balance for place in held if place.kind != Account.Kind.TREASURY), default=0)


@require_GET
@may("payments.read_bank_file")
def withdrawal_differences(request: Request) -> HttpResponse:
    """Cash that banks say was taken and that the books can't follow, each with what spoke against it."""
    table = WITHDRAWALS.page(request, queries.withdrawal_differences(viewer=request.user))
    return table.export or render(request, "payments/withdrawals.html", {"table": table})
