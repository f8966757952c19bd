"""Pages of conditions: a month's duties, one family's month, lists, verification, sanctions and appeals."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.refusals import Refusal
from lumbung.core.views import done, may
from lumbung.programmes import actions, conditions, duty_queries
from lumbung.programmes import condition_tables as tables
from lumbung.programmes.condition_forms import (
    AppealForm,
    ColumnsForm,
    DutyForm,
    ListForm,
    ProofForm,
    QuarterForm,
    ReasonForm,
    month_of,
    quarter_before,
)
from lumbung.programmes.conditions import wording
from lumbung.programmes.models import Appeal, DutyList, Sanction
from lumbung.registry import queries as registry


@require_GET
@may("programmes.view")
def duties(request: Any) -> HttpResponse:
    """A month: which families owe something, how much is filled in, and what the last quarter said."""
    today = timezone.localdate()
    month = month_of(request.GET.get("bulan", ""), today)
    viewer = request.user
    table = tables.owing(f"{month:%Y-%m}").page(request, duty_queries.families_owing(viewer=viewer, month=month))
    quarter = quarter_before(today)
    counts = duty_queries.verdict_counts(viewer=viewer, quarter=actions.quarter_of(text=quarter).starts)
    filled = duty_queries.filled_by_condition(viewer=viewer, month=month)
    context = {
        "month": month,
        "table": table,
        "filled": [{**one, "name": wording.name("conditions", one["condition"])} for one in filled],
        "verdicts": [{**one, "name": wording.name("conditions", one["condition"])} for one in counts],
        "quarter": wording.quarter(actions.quarter_of(text=quarter).starts),
        "form": QuarterForm(initial={"quarter": quarter}),
        "may_enter": viewer.may("programmes.enter_duties"),
        "may_verify": viewer.may("programmes.verify_conditions"),
    }
    return table.export or render(request, "programmes/duties.html", context)


@require_POST
@may("programmes.enter_duties")
def list_month(request: Any) -> HttpResponse:
    """Write down what everybody owes in a month."""
    month = month_of(request.POST.get("bulan", ""), timezone.localdate())
    given = {"month": month, "by": request.user}
    back = f"{reverse('programmes:duties')}?bulan={month:%Y-%m}"
    return done(request, actions.list_duties, back=back, said=_("Daftar kewajiban bulan ini disusun."), **given)


@require_POST
@may("programmes.verify_conditions")
def verify(request: Any) -> HttpResponse:
    """Judge a quarter; sanctions that follow are proposed."""
    given = {"quarter": request.POST.get("quarter", ""), "on": timezone.localdate(), "by": request.user}
    said = _("Triwulan ini diverifikasi. Sanksi yang diusulkan menunggu tanda tangan pejabat lain.")
    return done(request, actions.verify_quarter, back="programmes:duties", said=said, **given)


@require_http_methods(["GET", "HEAD", "POST"])
@may("programmes.enter_duties")
def family_duties(request: Any, family_id: int) -> HttpResponse:
    """One family's month: every duty of every member with what is known of it, saved together."""
    viewer, today = request.user, timezone.localdate()
    month = month_of(request.GET.get("bulan", ""), today)
    family = registry.family(viewer=viewer, family_id=family_id)
    owed = duty_queries.duties(viewer=viewer, family_id=family_id, month=month)
    forms = [DutyForm(request.POST or None, duty=duty) for duty in owed]
    error, status = "", 200
    if request.method == "POST":
        if all(form.is_valid() for form in forms):
            try:
                actions.record_duties(filled={form.duty.pk: form.cleaned_data for form in forms}, by=viewer, on=today)
            except Refusal as refusal:
                error = str(refusal)
            else:
                messages.success(request, _("Catatan bulan ini tersimpan."))
                return HttpResponseRedirect(f"{request.path}?bulan={month:%Y-%m}", status=303)
        status = 422
    named = [(one.pk, f"{one.person.name}: {wording.name('conditions', one.condition)}") for one in owed]
    context = {
        "family": family,
        "month": month,
        "error": error,
        "forms": [(form, wording.name("conditions", form.duty.condition)) for form in forms],
        "proofs": duty_queries.proofs(viewer=viewer, duty_ids=[one.pk for one in owed]),
        "proof_form": ProofForm(duties=named) if owed else None,
    }
    return render(request, "programmes/family_duties.html", context, status=status)


@require_POST
@may("programmes.enter_duties")
def list_family(request: Any, family_id: int) -> HttpResponse:
    """Write down what one family owes in a month."""
    month = month_of(request.POST.get("bulan", ""), timezone.localdate())
    given = {"family_id": family_id, "month": month, "by": request.user}
    back = f"{reverse('programmes:family_duties', args=[family_id])}?bulan={month:%Y-%m}"
    return done(request, actions.duties_of_family, back=back, **given)


@require_http_methods(["GET", "HEAD", "POST"])
@may("programmes.enter_duties")
def lists(request: Any) -> HttpResponse:
    """Lists that came in, and where the next is sent."""
    form = ListForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and (found := take_upload(request, form)):
            return HttpResponseRedirect(reverse("programmes:duty_list", args=[found.pk]), status=303)
        status = 422
    table = tables.LISTS.page(request, duty_queries.lists(viewer=request.user))
    return table.export or render(request, "programmes/lists.html", {"table": table, "form": form}, status=status)


