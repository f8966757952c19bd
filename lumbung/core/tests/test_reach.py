"""People see their region: in the queryset, and in the database behind it."""

import datetime as dt

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from lumbung.core.actors import SYSTEM, acting
from lumbung.core.reach import Reach, narrow_connection
from lumbung.registry.models import Dwelling, Family
from lumbung.staff.models import User

CODES = st.from_regex(r"[1-9][0-9](\.[0-9]{2}(\.[0-9]{2}(\.[123][0-9]{3})?)?)?", fullmatch=True)


@given(CODES, CODES)
def test_a_reach_covers_a_region_and_all_below_it_and_nothing_else(region, code):
    assert Reach.of(region).covers(code) == (code == region or code.startswith(f"{region}."))


@pytest.fixture
def families(db):
    for code in ("33.23.01.2001", "33.23.02.2001", "33.24.01.2001"):
        house = Dwelling.objects.create(region_code=code)
        Family.objects.create(region_code=code, dwelling=house, registered_on=dt.date(2026, 1, 1), head_name=code)


def user(code):
    return User(username=code, name="Siti", role="village_operator", region_code=code)


@pytest.mark.parametrize(("code", "seen"), [("33.23", 2), ("33.23.01.2001", 1), ("33.2", 0), ("", 3)])
def test_a_queryset_shows_the_viewers_region(families, code, seen):
    assert Family.objects.visible_to(user(code)).count() == seen


def test_the_database_shows_only_the_actors_region(families):
    with acting(user("33.24")), connection.cursor() as cursor:
        cursor.execute("SELECT head_name FROM registry_family")
        assert cursor.fetchall() == [("33.24.01.2001",)]
    assert Family.objects.count() == 3


def test_without_a_reach_the_database_shows_nothing(families):
    with transaction.atomic():
        before = narrow_connection(Reach.nobody())
        assert Family.objects.count() == 0
        narrow_connection(Reach(*before))


def test_nobody_writes_into_another_region(families):
    house = Dwelling.objects.get(region_code="33.24.01.2001")
    with pytest.raises(Exception, match="row-level security"), transaction.atomic(), acting(user("33.23")):
        Family.objects.create(region_code="33.24.01.2001", dwelling=house, registered_on=dt.date(2026, 1, 1))
    assert Family.objects.visible_to(SYSTEM).count() == 3


def test_after_an_error_the_former_reach_is_back(families):
    with pytest.raises(ZeroDivisionError), acting(user("33.24")):
        raise ZeroDivisionError
    assert Family.objects.count() == 3
