"""An import killed with SIGKILL at any moment goes on with the same command: nothing lost, nothing doubled."""

import json

import pytest

from lumbung.core.models import Job
from lumbung.quality.models import ImportBatch, ImportFinding, SetAsideRow
from lumbung.quality.tests.factories import file_of, person, regions
from lumbung.registry.models import Family, Person
from tests.killing import kill_when, lumbung

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROWS = 50_000
SET_ASIDE = 50


@pytest.fixture
def path(tmp_path):
    regions()
    rows = (person(number, **({"nik": "1"} if number % 1000 == 3 else {})) for number in range(ROWS))
    return file_of(tmp_path, *rows)


def moment(kind, done):
    return lambda: Job.objects.filter(kind=kind, done__gte=done).exists()


def test_killed_while_looking_and_killed_twice_while_taking_in(path):
    command = ("import", str(path), "--json")
    kill_when(*command, condition=moment("quality.preview", 20_000))
    assert not Person.objects.exists()
    kill_when(*command, condition=moment("quality.import", 1))
    first = Person.objects.count()
    assert 0 < first < ROWS
    kill_when(*command, condition=moment("quality.import", first + 1))
    told = json.loads(lumbung(*command).stdout)
    assert (told["rows_read"], told["rows_valid"], told["rows_set_aside"]) == (ROWS, ROWS - SET_ASIDE, SET_ASIDE)
    batch = ImportBatch.objects.get()
    assert (batch.people_new, batch.people_same, batch.families_new) == (ROWS - SET_ASIDE, 0, ROWS // 4)
    assert (
        Person.objects.count() == Person.objects.values("nik_index", "family_id").distinct().count() == ROWS - SET_ASIDE
    )
    assert Family.objects.exclude(head_name="").count() == ROWS // 4
    assert (SetAsideRow.objects.count(), ImportFinding.objects.filter(severity="error").count()) == (
        SET_ASIDE,
        SET_ASIDE,
    )
