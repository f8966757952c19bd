"""The keys of names follow the persons, one at a time and in bulk, and stay behind the wall."""

import pytest
from django.db import connection

from lumbung.core.actors import acting
from lumbung.registry import names
from lumbung.registry.models import NameKey, Person
from lumbung.registry.tests import factories
from lumbung.staff.models import User

pytestmark = pytest.mark.django_db


def keys():
    return sorted(NameKey.objects.values_list("key", "region_code"))


def test_a_new_person_is_found_by_every_word_of_the_name():
    factories.household("Siti Aminah")
    assert keys() == [("amina", factories.VILLAGE), ("siti", factories.VILLAGE)]


def test_a_corrected_name_and_a_move_take_the_keys_along():
    factories.household("Siti Aminah")
    Person.objects.update(name="Siti Aisah", name_keys=names.keys_of("Siti Aisah"), region_code="33.23.02.2001")
    assert keys() == [("aisa", "33.23.02.2001"), ("siti", "33.23.02.2001")]


def test_a_deleted_person_is_not_found():
    factories.household("Siti Aminah", "Bayu")
    Person.objects.filter(name="Siti Aminah").delete()
    assert keys() == [("baiu", factories.VILLAGE)]


def test_the_keys_of_another_region_do_not_exist():
    factories.household("Siti Aminah")
    stranger = User(username="s", name="S", role="regency_verifier", region_code="33.24")
    with acting(stranger), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_namekey")
        assert cursor.fetchone() == (0,)


def test_a_search_by_sound_uses_the_index_behind_the_wall():
    factories.household("Siti Aminah")
    verifier = User(username="v", name="V", role="regency_verifier", region_code="33.23")
    with acting(verifier), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT person_id FROM registry_namekey WHERE key = ANY(ARRAY['siti'])")
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan" in plan
    assert "Filter" not in plan
