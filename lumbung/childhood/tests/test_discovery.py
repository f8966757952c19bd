"""Whom the registry shows, and what came of asking: at 20 families and at 2,500."""

import datetime as dt

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lumbung.childhood import actions, queries
from lumbung.childhood.models import Candidate
from lumbung.childhood.tests import factories
from lumbung.childhood.tests.factories import DAY, REGENCY
from lumbung.core.refusals import NotAllowed
from lumbung.registry.models import Family, Person
from lumbung.registry.tests import factories as registry

pytestmark = pytest.mark.django_db


def discovered(who, on=DAY):
    return actions.discover(region_code=REGENCY, by=who["worker"], on=on)


def test_those_with_a_reason_are_listed_and_nobody_else(who):
    hurt = factories.child("Sekolah", dt.date(2016, 1, 1), school_status=3, d_sight=2)
    mother = factories.mother()
    factories.child("Tanpa Alasan")
    factories.child("Tiga Belas", dt.date(2013, 11, 9), d_sight=1)
    listed = {one.person_id: one for one in discovered(who).candidates.all()}
    assert set(listed) == {hurt.pk, mother.pk}
    assert sorted(listed[hurt.pk].reasons) == ["disability", "drop_out"]
    assert listed[hurt.pk].points == 5
    assert (listed[mother.pk].whom, listed[mother.pk].reasons) == ("mother", ["pregnant"])


def test_who_said_no_is_not_asked_again_for_half_a_year(who):
    factories.mother()
    one = discovered(who).candidates.get()
    with pytest.raises(Exception, match="kalimat"):
        actions.note_answer(candidate_id=one.pk, answer="refused", by=who["operator"], on=DAY)
    told = {"candidate_id": one.pk, "answer": "refused", "by": who["operator"], "on": DAY}
    actions.note_answer(said="Sudah ada bidan.", **told)
    assert actions.note_answer(said="Sudah ada bidan.", **told).looked_by == who["operator"]
    assert not discovered(who, dt.date(2027, 5, 8)).candidates.exists()
    assert discovered(who, dt.date(2027, 5, 10)).candidates.get().person_id == one.person_id


def test_the_same_list_again_is_the_same_and_who_enters_leaves_it(who):
    mother = factories.mother()
    made = discovered(who)
    assert discovered(who) == made
    factories.entered(who, mother)
    assert made.candidates.get().status == Candidate.Status.ENTERED
    assert not discovered(who, DAY + dt.timedelta(days=1)).candidates.exists()
    assert queries.progress_of(viewer=who["worker"], discovery_id=made.pk)["entered"] == 1


def test_a_reader_makes_no_list(who):
    with pytest.raises(NotAllowed):
        actions.discover(region_code=REGENCY, by=who["operator"], on=DAY)


@pytest.mark.parametrize("families", [20, 2_500])
def test_a_region_is_looked_through_in_one_read_however_many_families(who, families):
    house = registry.family(factories.VILLAGE).dwelling
    told = {"region_code": factories.VILLAGE, "dwelling": house, "registered_on": DAY}
    made = Family.objects.bulk_create(Family(**told) for _ in range(families))
    born = pl.date_range(dt.date(2010, 1, 1), dt.date(2026, 11, 1), "1d", eager=True).to_list()
    Person.objects.bulk_create(
        Person(
            region_code=factories.VILLAGE, family=one, in_family_since=DAY, name="Anak",
            birth_date=born[at % len(born)], d_sight=1 if at % 2 else 4,
        )
        for at, one in enumerate(made)
    )  # fmt: skip
    wanted = sum(at % 2 and born[at % len(born)] > dt.date(2013, 11, 9) for at in range(families))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert discovered(who).candidates.count() == wanted
    assert len([one for one in seen if "registry_person" in one["sql"] and one["sql"].startswith("SELECT")]) == 1
