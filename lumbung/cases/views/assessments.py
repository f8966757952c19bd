"""Assessments of a case: the list with its curves, one assessment page by page, the signature, the paper."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.cases import actions, assessment_forms, assessment_words, queries, words
from lumbung.cases.assessment_papers import paper_of
from lumbung.cases.instruments import scoring
from lumbung.cases.models import Assessment
from lumbung.cases.views.common import page
from lumbung.core import documents
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.views import Request, done, may, show

READ, ASSESS = "cases.read_assessment", "cases.assess"


@require_http_methods(["GET", "POST"])
@may(READ)
def assessments(request: Request, pk: int) -> HttpResponse:
    """Everything that was measured in a case, drawn over time, and a new assessment."""
    case = queries.case(viewer=request.user, case_id=pk)
    shelf = [one.instrument for one in queries.shelf()]
    may_begin = request.user.may(ASSESS) and case.is_open
    data = request.POST if request.method == "POST" else None
    form = assessment_forms.BeginForm(data, instruments=shelf) if may_begin else None
    if form is not None and form.is_bound and form.is_valid():
        at = timezone.now()
        begin = partial(actions.begin_assessment, case_id=pk, by=request.user, on=timezone.localdate(at), at=at)
        try:
            return _to(begin(**form.cleaned_data))
        except Refusal as refusal:
            show(form, refusal)
    found = list(queries.assessments(viewer=request.user, case_id=pk))
    courses = queries.courses(viewer=request.user, case_id=pk)
    context = {
        "case": case,
        "form": form,
        "rows": [
            (one, words.said(queries.instrument_of(assessment=one).title), assessment_words.BADGES[one.status])
            for one in found
        ],
        "courses": [assessment_words.drawn(one) for one in courses if one.instrument.use == "measure"],
    }
    return page(request, "cases/assessments.html", context, status=422 if form is not None and form.errors else 200)


@require_GET
@may(READ)
def functioning(request: Request, pk: int) -> HttpResponse:
    """The three sides of social functioning from the beginning to after-care, and the person's own goals."""
    case = queries.case(viewer=request.user, case_id=pk)
    courses = queries.courses(viewer=request.user, case_id=pk, use=Assessment.Use.FUNCTIONING)
    context = {
        "case": case,
        "courses": [assessment_words.drawn(one) for one in courses],
        "goals": assessment_words.goals(request.user, pk),
        "remark": words.said(courses[0].instrument.remark) if courses else "",
    }
    return page(request, "cases/functioning.html", context)


@require_GET
@may(READ)
def assessment(request: Request, pk: int) -> HttpResponse:
    """One assessment: a draft with its pages, or what was answered with its scores."""
    found = queries.assessment(viewer=request.user, assessment_id=pk)
    instrument, answers = queries.instrument_of(assessment=found), queries.answers_of(assessment=found)
    context = {
        "assessment": found,
        "case": found.case,
        "instrument": instrument,
        "title": words.said(instrument.title),
        "badge": assessment_words.BADGES[found.status],
        "pages": assessment_words.pages(instrument, answers),
        "given": assessment_words.given(instrument, answers),
        "scores": assessment_words.scores(found, instrument) if not found.is_draft else [],
        "danger": [
            words.said(one.words) for one in instrument.signs if one.name in scoring.signs_in(instrument, answers)
        ],
        "wording": assessment_words.wording(instrument),
        "remark": words.said(instrument.remark),
        "notice": instrument.licence.notice or words.said(instrument.licence.source),
        "fills": found.is_draft and request.user.may(ASSESS),
    }
    return page(request, "cases/assessment.html", context)


@require_http_methods(["GET", "POST"])
@may(ASSESS)
def part(request: Request, pk: int, section: str) -> HttpResponse:
    """One page of a draft. A save without script keeps every answer of it."""
    found = queries.assessment(viewer=request.user, assessment_id=pk)
    instrument, answers = queries.instrument_of(assessment=found), queries.answers_of(assessment=found)
    all_pages = assessment_words.pages(instrument, answers)
    here = next((one for one in all_pages if one.name == section), None)
    if here is None:
        raise NotFound(section)
    if not found.is_draft:
        return _to(found)
    form = assessment_forms.PartForm(
        request.POST if request.method == "POST" else None, questions=here.questions, initial=answers
    )
    status, conflicts = 200, dict[str, str]()
    if request.method == "POST":
        status, conflicts = _keep(request, found, form)
        if status == 303:
            following = next((one for one in all_pages if one.number == here.number + 1), None)
            return _to_part(found, following.name) if following else _to(found)
    context = {
        "assessment": found,
        "case": found.case,
        "title": words.said(instrument.title),
        "page": here,
        "pages": all_pages,
        "form": form,
        "questions": [
            {
                "field": form[one.name],
                "only": one.when.question if one.when else "",
                "answers": " ".join(one.when.answers) if one.when else "",
                "conflict": conflicts.get(one.name, ""),
            }
            for one in here.questions
        ],
        "wording": assessment_words.wording(instrument),
    }
    return page(request, "cases/assessment_part.html", context, status=status)


def _keep(request: Request, found: Assessment, form: Any) -> tuple[int, dict[str, str]]:
    """Save a page; 303 when everything was kept, else the status of what is in the way."""
    seen = request.POST.get("seen", "")
    told: dict[str, Any] = {"answers": form.answers(), "seen": int(seen) if seen.isdecimal() else 0}
    try:
        saved = actions.save_answers(assessment_id=found.pk, **told, by=request.user, at=timezone.now())
    except BadInput as refusal:
        form.tell(refusal.fields)
        return refusal.status, {}
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return refusal.status, {}
    if saved.signs:
        messages.warning(
            request, _("Jawaban ini menandai bahaya. Tugas mendesak untuk hari ini sudah dibuka di kasusnya.")
        )
    if saved.conflicts:
        found.version = saved.assessment.version
        return 409, {one.question: assessment_words.conflict_sentence(one) for one in saved.conflicts}
    return 303, {}


@require_POST
@may(ASSESS)
def sign(request: Request, pk: int) -> HttpResponse:
    """The signature; what is still empty is named with its page."""
    found = queries.assessment(viewer=request.user, assessment_id=pk)
    act = partial(actions.finish_assessment, assessment_id=pk, by=request.user, at=timezone.now())
    try:
        act()
    except actions.AnswersMissing as refusal:
        count = len(refusal.fields)
        messages.error(
            request, _("%(count)s pertanyaan belum dijawab, jadi belum bisa ditandatangani.") % {"count": count}
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Asesmen ditandatangani. Isinya tidak bisa diubah lagi."))
    return _to(found)


@require_POST
@may(ASSESS)
def discard(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found = queries.assessment(viewer=request.user, assessment_id=pk)
    act = partial(actions.discard_assessment, assessment_id=pk, by=request.user)
    said = _("Draf dibuang; jawabannya sudah dihapus.")
    return done(request, act, back="cases:assessments", back_args=(found.case_id,), said=said)


@require_GET
@may(READ)
def printed(request: Request, pk: int) -> HttpResponse:
    """The signed assessment on paper."""
    found = queries.assessment(viewer=request.user, assessment_id=pk)
    if found.is_draft:
        raise NotFound(pk)
    content = paper_of(found, viewer=request.user, on=timezone.localdate())
    response = HttpResponse(content, content_type=documents.MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="asesmen-{pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _to(found: Assessment) -> HttpResponse:
    return HttpResponseRedirect(reverse("cases:assessment", args=[found.pk]), status=303)


def _to_part(found: Assessment, name: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("cases:assessment_part", args=[found.pk, name]), status=303)
