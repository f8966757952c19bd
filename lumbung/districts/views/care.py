"""Pages of yearly decisions: the list with what is due, assessing somebody, one decision, its objection, its letter."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import documents, formats
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, done, may
from lumbung.districts import actions, forms, queries, rules, words
from lumbung.districts.models import CareDecision
from lumbung.districts.tables import DECISIONS
from lumbung.districts.views.common import sent, took
from lumbung.regions import queries as regions
from lumbung.registry import queries as people

SHOWN = 20


@require_GET
@may("districts.view")
def decisions(request: Request) -> HttpResponse:
    """Every decision; years that end and objections that wait come first."""
    user, today = request.user, timezone.localdate()
    table = DECISIONS.page(request, queries.decisions(viewer=user))
    context = {
        "table": table,
        "due": [(one, words.last_day(one.during)) for one in queries.due_for_renewal(viewer=user, on=today)[:SHOWN]],
        "objections": queries.to_answer(viewer=user)[:SHOWN],
    }
    return table.export or render(request, "districts/decisions.html", context)


@require_http_methods(["GET", "POST"])
@may("districts.assess")
def assess(request: Request, person_id: int) -> HttpResponse:
    """What somebody needs, and which services are asked for."""
    of = people.person(viewer=request.user, person_id=person_id)
    today = timezone.localdate()
    p = rules.in_force(today)
    start = {"level": CareDecision.Level.GENERAL}
    form = forms.AssessForm(request.POST or None, services=words.services(p), initial=start)
    made = took(form, partial(actions.assess_care, person_id=person_id, by=request.user, on=today))
    if made is not None:
        messages.success(request, _("Penilaian tersimpan dan menunggu keputusan."))
        return HttpResponseRedirect(reverse("districts:decision", args=[made.pk]), status=303)
    about = words.age(people.age_on(born=of.birth_date, on=today))
    context = {"form": form, "person": of, "about": about, "exclusions": words.exclusions(p),
               "ground": words.ground(p.entry("exclusions"))}  # fmt: skip
    return render(request, "districts/assess.html", context, status=422 if form.errors else 200)


@require_GET
@may("districts.view")
def decision(request: Request, pk: int) -> HttpResponse:
    """One decision: what was found, what is granted until when, what may be said against it."""
    user, today = request.user, timezone.localdate()
    one = queries.decision(viewer=user, decision_id=pk)
    p = rules.in_force(one.decided_on or one.assessed_on)
    limit = one.decided_on and rules.working_days_after(one.decided_on, p.care["objection_days"])
    context = {
        "one": one,
        "badge": words.DECISIONS[one.status],
        "needs": [CareDecision.Need(name).label for name in one.needs],
        "services": [words.service(name, p) for name in one.services],
        "until": words.last_day(one.during) if one.status == CareDecision.Status.GRANTED else "",
        "limit": limit,
        "ground": words.ground(p.entry("care")),
        **_offers(user, one, today <= limit if limit else False),
    }
    return render(request, "districts/decision.html", context)


def _offers(user: Any, one: CareDecision, in_time: bool) -> dict[str, Any]:
    """Forms for this person at this moment."""
    decides = user.may("districts.decide")
    waits = one.objected_on is not None and not one.answer
    return {
        "decides": decides and one.status == CareDecision.Status.ASSESSED and one.assessed_by_id != user.pk,
        "refuse_form": forms.SaidForm(auto_id="id_tolak_%s"),
        "end_form": forms.SaidForm(auto_id="id_henti_%s") if decides and one.status == "granted" else None,
        "objection_form": forms.ObjectionForm()
        if user.may("districts.assess") and in_time and one.objected_on is None
        else None,
        "answer_form": forms.AnswerForm(auto_id="id_jawab_%s")
        if decides and waits and one.decided_by_id != user.pk
        else None,
    }


@require_POST
@may("districts.decide")
def decide(request: Request, pk: int) -> HttpResponse:
    """Granted, or not with a reason."""
    grant = request.POST.get("putusan") == "beri"
    told: dict[str, Any] = {"grant": grant, "said": request.POST.get("said", ""), "on": timezone.localdate()}
    act = partial(actions.decide_care, decision_id=pk, by=request.user, **told)
    return done(request, act, back="districts:decision", back_args=(pk,), said=_("Keputusan tersimpan."))


@require_POST
@may("districts.decide")
def end(request: Request, pk: int) -> HttpResponse:
    """Stopped before the year is over."""
    act = partial(actions.end_care, decision_id=pk, by=request.user, on=timezone.localdate())
    form = forms.SaidForm(request.POST)
    return sent(request, form, act, back="districts:decision", args=(pk,), said=_("Layanan dihentikan."))


@require_POST
@may("districts.assess")
def objection(request: Request, pk: int) -> HttpResponse:
    """Somebody doesn't agree."""
    act = partial(actions.object_to_care, decision_id=pk, by=request.user, on=timezone.localdate())
    form = forms.ObjectionForm(request.POST)
    return sent(request, form, act, back="districts:decision", args=(pk,), said=_("Keberatan dicatat."))


@require_POST
@may("districts.decide")
def answer(request: Request, pk: int) -> HttpResponse:
    """It stays, or the person is assessed anew."""
    act = partial(actions.answer_objection, decision_id=pk, by=request.user, on=timezone.localdate())
    form = forms.AnswerForm(request.POST)
    return sent(request, form, act, back="districts:decision", args=(pk,), said=_("Keberatan dijawab."))


@require_GET
@may("districts.view")
def letter(request: Request, pk: int) -> HttpResponse:
    """What the person gets in hand: the decision, until when, and how to object."""
    one = queries.decision(viewer=request.user, decision_id=pk)
    if one.decided_on is None:
        raise NotFound(pk)
    p = rules.in_force(one.decided_on)
    with override("id"):
        limit = rules.working_days_after(one.decided_on, p.care["objection_days"])
        data = {
            "office": regions.office(code=one.region_code),
            "number": f"KL/{one.region_code}/{one.decided_on:%Y}/{one.pk}", "name": one.person.name,
            "place": regions.town(code=one.region_code),
            "granted": one.status != CareDecision.Status.REFUSED, "said": one.said,
            "services": [words.service(name, p) for name in one.services],
            "year": words.year_long(one.during) if one.during else "",
            "by": str(one.decided_by), "day": formats.day_long(one.decided_on), "limit": formats.day_long(limit),
            "law": p.care["ground"]["id"],
        }  # fmt: skip
        content = documents.pdf("districts/templates/districts/letter.typ", data, at=timezone.now())
    response = HttpResponse(content, content_type=documents.MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="keputusan-layanan-{pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
