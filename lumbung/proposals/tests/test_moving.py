"""A proposal goes its way step by step, each by another person; nothing skips a step, in one row or in thousands."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.proposals import actions
from lumbung.proposals.models import Docket, Proposal, Step
from lumbung.proposals.models.way import FORWARD, WAY, Status
from lumbung.proposals.tests import factories
from lumbung.proposals.tests.factories import DAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", Proposal.Kind.values)
def test_every_kind_goes_from_the_neighbourhood_to_the_field_check_and_leaves_its_trace(who, kind):
    if kind == "reactivation":
        proposal = factories.at_step("reranking", who, kind="resignation")
        Proposal.objects.filter(pk=proposal.pk).update(status="done", closed_on=DAY)
        proposal = factories.at_step("reranking", who, kind=kind, of=proposal.family)
    else:
        proposal = factories.at_step("reranking", who, kind=kind)
    steps = Step.objects.filter(proposal=proposal).order_by("pk")
    assert [step.act for step in steps] == ["file", "check", "agree", "verify", "endorse", "sign", "decide", "confirm"]
    assert [step.status_after for step in steps] == list(WAY[:-1])
    assert str(proposal.docket).startswith("BA/33.23/2026-11/")


@pytest.mark.parametrize("now", WAY[:-1])
def test_the_database_lets_nothing_skip_a_step(who, now):
    proposal = Proposal.objects.filter(pk=factories.at_step(now, who).pk)
    for to in set(Status) - Proposal.MOVES[now] - {now}:
        with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
            proposal.update(status=to, closed_on=DAY, reason="other", said="Lewat.")
    assert proposal.get().status == now


def test_behind_every_step_stands_who_let_it_pass(who):
    [pk] = factories.many(1, who)
    with pytest.raises(IntegrityError, match="verified_by_somebody"), transaction.atomic():
        Proposal.objects.filter(pk=pk).update(status=FORWARD[Status.VERIFYING])


def test_nobody_signs_two_steps_of_one_proposal(who):
    proposal = factories.at_step("endorsing", who)
    who["verifier"].role = "regency_head"
    with pytest.raises(actions.SamePersonSigns):
        actions.endorse_proposals(proposal_ids=[proposal.pk], by=who["verifier"], on=DAY)
    with pytest.raises(IntegrityError, match="verified_not_endorsed"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(endorsed_by=who["verifier"])


def test_a_step_is_for_those_whose_step_it_is(who):
    proposal = factories.at_step("signing", who)
    for name in ("operator", "facilitator", "verifier", "head", "ministry"):
        with pytest.raises(NotAllowed):
            actions.sign_proposals(proposal_ids=[proposal.pk], by=who[name], on=DAY)


def test_a_proposal_at_another_step_is_not_moved(who):
    proposal = factories.at_step("verifying", who)
    with pytest.raises(actions.NotAtThisStep):
        actions.sign_proposals(proposal_ids=[proposal.pk], by=who["regent"], on=DAY)


def test_strangers_find_nothing(who):
    proposal = factories.at_step("verifying", who)
    stranger = factories.somebody("regency_verifier", "33.24")
    with pytest.raises(NotFound):
        actions.verify_proposals(proposal_ids=[proposal.pk], by=stranger, on=DAY)


@pytest.mark.parametrize("size", [1, 10, 250, 2_500])
def test_a_docket_is_signed_as_a_single_case_is(who, size):
    ids = factories.many(size, who)
    moved = [
        actions.verify_proposals(proposal_ids=ids, by=who["verifier"], on=DAY),
        actions.endorse_proposals(proposal_ids=ids, by=who["head"], on=DAY),
        actions.sign_proposals(proposal_ids=ids, by=who["regent"], on=DAY),
        actions.decide_proposals(proposal_ids=ids, by=who["ministry"], on=DAY),
    ]
    assert [(len(one.done), one.held) for one in moved] == [(size, ())] * 4
    assert Docket.objects.get().proposals.filter(status="field_check").count() == size
    assert Step.objects.count() == 4 * size


def test_what_is_endorsed_after_the_regent_signed_goes_into_the_next_docket(who):
    factories.at_step("deciding", who)
    late = factories.at_step("signing", who)
    next_month = factories.at_step("signing", who, on=dt.date(2026, 12, 1))
    assert str(late.docket) == "BA/33.23/2026-11/2"
    assert str(next_month.docket) == "BA/33.23/2026-12/1"


def test_nothing_leaves_the_village_without_its_papers(who):
    proposal = factories.filed(who["operator"])
    with pytest.raises(actions.PapersMissing, match="Foto rumah dari depan, Foto kartu keluarga"):
        actions.check_proposals(proposal_ids=[proposal.pk], by=who["operator"], on=DAY)


def test_an_objection_says_where_the_photo_was_taken(who):
    proposal = factories.filed(who["operator"], kind="objection")
    actions.add_paper(proposal_id=proposal.pk, kind="house", content=factories.picture(), by=who["operator"], on=DAY)
    with pytest.raises(actions.PlaceMissing):
        actions.check_proposals(proposal_ids=[proposal.pk], by=who["operator"], on=DAY)


def test_without_a_declaration_of_ones_own_number_nobody_acts(who):
    proposal = factories.at_step("verifying", who)
    silent = factories.somebody("regency_verifier", "33.23", declared=False)
    with pytest.raises(actions.DeclareFirst):
        actions.verify_proposals(proposal_ids=[proposal.pk], by=silent, on=DAY)
