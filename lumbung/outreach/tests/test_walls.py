"""Who is secret is on no list, map, count or program of anybody outside the team, the cadre included."""

import pytest
from django.test import Client
from django.urls import reverse

from lumbung.cases import actions as cases
from lumbung.core.actors import acting
from lumbung.outreach import queries
from lumbung.outreach.models import Cadre, Match, ParentGroup, Visit, Workshop
from lumbung.outreach.tests import factories
from lumbung.outreach.tests.factories import DAY

pytestmark = pytest.mark.django_db
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
