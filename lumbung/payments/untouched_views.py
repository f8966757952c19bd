"""Pages of money that nobody takes, of its return to the treasury, and of the end of a fund's year."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.refusals import NotFound
from lumbung.core.views import done, may
from lumbung.payments import actions, banks, queries, rules
from lumbung.payments.chain_tables import RETURN_BADGES, RETURNS, UNTOUCHED


@require_GET
@may("payments.view")
def untouched(request: Any) -> HttpResponse:
    """Untouched money in reach, with the days left, and what may go back now."""
    today = timezone.localdate()
    found = queries.untouched(viewer=request.user, on=today)
    table = UNTOUCHED.page(request, found)
    concerned = set(found.order_by().values_list("card__bank", flat=True).distinct())
    context = {
        "table": table,
        "sums": queries.untouched_sum(viewer=request.user, on=today),
        "due": queries.due_by_fund(viewer=request.user, on=today) if request.user.may("payments.prepare_cycle") else [],
        "returns": RETURNS.page(request, queries.treasury_returns(viewer=request.user)),
        "rules": rules.in_force(today),
        "banks": [bank for bank in banks.all_banks().values() if bank.key in concerned],
    }
    return table.export or render(request, "payments/untouched.html", context)


@require_GET
@may("payments.view")
def family_letter(request: Any, pk: int) -> HttpResponse:
    """The letter to one family, to print."""
    told = queries.untouched_one(viewer=request.user, untouched_id=pk)
    context = {"told": told, "bank": banks.short_name(told.card.bank), "today": timezone.localdate()}
    return render(request, "payments/untouched_letter.html", context)


@require_GET
@may("payments.view")
def bank_letter(request: Any, bank: str) -> HttpResponse:
    """The letter to one bank with the accounts it is asked to look at, to print."""
    known = banks.all_banks().get(bank)
    if known is None:
        raise NotFound(bank)
    today = timezone.localdate()
    rows = queries.untouched(viewer=request.user, on=today).filter(card__bank=bank)
    context = {"bank": known, "rows": rows, "today": today, "total": sum(row.amount for row in rows)}
    return render(request, "payments/untouched_bank_letter.html", context)


@require_POST
@may("payments.prepare_cycle")
def prepare(request: Any, fund_pk: int) -> HttpResponse:
    """Gather what is due of a fund."""
    now = timezone.now()
    told = {"fund_id": fund_pk, "on": timezone.localdate(now), "by": request.user, "at": now}
    said = _("Daftar pengembalian disiapkan. Pejabat lain sekarang bisa menyetujuinya.")
    return done(request, actions.prepare_return, back="payments:untouched", said=said, **told)


@require_GET
@may("payments.view")
def treasury_return(request: Any, pk: int) -> HttpResponse:
    """One list of money that goes back, with its two persons."""
    told = queries.treasury_return(viewer=request.user, return_id=pk)
    waits = told.status == "prepared"
    signed = queries.return_signatures(told=told)
    own = told.prepared_by_id == request.user.pk or signed.by(request.user)
    context = {
        "told": told,
        "signed": signed,
        "badge": RETURN_BADGES[told.status],
        "approves": waits and request.user.may("payments.release_cycle") and not own,
        "cancels": waits and (request.user.may("payments.release_cycle") or request.user.may("payments.prepare_cycle")),
        "rows": queries.lines_of_return(viewer=request.user, return_id=pk)[:500],
    }
    return render(request, "payments/treasury_return.html", context)


@require_POST
@may("payments.view")
def decide(request: Any, pk: int, act: str) -> HttpResponse:
    """Let a list go, or give it up."""
    back = {"back": "payments:treasury_return", "back_args": (pk,), "return_id": pk, "by": request.user}
    if act == "approve":
        said = _("Persetujuan Anda dicatat.")
        return done(request, actions.approve_return, said=said, at=timezone.now(), **back)
    if act == "cancel":
        return done(request, actions.cancel_return, said=_("Daftar ini dibatalkan."), **back)
    raise NotFound(act)


@require_POST
@may("payments.manage_fund")
def close(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Ask for the end of a fund, close it as the second person, or keep it open."""
    now = timezone.now()
    told: dict[str, Any] = {"fund_id": pk, "by": request.user, "back": "payments:fund", "back_args": (pk,)}
    if act == "ask":
        said = _("Penutupan diajukan. Bendahara lain sekarang bisa menutup dana ini.")
        return done(request, actions.ask_to_close, said=said, at=now, **told)
    if act == "close":
        said = _("Persetujuan Anda dicatat.")
        return done(request, actions.close_fund, said=said, at=now, **told)
    if act == "keep":
        return done(request, actions.keep_open, said=_("Dana tetap terbuka."), **told)
    raise NotFound(act)
