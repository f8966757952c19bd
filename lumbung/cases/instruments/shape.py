"""What an instrument is made of: questions with answers and points, scores with ranges, and what signals danger.

All of it is data, so that a folder of the house and an operator's own file are read by the same few lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Words = Mapping[str, str]
LANGUAGES = ("id", "en")


class Terms(StrEnum):
    """On what ground an instrument is here."""

    FREE = "free"
    OWN = "own"
    CONFIRM = "confirm"
    OPERATOR = "operator"


class Wording(StrEnum):
    """How sure the wording in one language is."""

    ORIGINAL = "original"
    OFFICIAL = "official"
    TO_CONFIRM = "to_confirm"


class Kind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    TEXT = "text"


class Reckoning(StrEnum):
    """How a score is made of answers."""

    SUM = "sum"
    COUNT = "count"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that can be chosen; without points it is no measure (refused, not known)."""

    value: str
    words: Words
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A question is asked only after one of these answers to an earlier one."""

    question: str
    answers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question; a text is never scored."""

    name: str
    words: Words
    kind: Kind = Kind.CHOICE
    answers: Sequence[Answer] = ()
    section: str = ""
    help: Words = field(default_factory=dict)
    when: Condition | None = None
    optional: bool = False

    @property
    def values(self) -> list[str]:
        """Everything that can be chosen."""
        return [one.value for one in self.answers]

    def points(self) -> dict[str, int]:
        """Answer → points, of the answers that have some."""
        return {one.value: one.points for one in self.answers if one.points is not None}


@dataclass(frozen=True, slots=True)
class Test:
    """Whether at least one of some questions has one of some answers."""

    of: Sequence[str]
    answers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Part:
    """One domain of a counted score: met when all of its tests are."""

    name: str
    words: Words
    tests: Sequence[Test]


@dataclass(frozen=True, slots=True)
class Range:
    """What a score from `least` to `most` means; `badge` says how it is shown."""

    name: str
    least: int
    most: int
    words: Words
    badge: str = "q"


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of an instrument. `better` says whether a higher one is good news."""

    name: str
    words: Words
    reckoning: Reckoning
    ranges: Sequence[Range]
    of: Sequence[str] = ()
    parts: Sequence[Part] = ()
    better: str = "lower"


@dataclass(frozen=True, slots=True)
class Sign:
    """An answer that means danger: somebody acts the same day."""

    name: str
    words: Words
    question: str
    answers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Licence:
    """On what terms the instrument may be used, where that is written, and the notice that goes with it.

    A citation reads the same in both languages.
    """

    terms: Terms
    name: str
    source: Words
    notice: str = ""
    non_commercial: bool = False

    @property
    def is_cited(self) -> bool:
        """Whether the source is a citation, as it was published."""
        return len(set(self.source.values())) == 1


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form."""

    name: str
    words: Words
    help: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of one instrument, as its file tells it."""

    name: str
    version: str
    title: Words
    about: Words
    licence: Licence
    wording: Mapping[str, Wording]
    questions: Sequence[Question]
    use: str = "measure"
    sections: Sequence[Section] = ()
    introduction: Words = field(default_factory=dict)
    scores: Sequence[Score] = ()
    signs: Sequence[Sign] = ()
    ages: tuple[int, int] = (0, 150)
    remark: Words = field(default_factory=dict)

    @property
    def key(self) -> str:
        """`phq9/1`: what an assessment remembers."""
        return f"{self.name}/{self.version}"

    def question(self, name: str) -> Question:
        """The question of that name; raises KeyError."""
        return {one.name: one for one in self.questions}[name]

    def names(self) -> set[str]:
        """The names of all questions."""
        return {one.name for one in self.questions}

    def score(self, name: str) -> Score:
        """The score of that name; raises KeyError."""
        return {one.name: one for one in self.scores}[name]

    def questions_of(self, section: str) -> list[Question]:
        """The questions of one page."""
        return [one for one in self.questions if one.section == section]
