"""Assessing: begin, keep every answer as it is given, sign once. An answer that signals danger opens its task."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.cases import queries
from lumbung.cases.actions.common import locked, person_may, still_open
from lumbung.cases.actions.urgent import open_urgent_task
from lumbung.cases.instruments import scoring
from lumbung.cases.instruments.shape import Instrument, Kind, Question
from lumbung.cases.models import Assessment, AssessmentAnswer, AssessmentScore, Case
from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wording import one_of

ASSESS = "cases.assess"
LONGEST = 4_000
Status, Moment, Use = Assessment.Status, Assessment.Moment, Assessment.Use
_NUMBER = re.compile(r"\d(?:[ .\-]?\d){15}")


class AssessmentSigned(Refusal):
    """A signed assessment is read, not changed; what has changed since is another assessment."""

    message = _("Asesmen ini sudah ditandatangani, jadi tidak bisa diubah lagi. Mulailah asesmen ulang.")


class AnswersMissing(BadInput):
    """Every question that is asked has its answer before somebody signs."""

    message = _("Jawaban ini masih kosong.")


class NoSuchAnswer(BadInput):
    """A question or an answer that the instrument doesn't have, or one that names somebody's number."""

    message = _("Pilih salah satu jawaban yang ditawarkan; jangan tulis NIK, nomor KK, atau nomor 16 angka lain.")


class MomentNeeded(BadInput):
    """Social functioning is measured at a moment, each of them once."""

    message = _("Pilih saat pengukuran: awal, tengah, akhir, atau pascalayanan.")


class AlreadyMeasured(Refusal):
    """One picture of each moment, so that the change is one."""

    message = _("Keberfungsian sosial untuk saat ini sudah diukur dan ditandatangani.")


class NotYetMeasured(BadInput):
    """What somebody was like on a day that hasn't come is not known."""

    message = _("Tanggal asesmen belum tiba. Tulis hari ini atau sebelumnya.")


@dataclass(frozen=True)
class Conflict:
    """An answer that somebody else gave meanwhile; theirs stays until it is given again."""

    question: str
    theirs: str | None
    who: str


@dataclass(frozen=True)
class Saved:
    """What one saving did: the version now, where two people differ, and what is dangerous in what was said."""

    assessment: Assessment
    conflicts: tuple[Conflict, ...]
    signs: tuple[str, ...]


@transaction.atomic
def begin_assessment(
    *, case_id: int, instrument: str, by: Any, on: date, at: datetime, moment: str = "", told: str = "self"
) -> Assessment:
    """A draft of an instrument (`name/version`) for a case; one that is under way is found again."""
    person_may(by=by, permission=ASSESS)
    case = locked(case_id=case_id, by=by)
    still_open(case)
    if on > timezone.localdate(at):
        raise NotYetMeasured(fields={"on": str(NotYetMeasured.message)})
    shelf = queries.on_shelf(key=instrument)
    moment = _moment(shelf.instrument, moment, case)
    begun, _new = Assessment.objects.get_or_create(
        case=case,
        instrument=shelf.instrument.key,
        moment=moment,
        status=Status.DRAFT,
        defaults={
            "pack": shelf.pack,
            "use": shelf.instrument.use,
            "told": one_of(Assessment.Told, told, field="told"),
            "on": on,
            "begun_by_id": by.pk,
            "begun_at": at,
        },
    )
    return begun


@transaction.atomic
def save_answers(*, assessment_id: int, answers: Mapping[str, str], seen: int, by: Any, at: datetime) -> Saved:
    """Keep answers as they are given. `seen` is the version that whoever answers had before their eyes.

    An answer that somebody else has changed since stays theirs and is told; danger opens its task in the same breath.
    """
    draft, case, instrument = _held(assessment_id, by)
    plain = {name: str(value).strip()[:LONGEST] for name, value in answers.items()}
    _refuse_unknown(instrument, plain)
    known = {one.question: one for one in draft.answers.select_related("by")}
    conflicts, changed = [], {}
    for name, typed in plain.items():
        there = known.get(name)
        if typed == ((there.value if there else "") or ""):
            continue
        if there and there.version > seen and there.by_id != by.pk:
            if typed != (there.former or ""):
                conflicts.append(Conflict(name, there.value, str(there.by)))
            continue
        changed[name] = typed or None
    if changed:
        _write(draft, changed, known, by, at)
    signs = _danger(draft, case, instrument, changed, by, at)
    return Saved(draft, tuple(conflicts), signs)


@transaction.atomic
def finish_assessment(*, assessment_id: int, by: Any, at: datetime) -> Assessment:
    """Sign: every question that is asked has its answer, the scores are made once, and nothing changes afterwards.

    The same person signing again changes nothing.
    """
    person_may(by=by, permission=ASSESS)
    found = queries.assessment(viewer=by, assessment_id=assessment_id)
    if found.status == Status.FINISHED and found.finished_by_id == by.pk:
        return found
    draft, case, instrument = _held(assessment_id, by)
    answers = queries.answers_of(assessment=draft)
    if missing := scoring.unanswered(instrument, answers):
        raise AnswersMissing(fields={one.name: str(AnswersMissing.message) for one in missing})
    if draft.moment:
        _not_measured(case, draft.moment)
    signed = states.move(draft, Status.FINISHED, finished_by_id=by.pk, finished_at=at)
    AssessmentScore.objects.bulk_create(
        AssessmentScore(case=case, assessment=signed, name=name, value=value, band=band or "")
        for name, (value, band) in scoring.score_one(_asked(instrument, answers), instrument).items()
    )
    return signed


