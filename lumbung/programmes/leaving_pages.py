"""Pages of leaving: recertification, graduation step by step, and the list for livelihoods."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.views import done, may
from lumbung.programmes import actions, leaving_queries
from lumbung.programmes import condition_tables as tables
from lumbung.programmes.condition_forms import DepartureForm, ReasonForm, RecertificationForm
from lumbung.programmes.conditions import wording
from lumbung.programmes.models import Departure, HandOver, Recertification
from lumbung.registry import queries as registry

Status = Departure.Status
STEPS: dict[str, tuple[str, Callable[..., Any], str, Any]] = {
    "asesmen": ("programmes.assess_departure", actions.assess_departure, "what", gettext_lazy("Asesmennya disimpan.")),
    "verifikasi": ("programmes.verify_departure", actions.verify_departure, "", gettext_lazy("Asesmen diverifikasi.")),
    "putus": ("programmes.decide_departure", actions.decide_departure, "why", gettext_lazy("Keluarga ini keluar.")),
    "tolak": ("programmes.verify_departure", actions.reject_departure, "why", gettext_lazy("Tetap peserta.")),
    "terima": ("programmes.decide_departure", actions.readmit_family, "why", gettext_lazy("Boleh ditetapkan lagi.")),
}
NEXT = {Status.FOUND: "asesmen", Status.ASSESSED: "verifikasi", Status.VERIFIED: "putus", Status.DECIDED: "terima"}
WALKED = (Status.FOUND, Status.ASSESSED, Status.VERIFIED, Status.DECIDED)


@require_GET
@may("programmes.view")
def departures(request: Any) -> HttpResponse:
    """Who is on the way out, and who left."""
    table = tables.DEPARTURES.page(request, leaving_queries.departures(viewer=request.user))
    context = {"table": table, "may_find": request.user.may("programmes.verify_departure")}
    return table.export or render(request, "programmes/departures.html", context)


@require_POST
@may("programmes.verify_departure")
def find(request: Any) -> HttpResponse:
    """Let the rule look who has nobody left to count."""
    said = _("Aturan sudah mencari keluarga tanpa anggota yang dihitung.")
    given = {"on": timezone.localdate(), "by": request.user}
    return done(request, actions.find_natural, back="programmes:departures", said=said, **given)


@require_http_methods(["GET", "HEAD", "POST"])
@may("programmes.assess_departure")
def propose(request: Any, family_id: int) -> HttpResponse:
    """Somebody says that a family leaves."""
    family = registry.family(viewer=request.user, family_id=family_id)
    form = DepartureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "family_id": family_id, "by": request.user, "on": timezone.localdate()}
        said = _("Usulan keluar dicatat; lakukan asesmennya.")
        return done(request, actions.propose_departure, back="programmes:departures", said=said, **given)
    status = 422 if request.method == "POST" else 200
    return render(request, "programmes/propose_departure.html", {"family": family, "form": form}, status=status)


@require_GET
@may("programmes.view")
def departure(request: Any, pk: int) -> HttpResponse:
    """One way out: where it stands, who said what, and the next step."""
    viewer = request.user
    found = leaving_queries.departure(viewer=viewer, departure_id=pk)
    following = NEXT.get(Status(found.status), "")
    allowed = bool(following) and viewer.may(STEPS[following][0])
    passed = WALKED.index(found.status) if found.status in WALKED else len(WALKED)
    steps = [
        {"title": title, "state": "done" if place < passed else "now" if place == passed else "next", "note": note}
        for place, (title, note) in enumerate(_steps(found))
    ]
    context = {
        "departure": found,
        "badge": tables.DEPARTURE_BADGES[found.status],
        "steps": steps,
        "next": following if allowed and viewer.pk not in _before(found) else "",
        "form": ReasonForm(),
        "may_reject": found.status in Departure.OPEN
        and (viewer.may("programmes.verify_departure") or viewer.may("programmes.decide_departure")),
        "people": [
            (one, wording.name("schemes", one.scheme))
            for one in leaving_queries.hand_overs(viewer=viewer).filter(departure=found)
        ],
    }
    return render(request, "programmes/departure.html", context)


@require_POST
@may("programmes.assess_departure")
def assess(request: Any, pk: int) -> HttpResponse:
    """What the facilitator found."""
    return _step(request, pk, "asesmen")


@require_POST
@may("programmes.verify_departure")
def verify(request: Any, pk: int) -> HttpResponse:
    """The verifier agrees."""
    return _step(request, pk, "verifikasi")


@require_POST
@may("programmes.decide_departure")
def decide(request: Any, pk: int) -> HttpResponse:
    """The final decision."""
    return _step(request, pk, "putus")


@require_POST
@may("programmes.view")
def reject(request: Any, pk: int) -> HttpResponse:
    """The family stays; the action asks who may say so."""
    return _step(request, pk, "tolak")


@require_POST
@may("programmes.decide_departure")
def readmit(request: Any, pk: int) -> HttpResponse:
    """The family may be decided again."""
    return _step(request, pk, "terima")


@require_GET
@may("programmes.view")
def recertifications(request: Any) -> HttpResponse:
    """Families to look at again."""
    table = tables.RECERTIFICATIONS.page(request, leaving_queries.recertifications(viewer=request.user))
    context = {"table": table, "may_list": request.user.may("programmes.enter_duties")}
    return table.export or render(request, "programmes/recertifications.html", context)


@require_POST
@may("programmes.enter_duties")
def list_recertifications(request: Any) -> HttpResponse:
    """Write down who is due."""
    said = _("Daftar resertifikasi disusun.")
    given = {"on": timezone.localdate(), "by": request.user}
    return done(request, actions.list_recertifications, back="programmes:recertifications", said=said, **given)


@require_http_methods(["GET", "HEAD", "POST"])
@may("programmes.view")
def recertification(request: Any, pk: int) -> HttpResponse:
    """One visit and what it found."""
    found = leaving_queries.recertification(viewer=request.user, recertification_id=pk)
    form = RecertificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "recertification_id": pk, "by": request.user, "on": timezone.localdate()}
        said = _("Hasil kunjungan tersimpan.")
        return done(
            request,
            actions.record_recertification,
            back="programmes:recertification",
            back_args=(pk,),
            said=said,
            **given,
        )
    due = found.status == Recertification.Status.DUE and request.user.may("programmes.assess_departure")
    context = {"found": found, "form": form, "may_record": due}
    return render(request, "programmes/recertification.html", context, status=422 if form.errors else 200)


@require_GET
@may("programmes.view")
def hand_overs(request: Any) -> HttpResponse:
    """Whom livelihoods may take up."""
    found = leaving_queries.hand_overs(viewer=request.user)
    table = tables.HAND_OVERS.page(request, found)
    may_take = request.user.may("programmes.take_hand_over")
    waiting = found.filter(status=HandOver.Status.WAITING)[:20] if may_take else []
    return table.export or render(request, "programmes/hand_overs.html", {"table": table, "waiting": waiting})


@require_POST
@may("programmes.take_hand_over")
def take(request: Any, pk: int) -> HttpResponse:
    """Livelihoods take one person up."""
    given = {"hand_over_id": pk, "by": request.user, "on": timezone.localdate()}
    return done(request, actions.take_hand_over, back="programmes:hand_overs", said=_("Sudah diambil."), **given)


def _step(request: Any, pk: int, step: str) -> HttpResponse:
    _permission, action, field, said = STEPS[step]
    given = {"departure_id": pk, "by": request.user, "on": timezone.localdate()}
    if field:
        given[field] = request.POST.get("why", "")
    return done(request, action, back="programmes:departure", back_args=(pk,), said=str(said), **given)


def _before(found: Departure) -> set[int | None]:
    people = {Status.ASSESSED: {found.assessed_by_id}, Status.DECIDED: {found.decided_by_id}}
    people[Status.VERIFIED] = {found.assessed_by_id, found.verified_by_id}
    return people.get(Status(found.status), set())


def _steps(found: Departure) -> list[tuple[str, str]]:
    return [
        (_("Ditemukan"), found.get_route_display()),
        (_("Asesmen lapangan"), _who(found.assessed_by, found.assessment)),
        (_("Verifikasi"), _who(found.verified_by, "")),
        (_("Putusan akhir"), _who(found.decided_by, found.said)),
    ]


def _who(person: Any, said: str) -> str:
    return ": ".join(str(part) for part in (person, said) if part)
