"""Pieces of a job run side by side, each once, whatever stops them and whoever else is at the same job."""

import threading

import pytest
from django.db import connection

from lumbung.core import jobs, lanes
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job, JobPiece
from lumbung.core.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)

PIECES = 7
seen: list[tuple[int, str]] = []
stops: dict[int, Exception] = {}


def work(*, job, number):
    if number in stops:
        raise stops[number]
    seen.append((number, threading.current_thread().name))
    return lanes.Done(10, {"number": number})


@jobs.kind("core.test_pieces", pieces=lanes.Pieces(lambda job: PIECES, work))
def add_up(job):
    job.cursor = {"numbers": sorted(job.pieces.values_list("result__number", flat=True))}
    return True


@pytest.fixture
def job():
    seen.clear()
    stops.clear()
    return jobs.enrol("core.test_pieces", {}, by=SYSTEM, total=PIECES * 10)


def test_every_piece_is_done_once_and_then_the_job_ends(job):
    told = []
    ended = jobs.run(job.pk, progress=lambda at: told.append(at.done))
    assert sorted(number for number, _lane in seen) == list(range(PIECES))
    assert (ended.status, ended.done, ended.cursor["numbers"]) == ("finished", PIECES * 10, list(range(PIECES)))
    assert told == sorted(told)


def test_several_lanes_share_the_pieces(job, monkeypatch):
    monkeypatch.setattr(lanes, "processors", lambda: 2)
    together = threading.Barrier(3, timeout=20)

    def meet(*, job, number):
        if number in (0, 2, 4):
            together.wait()
        return work(job=job, number=number)

    lanes.run(Job.objects.get(pk=job.pk), lanes.Pieces(lambda job: PIECES, meet))
    assert len({lane for _number, lane in seen}) == 3


def test_what_failed_is_done_again_and_nothing_else(job):
    stops[3] = RuntimeError("power cut")
    with pytest.raises(RuntimeError):
        jobs.run(job.pk)
    done = set(JobPiece.objects.values_list("number", flat=True))
    assert 3 not in done
    stops.clear()
    seen.clear()
    assert jobs.run(job.pk).done == PIECES * 10
    assert {number for number, _lane in seen} == set(range(PIECES)) - done


def test_a_refusal_in_a_lane_ends_the_job_with_its_sentence(job):
    stops[5] = Refusal()
    ended = jobs.run(job.pk)
    assert (ended.status, ended.error) == (Job.Status.REFUSED, str(Refusal()))


def test_a_piece_that_somebody_else_has_done_is_not_done_again(job):
    JobPiece.objects.create(job=job, number=2, done=10, result={"number": 2})
    lanes.run(job, lanes.Pieces(lambda job: PIECES, work))
    assert 2 not in {number for number, _lane in seen}


def test_two_that_wait_for_each_other_both_get_through(job, monkeypatch):
    """PostgreSQL ends one of two transactions that stand in each other's way; its piece is done again."""
    monkeypatch.setattr(lanes, "processors", lambda: 1)
    others = [jobs.enrol("core.test_pieces", {}, by=SYSTEM).pk for _ in range(2)]
    both = threading.Barrier(2, timeout=20)
    tries = []

    def crossing(*, job, number):
        tries.append(number)
        mine, theirs = (others[0], others[1]) if number == 0 else (others[1], others[0])
        with connection.cursor() as cursor:
            cursor.execute("UPDATE core_job SET total = 1 WHERE id = %s", [mine])
            if len(tries) <= 2:
                both.wait()
            cursor.execute("UPDATE core_job SET total = 2 WHERE id = %s", [theirs])
        return lanes.Done(1, {})

    lanes.run(job, lanes.Pieces(lambda job: 2, crossing))
    assert len(tries) > 2
    assert JobPiece.objects.filter(job=job).count() == 2
