"""After the field check: answers in the registry with their source, marks that programmes read, a new rank."""

import datetime as dt

import pytest

from lumbung.core import audit, jobs
from lumbung.core.actors import acting
from lumbung.core.refusals import NotAllowed
from lumbung.proposals import actions, queries
from lumbung.proposals.models import Mark, Proposal, ProposedChange
from lumbung.proposals.tests import factories
from lumbung.proposals.tests.factories import DAY
from lumbung.registry import actions as registry
from lumbung.registry import queries as people
from lumbung.registry.models import Dwelling, Family, Person
from lumbung.targeting import actions as targeting
from lumbung.targeting.tests import factories as ranking

pytestmark = pytest.mark.django_db
Change = actions.Change


def confirmed(proposal, who):
    with acting(who["facilitator"]):
        actions.confirm_in_field(
            proposal_ids=[proposal.pk], said="Sesuai keadaan rumah.", by=who["facilitator"], on=DAY
        )
    proposal.refresh_from_db()
    return proposal


def test_nothing_is_written_before_the_field_check_agrees_and_then_with_its_source(who):
    family = factories.family()
    proposal = factories.at_step(
        "field_check", who, kind="update", of=family, changes=[Change("dwelling", family.dwelling_id, "floor", 8)]
    )
    assert Dwelling.objects.get(pk=family.dwelling_id).floor is None
    confirmed(proposal, who)
    assert Dwelling.objects.get(pk=family.dwelling_id).floor == 8
    newest = audit.history(viewer=who["facilitator"], table="registry_dwelling", record_id=family.dwelling_id)[0]
    assert (newest.reason, newest.actor_id) == (f"Usulan {proposal.pk}", who["facilitator"].pk)
    assert proposal.changes.get().applied_at


def test_an_answer_that_changed_meanwhile_stops_everything(who):
    family = factories.family()
    changes = [Change("dwelling", family.dwelling_id, "floor", 8), Change("dwelling", family.dwelling_id, "wall", 4)]
    proposal = factories.at_step("field_check", who, kind="update", of=family, changes=changes)
    Dwelling.objects.filter(pk=family.dwelling_id).update(floor=2)
    with pytest.raises(registry.AnsweredOtherwise, match="1 isian"):
        confirmed(proposal, who)
    assert Dwelling.objects.get(pk=family.dwelling_id).wall is None
    assert Proposal.objects.get(pk=proposal.pk).status == "field_check"


def test_a_new_name_is_found_and_stands_on_the_family(who):
    family = factories.family()
    head = family.members.get(relation=1)
    confirmed(
        factories.at_step(
            "field_check", who, kind="update", of=family, changes=[Change("person", head.pk, "name", "Soekarti")]
        ),
        who,
    )
    assert Family.objects.get(pk=family.pk).head_name == "Soekarti"
    assert [one.pk for one in people.people_named(viewer=who["operator"], text="Sukarti")] == [head.pk]


def test_somebody_reported_dead_no_longer_counts(who):
    family = factories.family()
    child = family.members.get(relation=3)
    confirmed(
        factories.at_step(
            "field_check", who, kind="update", of=family, changes=[Change("person", child.pk, "presence", 2)]
        ),
        who,
    )
    assert Person.objects.get(pk=child.pk).status == "dead"


@pytest.mark.parametrize("size", [20, 2_500])
def test_answers_of_many_families_are_written_as_those_of_one(who, size):
    ids = factories.many(size, who, step="verifying")
    houses = [Dwelling(region_code=factories.VILLAGE) for _ in ids]
    Dwelling.objects.bulk_create(houses)
    ProposedChange.objects.bulk_create(
        ProposedChange(
            proposal_id=pk, region_code=factories.VILLAGE, record="dwelling", record_id=house.pk, field="floor", new="8"
        )
        for pk, house in zip(ids, houses, strict=True)
    )
    for act, name in (("verify", "verifier"), ("endorse", "head"), ("sign", "regent"), ("decide", "ministry")):
        getattr(actions, f"{act}_proposals")(proposal_ids=ids, by=who[name], on=DAY)
    moved = actions.confirm_in_field(proposal_ids=ids, said="Sesuai.", by=who["facilitator"], on=DAY)
    assert len(moved.done) == size
    assert Dwelling.objects.filter(floor=8).count() == size


@pytest.mark.parametrize(("kind", "mark"), [("resignation", "resigned"), ("objection", "unfit")])
def test_a_mark_stays_until_a_reactivation_ends_it(who, kind, mark):
    proposal = confirmed(factories.at_step("field_check", who, kind=kind, programme="pkh"), who)
    told = {"programme": "pkh", "on": DAY, "family_ids": [proposal.family_id]}
    assert queries.marked_families(**told)[mark if mark == "resigned" else "judged_unfit"].to_list() == [True]
    assert queries.marked_families(**{**told, "programme": "sembako"}).is_empty()
    assert queries.marked_families(**{**told, "on": DAY - dt.timedelta(days=1)}).is_empty()
    again = factories.at_step("field_check", who, kind="reactivation", of=proposal.family)
    confirmed(again, who)
    assert queries.marked_families(**told).is_empty()
    assert Mark.objects.get().ended_by == again


@pytest.fixture
def ranked(who, tmp_path):
    """A regency that was ranked, with a family whose wall and motorcycle count."""
    version = ranking.active_version(tmp_path)
    family = ranking.family(region_code=factories.VILLAGE, wall=1, motorcycle=1, fridge=1)
    for _ in range(12):
        ranking.family(region_code=factories.VILLAGE, wall=4, motorcycle=0)
    targeting.rank_regency(region_code="33.23", version_id=version.pk, on=DAY, by=who["ministry"])
    return family


def test_the_new_rank_comes_from_the_new_answers_and_closes_the_case(who, ranked):
    house = ranked.dwelling_id
    changes = [
        Change("dwelling", house, name, value) for name, value in (("wall", 4), ("motorcycle", 0), ("fridge", 0))
    ]
    before = queries.decile_of(viewer=who["ministry"], family_id=ranked.pk)
    told = {"changes": [*changes[:2], Change("dwelling", house, "fridge", None)]}
    proposal = confirmed(factories.at_step("field_check", who, kind="update", of=ranked, **told), who)
    job = actions.start_reranking(on=DAY, by=who["ministry"], queued=False)
    jobs.run(job.pk)
    proposal.refresh_from_db()
    after = queries.decile_of(viewer=who["ministry"], family_id=ranked.pk)
    assert (proposal.status, proposal.decile_before, proposal.decile_after) == ("done", before, after)
    with pytest.raises(actions.NothingToRerank):
        actions.start_reranking(on=DAY, by=who["ministry"], queued=False)


def test_a_chunk_that_was_ranked_is_not_ranked_again(who, ranked):
    others = Family.objects.filter(head_name="Kepala").exclude(pk=ranked.pk)[:3]
    for family in others:
        factories.at_step("reranking", who, kind="update", of=family)
    assert actions.rerank_proposals(on=DAY, by=who["ministry"], limit=2) == 2
    job = actions.start_reranking(on=DAY, by=who["ministry"], queued=False)
    assert jobs.run(job.pk).done == 1
    assert Proposal.objects.filter(status="done").count() == 3


def test_only_the_ministry_ranks_anew(who):
    with pytest.raises(NotAllowed):
        actions.start_reranking(on=DAY, by=who["head"])
