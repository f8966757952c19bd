"""A case that begins in secret changes nothing that anybody outside its team can ask for: no list, count, figure, sheet
or menu is another than before. No word has to be known that would betray it."""

import datetime as dt
import re

import pytest
from django.db import transaction
from django.utils import timezone

from lumbung.cases import actions
from lumbung.cases.models import Conference
from lumbung.cases.tests import factories
from lumbung.cases.tests.factories import DAY
from lumbung.core.reach import Reach, narrow_connection
from lumbung.referrals.tests import factories as referring
from tests import caring
from tests.addresses import PLACE, everywhere, text_of
from tests.test_a_secret_stays_with_its_team import browser, outsiders

pytestmark = pytest.mark.django_db
CHANCE = re.compile(
    r'token(?:" value)?="[^"]*"|nonce[=-]"?[\w+/=-]+|\bc\d+[td]\b|name="request_key" value="[^"]*"|\d\d\.\d\d\b'
)
"""What is another each time that a page is made, the time of day too."""
ASKED = ("cases:", "referrals:", "districts:", "facilities:", "outreach:", "childhood:", "insight:", "staff:", "home")
ASKERS = ("social_worker", "regency_head", "referral_officer", "auditor of the nation")
__all__ = ["outsiders"]


@pytest.fixture
def care(db):
    narrow_connection(Reach.national())
    return caring.regency()


def lists() -> list:
    """Every address that names no record: lists, figures, menus, calendars, inboxes; pages and programs."""
    found = [one for one in everywhere() if not PLACE.search(one.route)]
    return [one for one in found if one.name.startswith(ASKED) or (one.is_api and one.permission)]


def asked(askers, *more: str) -> dict[tuple[str, str], tuple[int, str]]:
    """What each of them is answered; nothing of the asking stays."""
    told = {}
    for name, (client, user) in askers.items():
        paths = [f"/{one.route}" for one in lists() if one.permission is None or user.may(one.permission)]
        for path in (*paths, *more):
            with transaction.atomic():
                answer = client.get(path)
                told[name, path] = (answer.status_code, CHANCE.sub("", text_of(answer)))
                transaction.set_rollback(True)
    return told


def begun(who, of, place) -> None:
    """A case that goes some way: agreed to, with a task that cannot wait, a plan, sessions, a referral; two conferences
    discussed nothing else, one with closed minutes and one that is still to come."""
    case = factories.agreed(who, factories.secret(who, of=of, need=caring.NEED))
    case = factories.conferred(who, factories.discussed({**who, "supervisor": case.supervisor}, case))
    planned = actions.plan_conference(region_code=factories.REGENCY, on=DAY, place=caring.NEED, by=who["head"])
    asked = {"conference_id": planned.pk, "case_id": case.pk, "question": "review", "on": DAY}
    actions.put_case(by=who["worker"], **asked)
    given = {"case_id": case.pk, "by": who["worker"]}
    actions.open_urgent_task(case=case, cause="test", title=caring.TITLE, by=who["worker"], at=timezone.now())
    at = timezone.now() + dt.timedelta(days=1)
    actions.book(title=caring.TITLE, starts_at=at, minutes=30, times=3, **given)
    spoken = referring.agreement("need", given_by=of.name, sign="verbal", witness=caring.WITNESS)
    actions.refer_person(institution_id=place.pk, words=caring.NEED, agreement=spoken, on=DAY, **given)


def test_what_begins_in_secret_is_seen_in_no_list_count_or_menu(care, outsiders):
    of = factories.person("Mentari")
    place = referring.health_centre(referring.people(), name="Klinik Sehat")
    pages = (f"/orang/{of.pk}/", f"/keluarga/{of.family_id}/")
    askers = {name: (browser(outsiders[name]), outsiders[name]) for name in ASKERS}
    before = asked(askers, *pages)
    assert sum(status == 200 for status, _text in before.values()) > 100
    begun(care.who, of, place)
    assert Conference.objects.filter(decisions__case__person=of).count() == 2
    after = asked(askers, *pages)
    assert [one for one in before if before[one] != after[one]] == []
