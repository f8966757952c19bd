"""A proxy-means model as its folder declares it: predictors, words, limits. Copy a folder of `models/` to add one."""

import base64
import hashlib
import importlib
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

FOLDER = Path(__file__).parent.parent / "models"
PACKAGE = "lumbung.targeting.models"
KINDS = ("yes_no", "number", "levels")

SHOWN: dict[str, Callable[[float], float]] = {
    "": lambda value: value,
    "exp": math.exp,
    "percent": lambda value: value * 100,
}

Words = dict[str, str]


@dataclass(frozen=True)
class Predictor:
    """One trait the model looks at. Members of one `group` are explained together, under the first one's words.

    `linear_only` marks a bent copy of another trait (a square, a logarithm), which trees have no use for.
    """

    name: str
    kind: str
    label: Words
    how: str
    source: str
    levels: tuple[Words, ...] = ()
    says: Words | None = None
    says_no: Words | None = None
    shown: str = ""
    group: str = ""
    linear_only: bool = False

    @property
    def reason(self) -> str:
        """The name under which its contribution is told to people."""
        return self.group or self.name

    def words(self, value: Any, language: str) -> str:
        """This trait with a family's own value, as a person would say it."""
        if self.kind == "yes_no":
            return ((self.says if value else self.says_no) or self.label)[language]
        level = self.levels[int(value)][language] if self.kind == "levels" else ""
        return (self.says or self.label)[language].format(value=level or f"{SHOWN[self.shown](float(value)):.0f}")


@dataclass(frozen=True)
class Definition:
    """A model's declaration: everything but the coefficients."""

    name: str
    release: int
    title: Words
    predicts: Words
    minimum_known: float
    not_for: tuple[Words, ...]
    predictors: tuple[Predictor, ...]
    fingerprint: str
    folder: Path = field(compare=False)

    def features(self) -> Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame]:
        """The function from registry columns to predictors."""
        return importlib.import_module(f"{PACKAGE}.{self.name}.features").predictors


class UnknownModel(LookupError):
    """No folder of that name declares a model."""


@cache
def definition(name: str) -> Definition:
    """The declaration in `models/<name>/model.yaml`."""
    folder = FOLDER / name
    if not (folder / "model.yaml").is_file():
        raise UnknownModel(name)
    declared = yaml.safe_load((folder / "model.yaml").read_text(encoding="utf-8"))
    return Definition(
        name=declared["name"],
        release=declared["release"],
        title=declared["title"],
        predicts=declared["predicts"],
        minimum_known=declared["minimum_known"],
        not_for=tuple(declared["not_for"]),
        predictors=tuple(_predictor(entry) for entry in declared["predictors"]),
        fingerprint=sha256(*(path.read_bytes() for path in _declaring(folder))),
        folder=folder,
    )


def _declaring(folder: Path) -> list[Path]:
    """What a fingerprint covers; a model that scores nobody has no `features.py`."""
    return [path for part in ("model.yaml", "features.py") if (path := folder / part).is_file()]


def names() -> list[str]:
    """Every declared model, by name."""
    return sorted(path.parent.name for path in FOLDER.glob("*/model.yaml"))


def sha256(*parts: bytes) -> str:
    """A fingerprint in base64, which never looks like an identity number."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return "sha256-" + base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")


def _predictor(entry: dict[str, Any]) -> Predictor:
    if entry["kind"] not in KINDS:
        raise ValueError(f"{entry['name']}: kind must be one of {KINDS}")
    return Predictor(**{**entry, "levels": tuple(entry.get("levels", ()))})
