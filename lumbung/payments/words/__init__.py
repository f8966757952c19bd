"""The words of a payment as data: stages of the chain and status words, each with what it means and what to do next.

A file is copied and changed like a bank's folder; the loader finds it. "SI" is two things in the field: a stage of
the chain (the order to the bank, good news) and a status word (data that differ). Here they are two codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Word:
    """One word: its code, how it is written in the field, and what a family is told, by language."""

    code: str
    words: tuple[str, ...]
    kind: str
    names: Mapping[str, str]
    meanings: Mapping[str, str]
    steps: Mapping[str, str]
    reference: str

    @property
    def name(self) -> str:
        """What it is called."""
        return _spoken(self.names)

    @property
    def means(self) -> str:
        """What it means, in plain words."""
        return _spoken(self.meanings)

    @property
    def next(self) -> str:
        """What to do next."""
        return _spoken(self.steps)


def _spoken(texts: Mapping[str, str]) -> str:
    return texts["en" if (get_language() or "").startswith("en") else "id"]


def _read(name: str, key: str) -> dict[str, Word]:
    told = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return {row["code"]: _word(row, told["reference"]) for row in told[key]}


def _word(row: Mapping[str, Any], reference: str) -> Word:
    return Word(
        code=row["code"],
        words=tuple(row["words"]),
        kind=row.get("kind", "run"),
        names=row["name"],
        meanings=row["means"],
        steps=row["next"],
        reference=row.get("reference", reference),
    )


@cache
def stages() -> dict[str, Word]:
    """The stages of the chain, in their order."""
    return _read("chain.yaml", "stages")


@cache
def statuses() -> dict[str, Word]:
    """The status words, by code."""
    return _read("status.yaml", "statuses")


@cache
def _spellings() -> dict[str, str]:
    return {_plain(text): word.code for word in statuses().values() for text in (word.code, *word.words)}


def recognise(written: Sequence[str]) -> list[str | None]:
    """The code of each status word as somebody wrote it; None for one that no file knows."""
    known = _spellings()
    return [known.get(_plain(text)) for text in written]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
