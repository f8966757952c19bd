"""Pages of one request: its way and why, the assessment, the hand-over and its minutes; and a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core import formats
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import Request, may, show
from lumbung.in_kind import actions, forms, kinds, queries, words
from lumbung.in_kind.kinds import Kind
from lumbung.in_kind.models import Evidence
from lumbung.in_kind.models import Request as Asked
from lumbung.proposals import queries as proposals
from lumbung.regions import queries as regions
from lumbung.registry import queries as registry

Status = Asked.Status
OF_ASSESSMENT = (Status.ASKED, Status.ASSESSED)


@require_GET
@may("in_kind.view")
def request(request: Request, pk: int) -> HttpResponse:
    """One request: where it stands and why, what was found, what is set aside, and what this person may do."""
    found = queries.request(viewer=request.user, request_id=pk)
    kind = kinds.find(found.kind)
    context = {
        "asked": found,
        "kind": kind,
        "title": words.item_of(found),
        "badge": words.BADGES[found.status],
        "steps": _way(found),
        "why": _why(found, kind),
        "answers": _answers(found, kind),
        "needs": [
            (words.pieces(kind.name, one.item, one.quantity), words.item(kind.name, one.item), one)
            for one in found.needs.order_by("pk")
        ],
        "allotments": [
            (words.pieces(kind.name, one.need.item, one.quantity), words.item(kind.name, one.need.item), one)
            for one in found.allotments.select_related("need").order_by("pk")
        ],
        "photos": queries.evidence_of(viewer=request.user, request_id=pk),
        "fitting": [(words.said(step.words), note) for step, note in queries.steps_of(request=found)]
        if found.needs.exists()
        else [],
        "visits": [
            (one, words.OUTCOMES.get(one.outcome, "wait"), forms.VisitForm(auto_id=f"id_{one.pk}_%s"))
            for one in found.visits.order_by("due_on")
        ],
        "tie": words.tie(found.tied),
        "handover": queries.handover_of(request=found),
        **_offers(request.user, found, kind),
    }
    return render(request, "in_kind/request.html", context)


def _way(found: Asked) -> list[dict[str, Any]]:
    """The chain as pages draw it; an ended one stops where it was."""
    handover = queries.handover_of(request=found)
    handed = handover.on if handover else None
    days = {
        Status.ASKED: found.filed_on, Status.ASSESSED: found.assessed_on, Status.LISTED: found.approved_on,
        Status.ALLOTTED: found.allotted_on, Status.HANDED: handed, Status.CLOSED: found.closed_on,
    }  # fmt: skip
    if found.status in (Status.REFUSED, Status.WITHDRAWN):
        last = {"title": found.get_status_display(), "state": "failed", "on": formats.day(found.closed_on)}
        passed = [one for one in (Status.ASKED, Status.ASSESSED) if days[one]]
        return [*({"title": words.STEPS[one], "state": "done", "on": formats.day(days[one])} for one in passed), last]
    now = Asked.WAY.index(Status(found.status))
    return [
        {
            "title": words.STEPS[one],
            "state": "done" if at <= now else "now" if at == now + 1 else "next",
            "on": formats.day(days[one]) if days.get(one) and at <= now else "",
        }
        for at, one in enumerate(Asked.WAY)
    ]


def _why(found: Asked, kind: Kind) -> dict[str, Any] | None:
    """The rule of today on this request: conditions with their marks, points by part; nothing before an assessment."""
    if found.status == Status.ASKED or not found.is_open:
        return None
    judged = queries.judgement(request=found, on=timezone.localdate())
    marks = {**dict.fromkeys(judged.unmet, "no"), **dict.fromkeys(judged.open, "q")}
    asked, narrowed = {one.name for one in kind.asked_of(found.item)}, kind.only_for()
    conditions = kind.parameters.on(timezone.localdate()).conditions.plain
    names = [
        name for name, one in conditions.items() if one.get("column") in asked or one.get("column") not in narrowed
    ]
    counted = [(words.column(kind, name), points) for name, points in judged.parts.items() if points]
    return {
        "conditions": [(words.condition(kind, name), marks.get(name, "ok")) for name in names],
        "parts": counted,
        "points": judged.points,
        "most": max((points for _name, points in counted if points), default=1),
        "unknown": ", ".join(words.column(kind, name) for name in judged.unknown),
    }


def _answers(found: Asked, kind: Kind) -> list[tuple[str, str]]:
    given = dict(found.answers.values_list("question", "value"))
    return [(words.said(one.words), words.answer(one, given[one.name])) for one in kind.questions if one.name in given]


def _offers(user: Any, found: Asked, kind: Kind) -> dict[str, Any]:
    """Buttons and forms for this person; whose own family it is gets none of them, but a sentence."""
    if found.family_id in proposals.own_families(viewer=user):
        return {"own": True}
    photographs = user.may("in_kind.assess") and found.status in OF_ASSESSMENT
    hands = user.may("in_kind.hand_over")
    after = hands and found.status in (Status.ALLOTTED, Status.FITTED, Status.HANDED)
    shows = kind.evidence if photographs else [Evidence.Kind.FITTING, Evidence.Kind.RECEIPT]
    approves = user.may("in_kind.approve")
    undone = [step for step, note in queries.steps_of(request=found) if note is None]
    return {
        "assesses": user.may("in_kind.assess") and found.status == Status.ASKED,
        "decides": approves and found.status == Status.ASSESSED and found.assessed_by_id != user.pk,
        "reopens": approves and found.status in (Status.ASSESSED, Status.LISTED),
        "photo_form": forms.EvidenceForm(shows=shows) if photographs or after else None,
        "step_form": forms.StepForm(steps=undone) if hands and found.status == Status.ALLOTTED else None,
        "hands_over": hands and found.status == Status.FITTED,
        "visits_now": hands and found.status == Status.HANDED,
        "frees": user.may("in_kind.allot") and found.status == Status.ALLOTTED,
        "withdraws": user.may("in_kind.request") and found.status in (*OF_ASSESSMENT, Status.LISTED),
    }


@require_http_methods(["GET", "POST"])
@may("in_kind.request")
def new(request: Request, family_id: int) -> HttpResponse:
    """What is asked, for the person or the house that the address names."""
    family = registry.family(viewer=request.user, family_id=family_id)
    name, whom = request.GET.get("jenis", ""), request.GET.get("orang", "")
    if name not in kinds.names():
        fitting = [(one, words.title(kinds.find(one)), kinds.find(one).of == kinds.FAMILY) for one in kinds.names()]
        members = registry.members_of(viewer=request.user, family_id=family_id)
        return render(request, "in_kind/choose.html", {"family": family, "kinds": fitting, "members": members})
    kind = kinds.find(name)
    person = registry.person(viewer=request.user, person_id=int(whom)) if whom.isdigit() else None
    form = forms.RequestForm(request.POST if request.method == "POST" else None, kind=kind)
    if form.is_bound and form.is_valid():
        told: dict[str, Any] = {"kind": name, "family_id": family_id, "person_id": person.pk if person else None}
        try:
            made = actions.file_request(**told, **form.cleaned_data, by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Permintaan dicatat. Pendamping akan datang untuk asesmen."))
            return HttpResponseRedirect(reverse("in_kind:request", args=[made.pk]), status=303)
    context = {"form": form, "title": words.title(kind), "family": family, "person": person}
    return render(request, "in_kind/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may("in_kind.assess")
def assess(request: Request, pk: int) -> HttpResponse:
    """The questions of the kind, with what was answered before."""
    found = queries.request(viewer=request.user, request_id=pk)
    given = dict(found.answers.values_list("question", "value"))
    data = request.POST if request.method == "POST" else None
    form = forms.AssessmentForm(data, kind=kinds.find(found.kind), item=found.item, initial=given)
    if form.is_bound and form.is_valid():
        try:
            actions.assess(request_id=pk, answers=form.answers(), by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Asesmen tersimpan. Orang kedua memutuskan."))
            return HttpResponseRedirect(reverse("in_kind:request", args=[pk]), status=303)
    context = {"form": form, "asked": found, "title": words.item_of(found), "photos": found.evidence.count()}
    return render(request, "in_kind/assess.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may("in_kind.hand_over")
def hand_over(request: Request, pk: int) -> HttpResponse:
    """Who received it, how it was signed; the minutes are printed before and after."""
    found = queries.request(viewer=request.user, request_id=pk)
    name = found.person.name if found.person else found.family.head_name
    form = forms.HandoverForm(request.POST if request.method == "POST" else None, initial={"receiver": name})
    if form.is_bound and form.is_valid():
        try:
            actions.hand_over(request_id=pk, **form.cleaned_data, by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Serah terima tersimpan. Kunjungan berikutnya sudah dijadwalkan."))
            return HttpResponseRedirect(reverse("in_kind:request", args=[pk]), status=303)
    context = {"form": form, "asked": found, "title": words.item_of(found)}
    return render(request, "in_kind/hand_over.html", context, status=422 if form.errors else 200)


@require_GET
@may("in_kind.view")
def minutes(request: Request, pk: int) -> HttpResponse:
    """The minutes of the hand-over on paper, with room for a signature, a thumb or a witness."""
    found = queries.request(viewer=request.user, request_id=pk)
    if found.status not in (Status.FITTED, Status.HANDED, Status.CLOSED):
        raise NotFound(pk)
    photos = queries.evidence_of(viewer=request.user, request_id=pk)
    goods = found.allotments.select_related("need").order_by("pk")
    context = {
        "asked": found,
        "handover": queries.handover_of(request=found),
        "signature": photos.filter(kind=Evidence.Kind.SIGNATURE).first(),
        "today": timezone.localdate(),
        "place": regions.paths(codes=[found.region_code]).get(found.region_code, found.region_code),
        "goods": [
            (
                words.item(found.kind, one.need.item, found.size),
                words.pieces(found.kind, one.need.item, one.quantity),
                one,
            )
            for one in goods
        ],
    }
    return render(request, "in_kind/minutes.html", context)
