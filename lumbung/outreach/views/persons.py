"""Persons: the list, somebody found, one person with all that is theirs, the first visit, the choice of a cadre."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.cases import queries as cases
from lumbung.core.views import Request, done, may
from lumbung.outreach import actions, forms, queries, rules, words
from lumbung.outreach.models import Match, Outreach, WorkshopMember
from lumbung.outreach.tables import PERSONS
from lumbung.outreach.views.common import filled, page, posted
from lumbung.registry import queries as registry

SHOWN = 20


@require_GET
@may("outreach.view")
def persons(request: Request) -> HttpResponse:
    """Everybody whom this person may know of."""
    table = PERSONS.page(request, queries.persons(viewer=request.user))
    context = {"table": table, "leads": request.user.may("outreach.lead"), "finds": request.user.may("outreach.find")}
    return table.export or page(request, "outreach/persons.html", context)


@require_http_methods(["GET", "POST"])
@may("outreach.find")
def find(request: Request) -> HttpResponse:
    """Somebody is found or referred; `?orang=` names a person of the registry."""
    number = request.GET.get("orang", "")
    known = registry.person(viewer=request.user, person_id=int(number)) if number.isdigit() else None
    source = Outreach.Source.VILLAGE if request.user.may("registry.view") else Outreach.Source.CADRE
    form = forms.FindForm(
        posted(request), within=request.user.region_code, known=known is not None, initial={"source": source}
    )
    act = partial(actions.find, person_id=known.pk if known else None, by=request.user, on=timezone.localdate())
    sees = request.user.may("outreach.view")
    back = (lambda made: reverse("outreach:person", args=[made.pk])) if sees else (lambda _made: reverse("home"))
    said = _("Terima kasih. Pekerja sosial akan mengunjungi rumahnya.")
    heading = _("Siapa yang Anda temukan?")
    return filled(request, form, act, back=back, said=said, title=heading, known=known, cancel_url=reverse("home"))


@require_GET
@may("outreach.see")
def person(request: Request, pk: int) -> HttpResponse:
    """One person: where they stand, their visits, the way into a workshop, and what this viewer may do."""
    user = request.user
    found = queries.person(viewer=user, outreach_id=pk)
    given: dict[str, Any] = {"viewer": user, "outreach_id": pk}
    visits = queries.visits(viewer=user).filter(outreach=found)
    matches = list(queries.matches_of(**given))
    current = next((one for one in matches if one.status == Match.Status.OPEN), None)
    context = {
        "one": found,
        "name": words.masked(found.case),
        "badge": words.PERSONS[found.status],
        "steps": _steps(found),
        "visits": [(one, words.VISITS[one.status]) for one in visits[:SHOWN]],
        "match": current,
        "near": words.near(current.near, current.metres) if current else "",
        "matches": [(one, words.MATCHES[one.status]) for one in matches],
        "evaluations": queries.evaluations_of(**given)[:SHOWN],
        "memberships": [(one, words.MEMBERS[one.status]) for one in queries.memberships_of(**given)],
        "sees_case": user.may("cases.view"),
        "sees_desk": user.may("referrals.view"),
        "asked": [(one, words.NEEDS[one.status]) for one in queries.asked_for(**given)],
        "ask_form": forms.AskForm(auto_id="k_%s") if user.may("outreach.visit") else None,
        **_offers(request, found, current),
    }
    return page(request, "outreach/person.html", context)


def _steps(found: Outreach) -> list[dict[str, Any]]:
    """The way in five words, and where this person is on it."""
    order: list[str] = [
        Outreach.Status.FOUND,
        Outreach.Status.VISITED,
        Outreach.Status.SERVED,
        Outreach.Status.AFTERCARE,
    ]
    names = [_("Ditemukan"), _("Dikunjungi"), _("Didampingi kader"), _("Mandiri")]
    at = order.index(found.status) if found.status in order else len(order)
    return [
        {"title": name, "state": "done" if place < at or place == 0 else "now" if place == at else "next"}
        for place, name in enumerate(names)
    ]


def _offers(request: Request, found: Outreach, current: Match | None) -> dict[str, Any]:
    """Forms for this person at this moment."""
    if not request.user.may("outreach.lead") or found.status == Outreach.Status.ENDED:
        return {"leads": False}
    today = timezone.localdate()
    serving = found.status == Outreach.Status.SERVED
    return {
        "leads": True,
        "schedule_form": forms.ScheduleForm(initial={"first_on": today}, auto_id="j_%s") if current else None,
        "evaluation_form": forms.EvaluationForm(auto_id="e_%s") if serving else None,
        "person_form": forms.PersonForm(auto_id="o_%s") if found.case.person_id is None else None,
        "end_match_form": forms.ReasonForm(auto_id="l_%s") if current else None,
        "end_form": forms.ReasonForm(auto_id="s_%s"),
        "independence": rules.in_force(today).independence if found.status != Outreach.Status.FOUND else None,
        "serving": serving,
    }


@require_http_methods(["GET", "POST"])
@may("outreach.lead")
def home(request: Request, pk: int) -> HttpResponse:
    """The first visit; then on to the baseline of social functioning."""
    found = queries.person(viewer=request.user, outreach_id=pk)
    told = {"home": found.home, "wished_sex": found.wished_sex}
    where = {"latitude": found.latitude or "", "longitude": found.longitude or ""}
    form = forms.HomeForm(posted(request), initial=told | where)
    now: dict[str, Any] = {"on": timezone.localdate(), "at": timezone.now()}
    act = partial(actions.visit_home, outreach_id=pk, by=request.user, **now)
    return filled(
        request, form, act, back=lambda _made: _baseline(request, found), said=_("Kunjungan pertama tersimpan."),
        title=_("Kunjungan pertama"), one=found, button=_("Simpan, lalu ukur keberfungsian"),
        cancel_url=reverse("outreach:person", args=[pk]),
    )  # fmt: skip


def _baseline(request: Request, found: Outreach) -> str:
    """The draft of the baseline where it waits to be answered, else the person's page."""
    drafts = cases.assessments(viewer=request.user, case_id=found.case_id).filter(moment="baseline", status="draft")
    draft = drafts.first()
    if draft is None or not request.user.may("cases.assess"):
        return reverse("outreach:person", args=[found.pk])
    return reverse("cases:assessment", args=[draft.pk])


