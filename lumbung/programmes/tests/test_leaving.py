"""Mentoring and leaving: caseloads, a day's visits, looked at again, graduated by three people, handed over."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lumbung import law
from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.programmes import actions, care_queries
from lumbung.programmes.actions.cycles import amounts_due
from lumbung.programmes.models import (
    Care,
    Departure,
    Duty,
    Enrolment,
    Group,
    HandOver,
    Recertification,
    Run,
    RunCount,
    Verdict,
)
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, family, region
from lumbung.registry.models import Dwelling, Family, Person
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db
JOINED, TODAY = dt.date(2021, 1, 10), dt.date(2026, 4, 10)
VILLAGE = "33.23.01.2001"


@pytest.fixture(autouse=True)
def temanggung():
    region(VILLAGE)


def decided(on):
    run = actions.start_run(kind="pkh", on=on, region_code="33.23", by=SYSTEM, queued=False)
    jobs.run(run.job_id)
    return Run.objects.get(pk=run.pk)


@pytest.fixture
def people():
    return user("facilitator", region_code="33.23.01"), user("regency_verifier"), user("regency_head")


def left(found, people, **told):
    facilitator, verifier, head = people
    out = actions.propose_departure(family_id=found.pk, by=facilitator, on=TODAY, **told)
    actions.assess_departure(departure_id=out.pk, what="Warungnya ramai.", by=facilitator, on=TODAY)
    actions.verify_departure(departure_id=out.pk, by=verifier, on=TODAY)
    return actions.decide_departure(departure_id=out.pk, why="Mampu.", by=head, on=TODAY)


def test_who_graduated_is_paid_by_no_cycle_and_taken_in_by_no_run(people):
    made, stays = family(GROWN_UP, PUPIL), family(GROWN_UP, PUPIL)
    run = decided(dt.date(2026, 1, 1))
    left(made, people, route="independent")
    period = law.Period.of("2026-Q2")
    assert amounts_due(run=run, regency="33.23", period=period)["family_id"].to_list() == [stays.pk]
    assert Enrolment.objects.get(family=made).ended_because == "independent"
    decided(dt.date(2026, 7, 1))
    assert RunCount.objects.filter(reason="not_left").get().families == 1
    assert not Enrolment.objects.filter(family=made, status="active").exists()


def test_three_different_people_walk_the_way_out(people):
    facilitator, verifier, head = people
    made = family(GROWN_UP, PUPIL)
    decided(JOINED)
    out = actions.propose_departure(family_id=made.pk, route="not_found", by=facilitator, on=TODAY)
    actions.assess_departure(departure_id=out.pk, what="Pindah.", by=facilitator, on=TODAY)
    actions.verify_departure(departure_id=out.pk, by=verifier, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Departure.objects.filter(pk=out.pk).update(status="decided", decided_by=verifier, decided_on=TODAY)


def test_a_village_decides_with_minutes(people):
    made = family(GROWN_UP, PUPIL)
    decided(JOINED)
    told = {"family_id": made.pk, "route": "village", "by": people[0], "on": TODAY}
    with pytest.raises(actions.MinutesNeeded):
        actions.propose_departure(**told)
    out = actions.propose_departure(**told, minutes="BA/4/2026", minutes_on=TODAY)
    assert actions.propose_departure(**told, minutes="BA/4/2026", minutes_on=TODAY) == out


def test_the_rule_finds_who_has_nobody_left_to_count(people):
    made, stays = family(GROWN_UP, PUPIL), family(GROWN_UP, PUPIL)
    decided(JOINED)
    Person.objects.filter(family=made, birth_date=PUPIL["birth_date"]).update(school_status=3)
    assert actions.find_natural(on=TODAY, by=people[1]) == 1
    assert actions.find_natural(on=TODAY, by=people[1]) == 0
    out = Departure.objects.get()
    assert (out.family_id, out.route) == (made.pk, "natural")
    assert stays.pk != out.family_id


def test_who_is_able_is_handed_over_to_livelihoods(people):
    made = family(GROWN_UP, PUPIL, decile=3)
    decided(JOINED - dt.timedelta(days=365))
    left(made, people, route="independent")
    assert set(HandOver.objects.values_list("scheme", flat=True)) == {"pena", "ppse"}
    taken = actions.take_hand_over(hand_over_id=HandOver.objects.first().pk, by=user("programme_officer", ""), on=TODAY)
    assert taken.status == "taken"


def test_a_family_is_looked_at_again_after_its_years(people):
    early, late = family(GROWN_UP, PUPIL), family(GROWN_UP, PUPIL, decile=None)
    decided(JOINED)
    assert actions.list_recertifications(on=dt.date(2026, 1, 9), by=people[1]) == 0
    assert actions.list_recertifications(on=dt.date(2026, 1, 10), by=people[1]) == 1
    assert actions.list_recertifications(on=dt.date(2026, 1, 10), by=people[1]) == 0
    found = Recertification.objects.get()
    told = {"recertification_id": found.pk, "outcome": "able", "note": "", "by": people[0], "on": TODAY}
    actions.record_recertification(**told)
    actions.record_recertification(**told)
    assert Departure.objects.get().route == "independent"
    assert late.pk != found.family_id == early.pk


def bulk_families(count):
    """So many enrolled families of a parent and a pupil, without a run."""
    homes = Dwelling.objects.bulk_create([Dwelling(region_code=VILLAGE, rt=f"{at % 9:03}") for at in range(count)])
    made = Family.objects.bulk_create(
        [
            Family(
                region_code=VILLAGE,
                dwelling=home,
                head_name=f"Kepala {at}",
                registered_on=JOINED,
                origin_key=f"{count}-{at}",
            )
            for at, home in enumerate(homes)
        ]
    )
    Person.objects.bulk_create(
        [
            Person(region_code=VILLAGE, family=one, in_family_since=JOINED, name="Orang", relation=place, **facts)
            for one in made
            for place, facts in ((1, GROWN_UP), (3, PUPIL))
        ]
    )
    run = Run.objects.create(kind="pkh", on=JOINED)
    Enrolment.objects.bulk_create(
        [Enrolment(region_code=VILLAGE, family=one, kind="pkh", since=JOINED, run=run) for one in made]
    )
    return made


def quarter_of(count, people):
    """From the list of duties to the proposals; how many statements it took."""
    bulk_families(count)
    facilitator, verifier, _head = people
    with CaptureQueriesContext(
        connection,
    ) as asked:
        actions.list_duties(month=dt.date(2026, 3, 1), by=verifier)
        Duty.objects.update(effective_days=20, present_days=16, sick_days=0)
        actions.verify_quarter(quarter="2026-Q1", on=TODAY, by=verifier)
        actions.give_care(region_code=VILLAGE, facilitator=facilitator.username, by=verifier, on=TODAY)
    return len(asked)


def test_a_quarter_of_20_and_of_2500_families_takes_the_same_statements(people):
    with transaction.atomic():
        few = quarter_of(20, people)
        transaction.set_rollback(True)
    assert quarter_of(2500, people) == few
    assert Verdict.objects.filter(met=False).count() == 2500
    groups = actions.form_groups(village=VILLAGE, facilitator=people[0].username, by=people[1], on=TODAY)
    sizes = [one.size for one in care_queries.groups(viewer=SYSTEM)]
    assert len(groups) == Group.objects.count() == 84
    assert sum(sizes) == 2500
    assert max(sizes) <= 30
    [load] = care_queries.loads(viewer=people[1], on=TODAY)
    assert (load.families, load.over) == (2500, 2200)


def test_the_day_plan_says_whom_to_visit_and_why(people):
    made, quiet = family(GROWN_UP, PUPIL), family(GROWN_UP, PUPIL)
    decided(JOINED)
    facilitator = people[0]
    actions.give_care(region_code="33.23.01", facilitator=facilitator.username, by=people[1], on=TODAY)
    actions.list_duties(month=dt.date(2026, 3, 1), by=facilitator)
    done = Duty.objects.filter(family=quiet)
    actions.record_duties(
        filled={one.pk: {"effective_days": 20, "present_days": 20} for one in done}, by=facilitator, on=TODAY
    )
    plan = care_queries.day_plan(viewer=facilitator, on=TODAY)
    assert [(visit.family.pk, visit.reasons) for visit in plan.visits] == [(made.pk, ("records",))]
    assert Care.objects.filter(until=None).count() == 2
