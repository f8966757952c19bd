"""Assessments for programs and for the page's own script: instruments, drafts, signatures, curves, kin, ties."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from lumbung.cases import actions, assessment_words, queries, words
from lumbung.cases.assessment_papers import paper_of
from lumbung.cases.instruments.shape import Kind
from lumbung.cases.models import Assessment, Relative, Tie
from lumbung.core import documents
from lumbung.core.api import api_may
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request

READ, ASSESS = "cases.read_assessment", "cases.assess"
router = Router(tags=["cases"])


class AnswerOut(Schema):
    """One answer that can be chosen."""

    value: str
    words: str
    points: int | None


class QuestionOut(Schema):
    """One question; a text has no answers to choose from."""

    name: str
    words: str
    section: str
    optional: bool
    answers: list[AnswerOut]


class InstrumentOut(Schema):
    """An instrument on its terms."""

    key: str
    title: str
    use: str
    terms: str
    licence: str
    source: str
    questions: list[QuestionOut]
    scores: list[str]


class ScoreOut(Schema):
    """A score and the name of its range; without a figure where an answer is not known."""

    name: str
    value: int | None
    band: str


class AssessmentOut(Schema):
    """An assessment; its answers are on its own address."""

    id: int
    case_id: int
    instrument: str
    use: str
    moment: str
    told: str
    status: str
    version: int
    on: date
    finished_at: datetime | None


class AssessmentWhole(AssessmentOut):
    """With its answers and scores."""

    answers: dict[str, str]
    scores: list[ScoreOut]


class BeginIn(Schema):
    """Which instrument (`name/version`); social functioning names its moment."""

    instrument: str
    moment: Assessment.Moment | str = ""
    told: Assessment.Told = Assessment.Told.SELF
    on: date | None = None


class RecordIn(BeginIn):
    """A whole assessment, as it stands on paper."""

    answers: dict[str, str]


class AnswersIn(Schema):
    """Answers by question, and the version that whoever answers saw."""

    answers: dict[str, str]
    seen: int = 0
    member: int = 0


class SaidOut(Schema):
    """A sentence about one answer: danger that it signals, or that somebody else gave another."""

    field: str
    severity: str
    sentence: str


class SavedOut(Schema):
    """What was kept, and what is to be said."""

    version: int
    said: list[SaidOut]
    conflicts: list[SaidOut]
    known: list[str]
    signs: list[str]


class PointOut(Schema):
    """One time that a score was made."""

    assessment_id: int
    on: date
    moment: str
    value: int | None


class CourseOut(Schema):
    """One score over time."""

    instrument: str
    score: str
    points: list[PointOut]


class RelativeIn(Schema):
    """Somebody around the person."""

    name: str
    kin: str
    sex: str = ""
    birth_year: int | None = None
    died: bool = False
    lives_here: bool = False
    note: str = ""
    person_id: int | None = None


class RelativeOut(RelativeIn):
    """A relative that was noted."""

    id: int


class TieIn(Schema):
    """A bond with people or a body."""

    name: str
    kind: str
    bond: str
    note: str = ""


class TieOut(TieIn):
    """A bond that was noted."""

    id: int


@router.get("/instruments", response=list[InstrumentOut])
@api_may("cases.view")
def list_instruments(request: Request) -> Any:
    """Every instrument of the house and of its operators."""
    return [_instrument(one) for one in queries.shelf()]


@router.post("/instruments", response={201: InstrumentOut})
@api_may("cases.load_instrument")
def load_instrument(request: Request, file: File[UploadedFile]) -> Status[InstrumentOut]:
    """An operator's own instrument, as YAML or ZIP; checked whole, kept for good."""
    pack = actions.load_pack(content=file.read(), by=request.user, on=timezone.localdate())
    return Status(201, _instrument(queries.on_shelf(key=str(pack))))


@router.get("/cases/{case_id}/assessments", response=list[AssessmentOut])
@paginate
@api_may(READ)
def list_assessments(request: Request, case_id: int) -> Any:
    """The newest first."""
    queries.case(viewer=request.user, case_id=case_id)
    return queries.assessments(viewer=request.user, case_id=case_id)


@router.post("/cases/{case_id}/assessments", response={201: AssessmentOut})
@api_may(ASSESS)
def begin(request: Request, case_id: int, wanted: BeginIn) -> Status[Assessment]:
    """A draft; one that is under way is found again."""
    at = timezone.now()
    told: dict[str, Any] = {**wanted.dict(), "on": wanted.on or timezone.localdate(at)}
    return Status(201, actions.begin_assessment(case_id=case_id, **told, by=request.user, at=at))


@router.post("/cases/{case_id}/assessments/whole", response={201: AssessmentOut})
@api_may(ASSESS)
def record(request: Request, case_id: int, whole: RecordIn) -> Status[Assessment]:
    """Begun, answered and signed in one; the same of that day again is the same assessment."""
    at = timezone.now()
    told: dict[str, Any] = {**whole.dict(), "on": whole.on or timezone.localdate(at)}
    return Status(201, actions.record_assessment(case_id=case_id, **told, by=request.user, at=at))


@router.get("/cases/assessments/{assessment_id}", response=AssessmentWhole)
@api_may(READ)
def get_assessment(request: Request, assessment_id: int) -> Any:
    """With answers, and scores once it is signed."""
    found = queries.assessment(viewer=request.user, assessment_id=assessment_id)
    whole = AssessmentOut.from_orm(found).dict()
    scores = [{"name": one.name, "value": one.value, "band": one.band} for one in queries.scores_of(assessment=found)]
    return {**whole, "answers": queries.answers_of(assessment=found), "scores": scores}


