"""The answers of a form as the frame that files become: one row a member, judged by the same checks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from lumbung.core import formats
from lumbung.core.crypto import mask
from lumbung.quality import rules
from lumbung.quality.canonical import FIELDS, Kind, label_of
from lumbung.quality.checking import ERROR, findings
from lumbung.quality.family_forms.blocks import ASKED, HERDS, OWNED, YES_NO, is_asked
from lumbung.quality.inspection import Looked, Question, judge

Answers = Mapping[str, str | None]
MASKED = frozenset({"nik", "kk", "phone"})
FLAGS = {True: "1", False: "2"}


@dataclass(frozen=True)
class Filled:
    """What a form says: the family's answers, and those of each member on it; and what the registry says now."""

    family: dict[str, str | None]
    members: dict[int, dict[str, str | None]]
    former_family: dict[str, str | None] = field(default_factory=dict)
    former_members: dict[int, dict[str, str | None]] = field(default_factory=dict)

    def of(self, member: int) -> dict[str, str | None]:
        """One subject's answers; those of the registry stand where nobody has answered anew."""
        former = self.former_members.get(member, {}) if member else self.former_family
        return {**former, **(self.members.get(member, {}) if member else self.family)}

    def numbers(self) -> list[int]:
        """The members in their order."""
        return sorted(self.members)


@dataclass(frozen=True)
class Said:
    """One finding about one question, in words."""

    member: int
    field: str
    code: str
    severity: str
    sentence: str

    @property
    def blocks(self) -> bool:
        """Whether the form can't be sent like this."""
        return self.severity == ERROR


@dataclass(frozen=True)
class Changed:
    """One answer that differs from the registry: in words, before and after."""

    member: int
    field: str
    label: str
    before: str
    after: str


def frame_of(filled: Filled, *, only: Iterable[int] | None = None) -> pl.DataFrame:
    """One row a member under canonical names, all text; `row` is the member's number. Skipped is null."""
    numbers = filled.numbers() if only is None else sorted(only)
    family = _asked(filled.of(0))
    rows = [{"row": number, **family, **_asked(filled.of(number))} for number in numbers]
    names = [name for name in FIELDS if name != "birth_date_source"]
    schema = {"row": pl.Int64, **dict.fromkeys(names, pl.String)}
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def judged(filled: Filled, *, question: Question) -> tuple[Looked, list[Said]]:
    """The members as they may be stored, and everything the checks say, those over the whole family included."""
    looked = judge(frame_of(filled), question=question)
    found = findings([looked.findings, rules.check_across(looked.index)])
    return looked, _told(found)


def said_of(filled: Filled, member: int, *, question: Question) -> list[Said]:
    """What the checks say about one member, or about the family's own answers."""
    rows = filled.numbers()[:1] if member == 0 else [member]
    if not rows:
        return []
    found = judge(frame_of(filled, only=rows), question=question).findings
    return [said for said in _told(found) if said.member == member]


def changes(filled: Filled) -> list[Changed]:
    """What a visit found otherwise, the family first."""
    found = []
    for member in (0, *filled.numbers()):
        former = filled.former_members.get(member, {}) if member else filled.former_family
        now = filled.members.get(member, {}) if member else filled.family
        for name in ASKED:
            if now.get(name) and now.get(name) != former.get(name) and is_asked(name, filled.of(member)):
                before, after = in_words(name, former.get(name)), in_words(name, now.get(name))
                found.append(Changed(member, name, question_label(name), before, after))
    return found


def in_words(name: str, value: str | None) -> str:
    """An answer as people read it: the word of its code, a date, a masked number."""
    if not value:
        return formats.NOTHING
    if name in MASKED:
        return mask(value)
    words = choices_of(name)
    if value in words:
        return str(words[value])
    if ASKED[name].kind == Kind.DATE:
        return _day(value)
    return value


def choices_of(name: str) -> dict[str, Any]:
    """Answer as it is kept → its words; empty for what is written."""
    asked = ASKED[name]
    if asked.kind == Kind.FLAG:
        return dict(YES_NO)
    if asked.kind == Kind.COUNT and name not in (*HERDS, "floor_area"):
        return dict(OWNED)
    return {str(code): words if words is not None else str(code) for code, words in asked.codes.items()}


def question_label(name: str) -> str:
    """What a question is called."""
    return str(ASKED[name].label) if name in ASKED else label_of(name)


def as_typed(value: Any) -> str | None:
    """A stored fact as the form would have it typed."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return FLAGS[value]
    return value.isoformat() if isinstance(value, date) else str(value)


def _asked(answers: Answers) -> dict[str, str | None]:
    return {name: value for name, value in answers.items() if is_asked(name, answers)}


def _told(found: pl.DataFrame) -> list[Said]:
    known = rules.reasons()
    cells = found.select("row", "column", "code", "severity").iter_rows()
    said = (
        Said(0 if _of_family(column) else row, column, code, severity, known[code].sentence())
        for row, column, code, severity in cells
    )
    return list(dict.fromkeys(said))


def _of_family(column: str) -> bool:
    return column in FIELDS and FIELDS[column].of != "person"


def _day(value: str) -> str:
    try:
        return formats.day(date.fromisoformat(value))
    except ValueError:
        return value
