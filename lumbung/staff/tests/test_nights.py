"""What ran at night is seen on a page, through the API and by a command, by officers of the nation."""

import json

import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils import timezone

from lumbung.core import nightly
from lumbung.core.models import NightlyTurn
from lumbung.site import cli
from lumbung.staff.tests import factories

pytestmark = pytest.mark.django_db


def lumbung(*arguments):
    return json.loads(CliRunner().invoke(cli.root(), ["nightly", *arguments, "--json"]).stdout)["turns"]


@pytest.fixture
def ran():
    """Today's turn of two acts."""
    today = timezone.localdate()
    for turn in nightly.take(names=["quality.purge_forms", "core.seal"], on=today, today=today):
        nightly.run_turn(turn)


def test_the_page_tells_the_plan_and_what_came_of_it(client, ran):
    client.force_login(factories.user("auditor", ""))
    page = client.get(reverse("staff:nights")).content.decode()
    assert "Menyegel jejak audit" in page
    assert "0 formulir" in page
    assert "Kerjakan yang tersisa" not in page


def test_the_administrator_of_the_nation_runs_what_is_left_and_again_nothing_more(client, ran):
    client.force_login(factories.user("administrator", ""))
    assert "Kerjakan yang tersisa" in client.get(reverse("staff:nights")).content.decode()
    for _time in range(2):
        assert client.post(reverse("staff:run_night"), follow=True).status_code == 200
    assert NightlyTurn.objects.count() == len(nightly.acts())


def test_a_regency_sees_nothing_of_the_nations_night(client, ran):
    client.force_login(factories.user("auditor", "33.23"))
    assert "0 formulir" not in client.get(reverse("staff:nights")).content.decode()
    assert client.get("/api/v1/nightly").json() == []


def test_the_api_tells_and_begins(client, ran):
    client.force_login(factories.user("administrator", ""))
    told = {turn["act"]: turn for turn in client.get("/api/v1/nightly").json()}
    assert told["core.seal"]["status"] == "finished"
    begun = client.post("/api/v1/nightly").json()
    assert {turn["act"] for turn in begun} == {act.name for act in nightly.acts()} - set(told)


def test_the_command_runs_everything_once_and_lists_it():
    first = lumbung("run")
    assert {turn["act"] for turn in first} == {act.name for act in nightly.acts()}
    assert lumbung("run") == []
    assert len(lumbung("list")) == len(first)
