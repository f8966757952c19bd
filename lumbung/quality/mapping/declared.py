"""A known layout that needs no program: a `profile.yaml` with its headings, their fields, and what its words mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import yaml
from django.utils.translation import get_language

from lumbung.quality.mapping.folding import folded, folded_heading
from lumbung.quality.mapping.mapped import Mapped
from lumbung.quality.mapping.values import code_words, is_coded


class Title(str):
    """A title in both languages, shown in the reader's."""

    english: str

    def __new__(cls, indonesian: str, english: str) -> Self:
        made = super().__new__(cls, indonesian)
        made.english = english
        return made

    def __str__(self) -> str:
        return self.english if (get_language() or "id").startswith("en") else super().__str__()


@dataclass(frozen=True)
class Declared(Mapped):
    """A mapping that is recognised by headings which no other layout has together."""

    recognised_by: frozenset[str] = frozenset()

    @classmethod
    def load(cls, path: Path) -> Self:
        """From its YAML; words that are not listed mean what they mean everywhere."""
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        columns = {str(heading): target for heading, target in told["columns"].items()}
        listed = {
            target: {folded(str(word)): str(code) for word, code in words.items()}
            for target, words in told.get("values", {}).items()
        }
        meant = {
            target: {**code_words(target), **listed.get(target, {})} for target in columns.values() if is_coded(target)
        }
        return cls(
            columns=columns,
            values=meant,
            title=Title(told["title"]["id"], told["title"]["en"]),
            recognised_by=frozenset(folded_heading(str(heading)) for heading in told["recognised_by"]),
        )

    def matches(self, headings: Sequence[str]) -> bool:
        """Whether all the telling headings are there, in whatever spelling."""
        return self.recognised_by <= {folded_heading(heading) for heading in headings}
