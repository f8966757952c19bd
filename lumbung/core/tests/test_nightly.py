"""The night's work: each act once for a day, however often and by whomever it is asked; killed, it goes on."""

from datetime import date, datetime, time

import pytest

from lumbung.core import jobs, nightly
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job, NightlyTurn
from lumbung.core.refusals import NotAllowed, Refusal
from lumbung.staff.tests import factories

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)
HOUSE = {
    "core.count_ahead",
    "core.seal",
    "districts.contacts",
    "districts.escalate",
    "districts.life_events",
    "exchange.end_vouchers",
    "payments.close_day",
    "payments.lapse",
    "payments.look_for_untouched",
    "programmes.controls",
    "proposals.lapse",
    "quality.match",
    "quality.purge_forms",
    "quality.purge_uploads",
    "referrals.remind",
    "shops.end_vouchers",
    "shops.look_for_signals",
}
FAULT = {"once": False}


@jobs.kind("core.test_night")
def count_to_three(job):
    if job.done == 1 and FAULT.pop("once", False):
        raise RuntimeError
    job.done += 1
    return job.done == 3


@pytest.fixture
def own_acts(monkeypatch):
    """A night with one act that counts, and one that has nothing to begin."""
    monkeypatch.setattr(nightly, "_acts", {})

    @nightly.act("core.test_night", title="count", unit="steps", since=time(1), until=time(5))
    def begin(on):
        return jobs.enrol("core.test_night", {"on": on.isoformat()}, by=SYSTEM)

    @nightly.act("core.test_nothing", title="nothing", unit="", since=time(2))
    def nothing(on):
        raise Refusal


def take(name="core.test_night", on=TODAY, by=SYSTEM):
    return nightly.take(names=[name], on=on, today=TODAY, by=by)[0]


def test_every_act_that_the_law_or_the_house_asks_for_is_in_the_table():
    assert {act.name for act in nightly.acts()} == HOUSE


def test_an_act_is_due_between_its_hours_until_it_had_its_turn(own_acts):
    def names(*clock):
        return [act.name for act in nightly.due(at=datetime(2026, 11, 20, *clock))]

    assert (names(0, 59), names(1, 0), names(4, 59)) == (
        [],
        ["core.test_night"],
        ["core.test_night", "core.test_nothing"],
    )
    take()
    assert names(4, 59) == ["core.test_nothing"]


def test_a_second_taker_gets_the_same_turn_and_the_work_is_done_once(own_acts):
    first, second = nightly.run_turn(take()), nightly.run_turn(take())
    assert (first.pk, second.pk) == (second.pk, first.pk)
    assert Job.objects.filter(kind="core.test_night").count() == 1
    assert second.job.done == 3


def test_a_stopped_act_goes_on_where_it_was(own_acts):
    FAULT["once"] = True
    with pytest.raises(RuntimeError):
        nightly.run_turn(take())
    assert NightlyTurn.objects.get().status == Job.Status.FAILED
    again = nightly.run_turn(take())
    assert (again.status, again.job.done) == (Job.Status.FINISHED, 3)


def test_nothing_to_begin_is_a_turn_with_its_sentence(own_acts):
    turn = take("core.test_nothing")
    assert (turn.status, turn.error) == (Job.Status.REFUSED, str(Refusal()))


def test_the_worker_looks_and_queues_once(own_acts, monkeypatch):
    queued = []
    monkeypatch.setattr(nightly.jobs, "defer_once", queued.append)
    monkeypatch.setattr(nightly.timezone, "localtime", lambda: datetime(2026, 11, 20, 3))
    nightly.look(timestamp=0)
    nightly.run_turn(NightlyTurn.objects.get(act="core.test_night"))
    nightly.look(timestamp=0)
    assert [job.kind for job in queued] == ["core.test_night"]


def test_a_night_to_come_is_refused(own_acts):
    with pytest.raises(nightly.DayToCome):
        take(on=TOMORROW)


@pytest.mark.parametrize(("role", "region"), [("auditor", ""), ("administrator", "33.23")])
def test_only_the_nations_administrator_begins_it_by_hand(own_acts, role, region):
    with pytest.raises(NotAllowed):
        take(by=factories.user(role, region))
    assert take(by=factories.user("administrator", "")).by_id
