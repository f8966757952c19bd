"""Pages of majors and cohorts: seats and the line, attendance, one learner with mentor and start-up aid."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.paging import Part
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, done, may
from lumbung.districts import actions, forms, queries, words
from lumbung.districts.models import Place, StartUp
from lumbung.districts.views.common import sent, took

HINTS, SHOWN = 8, 50
START: dict[str, Any] = {"auto_id": "id_awal_%s", "initial": {"kind": StartUp.Kind.MONEY}}


@require_http_methods(["GET", "POST"])
@may("districts.view")
def cohorts(request: Request) -> HttpResponse:
    """Every cohort with its seats as a bar; majors and cohorts are opened here."""
    user = request.user
    majors = [(one.pk, str(one)) for one in queries.majors(viewer=user)]
    form = forms.CohortForm(request.POST or None, majors=majors)
    made = took(form, partial(actions.open_cohort, by=user)) if user.may("districts.teach") else None
    if made is not None:
        messages.success(request, _("Angkatan dibuka."))
        return HttpResponseRedirect(reverse("districts:cohort", args=[made.pk]), status=303)
    teaches = user.may("districts.teach")
    pays = user.may("districts.pay")
    money = queries.start_ups(viewer=user).filter(status=StartUp.Status.APPROVED)
    context = {
        "part": Part.of(request, queries.cohorts(viewer=user), size=SHOWN),
        "form": form if teaches and majors else None,
        "major_form": forms.MajorForm(auto_id="id_jurusan_%s") if teaches else None,
        "to_pay": money.count() if pays else 0,
        "pay_form": forms.PayForm(viewer=user, initial={"region_code": user.region_code}) if pays else None,
    }
    return render(request, "districts/cohorts.html", context, status=422 if form.errors else 200)


@require_POST
@may("districts.teach")
def new_major(request: Request) -> HttpResponse:
    """What is learnt or offered in the viewer's region."""
    act = partial(actions.open_major, region_code=request.user.region_code, by=request.user)
    return sent(request, forms.MajorForm(request.POST), act, back="districts:cohorts", said=_("Jurusan tersimpan."))


@require_GET
@may("districts.view")
def cohort(request: Request, pk: int) -> HttpResponse:
    """One cohort: who learns on which seat, who waits, who was there, whom the registry hints at."""
    user, today = request.user, timezone.localdate()
    one = queries.cohort(viewer=user, cohort_id=pk)
    found = list(queries.places(viewer=user).filter(cohort=one))
    teaches = user.may("districts.teach")
    context = {
        "one": one,
        "rows": [(place, words.PLACES[place.status]) for place in found],
        "learning": [place for place in found if place.status == Place.Status.LEARNING],
        "advice": queries.advice_of(viewer=user, cohort_id=pk)[:HINTS],
        "today": today,
        "open": one.starts_on <= today <= one.ends_on,
        "join_form": forms.JoinForm() if teaches and today <= one.ends_on else None,
        "hints": queries.who_may_fit(viewer=user, cohort=one, on=today)[:HINTS] if teaches else [],
        "teaches": teaches,
    }
    return render(request, "districts/cohort.html", context)


@require_POST
@may("districts.teach")
def join(request: Request, pk: int) -> HttpResponse:
    """Somebody for a seat, or the line."""
    act = partial(actions.join_cohort, cohort_id=pk, by=request.user, on=timezone.localdate())
    return sent(request, forms.JoinForm(request.POST), act, back="districts:cohort", args=(pk,), said=_("Terdaftar."))


@require_POST
@may("districts.teach")
def attendance(request: Request, pk: int) -> HttpResponse:
    """Who was there on a day."""
    came = [int(number) for number in request.POST.getlist("came") if number.isdigit()]
    told: dict[str, Any] = {"cohort_id": pk, "came": came, "on": _day(request.POST.get("on", ""))}
    told["today"] = timezone.localdate()
    act = partial(actions.note_attendance, by=request.user, **told)
    return done(request, act, back="districts:cohort", back_args=(pk,), said=_("Kehadiran tersimpan."))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


