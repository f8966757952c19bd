"""Opening a file from the keyboard: masked, noted with its purpose, never by nobody."""

import json

import pytest
from typer import Typer
from typer.testing import CliRunner

from lumbung.registry import commands
from lumbung.registry.models import Access
from lumbung.registry.tests.factories import VILLAGE, household
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db


def run(*arguments):
    root = Typer()
    commands.register(root)
    return CliRunner().invoke(root, list(map(str, arguments)))


def test_a_family_and_a_person_are_opened_with_a_purpose():
    operator, family = user("village_operator", VILLAGE), household("Sumarni", "Budi")
    told = run("open", "family", family.pk, "--purpose", "Aduan 12", "--by", operator.username, "--json")
    shown = json.loads(told.stdout)
    assert [one["name"] for one in shown["members"]] == ["Sumarni", "Budi"]
    assert family.kk not in run("open", "family", family.pk, "--by", operator.username).output
    first = shown["members"][0]["id"]
    assert "Sumarni" in run("open", "person", first, "--by", operator.username).output
    purposes = [operator.purpose, operator.purpose, "Aduan 12"]
    assert list(Access.objects.order_by("-pk").values_list("purpose", flat=True)) == purposes


def test_nobody_and_who_is_beyond_their_region_open_nothing():
    family = household("Sumarni")
    nobody = run("open", "family", family.pk)
    assert (nobody.exit_code, "--by" in nobody.stderr) == (1, True)
    beyond = user("village_operator", "34.01.01.2001")
    assert run("open", "family", family.pk, "--by", beyond.username).exit_code == 1
    assert not Access.objects.exists()
