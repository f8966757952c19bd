"""What was written of somebody before they had a secret keeps the secret too: the trail of everybody forgets it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from lumbung.cases import actions as cases
from lumbung.cases import queries as case_queries
from lumbung.cases import secrecy
from lumbung.cases.tests import factories as caring
from lumbung.core import need_to_know, sealing
from lumbung.core.actors import acting
from lumbung.core.models import AuditEvent
from lumbung.core.reach import Reach, narrow_connection
from lumbung.districts import actions as district
from lumbung.districts.models import CareDecision
from lumbung.districts.tests import factories as districts
from lumbung.facilities import actions as facilities
from lumbung.facilities.tests import factories as houses
from lumbung.outreach.tests import factories as outreach
from lumbung.programmes.tests import factories as places
from lumbung.proposals.tests import factories as proposals
from lumbung.referrals import actions as desk
from lumbung.referrals.tests import factories as referring
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registry
from tests.addresses import text_of

pytestmark = pytest.mark.django_db
CALLED, WORD = "Zubaedahningrum", "Wanasepikarang"
WAYS = ("/jejak/?hal={page}", "/jejak/?format=csv&tabel={table}")


@pytest.fixture(autouse=True)
def nation(db):
    narrow_connection(Reach.national())


@pytest.fixture
def auditors():
    """Who reads the trail: of the very regency, of the nation, and whoever keeps the system."""
    readers = (("auditor", "33.23"), ("auditor", ""), ("administrator", ""))
    return [proposals.somebody(role, code) for role, code in readers]


def events(tables: tuple[str, ...]) -> list[AuditEvent]:
    """What anybody could read of these tables by now."""
    return list(AuditEvent.objects.filter(table_name__in=tables, region_code__lt="~"))


def elder() -> tuple[tuple[str, ...], Callable[[], Any]]:
    """Somebody with everything that the district has, then with a secret case."""
    places.region(districts.VILLAGE)
    who, of = districts.people(), districts.elder(CALLED)
    districts.everything(who, of, WORD)
    names = ("caredecision", "grant", "watch", "call", "attempt", "activity", "visit", "need", "harvest", "place",
             "presence", "advice", "startup")  # fmt: skip
    return tuple(f"districts_{name}" for name in names), lambda: caring.secret(who, of=of)


def parents() -> tuple[tuple[str, ...], Callable[[], Any]]:
    """A group whose meeting was written down, where somebody comes for a person whose case becomes secret."""
    who = outreach.people()
    one = outreach.everything(who, called=CALLED, cadre="Bu Tini", place=WORD)
    told = {"secret": True, "said": "Mengalami kekerasan.", "by": who["worker"]}
    return ("outreach_meeting",), lambda: cases.set_secret(case_id=one.case_id, **told)


def guest() -> tuple[tuple[str, ...], Callable[[], Any]]:
    """Somebody who stays in a house, then in secret."""
    who = houses.people()
    house = houses.shelter(who)
    stay = houses.admitted(who, house, CALLED, reason=f"Dijemput dari {WORD}.")
    own = {"stay_id": stay.pk, "by": who["carer"]}
    facilities.keep_belonging(what=f"Surat dari {WORD}", place="Loker", sign="signature", on=houses.DAY, **own)
    tables = ("facilities_stay", "facilities_belonging")
    return tables, lambda: facilities.set_readers(readers=[], **own)


def asking() -> tuple[tuple[str, ...], Callable[[], Any]]:
    """A need at the desk, referred, then in secret."""
    who = referring.people()
    need = referring.noted(who, words=f"Sesak napas di {WORD}.")
    referring.referred(who, need, referring.health_centre(who))
    return ("referrals_need", "referrals_referral"), lambda: desk.set_readers(
        need_id=need.pk, readers=[], by=who["desk"]
    )


@pytest.mark.parametrize("begun", [elder, parents, guest, asking])
def test_what_the_trail_told_of_them_before_is_told_no_more(begun, auditors):
    tables, becomes_secret = begun()
    told = events(tables)
    assert {event.table_name for event in told} == set(tables)
    reader = Client()
    reader.force_login(auditors[0])
    records = sorted({f"/jejak/{event.table_name}/{event.record_id}/" for event in told})
    assert {reader.get(path).status_code for path in records} == {200}
    becomes_secret()
    assert [path for path in records if reader.get(path).status_code != 404] == []
    for path in (way.format(page=page, table=table) for way in WAYS for page in (1, 2) for table in tables[:1]):
        shown = text_of(reader.get(path))
        assert [record for record in records if f'href="{record}"' in shown] == [], path
    for one in auditors:
        with acting(one):
            assert not AuditEvent.objects.filter(pk__in=[event.pk for event in told]).exists()
    assert list(sealing.verify()) == []


def test_what_is_told_of_others_is_told_still(auditors):
    who = districts.people()
    other = districts.granted(who, districts.elder("Karto"), "daily_help")
    _tables, becomes_secret = elder()
    becomes_secret()
    with acting(auditors[0]):
        seen = AuditEvent.objects.filter(table_name="districts_caredecision")
        assert {event.record_id for event in seen} == {str(other.pk)}


def test_one_of_many_is_kept_by_itself_and_the_others_are_told_still(auditors):
    places.region(districts.VILLAGE)
    who = districts.people()
    elders = [districts.elder(name) for name in (CALLED, "Karto", "Darmi")]
    for one in elders:
        district.watch(person_id=one.pk, risk=3, why="Sendiri.", by=who["worker"], on=districts.DAY)
    alert = districts.hot(who)
    calls = [alert.calls.get(person=one).pk for one in elders]
    (event,) = events(("districts_call",))
    reader = Client()
    reader.force_login(auditors[0])

    def told():
        shown = text_of(reader.get("/jejak/?tabel=districts_call"))
        found = [reader.get(f"/jejak/districts_call/{call}/").status_code for call in calls]
        named = [call for call in calls if f'href="/jejak/districts_call/{call}/"' in shown]
        return found, named, [n for n in (1, 2) if f"dan {n} lainnya" in shown]

    assert told() == ([200, 200, 200], calls[:1], [2])
    caring.secret(who, of=elders[0])
    assert told() == ([404, 200, 200], calls[1:2], [1])
    caring.secret(who, of=elders[2])
    assert told() == ([404, 200, 404], calls[1:2], [])
    caring.secret(who, of=elders[1])
    assert told() == ([404, 404, 404], [], [])
    with acting(auditors[1]):
        assert not AuditEvent.objects.filter(pk=event.pk).exists()
    assert list(sealing.verify()) == []


def test_who_turns_out_to_be_somebody_in_secret_is_kept_as_they_are(auditors):
    who, of = districts.people(), districts.elder(CALLED)
    districts.granted(who, of, "daily_help")
    former = registry.person(of.family, CALLED)
    caring.secret(who, of=former)
    told = [event.pk for event in events(("districts_caredecision", "districts_grant"))]
    assert told
    Person.objects.filter(pk=former.pk).update(status="merged", merged_into=of)
    with acting(auditors[0]):
        assert not AuditEvent.objects.filter(pk__in=told).exists()


def test_what_was_written_of_an_absorbed_record_is_kept_as_what_became_of_it(auditors):
    who, of = districts.people(), districts.elder(CALLED)
    granted = districts.granted(who, of, "daily_help")
    survivor = registry.person(of.family, CALLED)
    Person.objects.filter(pk=of.pk).update(status="merged", merged_into=survivor)
    told = [event.pk for event in events(("districts_caredecision", "districts_grant"))]
    assert told
    caring.secret(who, of=survivor)
    colleague = proposals.somebody("social_worker", "33.23")
    with acting(auditors[0]):
        assert not AuditEvent.objects.filter(pk__in=told).exists()
    with acting(colleague):
        assert not CareDecision.objects.filter(pk=granted.pk).exists()
        assert {of.pk, survivor.pk} <= case_queries.kept_from(viewer=colleague)


def test_every_table_that_may_turn_secret_keeps_its_past():
    """Audited in the common trail until something is secret: by readers, by people, by groups."""
    turning = {
        model._meta.db_table for model in apps.get_models()
        for trigger in getattr(model._meta, "triggers", [])
        if isinstance(trigger, secrecy.SecretAudit | need_to_know.SecretAudit)
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname LIKE 'past\\_of\\_%'")
        kept = {name for (source,) in cursor.fetchall() for name in turning if f"'{name}'" in source}
    assert len(turning) > 20
    assert turning - kept == set()