@transaction.atomic
def record_assessment(
    *, case_id: int, instrument: str, answers: Mapping[str, str], by: Any, on: date, at: datetime, moment: str = "",
    told: str = "self",
) -> Assessment:  # fmt: skip
    """Begin, answer and sign in one act, as a program or a sheet of paper brings it; the same of a day is the same."""
    person_may(by=by, permission=ASSESS)
    locked(case_id=case_id, by=by)
    given = {name: str(value).strip() for name, value in answers.items() if str(value).strip()}
    signed = {"instrument": instrument, "moment": moment, "status": Status.FINISHED, "finished_by_id": by.pk, "on": on}
    for known in Assessment.objects.filter(case_id=case_id, **signed):
        if queries.answers_of(assessment=known) == given:
            return known
    begun = begin_assessment(case_id=case_id, instrument=instrument, moment=moment, told=told, by=by, on=on, at=at)
    save_answers(assessment_id=begun.pk, answers=answers, seen=begun.version, by=by, at=at)
    return finish_assessment(assessment_id=begun.pk, by=by, at=at)


@transaction.atomic
def discard_assessment(*, assessment_id: int, by: Any) -> Assessment:
    """Throw a draft away; what was answered is gone at once, a task that its danger opened stays."""
    draft, _case, _instrument = _held(assessment_id, by)
    draft.answers.all().delete()
    return states.move(draft, Status.DISCARDED)


def _held(assessment_id: int, by: Any) -> tuple[Assessment, Case, Instrument]:
    """A draft with its case and its instrument, both held until the act is over."""
    person_may(by=by, permission=ASSESS)
    found = Assessment.objects.visible_to(by).filter(pk=assessment_id).first()
    if found is None:
        raise NotFound(assessment_id)
    case = locked(case_id=found.case_id, by=by)
    draft = Assessment.objects.select_for_update(of=("self",)).select_related("pack").get(pk=assessment_id)
    if draft.status != Status.DRAFT:
        raise AssessmentSigned(draft)
    return draft, case, queries.instrument_of(assessment=draft)


def _moment(instrument: Instrument, moment: str, case: Case) -> str:
    if instrument.use != Use.FUNCTIONING:
        return ""
    if moment not in Moment.values:
        raise MomentNeeded(fields={"moment": str(MomentNeeded.message)})
    _not_measured(case, moment)
    return moment


def _not_measured(case: Case, moment: str) -> None:
    measured = Assessment.objects.filter(case=case, use=Use.FUNCTIONING, moment=moment, status=Status.FINISHED)
    if measured.exists():
        raise AlreadyMeasured(case)


def _refuse_unknown(instrument: Instrument, answers: Mapping[str, str]) -> None:
    questions = {one.name: one for one in instrument.questions}
    wrong = [name for name, value in answers.items() if name not in questions or not _fits(questions[name], value)]
    if wrong:
        raise NoSuchAnswer(fields={name: str(NoSuchAnswer.message) for name in wrong})


def _fits(question: Question, value: str) -> bool:
    if question.kind is Kind.TEXT:
        return not _NUMBER.search(value)
    return not value or value in question.values


def _write(
    draft: Assessment, changed: Mapping[str, str | None], known: Mapping[str, AssessmentAnswer], by: Any, at: datetime
) -> None:
    draft.version += 1
    draft.save(update_fields=["version"])
    AssessmentAnswer.objects.bulk_create(
        [
            AssessmentAnswer(
                case_id=draft.case_id,
                assessment=draft,
                question=name,
                value=value,
                former=known[name].value if name in known else None,
                version=draft.version,
                by_id=by.pk,
                at=at,
            )
            for name, value in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["assessment", "question"],
        update_fields=["value", "former", "version", "by", "at"],
    )


def _danger(
    draft: Assessment, case: Case, instrument: Instrument, changed: Mapping[str, str | None], by: Any, at: datetime
) -> tuple[str, ...]:
    """Open one task for each sign that these answers show; the same sign of the same assessment again is the same."""
    shown = scoring.signs_in(instrument, changed)
    words = {one.name: one.words for one in instrument.signs}
    for sign in shown:
        title = _("Bahaya pada asesmen: %(sign)s. Bertindaklah hari ini juga.") % {"sign": words[sign]["id"]}
        open_urgent_task(case=case, cause=f"assessment:{draft.pk}:{sign}", title=title, by=by, at=at)
    return tuple(shown)


def _asked(instrument: Instrument, answers: Mapping[str, str]) -> dict[str, str]:
    """Only what is still asked counts: an answer given before another made it needless is left out."""
    kept: dict[str, str] = {}
    for one in instrument.questions:
        if one.name in answers and scoring.is_asked(one, kept):
            kept[one.name] = answers[one.name]
    return kept
