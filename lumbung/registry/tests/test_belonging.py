"""People belong to a family that is there: the database sees to it for all rows of a statement together."""

from threading import Event, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from lumbung.core import bulk
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.reach import Reach, narrow_connection
from lumbung.registry.models import Family, Person
from lumbung.registry.tests import factories

NOWHERE = 987_654_321
COPY_PERSON = """
    INSERT INTO registry_person (family_id, region_code, in_family_since, name, name_key, name_keys, birth_date_source,
                                 birth_place, mother_name, mother_key, status, updated_at)
    SELECT family_id, region_code, in_family_since, name, name_key, name_keys, birth_date_source, birth_place,
           mother_name, mother_key, status, now()
      FROM registry_person, unnest(%s::bigint[]) AS given(wanted)
"""


@pytest.fixture
def person(db):
    with acting(SYSTEM):
        return factories.person(factories.family())


@pytest.mark.django_db
def test_one_row_without_a_family_refuses_the_whole_statement(person):
    families = [person.family_id, NOWHERE]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.execute(COPY_PERSON.replace("SELECT family_id", "SELECT wanted"), [families])
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_nobody_moves_to_a_family_that_is_not_there(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(family_id=NOWHERE)


@pytest.mark.django_db
def test_a_family_with_people_is_not_deleted_even_by_who_cannot_see_them(person):
    elsewhere = factories.family(region_code="33.24.01.2001")
    Person.objects.filter(pk=person.pk).update(family=elsewhere)
    narrow_connection(Reach.of("33.24"))
    assert not bulk.rows("SELECT 1 FROM registry_person WHERE id = %s", [person.pk])
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.execute("DELETE FROM registry_family WHERE id = %s", [elsewhere.pk])


@pytest.mark.django_db
def test_a_family_keeps_its_number(person):
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        bulk.execute("UPDATE registry_family SET id = %s WHERE id = %s", [NOWHERE, person.family_id])


@pytest.mark.django_db(transaction=True)
def test_a_family_is_not_deleted_while_somebody_joins_it():
    """Who joins holds the family until the commit; who deletes waits, and then sees the new member."""
    with acting(SYSTEM):
        person = factories.person(factories.family())
        empty = factories.family()
    refused, began = [], Event()

    def delete():
        try:
            with acting(SYSTEM):
                began.set()
                bulk.execute("DELETE FROM registry_family WHERE id = %s", [empty.pk])
        except IntegrityError:
            refused.append(empty.pk)
        finally:
            connection.close()

    with acting(SYSTEM):
        bulk.execute(COPY_PERSON.replace("SELECT family_id", "SELECT wanted"), [[empty.pk]])
        other = Thread(target=delete)
        other.start()
        assert began.wait(20)
        other.join(0.5)
        assert other.is_alive()
    other.join(20)
    assert refused == [empty.pk]
    with acting(SYSTEM):
        assert Family.objects.filter(pk=empty.pk).exists()
        assert person.family_id != empty.pk
