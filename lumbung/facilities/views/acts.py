"""Single acts on a stay, each one POST."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core.views import Request, done, may
from lumbung.facilities import actions, forms, queries
from lumbung.staff import queries as staff


def _done(request: Request, pk: int, action: Any, words: str, /, **told: Any) -> HttpResponse:
    act = partial(action, by=request.user, **told)
    return done(request, act, back="facilities:stay", back_args=(pk,), said=words)


def _incomplete(request: Request, pk: int, form: Any) -> HttpResponse:
    for name, errors in form.errors.items():
        messages.error(request, f"{form.fields[name].label}: {errors[0]}")
    return HttpResponseRedirect(reverse("facilities:stay", args=[pk]), status=303)


@require_POST
@may("facilities.admit")
def go_out(request: Request, pk: int) -> HttpResponse:
    """Out for a while."""
    form = forms.LeaveForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, pk, form)
    told = {"stay_id": pk, "where": form.cleaned_data["where"], "due_at": form.due_at(), "at": timezone.now()}
    return _done(request, pk, actions.go_out, _("Izin keluar tercatat."), **told)


@require_POST
@may("facilities.admit")
def come_back(request: Request, pk: int) -> HttpResponse:
    """Inside again."""
    return _done(request, pk, actions.come_back, _("Sudah kembali."), stay_id=pk, at=timezone.now())


@require_POST
@may("facilities.admit")
def keep_belonging(request: Request, pk: int) -> HttpResponse:
    """A thing to keep."""
    form = forms.BelongingForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, pk, form)
    told = {"stay_id": pk, "on": timezone.localdate(), **form.cleaned_data}
    return _done(request, pk, actions.keep_belonging, _("Titipan tercatat."), **told)


@require_POST
@may("facilities.admit")
def give_back(request: Request, pk: int) -> HttpResponse:
    """A thing goes back."""
    thing = queries.belonging(viewer=request.user, belonging_id=pk)
    form = forms.SignForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, thing.stay_id, form)
    told = {"belonging_id": pk, "on": timezone.localdate(), **form.cleaned_data}
    return _done(request, thing.stay_id, actions.give_back, _("Titipan dikembalikan."), **told)


@require_POST
@may("facilities.admit")
def ask_extension(request: Request, pk: int) -> HttpResponse:
    """More time."""
    told = {"stay_id": pk, "said": request.POST.get("said", ""), "on": timezone.localdate()}
    return _done(request, pk, actions.ask_extension, _("Perpanjangan diajukan ke rapat kasus."), **told)


@require_POST
@may("facilities.decide_stay")
def decide_extension(request: Request, pk: int) -> HttpResponse:
    """As the conference decided."""
    asked = queries.extension(viewer=request.user, extension_id=pk)
    agree, minutes = request.POST.get("putusan") == "setuju", request.POST.get("conference", "")
    told = {"extension_id": pk, "agree": agree, "conference": minutes, "on": timezone.localdate()}
    return _done(request, asked.stay_id, actions.decide_extension, _("Putusan rapat tersimpan."), **told)


@require_POST
@may("facilities.admit")
def move_bed(request: Request, pk: int) -> HttpResponse:
    """Another bed."""
    bed = request.POST.get("bed_id", "")
    told = {"stay_id": pk, "bed_id": int(bed) if bed.isdigit() else 0, "at": timezone.now()}
    return _done(request, pk, actions.move_bed, _("Sudah pindah tempat tidur."), **told)


@require_POST
@may("facilities.admit")
def name_person(request: Request, pk: int) -> HttpResponse:
    """Later it is known who somebody is."""
    form = forms.NamedForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, pk, form)
    return _done(request, pk, actions.name_person, _("Tersimpan."), stay_id=pk, **form.cleaned_data)


@require_POST
@may("facilities.admit")
def set_readers(request: Request, pk: int) -> HttpResponse:
    """Who may know."""
    form = forms.ReadersForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, pk, form)
    names = {name.strip() for name in form.cleaned_data["usernames"].split(",") if name.strip()}
    known = {user.username: user.pk for user in staff.who_may(permission="facilities.view") if user.username in names}
    if unknown := names - set(known):
        messages.error(request, _("Tidak ada akun “%(name)s” yang melihat fasilitas.") % {"name": min(unknown)})
        return HttpResponseRedirect(reverse("facilities:stay", args=[pk]), status=303)
    readers = None if form.cleaned_data["everybody"] else list(known.values())
    return _done(request, pk, actions.set_readers, _("Pembaca tersimpan."), stay_id=pk, readers=readers)


@require_POST
@may("facilities.admit")
def discharge(request: Request, pk: int) -> HttpResponse:
    """Home, or elsewhere."""
    form = forms.DischargeForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, pk, form)
    return _done(
        request, pk, actions.discharge, _("Kepulangan tercatat."), stay_id=pk, at=timezone.now(), **form.cleaned_data
    )