@router.patch("/cases/assessments/{assessment_id}/answers", response=SavedOut, url_name="save_assessment_answers")
@api_may(ASSESS)
def save(request: Request, assessment_id: int, given: AnswersIn) -> dict[str, Any]:
    """Keep one answer or many; danger opens its task at once."""
    told: dict[str, Any] = {"answers": given.answers, "seen": given.seen, "by": request.user, "at": timezone.now()}
    saved = actions.save_answers(assessment_id=assessment_id, **told)
    signs = {one.name: one for one in queries.instrument_of(assessment=saved.assessment).signs}
    return {
        "version": saved.assessment.version,
        "said": [
            {"field": signs[one].question, "severity": "error", "sentence": words.said(signs[one].words)}
            for one in saved.signs
        ],
        "conflicts": [
            {"field": one.question, "severity": "error", "sentence": assessment_words.conflict_sentence(one)}
            for one in saved.conflicts
        ],
        "known": [],
        "signs": list(saved.signs),
    }


@router.post("/cases/assessments/{assessment_id}/sign", response=AssessmentOut)
@api_may(ASSESS)
def sign(request: Request, assessment_id: int) -> Any:
    """The signature: scores are made once, nothing changes afterwards."""
    return actions.finish_assessment(assessment_id=assessment_id, by=request.user, at=timezone.now())


@router.post("/cases/assessments/{assessment_id}/discard", response=AssessmentOut)
@api_may(ASSESS)
def discard(request: Request, assessment_id: int) -> Any:
    """Throw a draft away."""
    return actions.discard_assessment(assessment_id=assessment_id, by=request.user)


@router.get("/cases/assessments/{assessment_id}/pdf", url_name="assessment_paper")
@api_may(READ)
def paper(request: Request, assessment_id: int) -> HttpResponse:
    """The signed assessment on paper."""
    found = queries.assessment(viewer=request.user, assessment_id=assessment_id)
    if found.is_draft:
        raise NotFound(assessment_id)
    content = paper_of(found, viewer=request.user, on=timezone.localdate())
    return HttpResponse(content, content_type=documents.MEDIA_TYPE)


@router.get("/cases/{case_id}/scores", response=list[CourseOut])
@api_may(READ)
def list_scores(request: Request, case_id: int) -> Any:
    """Every score over time, social functioning among them."""
    queries.case(viewer=request.user, case_id=case_id)
    return [
        {
            "instrument": one.instrument.key,
            "score": one.score.name,
            "points": [
                {"assessment_id": pk, "on": point.on, "moment": point.name, "value": point.value}
                for pk, point in zip(one.assessments, one.points, strict=True)
            ],
        }
        for one in queries.courses(viewer=request.user, case_id=case_id)
    ]


@router.get("/cases/{case_id}/relatives", response=list[RelativeOut])
@paginate
@api_may(READ)
def list_relatives(request: Request, case_id: int) -> Any:
    """Relatives that were written down; the family card stays with the registry."""
    queries.case(viewer=request.user, case_id=case_id)
    return queries.relatives(viewer=request.user, case_id=case_id)


@router.post("/cases/{case_id}/relatives", response={201: RelativeOut})
@api_may(ASSESS)
def note_relative(request: Request, case_id: int, told: RelativeIn) -> Status[Relative]:
    """The same again says it anew."""
    return Status(201, actions.note_relative(case_id=case_id, **told.dict(), by=request.user))


@router.delete("/cases/{case_id}/relatives/{relative_id}", response={204: None})
@api_may(ASSESS)
def remove_relative(request: Request, case_id: int, relative_id: int) -> Status[None]:
    """Off the genogram."""
    actions.remove_relative(case_id=case_id, relative_id=relative_id, by=request.user)
    return Status(204, None)


@router.get("/cases/{case_id}/ties", response=list[TieOut])
@paginate
@api_may(READ)
def list_ties(request: Request, case_id: int) -> Any:
    """Bonds with people and bodies."""
    queries.case(viewer=request.user, case_id=case_id)
    return queries.ties(viewer=request.user, case_id=case_id)


@router.post("/cases/{case_id}/ties", response={201: TieOut})
@api_may(ASSESS)
def note_tie(request: Request, case_id: int, told: TieIn) -> Status[Tie]:
    """The same name again says it anew."""
    return Status(201, actions.note_tie(case_id=case_id, **told.dict(), by=request.user))


@router.delete("/cases/{case_id}/ties/{tie_id}", response={204: None})
@api_may(ASSESS)
def remove_tie(request: Request, case_id: int, tie_id: int) -> Status[None]:
    """Off the ecomap."""
    actions.remove_tie(case_id=case_id, tie_id=tie_id, by=request.user)
    return Status(204, None)


def _instrument(shelf: queries.Shelf) -> InstrumentOut:
    found = shelf.instrument
    return InstrumentOut(
        key=found.key,
        title=words.said(found.title),
        use=found.use,
        terms=found.licence.terms,
        licence=found.licence.name,
        source=words.said(found.licence.source),
        questions=[
            QuestionOut(
                name=one.name,
                words=words.said(one.words),
                section=one.section,
                optional=one.optional,
                answers=[
                    AnswerOut(value=each.value, words=words.said(each.words), points=each.points)
                    for each in (one.answers if one.kind is Kind.CHOICE else ())
                ],
            )
            for one in found.questions
        ],
        scores=[one.name for one in found.scores],
    )
