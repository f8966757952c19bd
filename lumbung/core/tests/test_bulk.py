"""Frames go to the database and come back as they were."""

import datetime as dt

import polars as pl
import pytest

from lumbung.core import bulk

pytestmark = pytest.mark.django_db

FRAME = pl.DataFrame(
    {
        "code": ["0001", None, 'a "b", c'],
        "amount": [1, None, 9_007_199_254_740_993],
        "flag": [True, False, None],
        "on": [dt.date(1980, 7, 1), None, dt.date(2026, 11, 21)],
    }
)
COLUMNS = {"code": "text", "amount": "bigint", "flag": "boolean", "on": "date"}
SCHEMA = {"amount": pl.Int64, "flag": pl.Boolean, "on": pl.Date}


def test_a_frame_comes_back_as_it_went():
    bulk.staged(FRAME, "trial", COLUMNS)
    assert (
        bulk.read_frame('SELECT * FROM trial ORDER BY "on" NULLS FIRST', schema=SCHEMA)
        .sort("on", nulls_last=True)
        .equals(FRAME.sort("on", nulls_last=True))
    )


def test_values_are_bound_not_pasted():
    bulk.staged(FRAME, "trial", COLUMNS)
    found = bulk.read_frame("SELECT code FROM trial WHERE code = %s", ["'; DROP TABLE trial; --"])
    assert found.height == 0


def test_an_empty_answer_has_its_columns():
    assert bulk.read_frame("SELECT 1::bigint AS a WHERE false", schema={"a": pl.Int64}).schema == {"a": pl.Int64}


@pytest.mark.django_db
def test_a_grown_table_is_counted_anew_when_the_transaction_ends(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        bulk.execute("CREATE TEMPORARY TABLE grown AS SELECT generate_series(1, 10) AS number")
        bulk.freshen("grown", came=10)
        assert bulk.rows("SELECT reltuples FROM pg_class WHERE relname = 'grown'") == [(-1,)]
    assert bulk.rows("SELECT reltuples FROM pg_class WHERE relname = 'grown'") == [(10,)]
    bulk.execute("INSERT INTO grown SELECT generate_series(11, 13)")
    for came, counted in ((2, 10), (3, 13)):
        with django_capture_on_commit_callbacks(execute=True):
            bulk.freshen("grown", came=came)
        assert bulk.rows("SELECT reltuples FROM pg_class WHERE relname = 'grown'") == [(counted,)]
