"""The calendar and the deadlines, on both sides of every edge; a regency's own calendar goes first."""

import datetime as dt

import pytest

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import NotAllowed
from lumbung.proposals import actions, rules
from lumbung.proposals.models import Proposal, Step
from lumbung.proposals.tests import factories
from lumbung.proposals.tests.factories import DAY

pytestmark = pytest.mark.django_db
SUMBAWA = "52.07.01.2001"


def day(of_month, month=11):
    return dt.date(2026, month, of_month)


@pytest.mark.parametrize(
    ("act", "region_code", "on", "opens", "closes"),
    [
        ("entry", "33.23.01.2001", day(1), day(1), day(17)),
        ("entry", "33.23.01.2001", day(17), day(1), day(17)),
        ("entry", "33.23.01.2001", day(18), day(1, 12), day(17, 12)),
        ("entry", SUMBAWA, day(11), day(1), day(11)),
        ("entry", SUMBAWA, day(12), day(1, 12), day(11, 12)),
        ("meeting", SUMBAWA, day(14), day(1), day(14)),
        ("meeting", SUMBAWA, day(15), day(1, 12), day(14, 12)),
        ("verification", SUMBAWA, day(30), day(1), day(30)),
        ("entry", "33", dt.date(2026, 12, 18), dt.date(2027, 1, 1), dt.date(2027, 1, 17)),
        ("entry", "33.23", dt.date(2024, 2, 29), dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
    ],
)
def test_the_window_of_a_day_or_the_next_one(act, region_code, on, opens, closes):
    assert rules.window(act=act, region_code=region_code, day=on) == rules.Window(opens, closes)


def test_an_installation_announces_the_windows_of_a_region_and_says_where_it_is_written():
    assert "Inpres 4/2025" in rules.announced(region_code=SUMBAWA, day=day(20)).law
    rules.own_calendar().write_text(
        'windows:\n  - {since: 2026-11-10, law: SK Bupati 7, value: {"52.07.01": {entry: {opens: 1, closes: 25}}}}\n'
    )
    try:
        assert rules.window(act="entry", region_code=SUMBAWA, day=day(20)) == rules.Window(day(1), day(25))
        assert rules.window(act="meeting", region_code=SUMBAWA, day=day(14)).closes == day(14)
        assert rules.window(act="entry", region_code=SUMBAWA, day=day(9)).closes == day(11)
        assert rules.announced(region_code=SUMBAWA, day=day(20)).law == "SK Bupati 7"
        assert "Inpres 4/2025" in rules.announced(region_code="33.23", day=day(20)).law
    finally:
        rules.own_calendar().unlink()


def test_on_the_cut_off_day_a_proposal_is_taken_and_a_day_later_it_is_told_the_next_window(who):
    assert factories.filed(who["operator"], on=day(17)).pk
    with pytest.raises(actions.OutsideWindow, match=r"1 Des 2026 sampai 17 Des 2026"):
        factories.filed(who["operator"], on=day(18))


def test_a_regency_that_overrides_closes_earlier(who):
    operator = factories.somebody("village_operator", SUMBAWA)
    assert factories.filed(operator, on=day(11)).pk
    with pytest.raises(actions.OutsideWindow, match=r"1 Des 2026 sampai 11 Des 2026"):
        factories.filed(operator, on=day(12))


@pytest.mark.parametrize("kind", ["update", "objection", "resignation"])
def test_updates_objections_and_resignations_are_open_every_day(who, kind):
    assert factories.filed(who["operator"], kind=kind, on=day(28)).pk


def test_a_meeting_held_on_its_last_day_counts_and_one_held_later_does_not(who):
    operator = who["operator"]
    for held_on in (day(17), day(18)):
        proposal = factories.at_step("deliberating", who, on=day(9))
        meeting = factories.prepared_meeting(operator, on=held_on)
        decisions = {item.pk: actions.Said("agreed") for item in meeting.agenda.all()}
        actions.decide_items(meeting_id=meeting.pk, decisions=decisions, by=operator)
        if held_on == day(18):
            with pytest.raises(actions.OutsideWindow):
                actions.close_meeting(meeting_id=meeting.pk, by=operator, on=held_on)
        else:
            actions.close_meeting(meeting_id=meeting.pk, by=operator, on=held_on)
            assert Proposal.objects.get(pk=proposal.pk).status == "verifying"


@pytest.mark.parametrize(("kind", "days"), [("objection", 14), ("resignation", 30), ("aid", 90), ("update", 90)])
def test_on_its_last_day_it_lives_and_on_the_next_it_lapses(who, kind, days):
    proposal = factories.at_step("verifying", who, kind=kind)
    last = DAY + dt.timedelta(days=days)
    assert proposal.due_on == last
    assert actions.lapse_proposals(on=last) == 0
    assert actions.lapse_proposals(on=last + dt.timedelta(days=1)) == 1
    proposal.refresh_from_db()
    assert (proposal.status, proposal.reason) == ("lapsed", "deadline_passed")
    assert proposal.said


def test_what_the_regency_has_verified_does_not_lapse(who):
    factories.at_step("endorsing", who, kind="objection")
    assert actions.lapse_proposals(on=DAY + dt.timedelta(days=400)) == 0


def test_lapsing_is_safe_to_repeat_and_goes_on_after_a_kill(who):
    ids = factories.many(2_500, who)
    late = DAY + dt.timedelta(days=91)
    assert actions.lapse_proposals(on=late) == 1_000
    job = actions.start_lapsing(on=late, by=SYSTEM, queued=False)
    assert (job.total, jobs.run(job.pk).done) == (1_500, 1_500)
    assert actions.lapse_proposals(on=late) == 0
    assert Step.objects.filter(act="lapse", proposal__in=ids).count() == 2_500


def test_only_the_ministry_ends_what_is_late(who):
    for name in ("operator", "facilitator", "verifier", "head", "regent"):
        with pytest.raises(NotAllowed):
            actions.lapse_proposals(on=DAY, by=who[name])
