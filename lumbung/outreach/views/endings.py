"""What ends or doesn't take place: a parent comes no longer, a meeting or a mobile day falls out, a workshop closes."""

from functools import partial

from django import forms as plain
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core.views import Request, may
from lumbung.outreach import actions, forms, queries
from lumbung.outreach.views.common import sent


@require_POST
@may("outreach.lead")
def leave_group(request: Request, pk: int) -> HttpResponse:
    """A parent comes no longer."""
    found = queries.member_of_group(viewer=request.user, member_id=pk)
    act = partial(actions.leave_group, member_id=pk, by=request.user, on=timezone.localdate())
    back = ("group", found.group_id)
    return sent(request, plain.Form(request.POST), act, back=back, said=_("Anggota keluar dari kelompok."))


@require_POST
@may("outreach.lead")
def cancel_meeting(request: Request, pk: int) -> HttpResponse:
    """A meeting falls out."""
    found = queries.meeting(viewer=request.user, meeting_id=pk)
    act = partial(actions.cancel_meeting, meeting_id=pk, by=request.user)
    back = ("group", found.group_id)
    return sent(request, forms.ReasonForm(request.POST), act, back=back, said=_("Pertemuan dibatalkan."))


@require_POST
@may("outreach.lead")
def set_workshop(request: Request, pk: int) -> HttpResponse:
    """Open or closed."""
    act = partial(actions.set_workshop, workshop_id=pk, by=request.user)
    form = forms.WorkshopStateForm(request.POST)
    return sent(request, form, act, back=("workshop", pk), said=_("Keadaan sanggar tersimpan."))


@require_POST
@may("outreach.lead")
def cancel_day(request: Request, pk: int) -> HttpResponse:
    """The centre doesn't come."""
    act = partial(actions.cancel_day, day_id=pk, by=request.user)
    form = forms.ReasonForm(request.POST)
    return sent(request, form, act, back=("service_day", pk), said=_("Layanan keliling dibatalkan."))
