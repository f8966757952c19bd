"""The rule of every instrument, over columns: scores, what they mean, and signs of danger, for one person or a million.

An answer that was asked for and is not known leaves the score open; unknown is not no, and never zero. What was not
asked, because an earlier answer makes it needless, adds nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from lumbung.cases.instruments.shape import Instrument, Kind, Part, Question, Reckoning, Score, Test

SCORE, BAND, SIGN = "score.", "band.", "sign."
Row = Mapping[str, Any]
Asked = Mapping[str, Question]


def scored(columns: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """The same rows with `score.<name>` (whole, null while open), `band.<name>` and `sign.<name>` (true or false)."""
    rows = _complete(columns, instrument)
    all_ = {one.name: one for one in instrument.questions}
    scores = {one.name: _score(one, all_) for one in instrument.scores}
    signs = [
        pl.col(one.question).is_in(list(one.answers)).fill_null(value=False).alias(f"{SIGN}{one.name}")
        for one in instrument.signs
    ]
    rows = rows.with_columns(*(one.alias(f"{SCORE}{name}") for name, one in scores.items()), *signs)
    return rows.with_columns(_band(one).alias(f"{BAND}{one.name}") for one in instrument.scores)


def score_one(answers: Row, instrument: Instrument) -> dict[str, tuple[int | None, str | None]]:
    """Score → (figure, name of its range) of one person's answers, by the same rule."""
    [row] = scored(_frame([answers], instrument), instrument).to_dicts()
    return {one.name: (row[SCORE + one.name], row[BAND + one.name]) for one in instrument.scores}


def score_many(answers: Sequence[Row], instrument: Instrument) -> pl.DataFrame:
    """The same for many, in their order."""
    return scored(_frame(answers, instrument), instrument)


def met_parts(answers: Row, score: Score) -> list[Part]:
    """Which domains of a counted score are met by these answers."""
    return [part for part in score.parts if all(answers_meet(answers, test) for test in part.tests)]


def answers_meet(answers: Row, test: Test) -> bool:
    """Whether one of the questions has one of the answers."""
    return any(answers.get(name) in test.answers for name in test.of)


def is_asked(question: Question, answers: Row) -> bool:
    """Whether the answers so far lead to the question."""
    return question.when is None or answers.get(question.when.question) in question.when.answers


def unanswered(instrument: Instrument, answers: Row) -> list[Question]:
    """What is asked, not optional, and has no answer yet."""
    return [
        one
        for one in instrument.questions
        if not one.optional and is_asked(one, answers) and not str(answers.get(one.name) or "").strip()
    ]


def signs_in(instrument: Instrument, answers: Row) -> list[str]:
    """The signs of danger in these answers."""
    return [one.name for one in instrument.signs if answers.get(one.question) in one.answers]


def _frame(answers: Sequence[Row], instrument: Instrument) -> pl.DataFrame:
    schema = {one.name: pl.String for one in instrument.questions}
    return pl.DataFrame([{name: row.get(name) or None for name in schema} for row in answers], schema=schema)


def _complete(columns: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Every question has its column; text, for answers are codes."""
    lacking = [one.name for one in instrument.questions if one.name not in columns.columns]
    return columns.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in lacking)


def _score(score: Score, all_: Asked) -> pl.Expr:
    if score.reckoning is Reckoning.SUM:
        return pl.sum_horizontal((_points(all_[name], all_) for name in score.of), ignore_nulls=False).cast(pl.Int64)
    met = [_met(part, all_) for part in score.parts]
    if score.reckoning is Reckoning.ANY:
        return pl.any_horizontal(met).cast(pl.Int64)
    return pl.sum_horizontal((one.cast(pl.Int64) for one in met), ignore_nulls=False).cast(pl.Int64)


def _asked(question: Question, all_: Asked) -> pl.Expr:
    """Whether it is asked; null while an answer that decides is not known."""
    if question.when is None:
        return pl.lit(value=True)
    led = pl.col(question.when.question).is_in(list(question.when.answers))
    return _asked(all_[question.when.question], all_) & led


def _points(question: Question, all_: Asked) -> pl.Expr:
    asked = _asked(question, all_)
    given = pl.col(question.name).replace_strict(question.points(), default=None, return_dtype=pl.Int64)
    unasked = pl.lit(0, dtype=pl.Int64)
    return pl.when(asked).then(given).when(asked.not_()).then(unasked)


def _met(part: Part, all_: Asked) -> pl.Expr:
    return pl.all_horizontal(
        pl.any_horizontal(_one_of(all_[name], test.answers, all_) for name in test.of) for test in part.tests
    )


def _one_of(question: Question, answers: Sequence[str], all_: Asked) -> pl.Expr:
    """Whether it was answered so; null when it was asked and there is no measure, false when it was not asked."""
    asked = _asked(question, all_)
    measures = list(question.points()) if question.kind is Kind.CHOICE else []
    given = pl.when(pl.col(question.name).is_in(measures)).then(pl.col(question.name).is_in(list(answers)))
    unasked = pl.lit(value=False)
    return pl.when(asked).then(given).when(asked.not_()).then(unasked)


def _band(score: Score) -> pl.Expr:
    figure = pl.col(f"{SCORE}{score.name}")
    found = pl.lit(None, dtype=pl.String)
    for one in score.ranges:
        found = pl.when(figure.is_between(one.least, one.most)).then(pl.lit(one.name)).otherwise(found)
    return found
