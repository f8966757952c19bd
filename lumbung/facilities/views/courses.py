"""Pages of courses: all of them, one with its learners, and the check of a certificate by anybody."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import Request, done, may, show
from lumbung.facilities import actions, forms, queries, words
from lumbung.facilities.models import Learner


@require_http_methods(["GET", "POST"])
@may("facilities.view")
def courses(request: Request) -> HttpResponse:
    """Every course in reach; opens a new one where the person may teach."""
    form = None
    if request.user.may("facilities.teach"):
        houses = queries.facilities(viewer=request.user)
        form = forms.CourseForm(request.POST if request.method == "POST" else None, houses=houses)
    if form is not None and form.is_bound and form.is_valid():
        told = {**form.cleaned_data, "facility_id": int(form.cleaned_data["facility_id"])}
        try:
            made = actions.open_course(by=request.user, **told)
        except Refusal as refusal:
            show(form, refusal)
        else:
            return HttpResponseRedirect(reverse("facilities:course", args=[made.pk]), status=303)
    context = {"rows": queries.courses(viewer=request.user)[:100], "form": form}
    return render(request, "facilities/courses.html", context, status=422 if form is not None and form.errors else 200)


@require_GET
@may("facilities.view")
def course(request: Request, pk: int) -> HttpResponse:
    """One course: who takes part, hours, certificates."""
    user = request.user
    found = queries.course(viewer=user, course_id=pk)
    learners = [
        (one, words.LEARNERS[one.status], _may_certify(user, one))
        for one in queries.learners_of(viewer=user, course_id=pk)
    ]
    teaches = user.may("facilities.teach")
    context = {
        "course": found, "learners": learners, "teaches": teaches, "form": forms.LearnerForm() if teaches else None
    }  # fmt: skip
    return render(request, "facilities/course.html", context)


def _may_certify(user: Any, one: Learner) -> bool:
    open_ = one.status == Learner.Status.JOINED and one.hours >= one.course.hours
    return open_ and one.joined_by_id != user.pk and user.may("facilities.certify")


def _done(request: Request, learner: Learner, action: Any, said: str, /, **told: Any) -> HttpResponse:
    act = partial(action, learner_id=learner.pk, by=request.user, **told)
    return done(request, act, back="facilities:course", back_args=(learner.course_id,), said=said)


@require_POST
@may("facilities.teach")
def join(request: Request, pk: int) -> HttpResponse:
    """Somebody takes part."""
    form = forms.LearnerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis nama pesertanya."))
        return HttpResponseRedirect(reverse("facilities:course", args=[pk]), status=303)
    action = partial(actions.join_course, course_id=pk, by=request.user, **form.cleaned_data)
    return done(request, action, back="facilities:course", back_args=(pk,), said=_("Peserta tercatat."))


@require_POST
@may("facilities.teach")
def note_hours(request: Request, pk: int) -> HttpResponse:
    """Hours present until now."""
    found = queries.learner(viewer=request.user, learner_id=pk)
    hours = request.POST.get("hours", "")
    told = int(hours) if hours.isdigit() and len(hours) < 6 else -1
    return _done(request, found, actions.note_hours, _("Jam hadir tersimpan."), hours=told)


@require_POST
@may("facilities.certify")
def certify(request: Request, pk: int) -> HttpResponse:
    """The skill is earned."""
    found = queries.learner(viewer=request.user, learner_id=pk)
    return _done(request, found, actions.certify, _("Sertifikat diterbitkan."), on=timezone.localdate())


@require_POST
@may("facilities.teach")
def stop(request: Request, pk: int) -> HttpResponse:
    """They no longer come."""
    found = queries.learner(viewer=request.user, learner_id=pk)
    return _done(request, found, actions.stop_learning, _("Tercatat berhenti."))


@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """Whether a certificate is real, for anybody who holds its number."""
    number = request.GET.get("nomor", "").strip()[:20]
    found, unknown = None, False
    if number:
        try:
            found = queries.certificate(number=number)
        except NotFound:
            unknown = True
    context = {"number": number, "found": found, "unknown": unknown}
    return render(request, "facilities/check.html", context, status=404 if unknown else 200)
