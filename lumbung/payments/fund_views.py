"""Pages of funds: what each holds, asking for one, confirming it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.refusals import NotFound
from lumbung.core.sending import filled, posted
from lumbung.core.views import Request, done, may
from lumbung.payments import actions, chain, queries
from lumbung.payments.forms import FundForm
from lumbung.payments.tables import FUNDS


@require_GET
@may("payments.view")
def funds(request: Any) -> HttpResponse:
    """Every fund in reach."""
    table = FUNDS.page(request, queries.funds(viewer=request.user))
    may_open = request.user.may("payments.manage_fund")
    context = {"table": table, "may_open": may_open, "budgets": queries.budgets(viewer=request.user)}
    return table.export or render(request, "payments/funds.html", context)


@require_GET
@may("payments.view")
def fund(request: Request, pk: int) -> HttpResponse:
    """One fund: bound, left, come back, still free."""
    state = queries.fund_state(viewer=request.user, fund_id=pk)
    parts = chain.fund_parts(state)
    signed = queries.budget_signatures(fund=state.fund)
    context = {
        "state": state,
        "signed": signed,
        "confirms": request.user.may("payments.sign_act") and queries.may_confirm(viewer=request.user, fund=state.fund),
        "parts": parts,
        "amounts": [part["amount"] for part in parts],
        "still_open": queries.still_open(fund_id=pk),
        "asks": request.user.may("payments.ask_act"),
        "closes": request.user.may("payments.manage_fund"),
    }
    return render(request, "payments/fund.html", context)


@may("payments.manage_fund")
def new_fund(request: Request) -> HttpResponse:
    """Ask for a fund; another person confirms it."""
    form = FundForm(posted(request))
    return filled(
        request,
        form,
        lambda: actions.open_fund(by=request.user, **form.cleaned_data),
        template="payments/new_fund.html",
        back=lambda asked: reverse("payments:fund", args=[asked.pk]),
        said=_("Dana diajukan. Pejabat lain sekarang mengesahkannya."),
    )


@require_POST
@may("payments.sign_act")
def decide_fund(request: Request, pk: int, act: str) -> HttpResponse:
    """Sign the budget of a fund that another asked for, or say no to it."""
    told: dict[str, Any] = {"fund_id": pk, "by": request.user, "at": timezone.now()}
    told |= {"back": "payments:fund", "back_args": (pk,)}
    if act == "confirm":
        return done(request, actions.confirm_fund, said=_("Persetujuan Anda dicatat."), **told)
    if act == "refuse":
        return done(request, actions.refuse_fund, said=_("Dana ini ditolak. Pagunya kembali ke sumbernya."), **told)
    raise NotFound(act)
