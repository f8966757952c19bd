"""The resident file of villages: codes of the civil registry, and no column for the village."""

import polars as pl
import pytest

from lumbung.quality.formats.penduduk import format as penduduk
from lumbung.quality.tests.factories import PLACES

ROW = {
    "nama": "WATI",
    "no_kk": "5201141608129001",
    "nik": "5201142005919004",
    "sex": "2",
    "tanggallahir": "1990-05-20",
    "kk_level": "4",
    "status_kawin": "1",
    "pekerjaan_id": "1",
    "pendidikan_kk_id": "4",
    "pendidikan_sedang_id": "18",
    "hamil": None,
}


def one(column, village="", **changes):
    frame = pl.DataFrame([{"row": 2, **ROW, **changes}], schema={"row": pl.Int64, **dict.fromkeys(ROW, pl.String)})
    return penduduk.canonical(frame, places=PLACES, village=village)[column].item()


def test_the_district_is_read_from_the_card_number_and_said():
    assert one("region_code") == "52.01.14"
    assert one("note.region_code.region_from_card")


def test_a_village_named_by_the_sender_counts():
    assert one("region_code", village="52.01.14.2001") == "52.01.14.2001"


def test_a_spoiled_card_number_names_no_district():
    assert one("region_code", no_kk="5,20114E+15") is None


@pytest.mark.parametrize(("level", "relation"), [("1", "1"), ("2", "2"), ("3", "2"), ("9", "8"), ("10", "7")])
def test_relations_become_those_of_the_form(level, relation):
    assert one("relation", kk_level=level) == relation


def test_a_relation_that_is_not_on_the_list_is_told():
    assert one("relation", kk_level="12") == "?12"


@pytest.mark.parametrize(
    ("job", "works", "position"), [("1", "2", None), ("5", "1", "5"), ("9", "1", None), ("88", "1", None)]
)
def test_an_official_is_told_from_other_trades(job, works, position):
    assert (one("works", pekerjaan_id=job), one("position", pekerjaan_id=job)) == (works, position)


@pytest.mark.parametrize(
    ("ever", "now", "status"), [("1", "18", "1"), ("4", "18", "3"), ("2", "4", "2"), ("1", "1", "1")]
)
def test_not_at_school_means_never_or_no_longer(ever, now, status):
    assert one("school_status", pendidikan_kk_id=ever, pendidikan_sedang_id=now) == status
