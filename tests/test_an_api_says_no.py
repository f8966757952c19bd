"""The API says no in one way: 4xx with a problem document, whatever is sent, and says so in its description."""

import json
import re

import pytest
from django.urls import reverse

from lumbung.staff.tests import factories

pytestmark = pytest.mark.django_db
LIMITS = ["-1", "0", "x", "99999999999999999999"]


@pytest.fixture
def officer(client):
    client.force_login(factories.user("programme_officer", ""))
    return client


def test_every_operation_says_how_it_refuses(officer):
    described = officer.get(reverse("api:openapi-json")).json()
    operations = [one for path in described["paths"].values() for one in path.values()]
    assert operations
    assert all("4XX" in one["responses"] and one["summary"] for one in operations)
    assert "title" in described["components"]["schemas"]["Problem"]["required"]


def test_what_an_operation_takes_is_described_as_it_is(officer):
    """Two contexts call something a need: each operation tells of its own, lists as well."""
    described = officer.get(reverse("api:openapi-json")).json()
    schemas = described["components"]["schemas"]

    def fields(path: str, method: str = "post") -> set[str]:
        told = described["paths"][f"/api/v1/{path}"][method]
        told = told["requestBody"] if method == "post" else told["responses"]["200"]
        found = schemas[told["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]]
        if "items" in found["properties"]:
            found = schemas[found["properties"]["items"]["items"]["$ref"].rpartition("/")[2]]
        return set(found["properties"])

    assert {"words", "sector", "called"} <= fields("referrals/needs")
    assert {"what", "rupiah"} == fields("districts/activities/{activity_id}/needs")
    assert {"level", "urgency"} <= fields("referrals/needs", "get")
    assert {"wish", "sides", "until"} <= fields("outreach/{outreach_id}/plan")
    assert {"wish", "until", "budget"} <= fields("cases/{case_id}/plans")
    whole = json.dumps(described)
    assert {one for one in re.findall(r'#/components/schemas/([^"]+)', whole) if one not in schemas} == set()


def test_a_body_that_is_no_json_is_refused_in_a_sentence(officer):
    answer = officer.post("/api/v1/search", b"{", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert "JSON" in answer.json()["title"]


@pytest.mark.parametrize("path", ["/api/v1/duplicates", "/api/v1/imports", "/api/v1/families"])
@pytest.mark.parametrize("limit", LIMITS)
def test_a_page_of_no_size_is_no_bug(officer, path, limit):
    answer = officer.get(path, {"limit": limit})
    assert answer.status_code in (200, 422)
    assert answer["Content-Type"].startswith("application/")


def test_no_list_breaks_on_a_page_of_less_than_nothing(officer):
    described = officer.get(reverse("api:openapi-json")).json()["paths"]
    lists = [
        path
        for path, ways in described.items()
        if any(blank["name"] == "limit" for blank in ways.get("get", {}).get("parameters", []))
    ]
    answers = {path: officer.get(path.replace("{", "").replace("}", ""), {"limit": -1}).status_code for path in lists}
    assert len(answers) > 10
    assert {path: status for path, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("path", ["/api/v1/cycles?offset=99999999999999999999", "/api/v1/regions/%00"])
def test_what_no_database_can_hold_is_refused_in_a_sentence(officer, path):
    answer = officer.get(path)
    assert (answer.status_code, answer.json()["code"]) == (422, "cannot_be_held")


@pytest.mark.parametrize("path", ["/api/v1/merges/-1", "/api/v1/nothing"])
def test_an_address_that_leads_nowhere_is_told_to_a_program(officer, path):
    answer = officer.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_an_address_that_leads_nowhere_is_shown_to_a_person(officer):
    assert b"<h1" in officer.get("/tidak/ada/").content


def test_a_bug_is_told_to_a_program_as_a_problem_and_to_the_log(officer, monkeypatch, caplog):
    def breaks(**_anything):
        raise ZeroDivisionError("nobody thought of this")

    officer.raise_request_exception = False
    monkeypatch.setattr("lumbung.registry.queries.families", breaks)
    answer = officer.get("/api/v1/families")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["code"] == "broke_here"
    assert "nobody thought" not in answer.content.decode()
    assert "nobody thought" in caplog.text
