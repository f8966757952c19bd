"""Assessments as people read them: pages with their progress, answers in words, scores with what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.cases import queries, words
from lumbung.cases.drawing.curve import Band, curve, said
from lumbung.cases.instruments import scoring
from lumbung.cases.instruments.shape import Instrument, Kind, Question, Score, Section, Terms, Wording
from lumbung.cases.models import Assessment
from lumbung.core import formats

WHOLE = "semua"
"""The name of the only page of an instrument without sections."""

BADGES = {"draft": "run", "finished": "ok", "discarded": "end"}
BOND_BADGES = {"strong": "ok", "ordinary": "run", "weak": "wait", "strained": "do", "broken": "no"}
TERMS = {
    Terms.FREE: gettext_lazy("Bebas dipakai dengan menyebut sumbernya"),
    Terms.OWN: gettext_lazy("Bagian dari produk ini"),
    Terms.CONFIRM: gettext_lazy("Bebas menurut banyak sumber; perlu dikonfirmasi"),
    Terms.OPERATOR: gettext_lazy("Dimuat pengelola dengan lisensinya sendiri"),
}


@dataclass(frozen=True)
class Page:
    """One page of an instrument and how far it is filled in."""

    name: str
    number: int
    title: str
    help: str
    questions: Sequence[Question]
    answered: int = 0
    asked: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether everything that must be answered is."""
        return self.answered == self.asked


def pages(instrument: Instrument, answers: Mapping[str, str]) -> list[Page]:
    """The pages of an instrument in their order, with what is answered of what is asked and must be."""
    sections = instrument.sections or [Section("", instrument.title)]
    found = []
    for number, one in enumerate(sections, start=1):
        questions = instrument.questions_of(one.name)
        needed = [each for each in questions if not each.optional and scoring.is_asked(each, answers)]
        done = sum(bool(answers.get(each.name)) for each in needed)
        help_words = words.said(one.help) or (words.said(instrument.introduction) if number == 1 else "")
        found.append(Page(one.name or WHOLE, number, words.said(one.words), help_words, questions, done, len(needed)))
    return found


def given(instrument: Instrument, answers: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Page → question and answer in words, of what was answered."""
    told = [
        (page.title, [(words.said(one.words), answer(one, answers[one.name])) for one in page.questions
                      if answers.get(one.name) and scoring.is_asked(one, answers)])
        for page in pages(instrument, answers)
    ]  # fmt: skip
    return [(title, rows) for title, rows in told if rows]


def answer(question: Question, value: str) -> str:
    """One answer as people say it."""
    if question.kind is Kind.TEXT:
        return value
    return next((words.said(one.words) for one in question.answers if one.value == value), value)


def bands(score: Score) -> list[Band]:
    """The ranges of a score in the language of the request."""
    return [Band(one.least, one.most, words.said(one.words), one.badge) for one in score.ranges]


def scores(assessment: Assessment, instrument: Instrument) -> list[dict[str, Any]]:
    """Every score of a signed assessment: its name, figure of how many, meaning and badge; the domains of a count."""
    found, answers = [], queries.answers_of(assessment=assessment)
    for one in queries.scores_of(assessment=assessment):
        score = instrument.score(one.name)
        meant = next((band for band in score.ranges if band.name == one.band), None)
        found.append(
            {
                "title": words.said(score.words),
                "value": one.value,
                "most": score.ranges[-1].most,
                "badge": meant.badge if meant else "q",
                "meaning": words.said(meant.words)
                if meant
                else _("Belum bisa dihitung: ada jawaban yang tidak diketahui"),
                "counted": not score.parts,
                "parts": [words.said(part.words) for part in scoring.met_parts(answers, score)],
            }
        )
    return found


def standing(course: queries.Course) -> str:
    """Where a score stands now: the figure and its meaning, of a counted one the meaning alone."""
    value, ranges = course.points[-1].value, bands(course.score)
    return meaning(value, ranges) if course.score.parts else said(value, ranges)


def meaning(value: int | None, ranges: Sequence[Band]) -> str:
    """What a figure means, without the figure."""
    told = said(value, ranges)
    return told.partition(", ")[2] or told


def drawn(course: queries.Course) -> dict[str, Any]:
    """A course as a picture and as a table."""
    score, ranges = course.score, bands(course.score)
    alone = len(course.instrument.scores) == 1
    title = words.said(course.instrument.title) if alone else words.said(score.words)
    rows = [
        (
            formats.day(one.on),
            one.name,
            one.value,
            meaning(one.value, ranges),
        )
        for one in course.points
    ]
    return {
        "title": title,
        "key": f"{course.instrument.name}-{score.name}",
        "picture": "" if score.parts else picture(course),
        "counted": not score.parts,
        "rows": list(zip(rows, course.assessments, strict=True)),
        "moments": any(one.name for one in course.points),
        "change": change(course),
    }


def picture(course: queries.Course) -> SafeString:
    """The curve alone."""
    return curve(course.points, bands(course.score), title=words.said(course.score.words))


def change(course: queries.Course) -> str:
    """From the first known figure to the last, and whether that is good news."""
    known = [one.value for one in course.points if one.value is not None]
    if len(known) < 2 or course.score.parts:
        return ""
    told = {"first": known[0], "last": known[-1]}
    if known[0] == known[-1]:
        return _("Tetap %(last)s.") % told
    better = (known[-1] > known[0]) == (course.score.better == "higher")
    return (
        _("Membaik dari %(first)s menjadi %(last)s.") if better else _("Memburuk dari %(first)s menjadi %(last)s.")
    ) % told


def wording(instrument: Instrument) -> str:
    """A sentence where the wording in use is not the original or an official one."""
    if instrument.wording.get(words.language()) is Wording.TO_CONFIRM:
        return _("Kata-kata dalam bahasa ini belum dikonfirmasi sebagai terjemahan resmi.")
    return ""


def goals(viewer: Any, case_id: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the person wants, in their own words, and how near they said it was each time."""
    measured = queries.assessments(viewer=viewer, case_id=case_id).filter(use="functioning", status="finished")
    found: dict[str, list[tuple[str, str]]] = {}
    for one in measured.order_by("on", "pk"):
        instrument, answers = queries.instrument_of(assessment=one), queries.answers_of(assessment=one)
        for goal in (name for name in answers if name.startswith("goal_")):
            near = answers.get(goal.replace("goal_", "near_"), "")
            told = answer(instrument.question(goal.replace("goal_", "near_")), near) if near else "–"
            found.setdefault(answers[goal], []).append((str(one.get_moment_display()), told))
    return list(found.items())


def conflict_sentence(conflict: Any) -> str:
    """That somebody else answered meanwhile."""
    told = _(
        "%(who)s sudah mengubah jawaban ini; jawaban Anda belum disimpan. Simpan lagi bila jawaban Anda yang benar."
    )
    return told % {"who": conflict.who}
