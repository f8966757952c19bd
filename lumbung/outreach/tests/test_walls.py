"""Who is secret is on no list, map, count or program of anybody outside the team, the cadre included."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from lumbung.cases import actions as cases
from lumbung.core.actors import acting
from lumbung.core.models import AuditEvent
from lumbung.outreach import actions, queries
from lumbung.outreach.models import Cadre, Match, Meeting, ParentGroup, Served, Visit, Workshop
from lumbung.outreach.tests import factories
from lumbung.outreach.tests.factories import DAY, VILLAGE

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=7)
CALLED, WORD = "Zubaedahningrum", "Wanasepikarang"
LISTS = ("persons", "matches", "map", "figures", "cadres", "groups", "workshops", "service_days", "day")
PROGRAMS = ("outreach", "outreach-visits", "outreach-matches", "outreach-areas?region=33.23.01", "outreach-gaps")


@pytest.fixture
def secret(who):
    """Somebody with everything that outreach has, whose case becomes secret."""
    one = factories.everything(who, called=CALLED, cadre="Bu Tini", place="Balai dusun")
    one.matches.update(said=WORD)
    cases.set_secret(case_id=one.case_id, secret=True, said="Mengalami kekerasan.", by=who["worker"])
    one.refresh_from_db()
    return one


def test_only_the_team_finds_them(who, secret):
    cadre = Match.objects.get(outreach=secret).cadre
    outside = {"colleague": who["colleague"], "head": who["head"], "auditor": who["auditor"], "cadre": cadre.user}
    leaks = []
    for name, user in outside.items():
        client = Client()
        client.force_login(user)
        own = [f"/jangkauan/{secret.pk}/", f"/jangkauan/kunjungan/{Visit.objects.earliest('pk').pk}/"]
        paths = [*(reverse(f"outreach:{one}") for one in LISTS), *(f"/api/v1/{one}" for one in PROGRAMS), *own]
        paths += [
            reverse(f"outreach:{one}", args=[model.objects.get().pk])
            for one, model in (("workshop", Workshop), ("group", ParentGroup), ("cadre", Cadre))
        ]
        for path in paths:
            text = client.get(path).content.decode()
            leaks += [(name, path, word) for word in (CALLED, f"{CALLED[0]}•••", WORD) if word in text]
        with acting(user):
            assert not Visit._base_manager.filter(outreach=secret.pk).exists(), name
        assert queries.persons(viewer=user).count() == 0, name
        assert sum(one.persons for one in queries.areas(viewer=user, region_code="33.23.01")) == 0, name
        assert queries.figures(viewer=user, since=DAY, until=DAY).found == 0, name
    assert leaks == []


def test_the_team_finds_them_masked(who, secret):
    client = Client()
    client.force_login(who["worker"])
    page = client.get(reverse("outreach:persons")).content.decode()
    assert f"{CALLED[0]}•••" in page
    assert CALLED not in page
    assert client.get(f"/jangkauan/{secret.pk}/").status_code == 200


def test_what_parents_said_is_for_the_team_and_for_who_wrote_it(who, secret):
    with acting(who["colleague"]):
        assert not Meeting.objects.exists()
        group = ParentGroup.objects.get()
        own = actions.plan_meeting(group_id=group.pk, on=LATER, topic="Uang saku", by=who["colleague"])
        for _again in range(2):
            told = {"meeting_id": own.pk, "said": "Soal uang saku.", "came": []}
            actions.hold_meeting(**told, by=who["colleague"], on=LATER)
        assert [one.said for one in Meeting.objects.all()] == ["Soal uang saku."]
    with acting(who["worker"]):
        assert Meeting.objects.count() == 2
    trail = AuditEvent.objects.filter(table_name="outreach_meeting", action="update", region_code__lt="~")
    assert not trail.filter(before__topic="Uang saku").exists()


def test_who_asks_not_to_be_known_at_a_mobile_day_is_not(who):
    day = actions.plan_day(on=DAY, place="Balai desa", services=["check"], region_code=VILLAGE, by=who["worker"])
    told = {"day_id": day.pk, "services": ["check"], "on": DAY, "by": who["worker"]}
    for _again in range(2):
        actions.serve(**told, called="Melati", secret=True)
        actions.serve(**told, called="Mawar")
    neighbour = factories.trained_cadre(who).user
    seen = {"worker": {"Melati", "Mawar"}, "colleague": {"Mawar"}, "cadre": set()}
    for name, user in {"worker": who["worker"], "colleague": who["colleague"], "cadre": neighbour}.items():
        with acting(user):
            assert {one.called for one in queries.served_at(viewer=user, day_id=day.pk)} == seen[name], name
    with acting(who["colleague"]):
        assert {one.called for one in Served._base_manager.all()} == {"Mawar"}
        assert actions.serve(**{**told, "by": who["colleague"]}, called="Melati").readers is None
