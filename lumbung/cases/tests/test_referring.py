"""Whoever cares for somebody refers them; a secret case stays secret at the desk, its team's and nobody else's."""

import datetime as dt

import pytest
from django.urls import reverse

from lumbung.cases import actions, queries
from lumbung.cases.tests import factories
from lumbung.cases.tests.factories import DAY
from lumbung.core import panels
from lumbung.core.actors import acting
from lumbung.core.refusals import NotFound
from lumbung.referrals import actions as desk
from lumbung.referrals.models import Need, Referral
from lumbung.referrals.tests import factories as referring

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(who):
    there = referring.people()
    return there, referring.health_centre(there)


def sent(who, places, case, **told):
    given = {"institution_id": places[1].pk, "words": "Perlu diperiksa.", "by": who["worker"], "on": DAY, **told}
    return actions.refer_person(case_id=case.pk, **given)


def test_a_case_shows_its_referral_and_what_came_of_it(who, places):
    case = factories.opened(who)
    one = sent(who, places, case)
    assert sent(who, places, case).pk == one.pk
    answer = {"status": "served", "said": "Diperiksa.", "by": places[0]["answers"], "on": DAY}
    desk.answer(referral_id=one.pk, **answer)
    [found] = queries.referrals_of(viewer=who["colleague"], case_id=case.pk)
    assert (found.result, found.institution.name) == ("Diperiksa.", "Puskesmas Parakan")
    titles = [one.title for one in panels.timeline_of("case", viewer=who["worker"], record=case)]
    assert "Puskesmas Parakan: Terlayani" in titles


def test_what_a_secret_case_asks_of_the_desk_is_its_teams(who, places):
    case = factories.secret(who)
    one = sent(who, places, case)
    for name, seen in (("worker", True), ("supervisor", True), ("colleague", False), ("head", False)):
        with acting(who[name]):
            assert Need.objects.exists() == seen, name
            assert Referral.objects.filter(pk=one.pk).exists() == seen, name
    with pytest.raises(NotFound):
        queries.referrals_of(viewer=who["colleague"], case_id=case.pk)


def test_a_new_member_reads_the_referrals_and_a_former_one_no_longer(who, places):
    case = factories.secret(who)
    sent(who, places, case)
    told = {"by": who["worker"], "on": DAY}
    member = actions.add_member(case_id=case.pk, user_id=who["colleague"].pk, **told)
    with acting(who["colleague"]):
        assert Referral.objects.exists()
    actions.remove_member(member_id=member.pk, **told)
    with acting(who["colleague"]):
        assert not Need.objects.exists()
    desk.escalate(need_id=Need.objects.get().pk, reason="Perlu rumah sakit provinsi.", **told)
    handed = {"giver_id": who["worker"].pk, "taker_id": who["colleague"].pk, "reason": "Sakit.", "by": who["worker"]}
    actions.hand_over_cases(at=dt.datetime(2026, 11, 9, 5, tzinfo=dt.UTC), on=DAY, **handed)
    for user, seen in ((who["colleague"], True), (who["worker"], False), (places[0]["province"], True)):
        with acting(user):
            assert Need.objects.exists() == seen, user


def test_a_case_that_becomes_secret_takes_its_referrals_along(who, places):
    case = factories.opened(who)
    sent(who, places, case)
    told = {"case_id": case.pk, "said": "Ternyata dipukul.", "by": who["supervisor"]}
    for secret in (True, False):
        actions.set_secret(secret=secret, **told)
        with acting(who["colleague"]):
            assert Need.objects.exists() != secret


def test_the_page_of_a_case_refers_and_begins_with_what_was_agreed(who, places, client):
    case = factories.agreed(who, factories.opened(who), withheld="Alamat rumah")
    client.force_login(who["worker"])
    address = reverse("cases:refer", args=[case.pk])
    page = client.get(address).content.decode()
    assert "Alamat rumah" in page
    assert "Ketua RT 02" in page
    told = {"institution_id": places[1].pk, "words": "Perlu diperiksa.", "urgency": "2", "relation": "self"}
    spoken = {"given_by": case.called, "parts": ["need"], "sign": "signature"}
    answer = client.post(address, {**told, **spoken}, follow=True)
    assert "Puskesmas Parakan" in answer.content.decode()
    assert Referral.objects.get().consents.get().parts == ["need"]
