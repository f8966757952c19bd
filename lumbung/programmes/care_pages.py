"""Pages of mentoring: caseloads and groups, a group, a meeting, and the day plan to take along."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.views import done, may
from lumbung.programmes import actions, care_queries, conditions
from lumbung.programmes import condition_tables as tables
from lumbung.programmes.condition_forms import CareForm, SessionForm, SessionListForm
from lumbung.programmes.condition_pages import take_upload
from lumbung.programmes.conditions import wording
from lumbung.programmes.models import DutyList, Session
from lumbung.staff.models import User

WHY = {
    "appeal": gettext_lazy("keberatan belum diputus"),
    "sanction": gettext_lazy("sedang dikenai sanksi"),
    "leaving": gettext_lazy("asesmen kelulusan"),
    "recertification": gettext_lazy("resertifikasi"),
    "records": gettext_lazy("kewajiban bulan lalu belum tercatat"),
}


@require_GET
@may("programmes.view")
def care(request: Any) -> HttpResponse:
    """How many families each facilitator cares for, and their groups."""
    viewer, today = request.user, timezone.localdate()
    found = care_queries.loads(viewer=viewer, on=today)
    table = tables.GROUPS.page(request, care_queries.groups(viewer=viewer))
    facilitators = User.objects.visible_to(viewer).filter(role="facilitator", is_active=True)
    context = {
        "loads": found,
        "most": conditions.in_force(today).caseload,
        "target": conditions.in_force(today).graduations_a_year,
        "table": table,
        "form": CareForm(facilitators=facilitators),
        "may_assign": viewer.may("programmes.assign_care"),
        "may_care": viewer.may("programmes.care"),
    }
    return table.export or render(request, "programmes/care.html", context)


@require_POST
@may("programmes.assign_care")
def give(request: Any) -> HttpResponse:
    """All enrolled families of an area into one facilitator's care."""
    told = {name: request.POST.get(name, "") for name in ("region_code", "facilitator")}
    given = {**told, "by": request.user, "on": timezone.localdate()}
    return done(request, actions.give_care, back="programmes:care", said=_("Pendampingannya diserahkan."), **given)


@require_POST
@may("programmes.care")
def form_groups(request: Any) -> HttpResponse:
    """Groups for the families of a village that have none."""
    told = {"village": request.POST.get("region_code", ""), "facilitator": request.POST.get("facilitator", "")}
    given = {**told, "by": request.user, "on": timezone.localdate()}
    return done(request, actions.form_groups, back="programmes:care", said=_("Kelompoknya dibentuk."), **given)


@require_GET
@may("programmes.view")
def day(request: Any) -> HttpResponse:
    """Whom to visit and why, in the order of the way; with `?cetak` as a sheet to print."""
    on = _day(request.GET.get("hari", ""))
    plan = care_queries.day_plan(viewer=request.user, on=on)
    visits = [{"visit": one, "reasons": [str(WHY[why]) for why in one.reasons]} for one in plan.visits]
    context = {
        "plan": plan,
        "visits": visits,
        "sessions": [(one, wording.name("modules", one.module)) for one in plan.sessions],
        "reasons": [(WHY[why], count) for why, count in plan.reasons.items() if count],
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
        "month": f"{(on.replace(day=1) - timedelta(days=1)):%Y-%m}",
    }
    return render(request, f"programmes/day_plan{'_print' if 'cetak' in request.GET else ''}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may("programmes.view")
def group(request: Any, pk: int) -> HttpResponse:
    """One group: its families, its meetings, the next one."""
    viewer, today = request.user, timezone.localdate()
    found = care_queries.group(viewer=viewer, group_id=pk)
    form = SessionForm(request.POST or None, initial={"on": today})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            given = {**form.cleaned_data, "group_id": pk, "by": viewer}
            said = _("Pertemuannya direncanakan.")
            return done(request, actions.plan_session, back="programmes:group", back_args=(pk,), said=said, **given)
        status = 422
    table = tables.SESSIONS.page(request, care_queries.sessions(viewer=viewer, group_id=pk))
    context = {
        "group": found,
        "members": care_queries.members_of(viewer=viewer, group_id=pk),
        "size": conditions.in_force(today).group_size,
        "table": table,
        "form": form,
        "may_care": viewer.may("programmes.care"),
    }
    return table.export or render(request, "programmes/group.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@may("programmes.view")
def session(request: Any, pk: int) -> HttpResponse:
    """One meeting and who came."""
    viewer = request.user
    found = care_queries.session(viewer=viewer, session_id=pk)
    members = care_queries.members_of(viewer=viewer, group_id=found.group_id)
    if request.method == "POST":
        present = {care.family_id: request.POST.get(f"f{care.family_id}") == "1" for care in members}
        given = {"session_id": pk, "present": present, "by": viewer, "on": timezone.localdate()}
        said = _("Kehadiran tersimpan.")
        return done(request, actions.record_attendance, back="programmes:session", back_args=(pk,), said=said, **given)
    came = care_queries.came(viewer=viewer, session_id=pk)
    context = {
        "session": found,
        "module": wording.name("modules", found.module),
        "badge": tables.SESSION_BADGES[found.status],
        "rows": [(care, came.get(care.family_id)) for care in members],
        "present": sum(bool(one) for one in came.values()),
        "form": SessionListForm(),
        "may_record": found.status != Session.Status.CANCELLED and viewer.may("programmes.care"),
        "may_cancel": found.status == Session.Status.PLANNED and viewer.may("programmes.care"),
    }
    return render(request, "programmes/session.html", context)


@require_POST
@may("programmes.care")
def session_list(request: Any, pk: int) -> HttpResponse:
    """Who came, from a file."""
    found = care_queries.session(viewer=request.user, session_id=pk)
    form = SessionListForm(request.POST, request.FILES)
    told = {"kind": DutyList.Kind.SESSION, "session_id": pk, "month": found.on}
    if form.is_valid() and (taken := take_upload(request, form, **told)):
        return HttpResponseRedirect(reverse("programmes:duty_list", args=[taken.pk]), status=303)
    context = {"session": found, "form": form, "module": wording.name("modules", found.module)}
    return render(request, "programmes/session.html", context, status=422)


@require_POST
@may("programmes.care")
def cancel_session(request: Any, pk: int) -> HttpResponse:
    """It does not take place."""
    said = _("Pertemuan ini dibatalkan.")
    given = {"session_id": pk, "by": request.user}
    return done(request, actions.cancel_session, back="programmes:session", back_args=(pk,), said=said, **given)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()
