"""Assessments of a case, the instruments that there are, and how somebody's scores move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from lumbung.cases import instruments
from lumbung.cases.drawing.curve import Point
from lumbung.cases.instruments.shape import Instrument, Score
from lumbung.cases.models import Assessment, AssessmentAnswer, AssessmentScore, InstrumentPack
from lumbung.core.refusals import NotFound

Status = Assessment.Status


@dataclass(frozen=True, slots=True)
class Shelf:
    """One instrument that can be used, and where it comes from; `pack` is an operator's."""

    instrument: Instrument
    pack: InstrumentPack | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """One score of one instrument over the finished assessments of a case, in the order of their days."""

    instrument: Instrument
    score: Score
    points: Sequence[Point]
    assessments: Sequence[int]


def shelf() -> list[Shelf]:
    """Every instrument of the house and of its operators, by name and version."""
    own = [Shelf(instruments.find(key)) for key in instruments.known()]
    loaded = [Shelf(instruments.read(pack.text), pack) for pack in InstrumentPack.objects.order_by("name", "version")]
    return sorted([*own, *loaded], key=lambda one: one.instrument.key)


def on_shelf(*, key: str) -> Shelf:
    """One instrument by `name/version`; raises NotFound."""
    if key in instruments.known():
        return Shelf(instruments.find(key))
    name, _slash, version = key.partition("/")
    pack = InstrumentPack.objects.filter(name=name, version=version).first()
    if pack is None:
        raise NotFound(key)
    return Shelf(instruments.read(pack.text), pack)


def instrument_of(*, assessment: Assessment) -> Instrument:
    """The very version that an assessment was answered with."""
    return instruments.read(assessment.pack.text) if assessment.pack else instruments.find(assessment.instrument)


def assessments(*, viewer: Any, case_id: int | None = None) -> QuerySet[Assessment]:
    """Assessments that are drafts or signed, the newest first."""
    found = Assessment.objects.visible_to(viewer).exclude(status=Status.DISCARDED)
    found = found.filter(case_id=case_id) if case_id is not None else found
    return found.select_related("case__person", "pack", "begun_by", "finished_by").order_by("-on", "-pk")


def assessment(*, viewer: Any, assessment_id: int) -> Assessment:
    """One assessment; raises NotFound."""
    found = assessments(viewer=viewer).filter(pk=assessment_id).first()
    if found is None:
        raise NotFound(assessment_id)
    return found


def answers_of(*, assessment: Assessment) -> dict[str, str]:
    """Question → answer, of those that have one."""
    found = AssessmentAnswer.objects.filter(assessment=assessment).values_list("question", "value")
    return {question: value for question, value in found if value}


def scores_of(*, assessment: Assessment) -> QuerySet[AssessmentScore]:
    """The scores of a signed assessment; none of a draft."""
    return AssessmentScore.objects.filter(assessment=assessment).order_by("pk")


def courses(*, viewer: Any, case_id: int, use: str = "") -> list[Course]:
    """Every score of the case over time, one course for each version, for ranges differ between versions."""
    found = AssessmentScore.objects.visible_to(viewer).filter(case_id=case_id, assessment__status=Status.FINISHED)
    found = found.filter(assessment__use=use) if use else found
    rows = found.select_related("assessment__pack").order_by("assessment__on", "assessment_id", "pk")
    gathered: dict[tuple[str, str], list[AssessmentScore]] = {}
    for row in rows:
        gathered.setdefault((row.assessment.instrument, row.name), []).append(row)
    return [_course(mine) for mine in gathered.values()]


def comprehensive_is_signed(*, case_id: int, since: date | None = None) -> bool:
    """Whether a comprehensive assessment of the case is finished, on or after a day."""
    found = Assessment.objects.filter(case_id=case_id, use=Assessment.Use.COMPREHENSIVE, status=Status.FINISHED)
    return (found.filter(on__gte=since) if since else found).exists()


def _course(mine: Sequence[AssessmentScore]) -> Course:
    instrument = instrument_of(assessment=mine[0].assessment)
    points = [Point(one.assessment.on, one.value, str(one.assessment.get_moment_display())) for one in mine]
    return Course(instrument, instrument.score(mine[0].name), points, [one.assessment_id for one in mine])