@require_http_methods(["GET", "POST"])
@may("outreach.lead")
def choose(request: Request, pk: int) -> HttpResponse:
    """Cadres for one person in the order in which somebody should look at them; one is chosen."""
    found = queries.person(viewer=request.user, outreach_id=pk)
    today = timezone.localdate()
    most = rules.in_force(today).cadre["persons"]
    ranked = queries.ranked(viewer=request.user, outreach_id=pk, on=today, most=SHOWN)
    chosen = request.POST.get("kader", "")
    if request.method == "POST":
        told = {"outreach_id": pk, "cadre_id": int(chosen) if chosen.isdigit() else 0}
        act = partial(actions.match, **told, over_reason=request.POST.get("alasan", ""), by=request.user, on=today)
        return done(request, act, back="outreach:person", back_args=(pk,), said=_("Kader dipilih."))
    context = {
        "one": found,
        "name": words.masked(found.case),
        "most": most,
        "cadres": [
            (cadre, words.near(one.pair.near, one.pair.metres), words.load(one.load, most), one.load >= most, one.pair)
            for cadre, one in ranked
        ],
    }
    return page(request, "outreach/choose.html", context)


@require_http_methods(["GET", "POST"])
@may("outreach.lead")
def plan(request: Request, pk: int) -> HttpResponse:
    """The plan at home, submitted to a second person."""
    found = queries.person(viewer=request.user, outreach_id=pk)
    sides = ["daily", "social", "work"]
    form = forms.PlanForm(posted(request), viewer=request.user, initial={"sides": sides})
    act = partial(actions.plan, outreach_id=pk, by=request.user, on=timezone.localdate())
    back = reverse("cases:plan", args=[found.case_id])
    return filled(
        request, form, lambda **_told: act(**form.told()), back=lambda _made: back,
        said=_("Rencana diajukan. Orang kedua menyetujuinya."), title=_("Rencana di rumah"), one=found,
        button=_("Ajukan rencana"), cancel_url=reverse("outreach:person", args=[pk]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@may("outreach.lead")
def ask_entry(request: Request, pk: int) -> HttpResponse:
    """A wish to work in a workshop."""
    found = queries.person(viewer=request.user, outreach_id=pk)
    shops = [one for one in queries.workshops(viewer=request.user) if one.status == "open"]
    form = forms.EntryForm(posted(request), workshops=shops)

    def act(workshop: int, trade: str, wish: str) -> WorkshopMember:
        told: dict[str, Any] = {"workshop_id": workshop, "trade": trade, "wish": wish}
        return actions.ask_entry(outreach_id=pk, **told, by=request.user, on=timezone.localdate())

    return filled(
        request, form, act, back=lambda _made: reverse("outreach:person", args=[pk]),
        said=_("Diajukan. Supervisor atau kepala sentra memutuskannya."), title=_("Masuk sanggar kerja"), one=found,
        button=_("Ajukan"), cancel_url=reverse("outreach:person", args=[pk]),
    )  # fmt: skip
