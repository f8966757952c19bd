"""Programme kinds, found by their folders: copy one, change it, and it is there."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cache, lru_cache
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

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the rule's own text, so that a run tells by which rule it was made."""
        source = (self.folder / "rules.py").read_bytes()
        return f"sha256-{urlsafe_b64encode(hashlib.sha256(source).digest()).decode().rstrip('=')}"

    def word(self, group: str, name: str, language: str) -> str:
        """What people call a condition, part, fact or figure."""
        return self.words[group][name][language]

    def title(self, language: str) -> str:
        """What people call the programme."""
        return self.words["title"][language]


def names() -> list[str]:
    """Every kind that has a rule, by folder."""
    return sorted(path.parent.name for path in FOLDER.glob("*/rules.py"))


@lru_cache(maxsize=64)
def frozen_figures(name: str, text: str) -> Parameters:
    """Figures that a run froze; what the rule has come to need since is taken from today's file."""
    return Parameters.of(text).over(find(name).parameters)


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
