"""Whoever steals the database has no identity, card, account or telephone number of anybody; nor have the logs."""

import datetime as dt
import logging
import os
import re
import subprocess

import pytest
from django.db import connection

from lumbung.core.actors import SYSTEM
from lumbung.core.embedded import binaries
from lumbung.payments.models import Card
from lumbung.staff import actions, second_factor
from lumbung.staff.tests.factories import PASSWORD, SECRET
from tests import worlds

SIXTEEN_DIGITS = re.compile(r"\d{16}")
DECLARED = "3323011212809775"


@pytest.fixture
def world(transactional_db, tmp_path):
    return worlds.regency(tmp_path)


@pytest.fixture
def account(world):
    """An account with everything that could be stolen of it."""
    today = dt.date(2026, 11, 20)
    user, _password = actions.open_account(
        username="siti.r",
        name="Siti R",
        role="regency_verifier",
        region_code=worlds.OWN,
        on=today,
        by=SYSTEM,
        password=PASSWORD,
    )
    second_factor.set_second_factor(user=user, secret=SECRET)
    actions.declare_number(user=user, kind="own", nik=DECLARED, on=today)
    user.key = actions.issue_token(user=user, name="x", expires_on=today + dt.timedelta(days=9), on=today)
    return user


def dumped() -> str:
    """The whole database of the tests as `pg_dump` writes it."""
    place = connection.settings_dict
    at = {"PGHOST": place["HOST"], "PGPORT": str(place["PORT"]), "PGUSER": place["USER"], "PGDATABASE": place["NAME"]}
    reach = {"PGOPTIONS": "-c lumbung.reach_lo=0 -c lumbung.reach_hi=:"}
    done = subprocess.run(
        [binaries.installation() / "bin" / "pg_dump", "--enable-row-security"],
        env={**os.environ, **at, **reach, "PGPASSWORD": place["PASSWORD"]},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_dump_holds_no_number_of_anybody(world, account, client):
    client.force_login(account)
    client.post("/cari/", {"q": worlds.KK})
    client.post(f"/keluarga/{world.family.pk}/nomor", {"purpose": "match"})
    dump = dumped()
    assert worlds.NAMES[0] in dump
    assert "registry_access" in dump
    assert SIXTEEN_DIGITS.findall(dump) == []
    for secret in (*world.numbers, DECLARED, PASSWORD, SECRET, account.key):
        assert secret not in dump, "a secret stands in the dump in the clear"
    for account_number in (card.account_number for card in Card.objects.all()):
        assert account_number not in dump


@pytest.mark.django_db
def test_logs_hold_no_number_of_anybody(client, tmp_path, caplog):
    world = worlds.regency(tmp_path)
    client.force_login(worlds.somebody("regency_verifier", worlds.OWN))
    with caplog.at_level(logging.INFO):
        client.post("/cari/", {"q": worlds.KK})
        client.post("/api/v1/search", {"text": worlds.NIKS[0]}, content_type="application/json")
        client.post("/api/v1/search", {"text": "332301"}, content_type="application/json")
        client.post(f"/keluarga/{world.family.pk}/nomor", {"purpose": "match"})
        client.get(f"/keluarga/{world.family.pk}/tidak-ada")
    assert [number for number in world.numbers if number in caplog.text] == []


@pytest.mark.django_db
def test_no_address_carries_a_number(client, tmp_path):
    worlds.regency(tmp_path)
    client.force_login(worlds.somebody("regency_verifier", worlds.OWN))
    found = client.post("/cari/", {"q": worlds.NIKS[1]})
    assert found.status_code == 302
    assert not SIXTEEN_DIGITS.search(found.url)
    assert 'method="post"' in client.get("/cari/").content.decode()
