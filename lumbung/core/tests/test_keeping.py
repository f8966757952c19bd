"""Counts that take long are kept for whoever asked, and for nobody else."""

from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.test import RequestFactory
from django.utils import timezone

from lumbung.core import keeping


@pytest.fixture(autouse=True)
def everything_takes_long(monkeypatch):
    caches["counts"].clear()
    monkeypatch.setattr(keeping, "LONG", -1)
    yield
    caches["counts"].clear()


def asked(pk, region_code="33.23", address="/"):
    request = RequestFactory().get(address)
    request.user = SimpleNamespace(pk=pk, role="case_supervisor", region_code=region_code)
    return request


def counted(request, number):
    return keeping.counted(request, "figures", lambda: number, at=timezone.now())


def test_the_same_person_sees_the_count_again_and_when_it_was_made():
    first = counted(asked(1), 10)
    again = counted(asked(1), 11)
    assert (first.kept, again.value, again.kept, again.at) == (False, 10, True, first.at)


def test_nobody_sees_what_was_counted_for_somebody_else_or_for_another_region():
    counted(asked(1), 10)
    assert counted(asked(2), 20).value == 20
    assert counted(asked(1, region_code="33.01"), 30).value == 30


def test_who_asks_to_count_again_is_told_the_count_of_now():
    counted(asked(1), 10)
    assert counted(asked(1, address="/?hitung=lagi"), 11).value == 11
    assert counted(asked(1), 12).value == 11


def test_what_is_quick_is_counted_each_time(monkeypatch):
    monkeypatch.setattr(keeping, "LONG", 60)
    counted(asked(1), 10)
    assert counted(asked(1), 11).value == 11
