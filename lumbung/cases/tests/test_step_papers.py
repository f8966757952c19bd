"""Every step of a case on paper: for its team, blank where it is to come, filled with what was done."""

import pytest
from django.test import Client

from lumbung.cases.models import Case
from lumbung.cases.step_papers import SAID, _told
from lumbung.cases.tests import factories

pytestmark = pytest.mark.django_db


def test_every_step_has_its_paper(who):
    case = factories.onward(who, factories.accepted(who), "plan", "implementation")
    assert set(SAID) == set(Case.WAY)
    client = Client()
    client.force_login(who["worker"])
    for step in Case.WAY:
        answer = client.get(f"/kasus/{case.pk}/langkah/{step}.pdf")
        assert answer.content.startswith(b"%PDF"), step
        assert "no-store" in answer["Cache-Control"]
        assert client.get(f"/api/v1/cases/{case.pk}/steps/{step}/paper").content[:4] == b"%PDF"
    assert client.get(f"/kasus/{case.pk}/langkah/lain.pdf").status_code == 404


def test_the_paper_tells_what_was_agreed_decided_and_skipped(who):
    case = factories.accepted(who)
    told = {step: str(_told(who["worker"], case, step, list(case.casesteps.filter(kind=step)))) for step in Case.WAY}
    assert "Asesmen dari rumah sakit dipakai." in told["assessment"]
    assert "Disepakati bersama." in told["conference"]
    assert "Hidup sendiri dan sering sakit." in told["access"]


def test_outside_the_team_there_is_no_paper_of_a_secret_case(who, client):
    case = factories.secret(who)
    client.force_login(who["colleague"])
    assert client.get(f"/kasus/{case.pk}/langkah/access.pdf").status_code == 404
    assert client.get(f"/api/v1/cases/{case.pk}/steps/access/paper").status_code == 404
