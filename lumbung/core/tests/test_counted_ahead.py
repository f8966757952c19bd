"""Figures are counted ahead from the nation downwards, where it takes long; whoever looks at old ones asks anew."""

from datetime import date, timedelta
from time import sleep
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.test import RequestFactory
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from lumbung.core import counted_ahead, jobs, keeping
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.models import AheadCount, Job
from lumbung.core.reach import Part, part_of
from lumbung.staff.tests import factories

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)
BELOW = {"": ["33", "34"], "33": ["33.23", "33.24"], "33.23": ["33.23.01"]}
SLOW = {"", "33", "33.23"}


@pytest.fixture
def counting(monkeypatch):
    """One figure that takes long for the nation, one province and one regency; what was counted, in its order."""
    seen = SimpleNamespace(codes=[], fault="")

    def make(*, viewer, on):
        seen.codes.append(viewer.region_code)
        if seen.fault == viewer.region_code and viewer.region_code:
            seen.fault = ""
            raise RuntimeError
        if part_of(viewer) is Part.SECRET:
            return {"n": 1, "by": {"a": 1}, "ids": [9]}
        sleep(0.03 if viewer.region_code in SLOW else 0)
        return {"n": 10, "by": {"a": 2, "b": 3}, "ids": [1, 2]}

    monkeypatch.setattr(counted_ahead, "_counts", {})
    monkeypatch.setattr(counted_ahead, "_below", [lambda code: BELOW.get(code, [])])
    monkeypatch.setattr(keeping, "LONG", 0.02)
    caches["counts"].clear()
    seen.of = counted_ahead.register("test.figures", make)
    return seen


def tonight(on=ON):
    with acting(SYSTEM):
        job = counted_ahead.count_tonight(on)
    return job


def kept():
    with acting(SYSTEM):
        return dict(AheadCount.objects.order_by("region_code").values_list("region_code", "on"))


def look(of, region_code="33.23", *, at=None, on=ON, address="/"):
    viewer = factories.user(region_code=region_code)
    request = RequestFactory().get(address)
    request.user = viewer
    with acting(viewer):
        return counted_ahead.counted(request, of, on=on, at=at or timezone.now())


def queued():
    return ProcrastinateJob.objects.filter(task_name="lumbung.count_ahead", status="todo").count()


def test_the_night_goes_down_only_where_it_took_long(counting):
    assert jobs.run(tonight().pk).status == Job.Status.FINISHED
    assert counting.codes == ["", "33", "34", "33.23", "33.24", "33.23.01"]
    assert kept() == {"0": ON, "33": ON, "33.23": ON}


def test_a_night_that_is_killed_goes_on_and_a_second_one_changes_only_days(counting, monkeypatch):
    monkeypatch.setattr(counted_ahead, "SPELL", 0)
    job, counting.fault = tonight(), "33.23"
    with pytest.raises(RuntimeError):
        jobs.run(job.pk)
    assert jobs.run(job.pk).status == Job.Status.FINISHED
    later = ON + timedelta(days=1)
    jobs.run(tonight(later).pk)
    assert kept() == dict.fromkeys(["0", "33", "33.23"], later)
    jobs.run(tonight(ON).pk)
    assert set(kept().values()) == {later}
    monkeypatch.setattr(keeping, "LONG", 60)
    jobs.run(tonight(later + timedelta(days=1)).pk)
    assert "0" not in kept()


def test_a_look_sums_what_was_counted_ahead_with_the_secrets_of_whoever_looks(counting):
    jobs.run(tonight().pk)
    seen = look(counting.of)
    assert (seen.kept, seen.value) == (True, (ON, {"n": 11, "by": {"a": 3, "b": 3}, "ids": [1, 2, 9]}))
    assert look(counting.of, address="/?hitung=lagi").value == (ON, {"n": 10, "by": {"a": 2, "b": 3}, "ids": [1, 2]})


def test_yesterdays_figures_say_their_day_and_older_ones_are_counted_anew(counting):
    jobs.run(tonight().pk)
    assert look(counting.of, on=ON + timedelta(days=1)).value[0] == ON
    late = ON + counted_ahead.OLDEST + timedelta(days=1)
    assert look(counting.of, on=late).value[0] == late


def test_whoever_looks_at_an_old_count_asks_once_for_a_new_one(counting):
    jobs.run(tonight().pk)
    look(counting.of)
    assert queued() == 0
    for _look in range(2):
        look(counting.of, at=timezone.now() + timedelta(hours=6))
    assert queued() == 1
    counted_ahead.count_queued(what="test.figures", region_code="33.23")
    assert kept()["33.23"] == timezone.localdate()


def test_what_takes_long_and_was_never_counted_is_counted_live_and_asked_for(counting):
    assert (look(counting.of).kept, queued()) == (False, 1)
    assert (look(counting.of, "33.24").kept, queued()) == (False, 1)


def test_the_nations_figures_are_no_rows_of_a_regency(counting):
    jobs.run(tonight().pk)
    with acting(factories.user(region_code="33.23")):
        assert list(AheadCount.objects.values_list("region_code", flat=True)) == ["33.23"]


def test_a_night_ends_when_its_time_is_spent_and_the_largest_are_counted_first(counting, monkeypatch):
    monkeypatch.setattr(counted_ahead, "SPELL", 0)
    monkeypatch.setattr(counted_ahead, "BUDGET", 0.02)
    job = jobs.run(tonight().pk)
    assert (job.status, job.done, job.total) == (Job.Status.FINISHED, 1, 1)
    assert (counting.codes, kept()) == ([""], {"0": ON})
