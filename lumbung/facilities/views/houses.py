"""Pages of houses: all of them, one with its beds and people, its figures, opening and changing it."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import formats
from lumbung.core.paging import Part
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import Request, done, may, show
from lumbung.facilities import actions, forms, pictures, queries, rules, words
from lumbung.facilities.models import Bed, Facility, Incident, Placement
from lumbung.facilities.tables import INCIDENTS

LATEST, STRETCH, SHOWN = 10, 30, 50


@require_GET
@may("facilities.view")
def facilities(request: Request) -> HttpResponse:
    """Every house in reach with its beds, and the incidents that cannot wait."""
    found = queries.facilities(viewer=request.user)
    part = Part.of(request, found, size=SHOWN)
    context = {
        "rows": [(house, [house.taken, max(house.bed_count - house.taken, 0)]) for house in part.rows],
        "count": found.count(),
        "part": part,
        "manages": request.user.may("facilities.manage"),
    }
    return render(request, "facilities/facilities.html", context)


@require_GET
@may("facilities.view")
def facility(request: Request, pk: int) -> HttpResponse:
    """One house: beds as a picture, who stays, who waits, what becomes free, what happened."""
    user, today = request.user, timezone.localdate()
    house = queries.facility(viewer=user, facility_id=pk)
    p = rules.in_force(today)
    found = queries.residents(viewer=user, facility_id=pk)
    waiting = Part.of(request, queries.waiting(viewer=user, facility_id=pk), size=SHOWN)
    urgent = queries.incidents(viewer=user).filter(facility=house, kind__in=Incident.URGENT)
    context = {
        "house": house,
        "crowd": queries.crowd(viewer=user, facility_id=pk, on=today),
        "norm": formats.count(p.space["square_decimetres"] / 100, 1),
        "beds": _beds(queries.beds_of(viewer=user, facility_id=pk), house),
        "ahead": _ahead(user, house, today),
        "residents": [(one, words.listed(one), *_limit(one, today, p)) for one in found],
        "waiting": [(one, words.listed(one), words.URGENCIES[one.urgency]) for one in waiting.rows],
        "part": waiting,
        "first": waiting.previous * SHOWN + 1,
        "rooms": queries.rooms_of(viewer=user, facility_id=pk),
        "services": [Facility.Service(name).label for name in house.services],
        "incidents": urgent[:LATEST],
        "meals": queries.meals_of(viewer=user, facility_id=pk, on=today),
        "meal_form": forms.MealForm(),
        "incident_form": forms.IncidentForm(),
        "admits": user.may("facilities.admit") and house.status == Facility.Status.OPEN,
        "manages": user.may("facilities.manage"),
        "opens": user.may("facilities.break_glass") and queries.hidden_beds(viewer=user, facility_id=pk).exists(),
    }
    return render(request, "facilities/facility.html", context)


def _limit(one: Any, today: date, p: Any) -> tuple[str, str]:
    return rules.urgency_of_limit(one.stay_type, one.due_on, today, p), words.left((one.due_on - today).days)


def _beds(found: list[tuple[Bed, Placement | None]], house: Any) -> Any:
    marks = [_mark(bed, placement) for bed, placement in found]
    if not marks:
        return ""
    told = {"taken": formats.count(house.taken), "beds": formats.count(house.bed_count)}
    title = _("%(taken)s dari %(beds)s tempat tidur terisi") % told
    return pictures.beds(marks, title=title, description="; ".join(f"{one.label}: {one.note}" for one in marks))


def _mark(bed: Bed, placement: Placement | None) -> pictures.BedMark:
    label = f"{bed.room.name} {bed.label}"
    if placement is not None:
        return pictures.BedMark(label, formats.day_short(placement.due_on), "taken")
    return pictures.BedMark(label, _("kosong") if bed.in_use else _("rusak"), "free" if bed.in_use else "out")


def _ahead(user: Any, house: Any, today: date) -> Any:
    ahead = queries.forecast(viewer=user, facility_id=house.pk, on=today)
    title = _("Tempat tidur yang diperkirakan kosong")
    described = "; ".join(f"{formats.day(day)}: {count}" for day, count in ahead[::7])
    return pictures.free_beds(ahead, title=title, description=described) if house.bed_count else ""


@require_GET
@may("facilities.view")
def figures(request: Request, pk: int) -> HttpResponse:
    """For a manager: occupancy, waiting, length of stay, where people went, over thirty days; no name."""
    user, today = request.user, timezone.localdate()
    house = queries.facility(viewer=user, facility_id=pk)
    since = today - timedelta(days=STRETCH - 1)
    taken = queries.nights(viewer=user, facility_id=pk, since=since, until=today)
    told = queries.figures(viewer=user, facility_id=pk, beds=house.bed_count, since=since, until=today)
    picture = pictures.nights(
        taken, house.bed_count, title=_("Tempat tidur terisi setiap malam"),
        description="; ".join(f"{formats.day(day)}: {count}" for day, count in taken[::5]),
    )  # fmt: skip
    context = {
        "house": house,
        "told": told,
        "crowd": queries.crowd(viewer=user, facility_id=pk, on=today),
        "picture": picture if house.bed_count else "",
        "to": [(words.Stay.To(name).label, count) for name, count in sorted(told.by_to.items())],
        "since": since,
        "today": today,
        "figures": words.figures(rules.figures(today)),
    }
    return render(request, "facilities/figures.html", context)


@require_http_methods(["GET", "POST"])
@may("facilities.manage")
def new_facility(request: Request) -> HttpResponse:
    """A new house in the viewer's own region."""
    form = forms.FacilityForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        action = partial(actions.open_facility, region_code=request.user.region_code, **form.cleaned_data)
        if answer := _saved(request, form, action):
            return answer
    return render(request, "facilities/new_facility.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may("facilities.manage")
def change_facility(request: Request, pk: int) -> HttpResponse:
    """Whom it is for, services, hours, staff, house rules."""
    house = queries.facility(viewer=request.user, facility_id=pk)
    start = {name: getattr(house, name) for name in forms.FacilityForm.base_fields}
    form = forms.FacilityForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        action = partial(actions.change_facility, facility_id=pk, **form.cleaned_data)
        if answer := _saved(request, form, action):
            return answer
    context = {"form": form, "house": house, "beds": queries.beds_of(viewer=request.user, facility_id=pk)}
    return render(request, "facilities/change_facility.html", context, status=422 if form.errors else 200)


@require_POST
@may("facilities.manage")
def close_facility(request: Request, pk: int) -> HttpResponse:
    """Nobody is let in any more."""
    act = partial(actions.close_facility, facility_id=pk, by=request.user)
    return done(request, act, back="facilities:facility", back_args=(pk,), said=_("Fasilitas ditutup."))


@require_http_methods(["GET", "POST"])
@may("facilities.manage")
def new_room(request: Request, pk: int) -> HttpResponse:
    """A room, with its beds."""
    house = queries.facility(viewer=request.user, facility_id=pk)
    form = forms.RoomForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        action = partial(_add_room, house, dict(form.cleaned_data))
        if answer := _saved(request, form, action):
            return answer
    context = {"form": form, "house": house}
    return render(request, "facilities/new_room.html", context, status=422 if form.errors else 200)


def _add_room(house: Any, told: dict[str, Any], *, by: Any) -> Any:
    beds = told["beds"].split(",") if told["beds"].strip() else []
    return actions.add_room(facility_id=house.pk, by=by, **{**told, "seats": told["seats"] or 0, "beds": beds})


def _saved(request: Request, form: Any, action: Any) -> HttpResponse | None:
    try:
        made = action(by=request.user)
    except Refusal as refusal:
        show(form, refusal)
        return None
    messages.success(request, _("Tersimpan."))
    house_id = made.pk if isinstance(made, Facility) else made.facility_id
    return HttpResponseRedirect(reverse("facilities:facility", args=[house_id]), status=303)


@require_POST
@may("facilities.admit")
def count_meal(request: Request, pk: int) -> HttpResponse:
    """How many ate."""
    form = forms.MealForm(request.POST)
    told = form.cleaned_data if form.is_valid() else {"kind": "", "eaten": -1}
    action = partial(actions.count_meal, facility_id=pk, by=request.user, on=timezone.localdate(), **told)
    return done(request, action, back="facilities:facility", back_args=(pk,), said=_("Tersimpan."))


@require_POST
@may("facilities.admit")
def note_incident(request: Request, pk: int) -> HttpResponse:
    """What happened in the house."""
    form = forms.IncidentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Isi kejadian, apa yang terjadi, dan apa yang dilakukan."))
        return HttpResponseRedirect(reverse("facilities:facility", args=[pk]), status=303)
    stay = request.POST.get("stay", "")
    told = {"stay_id": int(stay) if stay.isdigit() else None, "at": timezone.now(), **form.cleaned_data}
    action = partial(actions.note_incident, facility_id=pk, by=request.user, **told)
    back = ("facilities:stay", int(stay)) if stay.isdigit() else ("facilities:facility", pk)
    return done(request, action, back=back[0], back_args=(back[1],), said=_("Kejadian tercatat."))


@require_GET
@may("facilities.view")
def incidents(request: Request) -> HttpResponse:
    """Everything that happened in houses the viewer may know of."""
    table = INCIDENTS.page(request, queries.incidents(viewer=request.user))
    return table.export or render(request, "facilities/incidents.html", {"table": table})


@require_POST
@may("facilities.manage")
def set_bed(request: Request, pk: int) -> HttpResponse:
    """A bed is broken, or whole again."""
    bed = Bed.objects.visible_to(request.user).filter(pk=pk).first()
    if bed is None:
        raise NotFound(pk)
    told = {"bed_id": pk, "in_use": request.POST.get("dipakai") == "1", "by": request.user}
    action = partial(actions.set_bed_in_use, **told)
    return done(request, action, back="facilities:facility", back_args=(bed.facility_id,), said=_("Tersimpan."))
