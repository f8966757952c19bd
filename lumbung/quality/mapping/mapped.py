"""A mapping at work: the file's own columns and words into text columns of the canonical frame.

It has the shape of a layout (TITLE, COLUMNS, `canonical`), so that everything that reads a known layout reads a file
with anybody's headings too.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.quality.mapping.folding import folded_cells, folded_heading
from lumbung.quality.mapping.values import NOT_KNOWN, OCCUPATION
from lumbung.quality.places import Places

NAME = "mapped"
NOT_WORKING, WORKING, OFFICIAL = "2", "1", "5"
OCCUPATIONS = {"none": (NOT_WORKING, None), "works": (WORKING, None), "official": (WORKING, OFFICIAL)}


@dataclass(frozen=True)
class Mapped:
    """`columns`: heading → target; `values`: target → folded word → code, NOT_KNOWN for one that nobody has placed."""

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    title: Any = _("susunan lain, dipetakan")

    REASONS = ()

    @property
    def TITLE(self) -> Any:
        """The layout in words."""
        return self.title

    @property
    def COLUMNS(self) -> Mapping[str, str]:
        """Heading in small letters → field."""
        return {heading.lower(): target for heading, target in self.columns.items()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """As it was stored with a batch or a profile."""
        return cls(columns=stored.get("columns", {}), values=stored.get("values", {}))

    def as_json(self) -> dict[str, Any]:
        """To be stored."""
        return {"columns": dict(self.columns), "values": {target: dict(told) for target, told in self.values.items()}}

    def canonical(self, frame: pl.DataFrame, *, places: Places, village: str) -> pl.DataFrame:
        """Text columns of the canonical frame; a village named by the sender stands in where a row has none."""
        headings = {folded_heading(heading): heading for heading in reversed(frame.columns)}
        headings |= {heading: heading for heading in frame.columns}
        known = {
            headings.get(heading, headings.get(folded_heading(heading))): target
            for heading, target in self.columns.items()
        }
        named = {heading: target for heading, target in known.items() if heading}
        if "kk" in named.values():
            named = {heading: target for heading, target in named.items() if target != "origin_key"}
        columns = frame.select("row", *self._read(named))
        if not village:
            return columns
        given = pl.col("region_code") if "region_code" in columns.columns else pl.lit(None, pl.String)
        return columns.with_columns(region_code=pl.coalesce(given, pl.lit(village)))

    def _read(self, named: Mapping[str, str]) -> Iterator[pl.Expr]:
        for heading, target in named.items():
            if target == OCCUPATION:
                yield from self._occupation(heading, set(named.values()))
            else:
                yield self._told(heading, target).alias(target)

    def _told(self, heading: str, target: str) -> pl.Expr:
        """A word that was given a meaning becomes its code; any other cell stays as it is, for the checks to judge."""
        meant = self.values.get(target)
        if not meant:
            return pl.col(heading)
        word = folded_cells(heading)
        codes = {said: code for said, code in meant.items() if code != NOT_KNOWN}
        return word.replace_strict(codes, default=pl.col(heading), return_dtype=pl.String)

    def _occupation(self, heading: str, taken: set[str]) -> Iterator[pl.Expr]:
        """Whether somebody works, and whether as an official; a trade does not tell the position."""
        meant = self.values.get(OCCUPATION, {})
        for number, target in enumerate(("works", "position")):
            codes = {said: OCCUPATIONS[kind][number] for said, kind in meant.items() if kind != NOT_KNOWN}
            if target not in taken:
                told = folded_cells(heading).replace_strict(codes, default=None, return_dtype=pl.String)
                yield told.alias(target)


def header_fingerprint(headings: Sequence[str]) -> str:
    """The same headings in any order and spelling give the same; base64, without runs of digits."""
    plain = "\n".join(sorted({folded_heading(heading) for heading in headings} - {""}))
    return urlsafe_b64encode(hashlib.sha256(plain.encode()).digest()).decode().rstrip("=")
