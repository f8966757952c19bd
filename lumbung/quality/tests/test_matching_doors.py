"""The same search and the same model by page, by program and at the terminal."""

import pytest
from django.test import Client
from django.urls import reverse

from lumbung.core import jobs
from lumbung.core.models import Job
from lumbung.quality import matching_queries
from lumbung.quality.models import DuplicatePair, MatchingModel
from lumbung.quality.tests.test_commands import told
from lumbung.quality.tests.test_matching import NEXT_VILLAGE, NIK, ON, person
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")


def signed_in(role="regency_verifier", region="33.23"):
    browser = Client()
    browser.force_login(user(role, region))
    return browser


@pytest.fixture
def twice(db):
    return person(nik=NIK), person(NEXT_VILLAGE)


def test_a_search_started_on_the_page_fills_the_queue(twice):
    browser = signed_in()
    answer = browser.post(reverse("quality:matching"), {"region_code": ""})
    assert answer.status_code == 303
    job = jobs.run(Job.objects.get(kind=matching_queries.MATCH_JOB).pk)
    assert (job.status, job.region_code) == (Job.Status.FINISHED, "33.23")
    assert DuplicatePair.objects.get().kind == "probable"
    assert "1 pasangan" in browser.get(answer["Location"]).content.decode()


def test_another_regency_is_refused_beside_the_field(twice):
    answer = signed_in().post(reverse("quality:matching"), {"region_code": "33.08"})
    assert answer.status_code == 422
    assert "di luar wilayah kerja Anda" in answer.content.decode()


def test_who_may_only_look_starts_no_search(twice):
    assert signed_in("auditor").post(reverse("quality:matching"), {"region_code": ""}).status_code == 403


def test_the_card_tells_what_everything_weighs(db):
    page = signed_in("programme_officer", "").get(reverse("quality:matching_model")).content.decode()
    for words in ("tanggal dan bulan tertukar", "beda satu angka atau dua angka tertukar", "Latih model"):
        assert words in page


def test_a_model_is_put_into_use_on_the_page_by_somebody_else(db):
    own = matching_queries.definitions.as_definition(matching_queries.matching_in_use())
    definition = {**own, "version": "R1"}
    trainer = user("programme_officer", "")
    MatchingModel.objects.create(number=1, definition=definition, records=9, trained_on=ON, trained_by=trainer)
    browser = signed_in("programme_officer", "")
    assert browser.post(reverse("quality:activate_matching", args=[1])).status_code == 303
    assert matching_queries.matching_in_use().version == "R1"


def test_the_terminal_finds_the_certain_and_the_probable(twice):
    found = told("duplicates", "find")
    assert (found["probable"], found["people"], found["waiting"]) == (1, 2, 1)
    assert told("duplicates", "models")["models"] == []


def test_an_empty_registry_has_nobody_twice(db):
    assert told("duplicates", "find") == {"new": 0, "probable": 0, "people": 0, "waiting": 0}
