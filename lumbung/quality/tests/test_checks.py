"""Every check keeps the promises of its `cases.yaml`; a new check's examples are found by themselves."""

from pathlib import Path

import polars as pl
import pytest
import yaml

from lumbung.core.reach import Reach
from lumbung.quality import checks, rules
from lumbung.quality.cells import read_cells
from lumbung.quality.facts import across, with_facts
from lumbung.quality.settling import settled
from lumbung.quality.tests.factories import PLACES, TODAY, people

FOLDER = Path(checks.__file__).parent
CASES = [
    pytest.param(path.parent.name, case, id=f"{path.parent.name}: {case['name']}")
    for path in sorted(FOLDER.glob("*/cases.yaml"))
    for case in yaml.safe_load(path.read_text())
]


def found_by(check, case):
    """Findings of one check, as code/column."""
    reach = Reach.of(case["reach"]) if "reach" in case else Reach.national()
    frame = settled(read_cells(people(*case.get("rows", [case.get("given")]))), on=TODAY)
    facts = with_facts(frame, places=PLACES, reach=reach, on=TODAY, elsewhere=case.get("elsewhere", ()))
    every = pl.concat([rules.check_rows(facts, on=TODAY), rules.check_across(across(facts))])
    module = next(module for module in rules.all_checks() if module.__name__.split(".")[-2] == check)
    own = {reason.code for reason in module.REASONS}
    return [f"{row['code']}/{row['column']}" for row in every.iter_rows(named=True) if row["code"] in own]


@pytest.mark.parametrize(("check", "case"), CASES)
def test_a_check_finds_what_its_examples_say(check, case):
    assert sorted(found_by(check, case)) == sorted(case["expect"])


def test_every_reason_has_an_example_that_finds_it():
    shown = {code.split("/")[0] for case in CASES for code in case.values[1]["expect"]}
    of_checks = {reason.code for module in rules.all_checks() for reason in module.REASONS}
    assert of_checks - shown == set()


def test_every_check_has_an_example_that_passes():
    passing = {case.values[0] for case in CASES if not case.values[1]["expect"]}
    assert passing == {path.parent.name for path in FOLDER.glob("*/check.py")}


def test_every_reason_speaks_both_languages_and_says_what_to_do():
    for reason in rules.reasons().values():
        sentences = (reason.id, reason.en, reason.do_id, reason.do_en)
        assert all(sentence.endswith(".") for sentence in sentences), reason.code
