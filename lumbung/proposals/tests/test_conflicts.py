"""Nobody proposes or verifies their own family: by NIK, by card, by declared relatives; just outside, they do."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from lumbung.core.actors import SYSTEM, acting
from lumbung.proposals import actions, queries
from lumbung.proposals.models import Proposal
from lumbung.proposals.tests import factories
from lumbung.proposals.tests.factories import DAY
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registry
from lumbung.staff import actions as staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    """Sumarni and Bayu, with numbers that somebody may have declared."""
    made = registry.family(factories.VILLAGE, head_name="Sumarni", kk="3323010101809001")
    registry.person(made, "Sumarni", relation=1, nik="3323014101809002")
    registry.person(made, "Bayu", relation=3, nik="3323010101109003")
    return made


def own(user):
    staff.declare_number(user=user, kind="own", nik="3323014101809002", on=DAY)


def relative(user):
    staff.declare_number(user=user, kind="sibling", nik="3323010101109003", on=DAY)


def card(user):
    staff.declare_card(user=user, kind="parent", kk="3323010101809001", on=DAY)


TIES = pytest.mark.parametrize("tie", [own, relative, card])


@TIES
def test_an_operator_does_not_propose_their_own(who, family, tie):
    tie(who["operator"])
    with pytest.raises(actions.OwnFamily):
        factories.filed(who["operator"], of=family)
    assert factories.filed(who["facilitator"], of=family).status == "reported"


def test_the_page_says_so_before_anything_is_filled_in(who, family, client):
    client.force_login(who["operator"])
    address = reverse("proposals:new", args=[family.pk])
    assert "?jenis=aid" in client.get(address).content.decode()
    card(who["operator"])
    told = client.get(address).content.decode()
    assert "Petugas lain menanganinya" in told
    assert "?jenis=" not in told


@TIES
@pytest.mark.parametrize("step", ["reported", "verifying", "endorsing", "signing", "deciding", "field_check"])
def test_nobody_lets_their_own_go_on_at_any_step(who, family, tie, step):
    proposal = factories.at_step(step, who, of=family)
    acts = {
        "reported": ("operator", actions.check_proposals),
        "verifying": ("verifier", actions.verify_proposals),
        "endorsing": ("head", actions.endorse_proposals),
        "signing": ("regent", actions.sign_proposals),
        "deciding": ("ministry", actions.decide_proposals),
        "field_check": ("facilitator", lambda **told: actions.confirm_in_field(said="Sesuai.", **told)),
    }
    name, act = acts[step]
    assert queries.waiting_for(viewer=who[name]).filter(pk=proposal.pk).exists()
    tie(who[name])
    with pytest.raises(actions.OwnFamily):
        act(proposal_ids=[proposal.pk], by=who[name], on=DAY)
    assert not queries.waiting_for(viewer=who[name]).filter(pk=proposal.pk).exists()


@TIES
def test_nor_do_they_send_back_refuse_or_withdraw_it_or_add_papers(who, family, tie):
    proposal = factories.at_step("deliberating", who, of=family)
    tie(who["operator"])
    told = {"by": who["operator"], "on": DAY}
    words = {"reason": "other", "said": "Belum lengkap."}
    with pytest.raises(actions.OwnFamily):
        actions.return_proposals(proposal_ids=[proposal.pk], **words, **told)
    with pytest.raises(actions.OwnFamily):
        actions.reject_proposals(proposal_ids=[proposal.pk], **words, **told)
    with pytest.raises(actions.OwnFamily):
        actions.withdraw_proposal(proposal_id=proposal.pk, said="Tidak jadi.", **told)
    with pytest.raises(actions.OwnFamily):
        actions.add_paper(proposal_id=proposal.pk, kind="other", content=factories.picture(), **told)


@TIES
def test_the_database_refuses_it_as_well(who, family, tie):
    proposal = factories.at_step("verifying", who, of=family)
    tie(who["verifier"])
    rows = Proposal.objects.filter(pk=proposal.pk)
    with pytest.raises(DatabaseError, match="own family"), acting(who["verifier"]):
        rows.update(status="endorsing", verified_by=who["verifier"])
    with acting(factories.somebody("regency_verifier", "33.23")) as _, transaction.atomic():
        rows.update(status="endorsing", verified_by=who["verifier"])
    assert rows.get().status == "endorsing"


def test_in_bulk_ones_own_is_left_for_somebody_else(who, family):
    mine = factories.at_step("verifying", who, of=family)
    others = factories.many(25, who)
    own(who["verifier"])
    moved = actions.verify_proposals(proposal_ids=others, by=who["verifier"], on=DAY)
    assert moved.held == (mine.pk,)
    assert len(moved.done) == 25
    assert Proposal.objects.get(pk=mine.pk).status == "verifying"
    deputy = factories.somebody("regency_verifier", "33.23")
    assert actions.verify_proposals(proposal_ids=[mine.pk], by=deputy, on=DAY).done == (mine.pk,)


def test_somebody_who_left_the_family_no_longer_ties_the_officer_to_it(who, family):
    relative(who["operator"])
    elsewhere = factories.family()
    Person.objects.filter(name="Bayu", family=family).update(family=elsewhere)
    assert factories.filed(who["operator"], of=family).status == "reported"
    with pytest.raises(actions.OwnFamily):
        factories.filed(who["operator"], of=elsewhere)


def test_a_namesake_is_no_relative(who, family):
    relative(who["operator"])
    assert factories.filed(who["operator"], of=factories.family(factories.VILLAGE, "Sumarni", "Bayu")).pk


def test_a_record_that_was_merged_away_ties_nobody(who, family):
    relative(who["operator"])
    Person.objects.filter(name="Bayu", family=family).update(status="merged")
    assert factories.filed(who["operator"], of=family).pk


def test_what_acts_for_nobody_in_particular_has_no_family(who, family):
    own(who["operator"])
    assert queries.own_families(viewer=SYSTEM) == set()
    assert queries.own_families(viewer=who["operator"]) == {family.pk}
