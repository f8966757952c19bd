"""From the text of an instrument to the instrument: plain data only, every fault named before anything is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml

from lumbung.cases.instruments.checking import faults
from lumbung.cases.instruments.shape import (
    LANGUAGES,
    Answer,
    Condition,
    Instrument,
    Kind,
    Licence,
    Part,
    Question,
    Range,
    Reckoning,
    Score,
    Section,
    Sign,
    Terms,
    Test,
    Wording,
)

LONGEST = 400_000
"""Characters of an instrument; the longest known has a tenth of it."""


class BadInstrument(ValueError):
    """The text is no whole instrument; `faults` has a sentence for each thing to put right."""

    def __init__(self, found: list[str]):
        super().__init__("; ".join(found))
        self.faults = found


@lru_cache(maxsize=128)
def read(text: str) -> Instrument:
    """The instrument of a text; the same text is read once. Raises BadInstrument."""
    told = plain(text)
    if found := faults(told):
        raise BadInstrument(found)
    return _made(told)


def plain(text: str) -> Any:
    """YAML without anchors, tags that make objects, or more than fits: lists, mappings, words and whole numbers."""
    if len(text) > LONGEST:
        raise BadInstrument([f"> {LONGEST}"])
    try:
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(text, yaml.SafeLoader)):
            raise BadInstrument(["YAML: *alias"])
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        raise BadInstrument([f"YAML: {wrong}"]) from wrong


def _licence(told: Mapping[str, Any]) -> Licence:
    source = told["source"]
    said = source if isinstance(source, Mapping) else dict.fromkeys(LANGUAGES, str(source))
    return Licence(**{**told, "terms": Terms(told["terms"]), "source": said})


def _made(told: Mapping[str, Any]) -> Instrument:
    scales = told.get("scales", {})
    youngest, oldest = told.get("ages", (0, 150))
    return Instrument(
        name=told["name"],
        version=str(told["version"]),
        title=told["title"],
        about=told["about"],
        licence=_licence(told["licence"]),
        wording={language: Wording(one) for language, one in told["wording"].items()},
        questions=[_question(one, scales) for one in told["questions"]],
        use=told.get("use", "measure"),
        sections=[Section(**one) for one in told.get("sections", [])],
        introduction=told.get("introduction", {}),
        scores=[_score(one) for one in told.get("scores", [])],
        signs=[Sign(**{**one, "answers": _texts(one["answers"])}) for one in told.get("signs", [])],
        ages=(youngest, oldest),
        remark=told.get("remark", {}),
    )


def _question(told: Mapping[str, Any], scales: Mapping[str, Any]) -> Question:
    answers = scales[told["scale"]] if "scale" in told else told.get("answers", [])
    when = told.get("when")
    return Question(
        name=told["name"],
        words=told["words"],
        kind=Kind.CHOICE if answers else Kind.TEXT,
        answers=[Answer(str(one["value"]), one["words"], one.get("points")) for one in answers],
        section=told.get("section", ""),
        help=told.get("help", {}),
        when=Condition(when["question"], _texts(when["answers"])) if when else None,
        optional=told.get("optional", False),
    )


def _score(told: Mapping[str, Any]) -> Score:
    return Score(
        name=told["name"],
        words=told["words"],
        reckoning=Reckoning(told["reckoning"]),
        ranges=[
            Range(one["name"], one["from"], one["to"], one["words"], one.get("badge", "q")) for one in told["ranges"]
        ],
        of=told.get("of", ()),
        parts=[_part(one) for one in told.get("parts", [])],
        better=told.get("better", "lower"),
    )


def _part(told: Mapping[str, Any]) -> Part:
    return Part(told["name"], told["words"], [Test(one["of"], _texts(one["answers"])) for one in told["tests"]])


def _texts(values: Any) -> list[str]:
    return [str(one) for one in values]


def examples(text: str) -> Iterator[tuple[str, dict[str, str], dict[str, Any]]]:
    """(sentence, answers, what must come of it) of an instrument's examples; `rest` answers all that is not named."""
    for one in plain(text) or []:
        yield str(one["name"]), {name: str(value) for name, value in one.get("given", {}).items()}, dict(one)
