"""Instruments of assessment, found by their folders: copy `<name>/<version>`, change it, and it is there.

A folder holds data only: `instrument.yaml` (licence, questions, scores with their ranges, signs of danger) and
`examples.yaml`, which must come true. A version that was used is never changed: copy it to the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lumbung.cases.instruments.reading import BadInstrument, examples, read
from lumbung.cases.instruments.scoring import score_one, signs_in
from lumbung.cases.instruments.shape import Instrument

FOLDER = Path(__file__).parent


class NoSuchInstrument(LookupError):
    """No folder of that name and version."""


def known() -> list[str]:
    """`name/version` of every folder."""
    return sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in FOLDER.glob("*/*/instrument.yaml"))


@cache
def find(key: str) -> Instrument:
    """The instrument of a folder, `name/version`."""
    if key not in known():
        raise NoSuchInstrument(key)
    return read((FOLDER / key / "instrument.yaml").read_text(encoding="utf-8"))


def broken_examples(instrument: Instrument, text: str) -> list[str]:
    """The sentences of those examples that don't come true; empty when all do."""
    return [name for name, given, told in examples(text) if came_of(instrument, given, told) != _expected(told)]


def came_of(instrument: Instrument, given: Mapping[str, str], told: Mapping[str, Any]) -> dict[str, Any]:
    """What an example comes to, in the shape of its expectation."""
    rest = told.get("rest")
    answers = {one.name: str(rest) for one in instrument.questions if str(rest) in one.values} | dict(given)
    found = score_one(answers, instrument)
    expected = told["expect"]
    return {
        "scores": {name: found[name][0] for name in expected.get("scores", {}) if name in found},
        "ranges": {name: found[name][1] for name in expected.get("ranges", {}) if name in found},
        "signs": signs_in(instrument, answers) if "signs" in expected else [],
    }


def _expected(told: Mapping[str, Any]) -> dict[str, Any]:
    expected = told["expect"]
    return {
        "scores": expected.get("scores", {}),
        "ranges": expected.get("ranges", {}),
        "signs": expected.get("signs", []),
    }


__all__ = [
    "FOLDER", "BadInstrument", "Instrument", "NoSuchInstrument", "broken_examples", "came_of", "find", "known", "read",
]  # fmt: skip
