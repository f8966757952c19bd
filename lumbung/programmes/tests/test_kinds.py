"""Every kind is found by its folder and held to the same promises."""

import shutil

import pytest

from lumbung.law.cases import Case, Cases, outcome
from lumbung.law.reading import member_needs, read
from lumbung.programmes import kinds

ALL = [kinds.find(name) for name in kinds.names()]
CASES = [
    pytest.param(kind, cases, case, id=f"{kind.name}: {case.name}")
    for kind in ALL
    for cases in [Cases.load(kind.folder / "cases.yaml")]
    for case in cases.cases
]
EVERY_DAY = [
    pytest.param(kind, entry.since, id=f"{kind.name} {entry.since}")
    for kind in ALL
    for entry in sorted(
        {e.since: e for rows in kind.parameters.entries.values() for e in rows}.values(), key=lambda e: e.since
    )
]


@pytest.mark.parametrize(("kind", "cases", "case"), CASES)
def test_the_rule_says_what_the_sentence_says(kind: kinds.Kind, cases: Cases, case: Case):
    assert outcome(cases, case, kind.rules, kind.parameters) == case.expect


def test_there_are_at_least_forty_sentences():
    assert len(CASES) >= 40


@pytest.mark.parametrize(("kind", "day"), EVERY_DAY)
def test_the_rule_can_be_read_on_every_day_on_which_a_figure_changes(kind, day):
    reading = read(kind.rules, kind.parameters.on(day))
    assert reading.conditions
    assert reading.parts


@pytest.mark.parametrize(("kind", "day"), EVERY_DAY)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_condition_part_fact_and_figure_has_words_in_both_languages(kind, day, language):
    reading = read(kind.rules, kind.parameters.on(day))
    assert kind.title(language)
    for name in reading.conditions:
        assert kind.word("conditions", name, language)
    for name in [*reading.parts, *reading.people]:
        assert kind.word("parts", name, language)
    for name in [*kind.rules.NEEDS, *member_needs(kind.rules), *reading.anyone, "members"]:
        assert kind.word("facts", name, language)
    for name in kind.parameters.entries:
        assert kind.word("figures", name, language)


def test_a_kind_is_added_by_copying_a_folder(tmp_path, monkeypatch):
    shutil.copytree(kinds.FOLDER / "sembako", tmp_path / "beras")
    monkeypatch.setattr(kinds, "FOLDER", tmp_path)
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(tmp_path)])
    assert kinds.names() == ["beras"]
    assert kinds.find("beras").rules.PER == "month"