def take_upload(request: Any, form: Any, **told: Any) -> DutyList | None:
    """An uploaded list, looked at; a refusal goes to the form."""
    upload = form.cleaned_data["file"]
    today = timezone.localdate()
    given = {name: form.cleaned_data[name] for name in ("kind", "condition") if name in form.cleaned_data}
    if "month" in form.cleaned_data:
        given["month"] = month_of(form.cleaned_data["month"], today)
    with tempfile.NamedTemporaryFile() as file:
        for block in upload.chunks():
            file.write(block)
        file.flush()
        try:
            return actions.look_at_list(
                path=Path(file.name), name=Path(upload.name).name, by=request.user, on=today, **(given | told)
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@may("programmes.enter_duties")
def duty_list(request: Any, pk: int) -> HttpResponse:
    """One list: its columns to check, or what came of it with every row that found nobody."""
    found = duty_queries.duty_list(viewer=request.user, list_id=pk)
    form = ColumnsForm(request.POST or None, duty_list=found)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            days = form.cleaned_data.get("effective_days")
            given = {"list_id": pk, "columns": form.columns, "effective_days": days, "by": request.user}
            return done(
                request,
                actions.take_list,
                back="programmes:duty_list",
                back_args=(pk,),
                said=_("Daftar ini dimasukkan."),
                on=timezone.localdate(),
                **given,
            )
        status = 422
    table = tables.ROWS_LEFT.page(request, duty_queries.rows_left(viewer=request.user, list_id=pk))
    context = {
        "list": found,
        "form": form,
        "table": table,
        "badge": tables.LIST_BADGES[found.status],
        "open": found.status == DutyList.Status.LOOKED_AT,
        "condition": wording.name("conditions", found.condition) if found.condition else "",
    }
    return table.export or render(request, "programmes/duty_list.html", context, status=status)


@require_POST
@may("programmes.enter_duties")
def cancel_list(request: Any, pk: int) -> HttpResponse:
    """Nothing of it goes in."""
    said = _("Daftar ini dibatalkan.")
    return done(request, actions.cancel_list, back="programmes:lists", said=said, list_id=pk, by=request.user)


@require_GET
@may("programmes.view")
def sanctions(request: Any) -> HttpResponse:
    """Every sanction, and the appeals that wait for an answer."""
    table = tables.SANCTIONS.page(request, duty_queries.sanctions(viewer=request.user))
    appeals = duty_queries.appeals(viewer=request.user).filter(status=Appeal.Status.OPEN)
    context = {"table": table, "appeals": appeals[:20], "today": timezone.localdate()}
    return table.export or render(request, "programmes/sanctions.html", context)


@require_GET
@may("programmes.view")
def sanction(request: Any, pk: int) -> HttpResponse:
    """One sanction: what it rests on, what it cost, and what may be done."""
    viewer = request.user
    found = duty_queries.sanction(viewer=viewer, sanction_id=pk)
    names = duty_queries.names_in(viewer=viewer, sanction=found)
    appeal = Appeal.objects.visible_to(viewer).filter(sanction=found).first()
    deciding = appeal is not None and appeal.status == Appeal.Status.OPEN and viewer.may("programmes.decide_appeal")
    context = {
        "sanction": found,
        "badge": tables.SANCTION_BADGES[found.status],
        "quarter": wording.quarter(found.quarter),
        "reasons": [wording.reason(told, names, found.quarter) for told in found.because],
        "figure": conditions.in_force(found.quarter).entry("ladder"),
        "effects": duty_queries.effects_of(viewer=viewer, sanction=found),
        "appeal": appeal,
        "exemption": wording.name("exemptions", appeal.exemption) if appeal and appeal.exemption else "",
        "form": ReasonForm(),
        "appeal_form": AppealForm(),
        "may_sign": found.status == Sanction.Status.PROPOSED and viewer.may("programmes.sign_sanction"),
        "may_appeal": found.status == Sanction.Status.SIGNED and not appeal and viewer.may("programmes.appeal"),
        "may_decide": deciding and appeal is not None and viewer.pk not in (appeal.filed_by_id, appeal.signer_id),
    }
    return render(request, "programmes/sanction.html", context)


@require_POST
@may("programmes.sign_sanction")
def sign(request: Any, pk: int) -> HttpResponse:
    """A second person signs."""
    return _act(request, pk, actions.sign_sanctions, _("Sanksi ini ditandatangani."), sanction_ids=[pk])


@require_POST
@may("programmes.sign_sanction")
def dismiss(request: Any, pk: int) -> HttpResponse:
    """A second person doesn't."""
    why = request.POST.get("why", "")
    return _act(request, pk, actions.dismiss_sanction, _("Sanksi ini tidak jadi."), sanction_id=pk, why=why)


@require_POST
@may("programmes.appeal")
def file_appeal(request: Any, pk: int) -> HttpResponse:
    """The family objects."""
    told = {name: request.POST.get(name, "") for name in ("words", "exemption")}
    told["channel"] = request.POST.get("channel") or Appeal.Channel.FACILITATOR
    said = _("Keberatan dicatat. Selama belum diputus, tidak ada yang dipotong.")
    return _act(request, pk, actions.appeal, said, sanction_id=pk, **told)


@require_POST
@may("programmes.decide_appeal")
def answer_appeal(request: Any, pk: int) -> HttpResponse:
    """Another officer answers."""
    found = Appeal.objects.visible_to(request.user).filter(sanction=pk).first()
    told = {"granted": request.POST.get("putusan") == "terima", "answer": request.POST.get("why", "")}
    number = found.pk if found else 0
    return _act(request, pk, actions.decide_appeal, _("Keberatan ini diputus."), appeal_id=number, **told)


def _act(request: Any, pk: int, action: Callable[..., Any], said: str, **told: Any) -> HttpResponse:
    on: date = timezone.localdate()
    return done(request, action, back="programmes:sanction", back_args=(pk,), said=said, by=request.user, on=on, **told)
