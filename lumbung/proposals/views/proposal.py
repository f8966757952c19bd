"""Pages of one proposal: its way, why, its papers, the acts; and handing in a new one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.evidence import shown
from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.views import Request, done, may
from lumbung.proposals import acting, actions, chain, flow, forms, queries, telling
from lumbung.proposals.models import Paper, Proposal
from lumbung.proposals.models.way import LAPSES_FROM, REJECTED_FROM, RETURNS, WITHDRAWN_FROM, Status
from lumbung.registry import queries as registry


@require_GET
@may("proposals.view")
def proposal(request: Request, pk: int) -> HttpResponse:
    """One case: where it stands and why, what it would change, its papers, and what this person may do."""
    found = queries.proposal(viewer=request.user, proposal_id=pk)
    return _page(request, found)


def _page(request: Request, found: Proposal, *, status: int = 200, **given: Any) -> HttpResponse:
    happened = list(queries.steps_of(viewer=request.user, proposal_id=found.pk))
    badge, words = telling.deadline(found, timezone.localdate())
    context = {
        "proposal": found,
        "badge": chain.BADGES[Status(found.status)],
        "steps": chain.steps(found, happened),
        "told": chain.told(happened),
        "why": telling.why(proposal=found, on=timezone.localdate()),
        "deadline": {"badge": badge, "words": words},
        "changes": telling.changes(viewer=request.user, proposal=found),
        "papers": queries.papers_of(viewer=request.user, proposal=found),
        "lacking": telling.lacking(found) if found.status in LAPSES_FROM else "",
        **_offers(request.user, found),
        **given,
    }
    return render(request, "proposals/proposal.html", context, status=status)


def _offers(user: Any, found: Proposal) -> dict[str, Any]:
    """Buttons and forms for this person; whose own family it is gets none of them, but a sentence."""
    own = found.family_id in queries.own_families(viewer=user)
    act = flow.act_of(found)
    mine = act is not None and not own and queries.waiting_for(viewer=user, steps=[act.at]).filter(pk=found.pk).exists()
    mine = mine and act is not None and user.may(act.permission)
    name, button = chain.button(found)
    adds = user.may("proposals.file") and found.status in LAPSES_FROM
    at_the_field = mine and name == "confirm"
    kinds = [Paper.Kind.FIELD] if at_the_field else [one for one in Paper.OF_PROPOSALS if one != Paper.Kind.FIELD]
    return {
        "own": own and (act is not None) and user.may(act.permission),
        "act": name if mine and button and name != "confirm" else "",
        "button": button,
        "confirm_form": forms.SaidForm() if at_the_field else None,
        "reason_form": forms.ReasonForm() if mine and found.status in (*RETURNS, *REJECTED_FROM) else None,
        "returns": found.status in RETURNS,
        "rejects": found.status in REJECTED_FROM,
        "withdraws": user.may("proposals.file") and not own and found.status in WITHDRAWN_FROM,
        "deliberates": mine and name == "agree",
        "paper_form": forms.PaperForm(kinds=kinds) if not own and (adds or at_the_field) else None,
    }


@require_POST
@may("proposals.view")
def act(request: Request, pk: int, act: str) -> HttpResponse:
    """One act on one case; the action itself asks who may."""
    told = {"reason": request.POST.get("reason", ""), "said": request.POST.get("said", "")}
    action = partial(acting.act, name=act, proposal_ids=[pk], by=request.user, on=timezone.localdate(), **told)
    said = str(acting.DONE.get(act, ""))
    return done(request, action, back="proposals:proposal", back_args=(pk,), said=said)


@require_POST
@may("proposals.view")
def add_paper(request: Request, pk: int) -> HttpResponse:
    """One more photo or document."""
    found = queries.proposal(viewer=request.user, proposal_id=pk)
    form = forms.PaperForm(request.POST, request.FILES, kinds=Paper.OF_PROPOSALS)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.add_paper(
                proposal_id=pk,
                kind=told["kind"],
                content=told["file"].read(),
                latitude=told["latitude"],
                longitude=told["longitude"],
                by=request.user,
                on=timezone.localdate(),
            )
        except Refusal as refusal:
            _show(form, refusal)
        else:
            messages.success(request, _("Bukti tersimpan."))
            return HttpResponseRedirect(reverse("proposals:proposal", args=[pk]), status=303)
    return _page(request, found, paper_form=form, status=422)


@require_GET
@may("proposals.view")
def paper(request: Request, pk: int) -> FileResponse:
    """The picture or document itself, to be seen here and kept nowhere."""
    found = queries.paper(viewer=request.user, paper_id=pk)
    return shown(found.ref, found.media_type)


@require_http_methods(["GET", "POST"])
@may("proposals.file")
def new(request: Request, family_id: int) -> HttpResponse:
    """First the kind, for a data update the record; then the questions."""
    family = registry.family(viewer=request.user, family_id=family_id)
    kind = request.GET.get("jenis", "")
    context: dict[str, Any] = {"family": family, "kinds": Proposal.Kind.choices, "kind": kind}
    if kind not in Proposal.Kind.values:
        context["own"] = family_id in queries.own_families(viewer=request.user)
        return render(request, "proposals/choose_kind.html", context)
    asked = queries.answers_of(viewer=request.user, family_id=family_id)
    if kind == Proposal.Kind.UPDATE:
        number = request.GET.get("data", "")
        context["records"] = [(f"{one.record}-{one.instance.pk}", one) for one in asked]
        chosen = dict(context["records"]).get(number)
        if chosen is None:
            return render(request, "proposals/choose_record.html", context)
        context["record"] = chosen
    form = _form(request, kind, context.get("record"), family_id)
    if form.is_bound and form.is_valid():
        try:
            made = _file(request, form, kind, family_id)
        except Refusal as refusal:
            _show(form, refusal)
        else:
            messages.success(request, _("Usulan dicatat. Lengkapi buktinya di bawah."))
            return HttpResponseRedirect(reverse("proposals:proposal", args=[made.pk]), status=303)
    context |= {"form": form, "kind_words": Proposal.Kind(kind).label}
    return render(request, "proposals/new.html", context, status=422 if form.errors else 200)


def _form(request: Request, kind: str, record: Any, family_id: int) -> forms.ProposalForm:
    members = registry.members_of(viewer=request.user, family_id=family_id)
    told: dict[str, Any] = {"kind": kind, "members": members, "on": timezone.localdate()}
    data = request.POST if request.method == "POST" else None
    return forms.AnswersForm(data, asked=record, **told) if record else forms.ProposalForm(data, **told)


def _file(request: Request, form: forms.ProposalForm, kind: str, family_id: int) -> Proposal:
    told = form.cleaned_data
    changes = []
    if isinstance(form, forms.AnswersForm):
        record, number = form.asked.record, form.asked.instance.pk
        changes = [actions.Change(record, number, name, value) for name, value in form.answers().items()]
    return actions.file_proposal(
        kind=kind,
        family_id=family_id,
        channel=told["channel"],
        told_by=told["told_by"],
        statement=told["statement"],
        programme=told.get("programme", ""),
        citizen_id=_citizen(request, told),
        changes=changes,
        by=request.user,
        on=timezone.localdate(),
    )


def _citizen(request: Request, told: dict[str, Any]) -> int | None:
    if "objector" not in told:
        return told.get("citizen")
    found = registry.people_with_number(viewer=request.user, number=told["objector"]).first()
    if found is None:
        raise actions.ObjectorElsewhere(fields={"objector": str(actions.ObjectorElsewhere.message)})
    return found.pk


def _show(form: Any, refusal: Refusal) -> None:
    """A refusal beside the field it is about, or above all of them."""
    fields = refusal.fields if isinstance(refusal, BadInput) else {}
    for name, sentence in (fields or {"": str(refusal)}).items():
        known = {"citizen": "objector"}.get(name, name) if name not in form.fields else name
        known = f"a_{name}" if f"a_{name}" in form.fields else known
        form.add_error(known if known in form.fields else None, sentence)
