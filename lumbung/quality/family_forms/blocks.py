"""The blocks of the form: which questions stand in which, in what order, and when a question is skipped.

What a question is called, how its answer is read and which codes it allows is said once, in `canonical.FIELDS`; here
stand only the questions that the registry has no column for: programmes received, and the interviewer's notes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.quality.canonical import FIELDS, Field, Kind
from lumbung.registry import codes

FAMILY_BLOCKS, MEMBER_BLOCKS = "family", "member"
YES_NO = {"1": _("Ya"), "2": _("Tidak")}
OWNED = {"1": _("Ada"), "0": _("Tidak ada")}
HERDS = ("cattle", "buffalo", "horse", "pig", "goat")
PROGRAMMES = {f"receives_{name}": label for name, label in codes.PROGRAMMES.items()}
OWN: dict[str, Field] = {
    **{name: Field(label, Kind.FLAG, FAMILY_BLOCKS) for name, label in PROGRAMMES.items()},
    "result": Field(_("Hasil pendataan"), Kind.CODE, FAMILY_BLOCKS, codes.VISIT_RESULT),
    "respondent": Field(_("Nama pemberi jawaban"), Kind.TEXT, FAMILY_BLOCKS),
    "notes": Field(_("Catatan pewawancara"), Kind.TEXT, FAMILY_BLOCKS),
}
ASKED: dict[str, Field] = {**FIELDS, **OWN}


@dataclass(frozen=True)
class Block:
    """One page of the form."""

    name: str
    title: Any
    of: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Only:
    """A question is asked only if another one of the same page's subject has one of these answers."""

    asked: str
    answers: frozenset[str] = field(default_factory=frozenset)


def _only(asked: str, *answers: int | str) -> Only:
    return Only(asked, frozenset(str(answer) for answer in answers))


BLOCKS = (
    Block(
        "tempat",
        _("Tempat dan keluarga"),
        FAMILY_BLOCKS,
        ("region_code", "kk", "phone", "address", "hamlet", "rt", "rw"),
    ),
    Block(
        "rumah",
        _("Rumah dan fasilitas"),
        FAMILY_BLOCKS,
        (
            *("tenure", "floor_area", "floor", "wall", "roof", "water", "lighting", "power", "fuel"),
            *("toilet", "toilet_type", "disposal"),
        ),
    ),
    Block("aset", _("Aset"), FAMILY_BLOCKS, tuple(codes.ASSETS)),
    Block("program", _("Program yang diterima"), FAMILY_BLOCKS, tuple(PROGRAMMES)),
    Block("catatan", _("Catatan pewawancara"), FAMILY_BLOCKS, ("result", "respondent", "notes")),
    Block(
        "diri",
        _("Diri dan hubungan keluarga"),
        MEMBER_BLOCKS,
        (
            *("nik", "name", "sex", "birth_date", "birth_place", "mother_name"),
            *("relation", "marital", "presence", "pregnant"),
        ),
    ),
    Block("sekolah", _("Sekolah"), MEMBER_BLOCKS, ("school_status", "school_level", "grade", "diploma")),
    Block("kerja", _("Pekerjaan"), MEMBER_BLOCKS, ("works", "sector", "position")),
    Block(
        "kesehatan",
        _("Kesulitan dan kesehatan"),
        MEMBER_BLOCKS,
        (*codes.DIFFICULTIES, "sad", "carer", "chronic", "violation_victim"),
    ),
)
SKIPPED_UNLESS: Mapping[str, Only] = {
    "power": _only("lighting", 1),
    "toilet_type": _only("toilet", 1, 2, 3, 4, 5),
    "disposal": _only("toilet", 1, 2, 3, 4, 5),
    "pregnant": _only("sex", "P"),
    "school_level": _only("school_status", 2, 3),
    "grade": _only("school_status", 2, 3),
    "diploma": _only("school_status", 2, 3),
    "sector": _only("works", 1),
    "position": _only("works", 1),
}
GONE = frozenset({"2", "3", "4"})
"""Of somebody who died or moved away nothing further is asked (form, question 404)."""
ASKED_OF_THE_GONE = frozenset(next(block.questions for block in BLOCKS if block.name == "diri"))
NEEDED = {
    FAMILY_BLOCKS: ("region_code", "kk"),
    MEMBER_BLOCKS: ("nik", "name", "sex", "birth_date", "relation"),
}


def block_of(name: str) -> Block | None:
    """The block of that name."""
    return next((block for block in BLOCKS if block.name == name), None)


def blocks_of(subject: str) -> tuple[Block, ...]:
    """The blocks about the family, or those about each member."""
    return tuple(block for block in BLOCKS if block.of == subject)


def subject_of(member: int) -> str:
    """Member 0 is the family itself."""
    return MEMBER_BLOCKS if member else FAMILY_BLOCKS


def questions_of(subject: str) -> frozenset[str]:
    """Every question about the family, or about a member."""
    return frozenset(name for block in blocks_of(subject) for name in block.questions)


def is_asked(name: str, answers: Mapping[str, str | None]) -> bool:
    """Whether the answers so far leave the question open; an unanswered condition leaves it open too."""
    if answers.get("presence") in GONE and name not in ASKED_OF_THE_GONE and name in questions_of(MEMBER_BLOCKS):
        return False
    only = SKIPPED_UNLESS.get(name)
    given = answers.get(only.asked) if only else None
    return not given or not only or given in only.answers
