"""Programme kinds, found by their folders: copy one, change it, and it is there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from lumbung.law import Parameters
from lumbung.law.reading import Rules

FOLDER = Path(__file__).parent


class NoSuchKind(LookupError):
    """No folder of that name holds a rule."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One programme: its rule, its dated figures, its words in both languages and its sentence cases."""

    name: str
    rules: Rules
    parameters: Parameters
    words: dict[str, Any]
    folder: Path

    def word(self, group: str, name: str, language: str) -> str:
        """What people call a condition, part, fact or figure."""
        return self.words[group][name][language]

    def title(self, language: str) -> str:
        """What people call the programme."""
        return self.words["title"][language]


def names() -> list[str]:
    """Every kind that has a rule, by folder."""
    return sorted(path.parent.name for path in FOLDER.glob("*/rules.py"))


@cache
def find(name: str) -> Kind:
    """The kind of that name."""
    if name not in names():
        raise NoSuchKind(name)
    folder = FOLDER / name
    return Kind(
        name=name,
        rules=import_module(f"{__name__}.{name}.rules"),
        parameters=Parameters.load(folder / "parameters.yaml"),
        words=yaml.safe_load((folder / "words.yaml").read_text(encoding="utf-8")),
        folder=folder,
    )
