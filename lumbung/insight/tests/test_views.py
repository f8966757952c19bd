"""The dashboard as page, sheet and API."""

import pytest

from lumbung.insight.tests import factories
from lumbung.insight.tests.test_queries import regency  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency")]


@pytest.fixture
def head(client):
    """A head of office, signed in."""
    user = factories.viewer("regency_head")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_page_draws_the_map_beside_the_same_as_a_list(head):
    page = head.get("/angka/").content.decode()
    assert "Kabupaten Temanggung" in page
    assert page.count("<svg") > 2
    assert "?wilayah=33.23.01" in page
    assert "Setiap rupiah ada tempatnya" in page


def test_another_region_is_not_there(head):
    assert head.get("/angka/?wilayah=33.24").status_code == 404


def test_the_areas_can_be_taken_along(head):
    rows = b"".join(head.get("/angka/?format=csv")).decode("utf-8-sig").splitlines()
    assert rows[1] == "33.23.01,Parakan,4,4,2,2"


def test_a_program_reads_the_same_figures(head):
    answer = head.get("/api/v1/insight/?region=33.23").json()
    assert answer["areas"][0]["deciles_1_to_4"] == 2
    assert answer["periods"][0]["amount"] == 9_000_000
    assert head.get("/api/v1/insight/?region=33.24").status_code == 404
