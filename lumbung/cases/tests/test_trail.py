"""The team of a case reads who did and saw what, and nobody else does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from lumbung.cases import actions, queries
from lumbung.cases.tests import factories
from lumbung.cases.tests.factories import DAY
from lumbung.core.actors import acting
from lumbung.core.refusals import NotFound
from lumbung.referrals.tests import factories as referring

pytestmark = pytest.mark.django_db
REASON = "Dicari polisi malam ini."


@pytest.fixture
def case(who):
    """A secret case that was agreed to, referred, and opened by somebody outside in an emergency."""
    with acting(who["worker"]):
        case = factories.agreed(who, factories.secret(who))
    place = referring.health_centre(referring.people())
    with acting(who["worker"]):
        given = {"case_id": case.pk, "institution_id": place.pk, "words": "Sakit.", "by": who["worker"], "on": DAY}
        actions.refer_person(**given)
    with acting(who["colleague"]):
        actions.break_glass(case_id=case.pk, reason=REASON, by=who["colleague"], at=timezone.now())
    return case


def test_its_team_reads_every_change_of_it_and_of_what_hangs_on_it(who, case):
    for name in ("worker", "supervisor"):
        with acting(who[name]):
            told = queries.trail_of(viewer=who[name], case_id=case.pk)
        tables = {one.table_name for one in told}
        wanted = {"cases_case", "cases_casestep", "cases_member", "cases_consent", "cases_glass", "referrals_need"}
        assert tables >= wanted | {"referrals_referral"}
        assert [one.pk for one in told] == sorted((one.pk for one in told), reverse=True)
        assert {one.actor_name for one in told} >= {str(who["worker"]), str(who["colleague"])}


def test_of_another_case_it_tells_nothing(who, case):
    other = factories.opened(who)
    told = queries.trail_of(viewer=who["worker"], case_id=other.pk)
    assert {one.record_id for one in told if one.table_name == "cases_case"} == {str(other.pk)}
    assert "cases_glass" not in {one.table_name for one in told}


def test_nobody_else_reads_it(who, case):
    nation = factories.proposals.somebody("auditor", "")
    for user in (who["head"], who["colleague"], nation):
        with acting(user), pytest.raises(NotFound):
            queries.trail_of(viewer=user, case_id=case.pk)


def test_the_page_and_the_program_show_it_to_the_team(who, case, client):
    address, door = reverse("cases:trail", args=[case.pk]), f"/api/v1/cases/{case.pk}/trail"
    client.force_login(who["worker"])
    page = client.get(address).content.decode()
    assert REASON in page
    assert client.get(door).json()["count"] > 5
    assert "/jejak/" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
    client.force_login(who["colleague"])
    assert client.get(address).status_code == 404
    assert client.get(door).status_code == 404
    assert "/jejak/" not in client.get(reverse("cases:case", args=[case.pk])).content.decode()
