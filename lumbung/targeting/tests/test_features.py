"""Registry columns to predictors: each trait at its codes, and what nobody asked stays unknown."""

import polars as pl
import pytest

from lumbung.targeting import facts, surveys
from lumbung.targeting.proxy.definition import definition

MODEL = definition("demo_pmt")
HEAD = {"relation": 1, "sex": "L", "age": 40, "marital": 2, "works": True, "position": 4, "sector": 12, "diploma": 13}
CHILD = {"relation": 3, "sex": "P", "age": 10, "school_status": 2, "school_level": 3, "diploma": 23, "works": False}
TYPES = {"sex": pl.String, "works": pl.Boolean}


def predictors(*people, **dwelling):
    blank = dict.fromkeys((*facts.PERSON, "sex", "age", "works"))
    rows = [{"family_id": 1, **blank, **person} for person in people]
    members = pl.DataFrame(rows, schema={name: TYPES.get(name, pl.Int64) for name in rows[0]})
    house = {"family_id": 1, "region_code": "33.23.01.2001", **dict.fromkeys(facts.DWELLING), **dwelling}
    homes = pl.DataFrame([house], schema={name: pl.String if name == "region_code" else pl.Int64 for name in house})
    return MODEL.features()(homes, members).row(0, named=True)


def test_every_declared_predictor_is_computed():
    assert {predictor.name for predictor in MODEL.predictors} <= set(predictors(HEAD))


def test_nobody_asked_is_unknown_not_no():
    found = predictors({"relation": 1})
    assert [found[name] for name in ("wall_brick", "motorcycle", "head_work", "best_school", "children_under5")] == [
        None
    ] * 5


@pytest.mark.parametrize(
    ("dwelling", "name", "value"),
    [
        ({"floor": 8}, "floor_not_earth", False),
        ({"floor": 6}, "floor_not_earth", True),
        ({"roof": 2}, "roof_tile", True),
        ({"roof": 3}, "roof_tile", False),
        ({"motorcycle": 0}, "motorcycle", False),
        ({"motorcycle": 2}, "motorcycle", True),
        ({"power": 1}, "power", 0),
        ({"power": 3}, "power", 2),
        ({"lighting": 2, "power": None}, "power", 0),
        ({"lighting": 1, "power": None}, "power", None),
        ({"cattle": 0, "buffalo": 1}, "cattle", True),
    ],
)
def test_a_trait_at_its_codes(dwelling, name, value):
    assert predictors(HEAD, **dwelling)[name] == value


def test_the_family_is_counted():
    found = predictors(HEAD, CHILD, {**CHILD, "age": 3, "school_status": 1, "school_level": None})
    assert (found["children_under5"], found["in_elementary"], found["in_junior"]) == (1, 1, 0)
    assert found["dependants_share"] == pytest.approx(2 / 3)


def test_one_unknown_age_leaves_counts_by_age_unknown():
    assert predictors(HEAD, {**CHILD, "age": None})["children_under5"] is None


def test_one_unknown_diploma_leaves_the_highest_unknown():
    assert predictors(HEAD, {**HEAD, "relation": 2, "diploma": None})["best_school"] is None


@pytest.mark.parametrize(
    ("works", "position", "level"), [(False, None, 0), (True, 1, 1), (True, 4, 2), (True, None, None)]
)
def test_the_work_of_the_head(works, position, level):
    assert predictors({**HEAD, "works": works, "position": position})["head_work"] == level


def test_a_survey_that_asks_as_the_registry_is_read_by_the_same_features(tmp_path):
    """One row per person; a yes is 1 and a no is 2, as on the form."""
    file = tmp_path / "survei.csv"
    person = {"hubungan": 1, "jk": "L", "umur": 40, "status_kawin": 2, "status_sekolah": 3, "jenjang": 13, "ijazah": 13}
    person |= {"bekerja": 1, "lapangan": 12, "kedudukan": 4}
    house = {"status_rumah": 1, "luas_lantai": 40, "lantai": 2, "dinding": 1, "atap": 2, "air_minum": 3, "daya": 2}
    house |= {"penerangan": 1, "bahan_bakar": 4, "jamban": 1, "sapi": 0, "kerbau": 0}
    owned = ["gas", "kulkas", "ac", "tv", "komputer", "hp_pintar", "sepeda", "mobil", "emas", "lahan"]
    house |= dict.fromkeys(owned, 2) | {"motor": 1}
    family = {"id_keluarga": "a", "kode_wilayah": "33.23.01.2001", "konsumsi": 900_000, "bobot": 2.0}
    spouse = {**person, "hubungan": 2, "jk": "P", "bekerja": 2, "lapangan": None, "kedudukan": None}
    pl.DataFrame([{**family, **one, **house} for one in (person, spouse)]).write_csv(file)
    read = surveys.read_survey(file=file, definition=MODEL)
    row = read.frame.row(0, named=True)
    assert (read.mapping, read.frame.height, row["_weight"], row["_area"]) == ("own_layout", 1, 2.0, "33.23")
    assert (row["motorcycle"], row["refrigerator"], row["head_school"], row["head_work"]) == (True, False, 3, 2)
