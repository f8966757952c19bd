"""The page of an area: where it lies, what lies in it, what became of a retired code."""

from datetime import date

import polars as pl
import pytest
from django.contrib.auth import get_user_model

from lumbung.regions import actions
from lumbung.regions.tests.factories import import_areas

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    import_areas(date(2025, 7, 1))
    user = get_user_model().objects.create_user("siti", name="Siti Aminah", role="auditor")
    client.force_login(user)
    return client


def test_the_first_page_lists_the_provinces(signed_in):
    page = signed_in.get("/wilayah/")
    assert page.status_code == 200
    assert b"Papua Selatan" in page.content


def test_an_area_shows_where_it_lies_and_what_lies_in_it(signed_in):
    text = signed_in.get("/wilayah/33.23/").content.decode()
    assert "Kabupaten Temanggung" in text
    assert 'href="/wilayah/33/"' in text
    assert 'href="/wilayah/33.23.02/"' in text


def test_a_village_is_found_by_the_beginning_of_its_name_anywhere_below(signed_in):
    text = signed_in.get("/wilayah/33.23/?cari=purwo").content.decode()
    assert 'href="/wilayah/33.23.02.2003/"' in text
    assert "Tembarak, Kabupaten Temanggung" in text


def test_a_retired_code_tells_its_successor(signed_in):
    old = pl.DataFrame(
        {"code": ["91.01"], "name": ["KAB. MERAUKE"], "first_edition": [2018], "retired_on": [date(2022, 12, 31)]}
    )
    actions.import_retired(retired=old)
    text = signed_in.get("/wilayah/91.01/").content.decode()
    assert "tidak berlaku lagi" in text
    assert 'href="/wilayah/93.01/"' in text


def test_an_unknown_code_is_not_found(signed_in):
    assert signed_in.get("/wilayah/77.77/").status_code == 404


def test_the_list_can_be_taken_along(signed_in):
    sheet = signed_in.get("/wilayah/33.23/?format=csv")
    assert sheet["Content-Type"].startswith("text/csv")
    assert b"33.23.02" in b"".join(sheet.streaming_content if sheet.streaming else [sheet.content])


def test_the_api_gives_an_area_and_what_lies_below(signed_in):
    area = signed_in.get("/api/v1/regions/33.23").json()
    below = signed_in.get("/api/v1/regions/33.23/children").json()
    assert (area["name"], area["kind"]) == ("Kabupaten Temanggung", "Kabupaten/kota")
    assert [row["code"] for row in below] == ["33.23.01", "33.23.02", "33.23.14"]


def test_the_api_says_not_found_in_a_problem_document(signed_in):
    answer = signed_in.get("/api/v1/regions/77")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_nobody_unknown_browses(client):
    assert client.get("/wilayah/").status_code == 302
    assert client.get("/api/v1/regions").status_code == 401
