"""Conferences: planned, attended, decided, printed; and the waves they fill."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.cases import actions, case_papers, forms, queries, words
from lumbung.cases.models import Conference
from lumbung.cases.views.care import kept_nowhere
from lumbung.cases.views.common import filled, page
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, done, may
from lumbung.staff import queries as staff

SHOWN = 100


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


@require_GET
@may("cases.view")
def conferences(request: Request) -> HttpResponse:
    """Conferences within reach, planned and held, and the waves."""
    context = {
        "conferences": queries.conferences(viewer=request.user)[:SHOWN],
        "waves": queries.waves(viewer=request.user)[:SHOWN],
        "plans": request.user.may("cases.confer"),
        "opens_wave": request.user.may("cases.open_wave"),
    }
    return page(request, "cases/conferences.html", context)


@require_http_methods(["GET", "POST"])
@may("cases.confer")
def plan(request: Request) -> HttpResponse:
    """A conference on a day, led by whoever plans it."""
    form = forms.ConferenceForm(_posted(request), initial={"region_code": request.user.region_code})
    return filled(
        request, form, lambda form: actions.plan_conference(**form.cleaned_data, by=request.user),
        back=lambda made: reverse("cases:conference", args=[made.pk]), said=_("Pembahasan kasus direncanakan."),
        title=_("Rencanakan pembahasan kasus"), button=_("Simpan rencana"),
    )  # fmt: skip


@require_GET
@may("cases.view")
def conference(request: Request, pk: int) -> HttpResponse:
    """Who sits in it, what it is asked and what it said."""
    meeting = queries.conference(viewer=request.user, conference_id=pk)
    leads = meeting.chair_id == request.user.pk and meeting.status == Conference.Status.PLANNED
    agenda = queries.agenda_of(viewer=request.user, conference_id=pk)
    context = {
        "meeting": meeting,
        "seated": meeting.attendants.order_by("pk"),
        "agenda": [(one, words.masked(one.case), words.cluster(one.case.cluster)) for one in agenda],
        "leads": leads,
        "seat_form": forms.SeatForm(people=staff.who_may(permission="cases.view")) if leads else None,
    }
    return page(request, "cases/conference.html", context)


@require_POST
@may("cases.confer")
def seat(request: Request, pk: int) -> HttpResponse:
    """Somebody sits in it."""
    form = forms.SeatForm(request.POST, people=staff.who_may(permission="cases.view"))
    told = form.cleaned_data if form.is_valid() else {"name": "", "function": "", "user_id": None}
    act = partial(actions.add_attendant, conference_id=pk, **told, by=request.user, on=timezone.localdate())
    return done(request, act, back="cases:conference", back_args=(pk,), said=_("Peserta tercatat."))


@require_http_methods(["GET", "POST"])
@may("cases.work")
def put_case(request: Request, pk: int) -> HttpResponse:
    """Bring a case before a conference."""
    found = queries.case(viewer=request.user, case_id=pk)
    planned = queries.conferences(viewer=request.user).filter(status=Conference.Status.PLANNED)
    form = forms.AgendaForm(_posted(request), conferences=planned, waves=queries.waves(viewer=request.user))
    given: dict[str, Any] = {"case_id": pk, "by": request.user, "on": timezone.localdate()}
    return filled(
        request, form, lambda form: actions.put_case(**form.cleaned_data, **given),
        back=lambda made: reverse("cases:case", args=[pk]), said=_("Kasus masuk pembahasan."), case=found,
        title=_("Bawa ke pembahasan kasus"), button=_("Masukkan ke pembahasan"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@may("cases.confer")
def decide(request: Request, pk: int) -> HttpResponse:
    """What the conference says of one case."""
    line = queries.decision(viewer=request.user, decision_id=pk)
    told = {"outcome": line.outcome, "said": line.said, "until": line.until}
    form = forms.DecisionForm(_posted(request), question=line.question, initial=told)
    return filled(
        request, form, lambda form: actions.decide(decision_id=pk, **form.cleaned_data, by=request.user),
        back=lambda made: reverse("cases:conference", args=[line.conference_id]), said=_("Putusan tersimpan."),
        case=line.case, title=line.get_question_display(), button=_("Simpan putusan"),
    )  # fmt: skip


@require_POST
@may("cases.confer")
def close(request: Request, pk: int) -> HttpResponse:
    """Close the minutes; from then on they bind."""
    act = partial(actions.close_minutes, conference_id=pk, by=request.user, on=timezone.localdate())
    said = _("Berita acara ditutup; putusannya berlaku.")
    return done(request, act, back="cases:conference", back_args=(pk,), said=said)


@require_GET
@may("cases.view")
def minutes(request: Request, pk: int) -> HttpResponse:
    """The minutes on paper, as far as the viewer may know of the cases."""
    meeting = queries.conference(viewer=request.user, conference_id=pk)
    if meeting.status != Conference.Status.HELD:
        raise NotFound(pk)
    return kept_nowhere(case_papers.minutes(viewer=request.user, meeting=meeting))


@require_http_methods(["GET", "POST"])
@may("cases.open_wave")
def new_wave(request: Request) -> HttpResponse:
    """A new intake of a course."""
    form = forms.WaveForm(_posted(request), initial={"region_code": request.user.region_code})
    return filled(
        request, form, lambda form: actions.open_wave(**form.cleaned_data, by=request.user),
        back=lambda made: reverse("cases:wave", args=[made.pk]), said=_("Gelombang pelatihan dibuka."),
        title=_("Buka gelombang pelatihan"), button=_("Simpan gelombang"),
    )  # fmt: skip


@require_GET
@may("cases.view")
def wave(request: Request, pk: int) -> HttpResponse:
    """Who was accepted and who has been called."""
    found = queries.wave(viewer=request.user, wave_id=pk)
    accepted = queries.accepted_into(viewer=request.user, wave_id=pk)
    rows = [(one, words.masked(one.case)) for one in accepted]
    context = {
        "wave": found,
        "rows": rows,
        "calls": request.user.may("cases.open_wave"),
        "left": found.places - len(rows),
    }
    return page(request, "cases/wave.html", context)


@require_POST
@may("cases.open_wave")
def call_up(request: Request, pk: int) -> HttpResponse:
    """Call those who have not been called."""
    act = partial(actions.call_up, wave_id=pk, by=request.user, on=timezone.localdate())
    return done(request, act, back="cases:wave", back_args=(pk,), said=_("Yang diterima sudah dipanggil."))


@require_GET
@may("cases.view")
def call_list(request: Request, pk: int) -> HttpResponse:
    """The call-up list on paper."""
    found = queries.wave(viewer=request.user, wave_id=pk)
    return kept_nowhere(case_papers.call_list(viewer=request.user, wave=found, on=timezone.localdate()))
