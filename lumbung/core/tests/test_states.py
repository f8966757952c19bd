"""A record moves along its table of moves only, one by one and in bulk."""

import datetime as dt
import re

import pytest
from django.apps import apps
from django.db import connection, transaction

from lumbung.core import bulk, states
from lumbung.registry.models import Dwelling, Family

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    house = Dwelling.objects.create(region_code="33.23.01.2001")
    return Family.objects.create(region_code=house.region_code, dwelling=house, registered_on=dt.date(2026, 1, 1))


def test_a_legal_move_is_saved(family):
    states.move(family, Family.Status.CLOSED)
    assert Family.objects.get(pk=family.pk).status == "closed"


def test_an_illegal_move_is_refused_with_a_sentence(family):
    states.move(family, Family.Status.CLOSED)
    with pytest.raises(states.IllegalMove, match="Ditutup"):
        states.move(family, Family.Status.MERGED)


def test_a_bulk_update_cannot_walk_past_the_table(family):
    states.move(family, Family.Status.CLOSED)
    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        Family.objects.filter(pk=family.pk).update(status="merged")


def test_a_legal_move_of_many_calls_no_function(family):
    """What a table of moves allows is compared by the database itself: the update of a year's cards stays an update."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) UPDATE registry_family SET status = 'closed'")
        [[[plan]]] = cursor.fetchall()
    assert plan["Plan"]["Plans"][0]["Actual Rows"] == 1
    assert not [one for one in plan["Triggers"] if "moves_status" in one["Trigger Name"] and one["Calls"]]


def test_the_trigger_of_every_table_knows_every_move_of_its_model():
    kept = dict(
        bulk.rows(
            "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE %s",
            ["%moves_status%"],
        )
    )
    models = [model for model in apps.get_models() if hasattr(model, "MOVES") and not model._meta.proxy]
    assert len(models) == len(kept)
    for model in models:
        told = {f"'{now}>{to}'" for now, targets in model.MOVES.items() for to in targets}
        assert set(re.findall(r"'[a-z_]+>[a-z_]+'", kept[model._meta.db_table])) == told
