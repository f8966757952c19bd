"""Tables narrow what they are given, sort by name, and take along only what was shown."""

import io

import openpyxl
import pytest
from django.test import RequestFactory

from lumbung.core.tables import Column, Filter, Table
from lumbung.regions.models import Region

pytestmark = pytest.mark.django_db

TABLE = Table(
    columns=[
        Column("name", "Nama", sort="name", link=lambda row: f"/wilayah/{row.pk}/"),
        Column("code", "Kode"),
        Column("level", "Tingkat", sort="level", kind="count"),
    ],
    caption="Wilayah",
    filters=[
        Filter(
            "tingkat", "Tingkat", lambda rows, value: rows.filter(level=value), [("1", "Provinsi"), ("2", "Kabupaten")]
        ),
        Filter("nama", "Nama", lambda rows, value: rows.filter(name__icontains=value)),
    ],
    order=("code",),
    per_page=2,
)


@pytest.fixture(autouse=True)
def _areas():
    names = {"33": "Jawa Tengah", "33.23": "Temanggung", "33.24": "=Kendal", "33.25": "Batang"}
    for code, name in names.items():
        Region.objects.create(code=code, name=name, path=name, name_key="", level=code.count(".") + 1)


def page(query: str = ""):
    """The table's answer to one address."""
    return TABLE.page(RequestFactory().get(f"/{query}"), Region.objects.all())


def names(table):
    return [row[0].value for row in table.rows]


def test_a_page_tells_how_many_there_are_and_where_the_next_begins():
    table = page()
    assert (table.total, names(table)) == (4, ["Jawa Tengah", "Temanggung"])
    assert table.urls["next"] == "?hal=2"


def test_a_head_is_a_link_that_sorts_and_then_turns_around():
    assert names(page("?urut=name")) == ["=Kendal", "Batang"]
    head = page("?urut=name").heads[0]
    assert (head.direction, head.url) == ("ascending", "?urut=-name")
    assert page("?urut=-name").heads[0].url == "?urut=name"


def test_nobody_sorts_by_a_column_that_is_not_offered():
    assert names(page("?urut=code; drop table")) == names(page())


def test_a_filter_narrows_and_can_be_taken_away_alone():
    table = page("?tingkat=2&nama=a&urut=name")
    assert names(table) == ["=Kendal", "Batang"]
    assert table.chosen[0].without_url == "?nama=a&urut=name"


def test_a_choice_that_is_not_offered_counts_as_none():
    assert page("?tingkat=9").total == 4


def test_a_sheet_holds_all_pages_of_what_was_asked_and_no_formula():
    sheet = b"".join(page("?tingkat=2&format=csv").export).decode("utf-8-sig").splitlines()
    assert sheet == ["Nama,Kode,Tingkat", "Temanggung,33.23,2", "'=Kendal,33.24,2", "Batang,33.25,2"]


def test_a_workbook_holds_the_same_rows():
    content = b"".join(page("?tingkat=2&format=xlsx").export.streaming_content)
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
    assert rows[2] == ("'=Kendal", "33.24", 2)
