"""Instruments are folders: each is whole, its examples come true, and a million are scored as one is."""

import random
import shutil

import pytest
import yaml

from lumbung.cases import instruments
from lumbung.cases.instruments import BadInstrument, scoring
from lumbung.cases.instruments.reading import examples, plain, read
from lumbung.cases.instruments.shape import Reckoning, Terms

KEYS = instruments.known()
NEVER = ("whodas", "assist", "sdq", "barthel", "dast", "audit", "who5", "srq", "zarit", "ghq", "bdi", "gds")
"""What may not be embedded, by the licences; an operator loads it as a pack."""


def text_of(key, file="instrument.yaml"):
    return (instruments.FOLDER / key / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("key", KEYS)
def test_the_examples_of_an_instrument_come_true(key):
    found = instruments.find(key)
    assert found.key == key
    assert instruments.broken_examples(found, text_of(key, "examples.yaml")) == []
    assert len(list(examples(text_of(key, "examples.yaml")))) >= 3


@pytest.mark.parametrize("key", KEYS)
def test_every_figure_lies_in_exactly_one_range(key):
    for score in instruments.find(key).scores:
        figures = [figure for one in score.ranges for figure in range(one.least, one.most + 1)]
        assert figures == list(range(score.ranges[0].least, score.ranges[-1].most + 1))


@pytest.mark.parametrize("key", KEYS)
def test_each_edge_is_reached_from_both_sides(key):
    found = instruments.find(key)
    for score in (one for one in found.scores if one.reckoning is Reckoning.SUM):
        for band in score.ranges:
            for figure in {band.least, band.most}:
                answers = summing_to(found, score, figure)
                assert scoring.score_one(answers, found)[score.name] == (figure, band.name)


def summing_to(instrument, score, figure):
    """Answers that add up to a figure, filled from the first question on; gates let everything be asked."""
    answers, left = {}, figure
    for one in (instrument.question(name) for name in score.of):
        points = one.points()
        value = max((value for value in points if points[value] <= left), key=points.get)
        answers[one.name], left = value, left - points[value]
    assert left == 0
    return answers


def at_random(instrument, chance):
    chosen = {one.name: chance.choice([*one.values, ""]) if one.values else "apa pun" for one in instrument.questions}
    return {name: value for name, value in chosen.items() if value}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("many", [20, 2_500])
def test_many_are_scored_as_each_alone(key, many):
    found, chance = instruments.find(key), random.Random(many)
    people = [at_random(found, chance) for _person in range(many)]
    together = scoring.score_many(people, found)
    for at in chance.sample(range(many), 20):
        row = together.row(at, named=True)
        assert {name: (row[f"score.{name}"], row[f"band.{name}"]) for name in (one.name for one in found.scores)} == (
            scoring.score_one(people[at], found)
        )
        assert [one.name for one in found.signs if row[f"sign.{one.name}"]] == scoring.signs_in(found, people[at])


def test_only_what_may_be_embedded_is():
    for key in KEYS:
        found = instruments.find(key)
        assert not any(found.name.startswith(one) for one in NEVER)
        assert found.licence.terms is not Terms.OPERATOR
        assert not found.licence.non_commercial
        assert all(found.licence.source.values())
        assert found.licence.is_cited or found.licence.terms is Terms.OWN
        if found.licence.terms is Terms.CONFIRM:
            assert found.remark


def test_a_copied_folder_is_a_new_version(tmp_path, monkeypatch):
    shutil.copytree(instruments.FOLDER / "phq9/1", tmp_path / "phq9/2")
    file = tmp_path / "phq9/2/instrument.yaml"
    file.write_text(file.read_text().replace('version: "1"', 'version: "2"'))
    monkeypatch.setattr(instruments, "FOLDER", tmp_path)
    assert instruments.known() == ["phq9/2"]
    assert instruments.find("phq9/2").version == "2"


def changed(change):
    told = plain(text_of("phq9/1"))
    change(told)
    return yaml.safe_dump(told, allow_unicode=True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda told: told["scores"][0]["ranges"][1].update({"from": 6}), "berlubang atau bertumpuk"),
        (lambda told: told["scores"][0]["ranges"][1].update({"from": 4}), "berlubang atau bertumpuk"),
        (lambda told: told["scores"][0]["ranges"].pop(), "harus sampai 27"),
        (lambda told: told["scores"][0]["ranges"][0].update({"from": 1}), "harus mulai dari 0"),
        (lambda told: told["licence"].update({"source": " "}), "Lisensi"),
        (lambda told: told["licence"].update({"source": {"en": "Guide"}}), "bahasa Indonesia"),
        (lambda told: told.pop("licence"), "licence"),
        (lambda told: told["scores"][0].update({"formula": "sum(x)"}), "formula"),
        (lambda told: told["scores"][0].update({"reckoning": "eval"}), "tidak dikenal"),
        (lambda told: told["signs"][0].update({"question": "phq99"}), "phq99"),
        (lambda told: told["signs"][0].update({"answers": [8]}), "self_harm"),
        (lambda told: told["questions"][1].update({"name": "phq1"}), "dua kali"),
        (lambda told: told["questions"][0]["words"].pop("id"), "bahasa Indonesia"),
        (lambda told: told["scales"]["often"][1].update({"points": 1.5}), "bulat"),
        (lambda told: told["questions"][0].update({"when": {"question": "phq2", "answers": [1]}}), "phq2"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_in_words(change, said):
    with pytest.raises(BadInstrument) as refused:
        read(changed(change))
    assert said in " ".join(refused.value.faults)


@pytest.mark.parametrize(
    "text",
    [
        "name: !!python/object/apply:os.system ['true']",
        "a: &a [1, 2]\nb: [*a, *a, *a]",
        "- not\n- an instrument",
        "name: [unclosed",
        "x" * 400_001,
    ],
)
def test_a_file_runs_nothing_and_explodes_nothing(text):
    with pytest.raises(BadInstrument):
        read(text)


def test_disability_is_a_finding_about_needs_and_decides_nothing():
    """Neither a condition nor a danger hangs on these questions: nothing is refused or granted by them."""
    for key in ("wg_ss/1", "wg_ss_enhanced/1", "cfm_2_4/1", "cfm_5_17/1"):
        found = instruments.find(key)
        assert not found.signs
        assert {one.better for one in found.scores} == {"neither"}
        assert {one.badge for score in found.scores for one in score.ranges} <= {"ok", "wait"}


def test_no_rule_of_the_house_asks_for_a_score():
    """Disability by the Washington Group is shown to people; no condition, fact or criterion may rest on it."""
    house = instruments.FOLDER.parents[1]
    places = ("**/rules.py", "**/facts.py", "**/kinds/**/*.yaml", "cases/clusters/**/*.yaml", "cases/ppks.yaml")
    rules = [path for place in places for path in house.glob(place)]
    assert len(rules) > 20
    asked = ("wg_ss", "cfm_", "AssessmentScore", "assessmentscore")
    assert [path for path in rules if any(one in path.read_text(encoding="utf-8") for one in asked)] == []
