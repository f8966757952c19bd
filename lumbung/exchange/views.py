"""Pages: partners with their keys, calls and batches; payouts through a bank's API."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core import formats
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import done, may
from lumbung.exchange import actions, queries, tables
from lumbung.exchange.forms import KeyForm, PartnerForm, PayoutForm, VouchersForm, a_year_from
from lumbung.exchange.models import Partner, PayoutLine
from lumbung.payments import banks
from lumbung.payments.models import Line

LATEST = 10
A_MONTH = 30


@require_GET
@may("exchange.view")
def partners(request: Any) -> HttpResponse:
    """Every partner in reach."""
    table = tables.PARTNERS.page(request, queries.partners(viewer=request.user))
    context = {"table": table, "manages": request.user.may("exchange.manage_partner")}
    return table.export or render(request, "exchange/partners.html", context)


@may("exchange.manage_partner")
def new_partner(request: HttpRequest) -> HttpResponse:
    """Register a partner."""
    form = PartnerForm(request.POST or None, funds=queries.funds_to_pay_from(viewer=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register_partner(**form.cleaned_data, on=timezone.localdate(), by=request.user)
        except Refusal as refusal:
            for name, sentence in (getattr(refusal, "fields", {}) or {"name": str(refusal)}).items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            return HttpResponseRedirect(reverse("exchange:partner", args=[made.pk]), status=303)
    return render(request, "exchange/new_partner.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@may("exchange.view")
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    """One partner: its agreement, its last batches and calls."""
    return _partner(request, pk)


def _partner(
    request: Any,
    pk: int,
    *,
    form: KeyForm | None = None,
    terms: VouchersForm | None = None,
    key: str = "",
    status: int = 200,
) -> HttpResponse:
    found = queries.partner(viewer=request.user, partner_id=pk)
    context = {
        "partner": found,
        "badge": tables.PARTNER_BADGES[found.status],
        "batches": queries.batches(viewer=request.user).filter(partner=found)[:LATEST],
        "calls": queries.calls(viewer=request.user).filter(partner=found).order_by("-pk")[:LATEST],
        "operations": tables.OPERATIONS,
        "sees_money": request.user.may("payments.view"),
        "manages": request.user.may("exchange.manage_partner") and found.status != Partner.Status.ENDED,
        "form": form or KeyForm(initial={"expires_on": a_year_from(timezone.localdate())}),
        "terms": terms or VouchersForm(initial={"limit": found.voucher_limit, "days": found.voucher_days or A_MONTH}),
        "vouchers": [
            {"sum": one, "badge": tables.VOUCHER_BADGES[one.status]}
            for one in queries.voucher_sums(viewer=request.user, partner=found)
        ],
        "agrees": request.user.pk != found.registered_by_id,
        "key": key,
    }
    response = render(request, "exchange/partner.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@may("exchange.manage_partner")
def issue_key(request: HttpRequest, pk: int) -> HttpResponse:
    """A key for the partner's program, shown once."""
    form, key = KeyForm(request.POST), ""
    if form.is_valid():
        on, until = timezone.localdate(), form.cleaned_data["expires_on"]
        try:
            key = actions.issue_key(partner_id=pk, expires_on=until, on=on, by=request.user)
        except Refusal as refusal:
            form.add_error("expires_on", " ".join(getattr(refusal, "fields", {}).values()) or str(refusal))
    return _partner(request, pk, form=form, key=key, status=422 if form.errors else 200)


@require_POST
@may("exchange.manage_partner")
def agree_vouchers(request: HttpRequest, pk: int) -> HttpResponse:
    """What a partner may give out, agreed by another person than who registered it."""
    form = VouchersForm(request.POST)
    if form.is_valid():
        try:
            actions.agree_vouchers(partner_id=pk, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("exchange:partner", args=[pk]), status=303)
    return _partner(request, pk, terms=form, status=422)


