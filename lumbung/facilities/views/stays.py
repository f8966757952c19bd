"""Pages of stays: letting in, the waiting list, one stay with its days, leaving."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, may, show
from lumbung.facilities import actions, forms, queries, rules, words
from lumbung.facilities.models import Extension, Stay, Waiting
from lumbung.facilities.tables import STAYS

SHOWN = 20


@require_GET
@may("facilities.view")
def stays(request: Request) -> HttpResponse:
    """Every stay the viewer may know of; what is near its limit, and what waits for a conference."""
    user, today = request.user, timezone.localdate()
    table = STAYS.page(request, queries.stays(viewer=user))
    asked = queries.extensions(viewer=user).filter(status=Extension.Status.ASKED)
    due = queries.due_soon(viewer=user, on=today)
    p = rules.in_force(today)
    context = {
        "table": table,
        "asked": [(one, words.listed(one.stay)) for one in asked[:SHOWN]],
        "due": [
            (one, words.listed(one), rules.urgency_of_limit(one.stay_type, one.due_on, today, p),
             words.left((one.due_on - today).days))
            for one in due[:SHOWN]
        ],
    }  # fmt: skip
    return table.export or render(request, "facilities/stays.html", context)


@require_GET
@may("facilities.view")
def stay(request: Request, pk: int) -> HttpResponse:
    """One stay: how long still, where they sleep, in and out, what is kept, what this person may do."""
    user, today = request.user, timezone.localdate()
    found = queries.stay(viewer=user, stay_id=pk)
    p = rules.in_force(today)
    kept = list(queries.belongings_of(viewer=user, stay_id=pk))
    context = {
        "stay": found,
        "badge": words.STAYS[found.status],
        "limit": rules.urgency_of_limit(found.stay_type, found.due_on, today, p),
        "left": words.left((found.due_on - today).days),
        "gone": max((today - found.admitted_on).days, 0),
        "days": (found.due_on - found.admitted_on).days,
        "placements": queries.placements_of(viewer=user, stay_id=pk),
        "leaves": queries.leaves_of(viewer=user, stay_id=pk),
        "belongings": [(one, forms.SignForm(auto_id=f"id_{one.pk}_%s")) for one in kept],
        "incidents": queries.incidents(viewer=user).filter(stay=found),
        "extensions": [
            (one, words.EXTENSIONS[one.status]) for one in queries.extensions(viewer=user).filter(stay=found)
        ],
        "openings": queries.openings(viewer=user).filter(stay=found),
        "judges": found.readers is not None and user.pk in found.readers,
        "ground": words.ground(p.entry("stays")),
        **_offers(user, found, p),
    }
    return render(request, "facilities/stay.html", context)


def _offers(user: Any, found: Stay, p: Any) -> dict[str, Any]:
    """Forms for this person at this moment."""
    offers: dict[str, Any] = {}
    if not found.is_open:
        return offers
    if user.may("facilities.decide_stay"):
        waits = queries.extensions(viewer=user).filter(stay=found, status=Extension.Status.ASKED)
        offers["decides"] = waits.exclude(asked_by=user.pk).first()
        offers["decide_form"] = forms.DecideForm()
    if not user.may("facilities.admit"):
        return offers
    asked = queries.extensions(viewer=user).filter(stay=found, status=Extension.Status.ASKED).exists()
    more = None if asked else rules.extended(found.stay_type, found.due_on, found.extensions, p)
    return offers | {
        "acts": True,
        "leave_form": forms.LeaveForm() if found.status == Stay.Status.INSIDE else None,
        "belonging_form": forms.BelongingForm(auto_id="id_titip_%s"),
        "incident_form": forms.IncidentForm(auto_id="id_kejadian_%s"),
        "extension_form": forms.SaidForm(auto_id="id_panjang_%s") if more else None,
        "more": more,
        "discharge_form": forms.DischargeForm(auto_id="id_pulang_%s"),
        "move_form": forms.MoveForm(beds=queries.free_beds_for(viewer=user, stay=found)),
        "named_form": None if found.person_id else forms.NamedForm(auto_id="id_orang_%s"),
        "readers_form": _readers_form(user, found),
    }


def _readers_form(user: Any, found: Stay) -> forms.ReadersForm | None:
    """Who broke the glass changes nothing about who may know."""
    named = found.readers is None or user.pk in found.readers
    return forms.ReadersForm(auto_id="id_pembaca_%s") if named else None


@require_http_methods(["GET", "POST"])
@may("facilities.admit")
def admit(request: Request, pk: int) -> HttpResponse:
    """Somebody at the door: a bed tonight, or a place on the list."""
    house = queries.facility(viewer=request.user, facility_id=pk)
    start = {"stay_type": Stay.Type.EMERGENCY, "youth": Stay.Youth.ORDINARY, "urgency": Waiting.Urgency.DANGER}
    form = forms.ArrivalForm(request.POST if request.method == "POST" else None, initial={**start, "sex": house.sex})
    if form.is_bound and form.is_valid():
        try:
            answer = _let_in(request, house, dict(form.cleaned_data))
        except Refusal as refusal:
            show(form, refusal)
        else:
            return answer
    crowd = queries.crowd(viewer=request.user, facility_id=pk, on=timezone.localdate())
    context = {"form": form, "house": house, "crowd": crowd}
    return render(request, "facilities/admit.html", context, status=422 if form.errors else 200)


def _let_in(request: Request, house: Any, told: dict[str, Any]) -> HttpResponse:
    readers: list[int] | None = [] if told.pop("secret") else None
    urgency, brought_by, number = (told.pop(name) for name in ("urgency", "brought_by", "case_number"))
    common = {"facility_id": house.pk, "who": actions.Arrival(**told), "by": request.user, "at": timezone.now()}
    if request.POST.get("langkah") == "antre":
        actions.wait(urgency=urgency, readers=readers, **common)
        messages.success(request, _("Masuk antrean."))
        return HttpResponseRedirect(reverse("facilities:facility", args=[house.pk]), status=303)
    more = {"brought_by": brought_by, "case_number": number, "urgency": urgency, "readers": readers}
    made = actions.admit(**common, **more)
    messages.success(request, _("Diterima. Tempat tidurnya sudah disiapkan."))
    return HttpResponseRedirect(reverse("facilities:stay", args=[made.pk]), status=303)


@require_http_methods(["POST"])
@may("facilities.admit")
def admit_waiting(request: Request, pk: int) -> HttpResponse:
    """The next one on the list gets a bed."""
    found = queries.waiting_one(viewer=request.user, waiting_id=pk)
    try:
        made = actions.admit_waiting(waiting_id=pk, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("facilities:facility", args=[found.facility_id]), status=303)
    return HttpResponseRedirect(reverse("facilities:stay", args=[made.pk]), status=303)


@require_http_methods(["POST"])
@may("facilities.admit")
def withdraw_waiting(request: Request, pk: int) -> HttpResponse:
    """They no longer need the bed."""
    found = queries.waiting_one(viewer=request.user, waiting_id=pk)
    action = partial(actions.withdraw_waiting, waiting_id=pk, said=request.POST.get("said", ""), by=request.user)
    try:
        action()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Dicabut dari antrean."))
    return HttpResponseRedirect(reverse("facilities:facility", args=[found.facility_id]), status=303)
