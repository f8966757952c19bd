"""A list that is counted no further is paged to its end all the same."""

import pytest
from django.test import RequestFactory

from lumbung.core import formats, paging
from lumbung.regions.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(monkeypatch):
    monkeypatch.setattr(paging, "MOST", 4)
    told = {"path": "", "name_key": "", "level": 1}
    Region.objects.bulk_create(Region(code=str(n), name=f"P{n}", **told) for n in range(11, 20))
    return Region.objects.filter(level=1).order_by("pk")


def test_a_long_list_says_that_it_has_more_and_has_each_row_once(rows):
    pages = paging.Pages(rows, 2)
    assert formats.count(pages.count) == "4+"
    seen, number = [], 1
    while True:
        page = pages.get_page(number)
        seen += page.object_list
        if not page.has_next():
            break
        number = page.next_page_number()
    assert seen == list(rows)
    assert (number, page.start_index(), page.end_index()) == (5, 9, 9)


def test_far_behind_the_end_stands_a_page_that_was_counted(rows):
    assert list(paging.Pages(rows, 2).get_page(99).object_list) == list(rows[2:4])


def test_a_short_list_is_counted_to_its_end(rows):
    assert formats.count(paging.Pages(rows[:3], 2).count) == "3"


def test_a_part_has_what_stands_before_and_behind_it(rows):
    part = paging.Part.of(RequestFactory().get("/?hal=2"), rows, size=4)
    assert ([one.code for one in part.rows], part.previous, part.next) == (["15", "16", "17", "18"], 1, 3)
    assert paging.Part.of(RequestFactory().get("/?hal=x"), rows, size=40).next == 0
