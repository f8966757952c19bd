"""What was learnt: how often each level of each field is met in one person's records, in strangers', in relatives'."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.quality.linkage.comparing import Chance

SHIPPED = Path(__file__).parent / "models"
DECIMALS = 12
"""A longer share looks like somebody's number in a dump, and nothing is known that exactly."""
RARE = 1e-6
"""No level is impossible: what was never met in training may still be met."""


class NotAModel(BadInput):
    """The file holds something else."""

    message = _("Berkas %(file)s bukan model pencocokan. Pakai berkas JSON sebuah model.")


@dataclass(frozen=True)
class Model:
    """`relatives_odds`: how many pairs of one person there are for one pair of relatives in the same household."""

    profile: str
    version: str
    chances: Mapping[str, Mapping[str, Chance]]
    relatives_odds: float
    trained_on: Mapping[str, Any] = field(default_factory=dict)


def as_definition(model: Model) -> dict[str, Any]:
    """The model in plain values, to be stored, its shares as exact as they are known."""
    return asdict(model, dict_factory=_rounded)


def _rounded(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: round(value, DECIMALS) if isinstance(value, float) else value for name, value in pairs}


def from_definition(told: Mapping[str, Any]) -> Model:
    """A model that was stored."""
    chances = {code: {level: Chance(**chance) for level, chance in of.items()} for code, of in told["chances"].items()}
    return Model(**{**told, "chances": chances})


def read(path: Path) -> Model:
    """A model from its file; raises NotAModel."""
    try:
        return from_definition(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise NotAModel(file=path.name) from wrong


def own(profile: ModuleType) -> Path:
    """Where the model that comes with the product lies, if the profile has one."""
    return SHIPPED / f"{profile.MODEL}.json"


def shipped(profile: ModuleType) -> Model | None:
    """The model that comes with the product, if the profile has one."""
    return read(own(profile)) if own(profile).exists() else None
