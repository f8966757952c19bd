"""Pages of what people grow or make: the wish, the needs with their doors, harvests with a picture."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.cases import queries as cases
from lumbung.core import evidence, formats, svg
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, may
from lumbung.districts import actions, forms, queries, words
from lumbung.districts.models import Activity
from lumbung.districts.tables import ACTIVITIES
from lumbung.districts.views.common import sent, took
from lumbung.registry import queries as people


@require_GET
@may("districts.view")
def activities(request: Request) -> HttpResponse:
    """Every activity."""
    table = ACTIVITIES.page(request, queries.activities(viewer=request.user))
    return table.export or render(request, "districts/activities.html", {"table": table})


@require_http_methods(["GET", "POST"])
@may("districts.call")
def wish(request: Request, person_id: int) -> HttpResponse:
    """What somebody wants to grow or make."""
    of = people.person(viewer=request.user, person_id=person_id)
    form = forms.WishForm(request.POST or None, initial={"kind": Activity.Kind.CROPS})
    act = partial(actions.wish_activity, person_id=person_id, by=request.user, on=timezone.localdate())
    made = took(form, act)
    if made is not None:
        messages.success(request, _("Keinginan dicatat; kunjungan konsultasi dijadwalkan."))
        return HttpResponseRedirect(reverse("districts:activity", args=[made.pk]), status=303)
    context = {"form": form, "person": of}
    return render(request, "districts/wish.html", context, status=422 if form.errors else 200)


@require_GET
@may("districts.view")
def activity(request: Request, pk: int) -> HttpResponse:
    """One activity: the visit, what is needed and was given at what cost from which fund, what it brought."""
    user, today = request.user, timezone.localdate()
    one = queries.activity(viewer=user, activity_id=pk)
    harvests = list(queries.harvests_of(viewer=user, activity_id=pk))
    acts = user.may("districts.call") and one.status != Activity.Status.ENDED
    context = {
        "one": one,
        "badge": words.ACTIVITIES[one.status],
        "visits": queries.visits(viewer=user).filter(activity=one),
        "needs": _needs(user, one, acts),
        "harvests": harvests,
        "picture": _picture(harvests) if harvests else "",
        "need_form": forms.NeedForm(auto_id="id_perlu_%s") if acts else None,
        "harvest_form": forms.HarvestForm(initial={"on": today}) if acts and one.status != "wished" else None,
        "end_form": forms.SaidForm(auto_id="id_henti_%s") if acts else None,
    }
    return render(request, "districts/activity.html", context)


def _needs(user: Any, one: Activity, acts: bool) -> list[tuple[Any, Any, Any]]:
    """Each need with the forms of its two doors while it is open."""
    found = list(queries.needs_of(viewer=user, activity_id=one.pk))
    gives = acts and one.status != Activity.Status.WISHED
    plans = cases.on_person(viewer=user, person_id=one.person_id) if gives and user.may("cases.plan") else []
    choices = [(case.pk, str(case)) for case in plans if case.plans.filter(status="approved").exists()]
    items = forms.goods(words.language()) if gives and user.may("in_kind.request") else []
    rows = []
    for need in found:
        opened = gives and need.aid_id is None and need.request_id is None
        mark, start = f"id_{need.pk}_%s", {"rupiah": need.rupiah}
        plan = forms.PlanForm(cases=choices, auto_id=f"{mark}_r", initial=start) if opened and choices else None
        store = forms.GoodsForm(items=items, auto_id=f"{mark}_g") if opened and items else None
        rows.append((need, plan, store))
    return rows


def _picture(harvests: list[Any]) -> str:
    """How much each harvest brought; of one unit only, for kilograms and bundles don't add up."""
    unit = harvests[-1].unit
    same = [one for one in harvests if one.unit == unit]
    items = [
        svg.Bar(f"{formats.day_short(one.on)} {one.what}", float(one.amount), f"{formats.count(one.amount, 1)} {unit}")
        for one in same
    ]
    return svg.bars(
        items, title=_("Hasil panen"), description=_("Banyaknya setiap panen dalam %(unit)s") % {"unit": unit}
    )


@require_POST
@may("districts.call")
def need(request: Request, pk: int) -> HttpResponse:
    """One thing that is needed."""
    act = partial(actions.note_need, activity_id=pk, by=request.user)
    form = forms.NeedForm(request.POST)
    return sent(request, form, act, back="districts:activity", args=(pk,), said=_("Kebutuhan dicatat."))


@require_POST
@may("districts.call")
def give_by_plan(request: Request, pk: int) -> HttpResponse:
    """From the budget of the plan."""
    found = queries.need(viewer=request.user, need_id=pk)
    plans = cases.on_person(viewer=request.user, person_id=found.activity.person_id)
    form = forms.PlanForm(request.POST, cases=[(one.pk, str(one)) for one in plans])
    act = partial(actions.give_by_plan, need_id=pk, by=request.user, on=timezone.localdate())
    told: dict[str, Any] = {
        "back": "districts:activity",
        "args": (found.activity_id,),
        "said": _("Diberikan menurut rencana."),
    }
    return sent(request, form, act, **told)


@require_POST
@may("districts.call")
def ask_goods(request: Request, pk: int) -> HttpResponse:
    """From the store."""
    found = queries.need(viewer=request.user, need_id=pk)
    form = forms.GoodsForm(request.POST, items=forms.goods(words.language()))
    act = partial(actions.ask_goods, need_id=pk, by=request.user, on=timezone.localdate())
    told: dict[str, Any] = {
        "back": "districts:activity",
        "args": (found.activity_id,),
        "said": _("Permintaan barang dikirim."),
    }
    return sent(request, form, act, **told)


@require_POST
@may("districts.call")
def harvest(request: Request, pk: int) -> HttpResponse:
    """What it brought."""
    form = forms.HarvestForm(request.POST, request.FILES)
    act = partial(_harvested, request, pk)
    return sent(request, form, act, back="districts:activity", args=(pk,), said=_("Panen dicatat."))


def _harvested(request: Request, pk: int, *, photo: Any, **told: Any) -> Any:
    content = photo.read() if photo else None
    return actions.note_harvest(activity_id=pk, by=request.user, photo=content, today=timezone.localdate(), **told)


@require_POST
@may("districts.call")
def end(request: Request, pk: int) -> HttpResponse:
    """It goes on no longer."""
    act = partial(actions.end_activity, activity_id=pk, by=request.user)
    form = forms.SaidForm(request.POST)
    return sent(request, form, act, back="districts:activity", args=(pk,), said=_("Usaha ditutup."))


@require_GET
@may("districts.view")
def photo(request: Request, pk: int) -> HttpResponseBase:
    """The photo of a harvest."""
    found = queries.harvest(viewer=request.user, harvest_id=pk)
    if not found.photo:
        raise NotFound(pk)
    return evidence.shown(found.photo, found.media_type)
