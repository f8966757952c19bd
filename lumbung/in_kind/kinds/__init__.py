"""Kinds of aid in goods, found by their folders: copy one, change it, and it is there.

A folder holds data only: `kind.yaml` (who it is for, its items, the questions of its assessment, its steps),
`parameters.yaml` (conditions, points, quantities and limits by day, each with its law) and `examples.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lumbung.law import Parameters

FOLDER = Path(__file__).parent
PERSON, FAMILY = "person", "family"
CHOICE, NUMBER = "choice", "number"
Words = Mapping[str, str]


class NoSuchKind(LookupError):
    """No folder of that name."""


@dataclass(frozen=True, slots=True)
class Item:
    """One good: its words, its unit, whether each piece has a number of its own, and the answer its size follows."""

    name: str
    words: Words
    unit: Words
    serial: bool = False
    size: str = ""
    asked: bool = True
    """Whether it can be asked for; material of a house is only reckoned."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the assessment; `items` narrows it to some goods, `unit` is that of a number."""

    name: str
    words: Words
    kind: str = CHOICE
    choices: Mapping[str, Words] = field(default_factory=dict)
    unit: str = ""
    least: int = 0
    most: int = 0
    help: Words = field(default_factory=dict)
    items: Sequence[str] = ()

    def is_for(self, item: str) -> bool:
        """Whether it is asked for that good."""
        return not self.items or item in self.items


@dataclass(frozen=True, slots=True)
class Step:
    """One step between the stock and the hand-over; `stage` ties it to the material of a stage."""

    name: str
    words: Words
    stage: str = ""
    items: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of aid in goods."""

    name: str
    title: Words
    about: Words
    of: str
    items: Mapping[str, Item]
    questions: Sequence[Question]
    steps: Sequence[Step]
    issued_with: str
    evidence: Sequence[str]
    words: Mapping[str, Mapping[str, Words]]
    parameters: Parameters
    folder: Path

    def asked_of(self, item: str) -> list[Question]:
        """The questions of the assessment for one good."""
        return [one for one in self.questions if one.is_for(item)]

    def steps_of(self, item: str, stages: Sequence[str]) -> list[Step]:
        """The steps for one good; of a house only the stages that are worked on."""
        return [
            one for one in self.steps if (not one.items or item in one.items) and (not one.stage or one.stage in stages)
        ]

    def only_for(self) -> dict[str, Sequence[str]]:
        """Questions that are asked of some items only, with these."""
        return {one.name: one.items for one in self.questions if one.items}

    def askable(self) -> list[Item]:
        """What can be asked for."""
        return [one for one in self.items.values() if one.asked]

    def word(self, group: str, name: str, language: str) -> str:
        """What people call a condition, a column or a stage."""
        return self.words[group][name][language]


def names() -> list[str]:
    """Every kind, by folder."""
    return sorted(path.parent.name for path in FOLDER.glob("*/kind.yaml"))


@cache
def find(name: str) -> Kind:
    """The kind of that name."""
    if name not in names():
        raise NoSuchKind(name)
    folder = FOLDER / name
    told: dict[str, Any] = yaml.safe_load((folder / "kind.yaml").read_text(encoding="utf-8"))
    return Kind(
        name=name,
        title=told["title"],
        about=told["about"],
        of=told["of"],
        items={key: Item(name=key, **one) for key, one in told["items"].items()},
        questions=[Question(**one) for one in told["questions"]],
        steps=[Step(**one) for one in told["steps"]],
        issued_with=told["issued_with"],
        evidence=told["evidence"],
        words=told["words"],
        parameters=Parameters.load(folder / "parameters.yaml"),
        folder=folder,
    )
