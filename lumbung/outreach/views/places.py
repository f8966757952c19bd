"""Parent groups, workshops and mobile days: lists with a form for a new one, and one of each."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.views import Request, may
from lumbung.outreach import actions, forms, queries, words
from lumbung.outreach.models import ServiceDay, WorkshopMember
from lumbung.outreach.views.common import filled, page, posted, sent

MOST = 200


def _new(request: Request, form: Any, act: Any, name: str, title: str, said: str) -> HttpResponse:
    back = f"outreach:{name}s"
    return filled(
        request, form, act, back=lambda made: reverse(f"outreach:{name}", args=[made.pk]), title=title, said=said,
        cancel_url=reverse(back),
    )  # fmt: skip


@require_GET
@may("outreach.view")
def groups(request: Request) -> HttpResponse:
    """Parent groups within reach."""
    found = queries.groups_with_members(viewer=request.user, on=timezone.localdate())[:MOST]
    context = {"groups": found, "leads": request.user.may("outreach.lead")}
    return page(request, "outreach/groups.html", context)


@require_http_methods(["GET", "POST"])
@may("outreach.lead")
def new_group(request: Request) -> HttpResponse:
    """Parents begin to meet."""
    form = forms.GroupForm(posted(request), within=request.user.region_code)
    act = partial(actions.open_group, by=request.user, on=timezone.localdate())
    return _new(request, form, act, "group", _("Kelompok orang tua baru"), _("Kelompok tercatat."))


@require_GET
@may("outreach.view")
def group(request: Request, pk: int) -> HttpResponse:
    """One group: members, meetings, what was talked about."""
    user = request.user
    found = queries.group(viewer=user, group_id=pk)
    leads = user.may("outreach.lead")
    members = queries.members_of_group(viewer=user, group_id=pk)
    persons = queries.persons(viewer=user).exclude(status="ended").filter(region_code__startswith=found.region_code[:8])
    context = {
        "group": found,
        "members": [(one, words.masked(one.case)) for one in members],
        "meetings": [(one, words.HELD[one.status]) for one in queries.meetings_of(viewer=user, group_id=pk)[:20]],
        "member_form": forms.MemberForm(persons=persons[:MOST], auto_id="a_%s") if leads else None,
        "meeting_form": forms.MeetingForm(initial={"on": timezone.localdate()}, auto_id="p_%s") if leads else None,
        "cancel_form": forms.ReasonForm(auto_id="b_%s") if leads else None,
    }
    return page(request, "outreach/group.html", context)


@require_POST
@may("outreach.lead")
def join_group(request: Request, pk: int) -> HttpResponse:
    """A parent comes."""
    persons = queries.persons(viewer=request.user).exclude(status="ended")
    form = forms.MemberForm(request.POST, persons=persons)

    def act(outreach: int, name: str, relation: str) -> Any:
        told: dict[str, Any] = {"group_id": pk, "outreach_id": outreach, "name": name, "relation": relation}
        return actions.join_group(**told, by=request.user, on=timezone.localdate())

    return sent(request, form, act, back=("group", pk), said=_("Anggota tercatat."))


@require_POST
@may("outreach.lead")
def plan_meeting(request: Request, pk: int) -> HttpResponse:
    """A day and a topic."""
    act = partial(actions.plan_meeting, group_id=pk, by=request.user)
    return sent(request, forms.MeetingForm(request.POST), act, back=("group", pk), said=_("Pertemuan direncanakan."))


@require_http_methods(["GET", "POST"])
@may("outreach.lead")
def meeting(request: Request, pk: int) -> HttpResponse:
    """What was talked about, and who came."""
    found = queries.meeting(viewer=request.user, meeting_id=pk)
    members = queries.members_of_group(viewer=request.user, group_id=found.group_id)
    came = [member for member, was in queries.came_to(viewer=request.user, meeting_id=pk).items() if was]
    form = forms.HoldForm(posted(request), members=members, initial={"came": came, "said": found.said})
    act = partial(actions.hold_meeting, meeting_id=pk, by=request.user, on=timezone.localdate())
    back = reverse("outreach:group", args=[found.group_id])
    return filled(
        request, form, act, back=lambda _made: back, said=_("Pertemuan tersimpan."), title=found.topic, cancel_url=back
    )


@require_GET
@may("outreach.view")
def workshops(request: Request) -> HttpResponse:
    """Workshops within reach."""
    context = {
        "workshops": [
            (one, words.trades(one.trades)) for one in queries.workshops_with_members(viewer=request.user)[:MOST]
        ],
        "asked": [(one, words.masked(one.case)) for one in queries.entries_asked(viewer=request.user)[:MOST]],
        "leads": request.user.may("outreach.lead"),
    }
    return page(request, "outreach/workshops.html", context)


@require_http_methods(["GET", "POST"])
@may("outreach.lead")
def new_workshop(request: Request) -> HttpResponse:
    """A community opens a workshop."""
    form = forms.WorkshopForm(posted(request), within=request.user.region_code)
    act = partial(actions.open_workshop, by=request.user, on=timezone.localdate())
    return _new(request, form, act, "workshop", _("Sanggar kerja baru"), _("Sanggar tercatat."))


@require_GET
@may("outreach.view")
def workshop(request: Request, pk: int) -> HttpResponse:
    """One workshop: its places, who waits, who works there, the days."""
    user = request.user
    found = queries.workshop(viewer=user, workshop_id=pk)
    everybody = list(queries.members_of_workshop(viewer=user, workshop_id=pk))
    inside = [one for one in everybody if one.status == WorkshopMember.Status.MEMBER]
    leads, decides = user.may("outreach.lead"), user.may("outreach.decide")
    context = {
        "workshop": found,
        "trades": words.trades(found.trades),
        "inside": len(inside),
        "members": [
            (
                one, words.masked(one.case), words.MEMBERS[one.status],
                forms.DecideForm(auto_id=f"d{one.pk}_%s")
                if decides and one.status == WorkshopMember.Status.ASKED and one.asked_by_id != user.pk else None,
                forms.LeaveForm(auto_id=f"k{one.pk}_%s") if leads and one in inside else None,
            )
            for one in everybody
        ],
        "days": queries.work_days_of(viewer=user, workshop_id=pk),
        "day_form": _work_day_form(inside) if leads and inside else None,
        "turns": words.TURNS[found.status] if leads else None,
    }  # fmt: skip
    return page(request, "outreach/workshop.html", context)


def _work_day_form(inside: Any) -> forms.WorkDayForm:
    return forms.WorkDayForm(members=inside, initial={"on": timezone.localdate()})


@require_POST
@may("outreach.lead")
def note_work_day(request: Request, pk: int) -> HttpResponse:
    """Who came on a day."""
    members = queries.members_of_workshop(viewer=request.user, workshop_id=pk).filter(status="member")
    form = forms.WorkDayForm(request.POST, members=members)
    act = partial(actions.note_work_day, workshop_id=pk, by=request.user)
    return sent(request, form, act, back=("workshop", pk), said=_("Kehadiran tersimpan."))


@require_POST
@may("outreach.decide")
def decide_entry(request: Request, pk: int) -> HttpResponse:
    """May somebody enter."""
    found = queries.member(viewer=request.user, member_id=pk)
    act = partial(actions.decide_entry, member_id=pk, by=request.user, on=timezone.localdate())
    back = ("workshop", found.workshop_id)
    return sent(request, forms.DecideForm(request.POST), act, back=back, said=_("Keputusan tersimpan."))


@require_POST
@may("outreach.lead")
def leave_workshop(request: Request, pk: int) -> HttpResponse:
    """Out of a workshop."""
    found = queries.member(viewer=request.user, member_id=pk)
    act = partial(actions.leave_workshop, member_id=pk, by=request.user, on=timezone.localdate())
    back = ("workshop", found.workshop_id)
    return sent(request, forms.LeaveForm(request.POST), act, back=back, said=_("Tempatnya kini kosong."))


@require_GET
@may("outreach.view")
def service_days(request: Request) -> HttpResponse:
    """Mobile days within reach."""
    found: Any = queries.service_days(viewer=request.user)[:MOST]
    context = {
        "days": [(one, words.HELD[one.status], words.services(one.services), one.named + one.unnamed) for one in found],
        "leads": request.user.may("outreach.lead"),
    }
    return page(request, "outreach/service_days.html", context)


@require_http_methods(["GET", "POST"])
@may("outreach.lead")
def new_service_day(request: Request) -> HttpResponse:
    """The centre comes to a place."""
    form = forms.DayForm(posted(request), within=request.user.region_code)
    act = partial(actions.plan_day, by=request.user)
    return _new(request, form, act, "service_day", _("Layanan keliling baru"), _("Layanan keliling direncanakan."))


@require_GET
@may("outreach.view")
def service_day(request: Request, pk: int) -> HttpResponse:
    """One mobile day: what was offered, who was served, how many of each."""
    found = queries.service_day(viewer=request.user, day_id=pk)
    served = list(queries.served_at(viewer=request.user, day_id=pk))
    waits = request.user.may("outreach.lead") and found.status == ServiceDay.Status.PLANNED
    leads = waits and found.on <= timezone.localdate()
    context = {
        "day": found,
        "badge": words.HELD[found.status],
        "served": [(one, words.services(one.services)) for one in served],
        "counts": [(words.services([name]), sum(name in one.services for one in served)) for name in found.services],
        "most": max(len(served), 1),
        "serve_form": forms.ServeForm(offered=found.services, auto_id="l_%s") if leads else None,
        "close_form": forms.CloseForm(auto_id="t_%s") if leads else None,
        "cancel_form": forms.ReasonForm(auto_id="b_%s") if waits else None,
    }
    return page(request, "outreach/service_day.html", context)


@require_POST
@may("outreach.lead")
def serve(request: Request, pk: int) -> HttpResponse:
    """Somebody was served."""
    found = queries.service_day(viewer=request.user, day_id=pk)
    act = partial(actions.serve, day_id=pk, by=request.user, on=timezone.localdate())
    form = forms.ServeForm(request.POST, offered=found.services)
    return sent(request, form, act, back=("service_day", pk), said=_("Tercatat."))


@require_POST
@may("outreach.lead")
def close_day(request: Request, pk: int) -> HttpResponse:
    """The day is over."""
    act = partial(actions.close_day, day_id=pk, by=request.user, on=timezone.localdate())
    return sent(request, forms.CloseForm(request.POST), act, back=("service_day", pk), said=_("Hari layanan selesai."))