@require_POST
@may("exchange.manage_partner")
def move_partner(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Suspend, resume or end."""
    if act not in {*actions.Act}:
        raise NotFound(act)
    return done(
        request,
        actions.move_partner,
        back="exchange:partner",
        back_args=(pk,),
        said=_("Perjanjian mitra diperbarui."),
        partner_id=pk,
        act=actions.Act(act),
        on=timezone.localdate(),
        by=request.user,
    )


@require_GET
@may("exchange.view")
def calls(request: Any) -> HttpResponse:
    """The log of every call in reach."""
    table = tables.CALLS.page(request, queries.calls(viewer=request.user))
    return table.export or render(request, "exchange/calls.html", {"table": table})


@require_GET
@may("exchange.view")
def batch(request: Any, pk: int) -> HttpResponse:
    """What a partner asked, and where every rupiah of it is."""
    found = queries.batch(viewer=request.user, batch_id=pk)
    table = tables.INSTRUCTIONS.page(request, queries.instructions_of(viewer=request.user, batch_id=pk))
    state = queries.state_of(batch=found)
    labels = dict(Line.Status.choices)
    parts = [{"amount": total, "label": labels[name]} for name, (_lines, total) in state.parts.items()]
    if state.unknown:
        parts.append({"amount": state.unknown, "label": _("penerima belum dikenal")})
    context = {
        "batch": found,
        "sees_money": request.user.may("payments.view"),
        "state": state,
        "table": table,
        "parts": parts,
        "amounts": [part["amount"] for part in parts],
    }
    return table.export or render(request, "exchange/batch.html", context)


@require_GET
@may("exchange.view")
def payouts(request: Any) -> HttpResponse:
    """Every payout in reach."""
    table = tables.PAYOUTS.page(request, queries.payouts(viewer=request.user))
    context = {"table": table, "pays": request.user.may("exchange.pay_out")}
    return table.export or render(request, "exchange/payouts.html", context)


@may("exchange.pay_out")
def start_payout(request: HttpRequest) -> HttpResponse:
    """Choose a channel of a released cycle and begin."""
    offered = queries.payable(viewer=request.user)
    choices = [(one.key, _choice(one)) for one in offered]
    form = PayoutForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        cycle_id, channel = form.cleaned_data["channel"]
        try:
            begun = actions.start_payout(cycle_id=cycle_id, channel=channel, by=request.user)
        except Refusal as refusal:
            form.add_error("channel", str(refusal))
        else:
            return HttpResponseRedirect(reverse("exchange:payout", args=[begun.pk]), status=303)
    context = {"form": form, "offered": offered}
    return render(request, "exchange/start_payout.html", context, status=422 if form.errors else 200)


def _choice(one: queries.Choice) -> str:
    told = {"cycle": one.cycle, "bank": banks.short_name(one.channel), "lines": formats.count(one.lines)}
    return _("%(cycle)s lewat %(bank)s: %(lines)s baris, %(total)s") % {**told, "total": formats.rupiah(one.total)}


@require_GET
@may("exchange.view")
def payout(request: Any, pk: int) -> HttpResponse:
    """One payout: how far it is, why it stopped, and every line."""
    found = queries.payout(viewer=request.user, payout_id=pk)
    table = tables.PAYOUT_LINES.page(request, queries.lines_of(viewer=request.user, payout_id=pk))
    counts = queries.counts_of(payout=found)
    parts = [
        {"amount": counts[state][1], "label": words} for state, words in PayoutLine.Status.choices if state in counts
    ]
    context = {
        "payout": found,
        "sees_money": request.user.may("payments.view"),
        "bank": banks.short_name(found.channel),
        "badge": tables.PAYOUT_BADGES[found.status],
        "table": table,
        "parts": parts,
        "amounts": [part["amount"] for part in parts],
        "goes_on": found.status == "stopped" and request.user.may("exchange.pay_out"),
    }
    return table.export or render(request, "exchange/payout.html", context)


@require_POST
@may("exchange.pay_out")
def go_on(request: Any, pk: int) -> HttpResponse:
    """Go on with a payout that stopped: what is not certain is asked about first."""
    found = queries.payout(viewer=request.user, payout_id=pk)
    return done(
        request,
        actions.start_payout,
        back="exchange:payout",
        back_args=(pk,),
        said=_("Pembayaran dilanjutkan."),
        cycle_id=found.cycle_id,
        channel=found.channel,
        by=request.user,
    )
