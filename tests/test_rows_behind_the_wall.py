"""The second wall: the database itself shows nobody a row of another region, whatever a program forgets."""

import pytest
from django.apps import apps
from django.db import connection

from lumbung.core.actors import acting
from lumbung.core.reach import Reach, narrow_connection
from tests import worlds

pytestmark = pytest.mark.django_db
WITHOUT_WALL = {
    "core_auditevent": "of every region, read through visible_to; its own wall keeps cases out of the common trail",
    "core_job": "the worker runs jobs of every region; screens read them through visible_to",
    "quality_matchingmodel": "a model holds frequencies of an area, nothing of any person",
    "programmes_run": "a run tells what was decided for how many, never for whom",
    "programmes_scenario": "a scenario tells for how many a draft would change something, never for whom",
    "shops_referenceprice": "usual prices are public figures of an area, nothing of any person",
    "staff_user": "signing in happens before anybody has a reach",
    "staff_apitoken": "the key is looked up before anybody has a reach",
    "staff_assignment": "accounts are read by administrators only",
    "staff_declaration": "accounts are read by administrators only",
}


@pytest.fixture
def world(db, tmp_path):
    return worlds.regency(tmp_path)


def tables() -> list[str]:
    """Every table whose rows belong to a region."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if any(field.column == "region_code" for field in model._meta.local_concrete_fields)
    )


def rows_in(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]


def walled() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        return {name for (name,) in cursor.fetchall()}


def test_every_table_with_a_region_stands_behind_the_wall():
    assert set(tables()) - walled() - set(WITHOUT_WALL) == set()


def test_raw_sql_of_another_region_sees_no_row(world):
    behind = [table for table in tables() if table in walled() - set(WITHOUT_WALL)]
    own = {table: rows_in(table) for table in behind}
    assert own["registry_person"] >= 2
    with acting(worlds.somebody("auditor", worlds.OTHER)):
        assert {table: rows_in(table) for table in behind} == dict.fromkeys(behind, 0)
    assert {table: rows_in(table) for table in behind} == own


def test_without_a_reach_raw_sql_sees_no_row(world):
    before = narrow_connection(Reach.nobody())
    behind = [table for table in tables() if table in walled() - set(WITHOUT_WALL)]
    assert {table: rows_in(table) for table in behind} == dict.fromkeys(behind, 0)
    narrow_connection(Reach(*before))
