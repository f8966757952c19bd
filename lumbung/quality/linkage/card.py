"""A model's card: of every way to agree, how often it is met and what it weighs, for people to read."""

from dataclasses import dataclass
from math import log2

from lumbung.quality.linkage import words
from lumbung.quality.linkage.model import Model
from lumbung.quality.linkage.profiles import registri


@dataclass(frozen=True)
class Way:
    """One way to agree or differ. Of a hundred pairs of one person `same` agree so, of strangers one in `one_in`,
    of relatives in one household `relative` in a hundred (None where the household shares it anyway)."""

    label: str
    same: float
    one_in: int
    relative: float | None
    weight: float


@dataclass(frozen=True)
class Part:
    """One field with its ways to agree, the strictest first."""

    label: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Measured:
    """What came of one made-up list: shares from 0 to 1."""

    label: str
    precision: float
    recall: float


def measured_of(model: Model) -> list[Measured]:
    """Where the model was tried before it was shipped; nothing for one learnt from the registry."""
    told = model.trained_on.get("measured", [])
    return [Measured(words.regime(one["name"]), one["precision"], one["recall"]) for one in told]


def card_of(model: Model) -> list[Part]:
    """The model as it judges people of the registry."""
    return [
        Part(
            words.field(field.code),
            tuple(
                Way(
                    label=words.words(field.code, code),
                    same=chance.same,
                    one_in=round(1 / chance.stranger),
                    relative=chance.relative if field.of_person else None,
                    weight=log2(chance.same / chance.stranger),
                )
                for code in reversed(field.codes)
                for chance in [model.chances[field.code][code]]
            ),
        )
        for field in registri.FIELDS
    ]
