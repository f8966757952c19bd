"""What somebody at home needs from others is at the referral desk at once, and the answer comes back to their case."""

import pytest
from django.test import Client
from django.urls import reverse

from lumbung.cases import queries as cases
from lumbung.core.actors import acting
from lumbung.outreach import actions, queries
from lumbung.outreach.tests.factories import DAY, VILLAGE, account, found, matched, visited
from lumbung.referrals.models import Need
from lumbung.staff import roles

pytestmark = pytest.mark.django_db


def test_who_finds_somebody_who_needs_services_has_told_the_desk(who):
    asked = {"elsewhere": "Belum punya KTP.", "sector": "civil_registration"}
    one = found(who, **asked)
    again = {"person_id": one.case.person_id, "source": "village", "told": one.told}
    assert actions.find(**again, **asked, by=who["worker"], on=DAY) == one
    need = Need.objects.get()
    assert (need.words, need.sector, need.person) == ("Belum punya KTP.", "civil_registration", one.case.person)
    assert queries.asked_for(viewer=who["worker"], outreach_id=one.pk) == [need]
    assert cases.on_cause(viewer=who["worker"], cause=need.cause) == one.case


def test_a_cadre_asks_for_whom_they_accompany_and_for_nobody_else(who):
    match, other = matched(who), visited(who, "Wulan")
    cadre = match.cadre.user
    client = Client()
    client.force_login(cadre)
    told = {"words": "Kursi rodanya rusak.", "sector": ""}
    for _again in range(2):
        page = client.post(f"/jangkauan/{match.outreach_id}/kebutuhan", told, follow=True).content.decode()
        assert "Kursi rodanya rusak." in page
    need = Need.objects.get()
    at_desk = reverse("referrals:need", args=[need.pk])
    assert (need.sector, need.noted_by) == ("social_economy", cadre)
    client.post(f"/jangkauan/{other.pk}/kebutuhan", told)
    assert Need.objects.count() == 1
    assert client.get(at_desk).status_code == 403
    client.force_login(who["worker"])
    assert f"/kasus/{match.outreach.case_id}/" in client.get(at_desk).content.decode()
    assert "Kursi rodanya rusak." in client.get(f"/kasus/{match.outreach.case_id}/").content.decode()
    answer = client.get(f"/api/v1/outreach/{match.outreach_id}/needs").json()
    assert [one["id"] for one in answer] == [need.pk]


def test_a_cadre_who_finds_a_stranger_asks_too(who):
    cadre = account()
    told = {"source": "cadre", "told": "Dikurung di kamar.", "called": "Melati", "region_code": VILLAGE}
    with acting(cadre):
        actions.find(**told, elsewhere="Sakit sejak kemarin.", sector="health", by=cadre, on=DAY)
    assert Need.objects.get().called == "Melati"


def test_everybody_who_visits_may_tell_the_desk():
    visiting = {"districts.call", "outreach.find", "outreach.visit"}
    deaf = {name for name, role in roles.ROLES.items() if role.permissions & visiting} - {
        name for name, role in roles.ROLES.items() if "referrals.take" in role.permissions
    }
    assert deaf == set()
