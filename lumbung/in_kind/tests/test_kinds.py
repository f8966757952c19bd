"""Every kind is a folder; its examples are promises, and a copied folder is a kind."""

import shutil

import polars as pl
import pytest
import yaml

from lumbung.in_kind import kinds, rules
from lumbung.in_kind.kinds import NUMBER

EXAMPLES = [
    pytest.param(name, example, id=example["name"])
    for name in kinds.names()
    for example in yaml.safe_load((kinds.find(name).folder / "examples.yaml").read_text())
]
NUMBERS = ("age", "hardest", "decile", "waited", "roof", "wall", "floor", "area_each")


def columns(kind, item, given):
    numbers = {*NUMBERS, *(one.name for one in kind.questions if one.kind == NUMBER)}
    names = {*NUMBERS, *(one.name for one in kind.questions), *given}
    frame = {name: pl.Series([given.get(name)], dtype=pl.Int64 if name in numbers else pl.String) for name in names}
    return pl.DataFrame({**frame, "item": [item]})


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_the_examples_of_a_kind_come_true(name, example):
    kind, expected, given = kinds.find(name), example["expect"], example["given"]
    p = kind.parameters.on(example["date"])
    [row] = rules.judged(columns(kind, example["item"], given), p, kind.only_for()).to_dicts()
    eligible = False if row["unmet"] else None if row["open"] else True
    bill = rules.bill(given, p)
    material: dict[str, int] = {}
    for items in bill.values():
        for item, quantity in items.items():
            material[item] = material.get(item, 0) + quantity
    size = kind.items[example["item"]].size
    found = {
        "eligible": eligible,
        **{key: row[key] for key in ("unmet", "open", "unknown", "points")},
        "materials": material,
        "rupiah": sum(rules.cost(items, p) for items in bill.values()),
        "size": rules.size_of(given.get(size), p.sizes.plain.get(example["item"], [])),
    }
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("name", kinds.names())
def test_whatever_the_rule_asks_has_words_and_a_question_or_fact(name):
    kind = kinds.find(name)
    asked = {one.name for one in kind.questions}
    for entry in kind.parameters.entries["points"]:
        for column in entry.value:
            assert set(kind.words["columns"][column]) == {"id", "en"}
            assert column in asked or column in {*NUMBERS, "enrolled"}
    for entry in kind.parameters.entries["conditions"]:
        assert set(entry.value) <= set(kind.words["conditions"])
    for entry in kind.parameters.entries["materials"]:
        assert set(entry.value) <= set(kind.words["stages"])
        assert all(item in kind.items for stage in entry.value.values() for item in stage["items"])


def test_a_copied_folder_is_a_new_kind(tmp_path, monkeypatch):
    shutil.copytree(kinds.FOLDER / "alat_bantu", tmp_path / "sembako_lansia")
    monkeypatch.setattr(kinds, "FOLDER", tmp_path)
    assert kinds.names() == ["sembako_lansia"]
    assert "kursi_roda" in kinds.find("sembako_lansia").items


def test_equal_points_and_days_are_told_as_ties():
    days = pl.Series([1, 1, 2, 1]).cast(pl.Int32)
    rows = pl.DataFrame({"request_id": [7, 5, 9, 8], "points": [40, 40, 40, 55], "filed_on": days})
    found = rules.ranked(rows).select("request_id", "place", "tied").rows()
    assert found == [(8, 1, 0), (5, 2, 1), (7, 3, 1), (9, 4, 0)]
