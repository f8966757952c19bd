"""The village decides: agenda, attendance, a decision each, signed minutes; or the village head's letter."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.core.states import IllegalMove
from lumbung.proposals import actions
from lumbung.proposals.models import Meeting, Proposal
from lumbung.proposals.tests import factories
from lumbung.proposals.tests.factories import DAY
from lumbung.staff import actions as staff

pytestmark = pytest.mark.django_db
Said = actions.Said


def decided(meeting, by, *said):
    items = meeting.agenda.order_by("proposal_id")
    actions.decide_items(
        meeting_id=meeting.pk, decisions={item.pk: one for item, one in zip(items, said, strict=False)}, by=by
    )


def close(meeting, by):
    return actions.close_meeting(meeting_id=meeting.pk, by=by, on=DAY)


def test_what_was_agreed_goes_on_what_was_refused_ends_what_was_postponed_waits(who):
    operator = who["operator"]
    cases = [factories.at_step("deliberating", who) for _ in range(3)]
    meeting = factories.prepared_meeting(operator)
    decided(meeting, operator, Said("agreed"), Said("refused", "not_entitled", "Sudah mampu."), Said("postponed"))
    assert close(meeting, operator).done == (cases[0].pk,)
    found = [Proposal.objects.get(pk=one.pk) for one in cases]
    assert [one.status for one in found] == ["verifying", "rejected", "deliberating"]
    assert (found[1].reason, found[1].said) == ("not_entitled", "Sudah mampu.")
    assert found[0].meeting == meeting
    later = actions.call_meeting(
        region_code=factories.VILLAGE, held_on=DAY, place="Balai desa", chair="Suparno", by=operator, on=DAY
    )
    assert later.agenda.get().proposal == cases[2]


@pytest.mark.parametrize("missing", ["decision", "attendance", "papers"])
def test_minutes_are_closed_when_everything_is_there(who, missing):
    operator = who["operator"]
    factories.at_step("deliberating", who)
    meeting = factories.prepared_meeting(operator, attendees=4 if missing == "attendance" else 5)
    if missing != "decision":
        decided(meeting, operator, Said("agreed"))
    if missing == "papers":
        meeting.papers.filter(kind="minutes").delete()
    with pytest.raises(actions.MeetingIncomplete):
        close(meeting, operator)


def test_an_empty_agenda_and_a_meeting_to_come_are_not_closed(who):
    operator = who["operator"]
    meeting = factories.prepared_meeting(operator)
    with pytest.raises(actions.NothingOnTheAgenda):
        close(meeting, operator)
    Meeting.objects.update(held_on=DAY + dt.timedelta(days=1))
    with pytest.raises(actions.MeetingNotYetHeld):
        close(meeting, operator)


def test_ones_own_family_is_not_on_the_agenda_and_not_decided(who):
    family = factories.family()
    proposal = factories.at_step("deliberating", who, of=family)
    staff.declare_number(user=who["operator"], kind="spouse", nik=family.members.first().nik, on=DAY)
    meeting = factories.prepared_meeting(who["operator"])
    assert not meeting.agenda.exists()
    assert actions.refill_agenda(meeting_id=meeting.pk, by=who["facilitator"], on=DAY) == 1
    with pytest.raises(actions.OwnFamily):
        decided(meeting, who["operator"], Said("agreed"))
    decided(meeting, who["facilitator"], Said("agreed"))
    with pytest.raises(actions.OwnFamily):
        close(meeting, who["operator"])
    assert close(meeting, who["facilitator"]).done == (proposal.pk,)


def test_a_refusal_by_the_meeting_says_why(who):
    factories.at_step("deliberating", who)
    meeting = factories.prepared_meeting(who["operator"])
    with pytest.raises(actions.SaySomething):
        decided(meeting, who["operator"], Said("refused", "not_agreed", ""))
    with pytest.raises(IntegrityError, match="a_refusal_says_why"), transaction.atomic():
        meeting.agenda.update(decision="refused")


def test_one_meeting_is_prepared_at_a_time_by_those_who_reach_the_village(who):
    meeting = factories.prepared_meeting(who["operator"])
    told = {"held_on": DAY, "place": "Balai", "chair": "Suparno", "on": DAY}
    with pytest.raises(actions.OneMeetingAtATime):
        actions.call_meeting(region_code=factories.VILLAGE, by=who["facilitator"], **told)
    actions.cancel_meeting(meeting_id=meeting.pk, by=who["facilitator"])
    with pytest.raises(IllegalMove):
        close(meeting, who["operator"])
    with pytest.raises(actions.NotAVillage):
        actions.call_meeting(region_code="33.23.01", by=who["facilitator"], **told)
    with pytest.raises(NotAllowed):
        actions.call_meeting(region_code=factories.VILLAGE, by=who["verifier"], **told)
    with pytest.raises(NotFound):
        close(meeting, factories.somebody("village_operator", "33.23.01.2002"))


def test_a_letter_is_for_one_village_once_and_not_beside_a_meeting(who):
    operator, facilitator = who["operator"], who["facilitator"]
    here = factories.at_step("deliberating", who)
    neighbour = {**who, "operator": factories.somebody("village_operator", "33.23.01.2002")}
    there = factories.at_step("deliberating", neighbour)
    with pytest.raises(actions.OneVillage):
        factories.letter([here.pk, there.pk], facilitator)
    meeting = factories.prepared_meeting(operator)
    with pytest.raises(actions.OnAnAgenda):
        factories.letter([here.pk], operator)
    actions.cancel_meeting(meeting_id=meeting.pk, by=operator)
    letter, moved = factories.letter([here.pk], operator)
    assert moved.done == (here.pk,)
    assert letter.papers.get().kind == "letter"


def test_two_hundred_and_fifty_cases_are_closed_by_one_meeting(who):
    factories.region()
    ids = factories.many(250, who, step="deliberating")
    meeting = factories.prepared_meeting(who["operator"])
    actions.decide_items(
        meeting_id=meeting.pk, decisions={item.pk: Said("agreed") for item in meeting.agenda.all()}, by=who["operator"]
    )
    assert len(close(meeting, who["operator"]).done) == len(ids) == 250
