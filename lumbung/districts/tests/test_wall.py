"""What the district knows of somebody with a secret case is their team's alone, in the database too."""

import pytest
from django.apps import apps
from django.db import connection

from lumbung.cases.tests import factories as cases
from lumbung.core.actors import acting
from lumbung.core.models import AuditEvent
from lumbung.districts import actions, queries
from lumbung.districts.models import Place
from lumbung.districts.tests.factories import DAY, REGENCY, cohort, elder, everything, farming
from lumbung.referrals.models import Need
from lumbung.staff import trail

pytestmark = pytest.mark.django_db
OF_PEOPLE = ("caredecision", "grant", "watch", "call", "attempt", "activity", "visit", "need", "harvest", "place",
             "presence", "advice", "startup")  # fmt: skip


def rows() -> dict[str, int]:
    """What raw SQL of whoever acts counts in every table about people."""
    found = {}
    with connection.cursor() as cursor:
        for name in OF_PEOPLE:
            cursor.execute(f"SELECT count(*) FROM districts_{name}")
            found[name] = cursor.fetchone()[0]
    return found


def test_every_table_of_the_district_tells_of_people_or_of_none():
    named = {model._meta.model_name for model in apps.get_app_config("districts").get_models()}
    assert named - set(OF_PEOPLE) == {"alert", "alertarea", "major", "cohort"}


def test_the_database_shows_nobody_else_what_was_written_of_them(who):
    of = elder("Mawar")
    everything(who, of, "Rawa")
    with acting(who["colleague"]):
        assert min(rows().values()) > 0
    cases.secret(who, of=of)
    with acting(who["colleague"]):
        assert rows() == dict.fromkeys(OF_PEOPLE, 0)
    with acting(who["worker"]):
        assert min(rows().values()) > 0


def test_the_trail_of_everybody_tells_nothing_of_what_is_written_after(who):
    of = elder("Mawar")
    cases.secret(who, of=of)
    with acting(who["worker"]):
        farming(who, of)
        needing(who, of)
        place = actions.join_cohort(cohort_id=cohort(who).pk, person_id=of.pk, by=who["worker"], on=DAY)
        actions.note_advice(place_id=place.pk, said="Rajin.", by=who["worker"], on=DAY)
        told = AuditEvent.objects.filter(table_name__in=[f"districts_{name}" for name in OF_PEOPLE])
        assert told.count() == 0
    assert told.count() > 5
    assert not told.filter(region_code__lt="~").exists()
    with acting(who["supervisor"]):
        watched = actions.watch(person_id=elder("Karto").pk, risk=1, why="Sendiri.", by=who["supervisor"], on=DAY)
        [event] = trail.happenings_of(viewer=who["supervisor"], table="districts_watch", record_id=watched.pk)
        assert event.action == "insert"


def test_a_seat_that_somebody_secret_has_is_taken(who):
    of, group = elder("Mawar"), cohort(who)
    actions.join_cohort(cohort_id=group.pk, person_id=of.pk, by=who["worker"], on=DAY)
    cases.secret(who, of=of)
    with acting(who["colleague"]):
        other = actions.join_cohort(cohort_id=group.pk, person_id=elder("Wiji").pk, by=who["colleague"], on=DAY)
        assert other.status == "waiting"
        shown = queries.cohort(viewer=who["colleague"], cohort_id=group.pk)
        assert (shown.taken, shown.waiting) == (1, 1)
        assert [one.person.name for one in queries.places(viewer=who["colleague"])] == ["Wiji"]
    with acting(who["worker"]):
        actions.leave_cohort(place_id=Place.objects.get(person=of).pk, said="Sakit.", by=who["worker"])
    assert Place.objects.get(pk=other.pk).status == "learning"


def needing(who, of, **told):
    """A visit that ends with somebody who needs services, noted twice."""
    actions.watch(person_id=of.pk, risk=3, why="Sendiri.", by=who["worker"], on=DAY)
    call = actions.plan_contacts(on=DAY, at=cases.NOON, by=who["worker"]) and of
    visit = queries.visits_to_make(viewer=who["worker"]).get(person=call)
    given = {"result": "needs", "said": "Kursi roda rusak.", **told}
    for _again in range(2):
        noted = actions.note_visit(visit_id=visit.pk, by=who["worker"], on=DAY, **given)
    return noted


def test_who_needs_services_is_heard_at_the_desk_at_once_and_each_names_the_other(who):
    of = elder("Karto")
    visit = needing(who, of, sector="health")
    need = Need.objects.get()
    assert visit.asked == need
    assert (need.person, need.words, need.sector, need.cause) == (
        of,
        "Kursi roda rusak.",
        "health",
        f"visit:{visit.pk}",
    )
    assert (need.level, need.channel, need.region_code[:5]) == ("regency", "officer", REGENCY)
    assert queries.visit_for(viewer=who["colleague"], need_id=need.pk) == visit


def test_what_somebody_in_secret_needs_is_read_by_their_team(who):
    of = elder("Mawar")
    case = cases.secret(who, of=of)
    need = needing(who, of).asked
    assert (need.cause, need.topic, need.sector) == (f"case:{case.pk}", "case", "social_economy")
    assert who["worker"].pk in need.readers
    assert who["colleague"].pk not in need.readers
    assert queries.visit_for(viewer=who["colleague"], need_id=need.pk) is None


def test_a_consultation_asks_the_desk_for_nothing(who):
    farming(who, elder("Karto"))
    assert not Need.objects.exists()
