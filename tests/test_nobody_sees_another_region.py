"""Somebody from another regency asks for every address there is, in every way, and finds nothing of this one."""

import json
from itertools import product

import pytest
from django.test import Client

from lumbung.core.models import AuditEvent
from lumbung.core.reach import Reach
from lumbung.staff import roles
from tests import worlds
from tests.addresses import everywhere, text_of

pytestmark = pytest.mark.django_db
NAME = worlds.NAMES[0].split()[0]
NARROWED = (
    f"nama={NAME}&wilayah={worlds.VILLAGE}&q={NAME}&area={worlds.OWN}&region={worlds.OWN}&region_code={worlds.OWN}"
)
QUESTIONS = ("?format=xlsx", f"?format=csv&{NARROWED}")
"""Every sheet whole and narrowed; a page that offers no sheet is narrowed all the same."""
POSTED = {
    "q": NAME,
    "text": NAME,
    "purpose": "match",
    "role": "auditor",
    "region_code": worlds.OTHER,
    "area": worlds.OWN,
    "reason": "salah",
    "kind": "pkh",
    "period": "2026-Q1",
    "on": "2026-01-10",
}


SIGNING_OUT = {"account_logout", "staff:sign_out_everywhere"}


@pytest.fixture
def world(db, tmp_path):
    return worlds.regency(tmp_path)


@pytest.fixture
def strangers(world):
    """A browser for each role of the other regency."""
    browsers = {role: Client() for role in roles.ROLES}
    for role, browser in browsers.items():
        browser.force_login(worlds.somebody(role))
    return browsers


def betrayed(world, response, path):
    """What of the regency an answer betrays; an answer that is no answer at all fails."""
    assert response.status_code < 500, path
    text = text_of(response)
    return sorted(word for word in world.betraying if word in text)


def told(browser, world, path):
    """What a page betrays, and its sheets and narrowed lists; a page that is not there has none."""
    answer = browser.get(path)
    words = betrayed(world, answer, path)
    if answer.status_code == 200:
        offers_sheets = not answer.streaming and b"format=" in answer.content
        for question in QUESTIONS if offers_sheets else QUESTIONS[1:]:
            words += betrayed(world, browser.get(path + question), path + question)
    return words


def test_its_own_people_see_it(client, world):
    client.force_login(worlds.somebody("regency_verifier", worlds.OWN))
    for path in ("/keluarga/", f"/keluarga/{world.family.pk}/", "/api/v1/families", "/keluarga/?format=csv"):
        assert betrayed(world, client.get(path), path), path


def test_no_address_shows_it(world, strangers):
    leaks = []
    for address in everywhere():
        for role, path in product(address.askers(), address.filled()):
            if words := told(strangers[role], world, path):
                leaks.append((role, path, words))
    assert leaks == []


def test_no_search_finds_it(world, strangers):
    client = strangers["regency_verifier"]
    for text in (*worlds.NAMES, worlds.KK, *worlds.NIKS, worlds.PHONE):
        page = text_of(client.post("/cari/", {"q": text}))
        assert "0 orang ditemukan" in page, text
        assert f'href="/keluarga/{world.family.pk}/"' not in page
        answer = client.post("/api/v1/search", json.dumps({"text": text}), content_type="application/json")
        assert answer.status_code in (200, 422)
        assert answer.status_code == 422 or answer.json() == [], text


def test_no_count_knows_of_it(world, strangers):
    client = strangers["regency_verifier"]
    assert client.get("/api/v1/families").json()["count"] == 0
    assert "0 keluarga" in text_of(client.get("/keluarga/"))


def test_nothing_posted_from_elsewhere_changes_it(world, strangers):
    before = AuditEvent.objects.filter(region_code__startswith=worlds.OWN).count()
    for address in everywhere():
        for role, path in product(address.askers(), address.filled()):
            if address.name not in SIGNING_OUT:
                answer = strangers[role].post(path, POSTED)
                assert answer.status_code < 500, path
                assert not [word for word in world.numbers if word in text_of(answer)], path
    assert AuditEvent.objects.filter(region_code__startswith=worlds.OWN).count() == before


def test_a_village_does_not_see_its_neighbour(client, world):
    neighbour = worlds.staff.user("village_operator", "33.23.01.2002")
    assert neighbour.reach == Reach.of("33.23.01.2002")
    client.force_login(neighbour)
    for path in ("/keluarga/", f"/keluarga/{world.family.pk}/", "/api/v1/families"):
        assert told(client, world, path) == [], path
