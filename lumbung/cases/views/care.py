"""Pages with one form about one case: agreement, team, way of care, ending; and the printed agreement."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.cases import actions, case_papers, forms, queries, step_papers
from lumbung.cases.models import Case
from lumbung.cases.views.common import filled
from lumbung.core import documents
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, may


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _to_case(case: Case, _made: Any) -> str:
    return reverse("cases:case", args=[case.pk])


@require_http_methods(["GET", "POST"])
@may("cases.work")
def agree(request: Request, pk: int) -> HttpResponse:
    """What somebody says yes to, and what is withheld."""
    found = queries.case(viewer=request.user, case_id=pk)
    form = forms.ConsentForm(_posted(request), initial={"given_by": found.called})
    given: dict[str, Any] = {"case_id": pk, "by": request.user, "on": timezone.localdate()}
    return filled(
        request, form, lambda form: actions.record_consent(agreement=actions.Agreement(**form.cleaned_data), **given),
        back=partial(_to_case, found), said=_("Persetujuan tercatat."), case=found, title=_("Catat persetujuan"),
        button=_("Simpan persetujuan"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@may("cases.work")
def change_mode(request: Request, pk: int) -> HttpResponse:
    """Family first, then the community; a centre with a reason."""
    found = queries.case(viewer=request.user, case_id=pk)
    told = {"mode": found.mode, "mode_reason": found.mode_reason, "centre": found.centre}
    form = forms.ModeForm(_posted(request), initial=told)

    def act(form: Any) -> Any:
        given = {**form.cleaned_data, "reason": form.cleaned_data["mode_reason"]}
        given.pop("mode_reason")
        return actions.change_mode(case_id=pk, **given, by=request.user, on=timezone.localdate())

    return filled(
        request, form, act, back=partial(_to_case, found), said=_("Cara layanan tersimpan."), case=found,
        title=_("Ubah cara layanan"), button=_("Simpan cara layanan"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@may("cases.work")
def name_person(request: Request, pk: int) -> HttpResponse:
    """A case that began with a name only gets its person."""
    found = queries.case(viewer=request.user, case_id=pk)
    form = forms.NamedForm(_posted(request))
    return filled(
        request, form, lambda form: actions.name_person(case_id=pk, **form.cleaned_data, by=request.user),
        back=partial(_to_case, found), said=_("Orangnya tercatat."), case=found, title=_("Sudah diketahui siapa dia"),
        button=_("Simpan orangnya"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@may("cases.work")
def end(request: Request, pk: int) -> HttpResponse:
    """How the case ends, in the outcomes of its cluster."""
    found = queries.case(viewer=request.user, case_id=pk)
    form = forms.EndingForm(_posted(request), cluster=found.cluster)
    given: dict[str, Any] = {"case_id": pk, "by": request.user, "on": timezone.localdate()}
    return filled(
        request, form, lambda form: actions.end_case(**form.cleaned_data, **given), back=partial(_to_case, found),
        said=_("Kasus ditutup."), case=found, title=_("Terminasi"), button=_("Tutup kasus"),
    )  # fmt: skip


PLACES = {
    "pekerja": ("cases.work", actions.assign_worker, _("Tunjuk pekerja sosial")),
    "supervisor": ("cases.supervise", actions.assign_supervisor, _("Tunjuk supervisor")),
    "anggota": ("cases.view", actions.add_member, _("Tambah anggota tim")),
}
"""What each place on a team needs, and the act that fills it."""


@require_http_methods(["GET", "POST"])
@may("cases.work")
def team(request: Request, pk: int, place: str) -> HttpResponse:
    """Somebody comes onto the team."""
    if place not in PLACES:
        raise NotFound(place)
    permission, action, title = PLACES[place]
    found = queries.case(viewer=request.user, case_id=pk)
    people = queries.people_for(case=found, permission=permission)
    form = forms.ColleagueForm(_posted(request), people=people)
    given: dict[str, Any] = {"case_id": pk, "by": request.user, "on": timezone.localdate()}
    return filled(
        request, form, lambda form: action(user_id=form.cleaned_data["user"], **given), back=partial(_to_case, found),
        said=_("Tim kasus tersimpan."), case=found, title=title, button=_("Simpan tim"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@may("cases.break_glass")
def break_glass(request: Request) -> HttpResponse:
    """A secret case that has to be read now; its team is told."""
    form = forms.GlassForm(_posted(request))
    return filled(
        request, form, lambda form: actions.break_glass(**form.cleaned_data, by=request.user, at=timezone.now()),
        back=lambda made: reverse("cases:case", args=[made.case_id]),
        said=_("Kasus terbuka sementara. Pekerja sosial dan supervisornya diberi tahu."),
        title=_("Buka kasus rahasia dalam keadaan darurat"), button=_("Buka, dan beri tahu tim"),
    )  # fmt: skip


@require_GET
@may("cases.view")
def agreement(request: Request, pk: int) -> HttpResponse:
    """The agreement on paper, with room for a signature or a thumb."""
    found = queries.case(viewer=request.user, case_id=pk)
    return kept_nowhere(case_papers.agreement(viewer=request.user, case=found))


@require_GET
@may("cases.view")
def step_paper(request: Request, pk: int, step: str) -> HttpResponse:
    """One step on paper: its form to take along, or its record to file."""
    return kept_nowhere(step_papers.paper_of(viewer=request.user, case_id=pk, step=step))


def kept_nowhere(content: bytes) -> HttpResponse:
    """A PDF of which the browser keeps no copy."""
    response = HttpResponse(content, content_type=documents.MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    return response