@require_GET
@may("districts.view")
def place(request: Request, pk: int) -> HttpResponse:
    """One learner: days present, mentor, aid to begin with."""
    user = request.user
    one = queries.place(viewer=user, place_id=pk)
    teaches = user.may("districts.teach")
    aids = queries.start_ups(viewer=user).filter(place=one)
    learns = one.status in (Place.Status.LEARNING, Place.Status.FINISHED)
    items = forms.goods(words.language())
    context = {
        "one": one,
        "badge": words.PLACES[one.status],
        "advice": queries.advice_of(viewer=user, cohort_id=one.cohort_id).filter(place=one),
        "aids": [(aid, words.START_UPS[aid.status], _decides(user, aid), dict(items).get(aid.what, aid.what))
                 for aid in aids],
        "teaches": teaches,
        "advice_form": forms.AdviceForm(auto_id="id_nasihat_%s") if teaches and learns else None,
        "leave_form": forms.SaidForm(auto_id="id_keluar_%s") if teaches and one.status in Place.MOVES else None,
        "start_up_form": forms.StartUpForm(items=items, **START) if teaches and learns else None,
    }  # fmt: skip
    return render(request, "districts/place.html", context)


def _decides(user: Any, aid: StartUp) -> bool:
    return aid.status == StartUp.Status.ASKED and aid.asked_by_id != user.pk and user.may("districts.decide")


@require_POST
@may("districts.teach")
def act(request: Request, pk: int, act: str) -> HttpResponse:
    """`selesai`, `keluar`, `mentor`, `nasihat` or `bantuan`."""
    user, today = request.user, timezone.localdate()
    back: dict[str, Any] = {"back": "districts:place", "args": (pk,)}
    if act == "bantuan":
        form = forms.StartUpForm(request.POST, items=forms.goods(words.language()))
        told = partial(_asked, form, pk, user, today)
        return sent(request, form, told, **back, said=_("Bantuan awal diajukan."))
    said = forms.SaidForm(request.POST)
    if act == "keluar":
        return sent(request, said, partial(actions.leave_cohort, place_id=pk, by=user), **back, said=_("Sudah keluar."))
    if act == "nasihat":
        noted = partial(actions.note_advice, place_id=pk, by=user, on=today)
        return sent(request, said, noted, **back, said=_("Catatan mentor tersimpan."))
    simple = {
        "selesai": partial(actions.finish_cohort, place_id=pk, by=user),
        "mentor": partial(actions.name_mentor, place_id=pk, mentor=request.POST.get("mentor", ""), by=user),
    }
    if act not in simple:
        raise NotFound(act)
    return done(request, simple[act], back="districts:place", back_args=(pk,), said=_("Tersimpan."))


def _asked(form: forms.StartUpForm, pk: int, user: Any, today: date, **_clean: Any) -> StartUp:
    return actions.ask_start_up(place_id=pk, by=user, on=today, **form.told())


@require_POST
@may("districts.decide")
def decide(request: Request, pk: int) -> HttpResponse:
    """Another person agrees, or says why not."""
    found = queries.start_up(viewer=request.user, start_up_id=pk)
    told: dict[str, Any] = {"approve": request.POST.get("putusan") == "beri", "said": request.POST.get("said", "")}
    act = partial(actions.decide_start_up, start_up_id=pk, by=request.user, on=timezone.localdate(), **told)
    return done(request, act, back="districts:place", back_args=(found.place_id,), said=_("Keputusan tersimpan."))


@require_POST
@may("districts.pay")
def pay(request: Request) -> HttpResponse:
    """Approved money as a draft cycle."""
    act = partial(_paid, request)
    form = forms.PayForm(request.POST, viewer=request.user)
    return sent(request, form, act, back="districts:cohorts", said=_("Siklus pembayaran dibuat sebagai konsep."))


def _paid(request: Request, *, fund_id: Any, region_code: str) -> Any:
    told = {"fund_id": fund_id.pk, "region_code": region_code, "on": timezone.localdate()}
    return actions.pay_start_ups(by=request.user, **told)
