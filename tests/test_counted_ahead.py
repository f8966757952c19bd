"""What was counted ahead, and what a viewer sees of the secret rows now, make what they would count themselves."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from lumbung.cases import actions as cases
from lumbung.cases.models import Case, Member
from lumbung.cases.tests import factories as caring
from lumbung.cases.tests.factories import DAY, REGENCY, VILLAGE
from lumbung.childhood import actions as childhood
from lumbung.childhood import queries as of_children
from lumbung.childhood.tests import factories as children
from lumbung.core import counted_ahead, keeping
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.models import AheadCount
from lumbung.core.reach import Reach, narrow_connection
from lumbung.districts import queries as of_districts
from lumbung.districts.tests import factories as districts
from lumbung.outreach import actions as reaching
from lumbung.outreach import queries as of_outreach
from lumbung.outreach.models import Workshop
from lumbung.outreach.tests import factories as outreach
from lumbung.programmes.tests import factories as places
from lumbung.referrals import queries as of_referrals
from lumbung.referrals.models import Need, Referral
from lumbung.referrals.tests import factories as referrals
from lumbung.staff.tests import factories as staff

pytestmark = pytest.mark.django_db
COUNTS = (
    of_children.FIGURES, of_districts.FIGURES, of_outreach.AREAS, of_outreach.FIGURES, of_outreach.GAPS,
    of_referrals.FIGURES,
)  # fmt: skip
PAGES = ("childhood:figures", "districts:overview", "outreach:map", "outreach:figures", "referrals:figures")
SCOPES = {"village": VILLAGE, "regency": REGENCY, "province": REGENCY[:2], "nation": ""}
LATER = DAY + timedelta(days=3)


def _dream_start(who):
    for name in ("Bagus", "Ayu"):
        start = children.entered(who, children.child(name))
        told = {"service": "home_interview", "status": "given", "giver": "Kader", "by": who["worker"], "on": DAY}
        childhood.note_service(start_id=start.pk, **told)
    return [start.case_id]


def _outreach(who):
    for name, cadre, place in (("Sekar", "Bu Tini", "Balai"), ("Rahma", "Bu Tari", "Langgar")):
        one = outreach.everything(who, called=name, cadre=cadre, place=place)
    Workshop.objects.update(places=1)
    outreach.visited(who, "Menunggu")
    day = reaching.plan_day(on=DAY, place="Pasar", services=["check"], region_code=VILLAGE, by=who["worker"])
    reaching.serve(day_id=day.pk, called="Melati", services=["check"], on=DAY, by=who["worker"], secret=True)
    return [one.case_id]


def _district(who):
    districts.everything(who, districts.elder("Mbah Karto"), "Rawa")
    of = districts.elder("Mawar")
    districts.granted(who, of)
    districts.hot(who, at=districts.hour(30))
    return [caring.opened(who, of=of).pk]


def _desk(who):
    centre = referrals.health_centre(who)
    readers = [who[f"knows_{name}"].pk for name in SCOPES]
    for secret in (False, True):
        sent = referrals.referred(who, referrals.noted(who), centre)
        Referral.objects.filter(pk=sent.pk).update(answered_on=LATER)
        if secret:
            Need.objects.filter(pk=sent.need_id).update(readers=readers)


@pytest.fixture
def who(db):
    """One person for each act; a team of people who look from a village, a regency, a province and the nation."""
    narrow_connection(Reach.national())
    places.region(VILLAGE)
    people = {**referrals.people(), **districts.people(), **outreach.people(), **caring.people()}
    for name, code in SCOPES.items():
        people[f"knows_{name}"] = staff.user("social_worker", code)
        people[f"looks_{name}"] = staff.user("social_worker", code)
    secret = [*_dream_start(people), *_outreach(people), *_district(people)]
    _desk(people)
    for case in Case.objects.filter(pk__in=secret):
        cases.set_secret(case_id=case.pk, secret=True, said="Ancaman dari tetangga.", by=people["worker"])
        for name in SCOPES:
            Member.objects.create(case=case, user=people[f"knows_{name}"], role=Member.Role.PROFESSIONAL, since=DAY)
    caches["counts"].clear()
    return people


def asked(user, again=False):
    """Somebody who opens a page."""
    request = RequestFactory().get("/", {"hitung": "lagi"} if again else {})
    request.user = user
    return request


def seen(of, tally, user):
    """What a page makes of a tally; the order in which parts were put together tells nothing."""
    if of is of_outreach.GAPS:
        return of_outreach.gaps_told(tally=tally, viewer=user)
    return {**tally, "counted": sorted(tally.get("counted", []))}


def both(of, user, code):
    """A count live, and from what was counted ahead."""
    caches["counts"].clear()
    with acting(user):
        told = {"on": LATER, "at": timezone.now(), "region_code": code}
        live = counted_ahead.counted(asked(user, again=True), of, **told)
        caches["counts"].clear()
        ahead = counted_ahead.counted(asked(user), of, **told)
        assert (live.kept, ahead.kept, ahead.value[0]) == (False, True, LATER), of.name
        return seen(of, live.value[1], user), seen(of, ahead.value[1], user)


@pytest.fixture
def slow(monkeypatch):
    """Whatever is counted takes long."""
    monkeypatch.setattr(keeping, "LONG", -1)


def test_both_parts_make_what_a_viewer_counts_live(who, slow):
    with acting(SYSTEM):
        for of in COUNTS:
            for code in SCOPES.values():
                counted_ahead.count(what=of.name, region_code=code, on=LATER)
    for of in COUNTS:
        for name, code in SCOPES.items():
            (live, ahead), (outside, ahead_outside) = (
                both(of, who[f"{key}_{name}"], code) for key in ("knows", "looks")
            )
            assert ahead == live, (of.name, name)
            assert ahead_outside == outside, (of.name, name)
            assert live != outside, f"{of.name} {name}: the secret part is empty, so nothing was tried"


def test_a_look_into_an_area_of_the_map_is_summed_too(who, slow):
    with acting(SYSTEM):
        counted_ahead.count(what=of_outreach.AREAS.name, region_code=REGENCY, on=LATER)
    live, ahead = both(of_outreach.AREAS, who["knows_nation"], REGENCY)
    assert ahead == live


def test_a_page_that_shows_what_was_counted_ahead_says_when(who, slow):
    day = timezone.localdate()
    with acting(SYSTEM):
        for of in COUNTS:
            counted_ahead.count(what=of.name, region_code=REGENCY, on=day)
    AheadCount.objects.update(counted_at=timezone.make_aware(datetime(2026, 11, 9, 3, 7)))
    client = Client()
    client.force_login(staff.user("case_supervisor", REGENCY))
    for name in PAGES:
        caches["counts"].clear()
        assert "Angka ini dihitung pada 9 Nov 2026, 03.07." in client.get(reverse(name)).content.decode(), name
        assert "Angka ini dihitung" not in client.get(reverse(name), {"hitung": "lagi"}).content.decode(), name
