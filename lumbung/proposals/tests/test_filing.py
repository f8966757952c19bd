"""What may be asked for whom, by whom, and how it is taken back."""

import pytest
from django.db import IntegrityError, transaction

from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.proposals import actions
from lumbung.proposals.models import Proposal, Step
from lumbung.proposals.tests import factories
from lumbung.proposals.tests.factories import DAY
from lumbung.registry.tests import factories as registry
from lumbung.targeting.models import ModelVersion, Ranking, Reference, Score

pytestmark = pytest.mark.django_db


def in_decile(family, decile):
    """The family's decile in force."""
    cuts = list(range(1, 10))
    told = {"file": "", "fingerprint": "", "survey": "", "mapping": "", "metrics": {}, "computable": True}
    version, _made = ModelVersion.objects.get_or_create(kind="demo_pmt", number=1, defaults={**told, "trained_on": DAY})
    reference = Reference.objects.create(
        version=version, source="survey", families=1, regencies=1, cut_points=cuts, made_on=DAY
    )
    ranking = Ranking.objects.create(
        region_code="33.23", version=version, reference=reference, on=DAY, whole=False, families=1, unknown=0,
        cut_points=cuts, digest="-",
    )  # fmt: skip
    Score.objects.create(
        region_code=family.region_code, family=family, ranking=ranking, score=1, known=1000, decile_national=decile,
        decile_local=decile, scored_on=DAY,
    )  # fmt: skip
    return family


@pytest.mark.parametrize(("decile", "taken"), [(None, True), (1, True), (5, True), (6, False), (10, False)])
def test_aid_is_proposed_for_deciles_one_to_five_and_the_others_are_led_to_a_data_update(who, decile, taken):
    family = factories.family()
    if decile:
        in_decile(family, decile)
    if taken:
        assert factories.filed(who["operator"], of=family).decile_before == decile
    else:
        with pytest.raises(actions.TooWellOff, match="ajukan pembaruan data"):
            factories.filed(who["operator"], of=family)
        assert factories.filed(who["operator"], kind="update", of=family).pk


def test_the_same_request_waits_once_and_may_come_again_after_its_end(who):
    family = factories.family()
    first = factories.filed(who["operator"], of=family)
    with pytest.raises(actions.AlreadyOpen, match=f"nomor {first.pk}"):
        factories.filed(who["operator"], of=family)
    assert factories.filed(who["operator"], kind="update", of=family).pk
    actions.withdraw_proposal(proposal_id=first.pk, said="Warga tidak jadi.", by=who["operator"], on=DAY)
    assert factories.filed(who["operator"], of=family).pk
    with pytest.raises(IntegrityError, match="one_open_proposal"), transaction.atomic():
        Proposal.objects.create(
            region_code=family.region_code, family=family, kind="aid", channel="citizen", told_by="x", statement="x",
            filed_on=DAY, due_on=DAY, step_since=DAY,
        )  # fmt: skip


def test_who_objects_lives_in_the_same_village_in_another_family(who):
    family = factories.family()
    member = family.members.first().pk
    beyond = factories.family("33.23.01.2002", "Jauh").members.get().pk
    factories.somebody("facilitator", "33.23.01")
    for citizen in (None, member, beyond):
        with pytest.raises(actions.ObjectorElsewhere):
            factories.filed(who["facilitator"], kind="objection", of=family, citizen_id=citizen)
    assert factories.filed(who["facilitator"], kind="objection", of=family).citizen.family_id != family.pk


def test_nobody_resigns_for_others(who):
    family, other = factories.family(), factories.family()
    for citizen in (None, other.members.first().pk):
        with pytest.raises(actions.NotAMember):
            factories.filed(who["operator"], kind="resignation", of=family, citizen_id=citizen)


def test_only_who_has_a_mark_is_reactivated(who):
    with pytest.raises(actions.NothingToReactivate):
        factories.filed(who["operator"], kind="reactivation")


@pytest.mark.parametrize("field", ["statement", "told_by"])
@pytest.mark.parametrize("text", ["NIK 3323010101809001", "KK 3323 0101 0180 9001", "33.23.01.01.01.80.90.01"])
def test_no_number_stands_in_a_sentence(who, field, text):
    with pytest.raises(actions.NumberWritten):
        factories.filed(who["operator"], **{field: text})


def test_a_telephone_is_no_identity_number(who):
    assert factories.filed(who["operator"], statement="Hubungi 081255509774 sesudah magrib.").pk


def test_families_beyond_reach_and_unknown_programmes_and_answers_are_refused(who):
    with pytest.raises(NotFound):
        factories.filed(who["operator"], of=factories.family("33.23.01.2002"))
    with pytest.raises(actions.NoSuchProgramme, match="pkh, sembako"):
        factories.filed(who["operator"], programme="blt")
    family = factories.family()
    for change in (actions.Change("dwelling", family.dwelling_id, "id", 1), actions.Change("person", 0, "name", "x")):
        with pytest.raises(NotFound):
            factories.filed(who["operator"], kind="update", of=family, changes=[change])


def test_a_closed_family_is_not_proposed(who):
    family = registry.household("Sumarni", region_code=factories.VILLAGE, status="closed")
    with pytest.raises(actions.FamilyNotActive):
        factories.filed(who["operator"], of=family)


def test_who_may_not_propose_does_not(who):
    for name in ("verifier", "head", "regent", "ministry"):
        with pytest.raises(NotAllowed):
            factories.filed(who[name], of=factories.family())


@pytest.mark.parametrize(
    ("step", "name", "to", "fallen"),
    [
        ("deliberating", "operator", "reported", ["checked_by"]),
        ("verifying", "verifier", "reported", ["checked_by", "letter"]),
        ("endorsing", "head", "verifying", ["verified_by"]),
        ("signing", "regent", "endorsing", ["endorsed_by", "docket"]),
        ("deciding", "ministry", "verifying", ["verified_by", "endorsed_by", "signed_by", "docket"]),
        (
            "field_check",
            "facilitator",
            "verifying",
            ["verified_by", "endorsed_by", "signed_by", "decided_by", "docket"],
        ),
    ],
)
def test_every_way_back_says_why_and_lets_the_signatures_behind_it_fall(who, step, name, to, fallen):
    proposal = factories.at_step(step, who)
    told = {"proposal_ids": [proposal.pk], "by": who[name], "on": DAY}
    for reason, said in (("", "Belum lengkap."), ("papers_missing", "  ")):
        with pytest.raises((actions.UnknownReason, actions.SaySomething)):
            actions.return_proposals(reason=reason, said=said, **told)
    actions.return_proposals(reason="papers_missing", said="Foto KK belum ada.", **told)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.reason, proposal.said) == (to, "papers_missing", "Foto KK belum ada.")
    assert [getattr(proposal, column) for column in fallen] == [None] * len(fallen)
    assert Step.objects.filter(proposal=proposal).latest("pk").act == "return"


def test_the_database_sends_nothing_back_without_a_reason(who):
    rows = Proposal.objects.filter(pk=factories.at_step("endorsing", who).pk)
    with pytest.raises(Exception, match="goes back with a reason"), transaction.atomic():
        rows.update(status="verifying", verified_by=None)


@pytest.mark.parametrize("step", ["deliberating", "verifying", "endorsing", "deciding", "field_check"])
def test_a_refusal_ends_it_with_a_reason(who, step):
    names = {"deliberating": "operator", "verifying": "verifier", "endorsing": "head", "deciding": "ministry"}
    proposal = factories.at_step(step, who)
    told = {"by": who[names.get(step, "facilitator")], "on": DAY, "reason": "not_entitled", "said": "Rumahnya baik."}
    actions.reject_proposals(proposal_ids=[proposal.pk], **told)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.closed_on) == ("rejected", DAY)


def test_a_withdrawal_comes_before_the_regency_has_it(who):
    proposal = factories.at_step("verifying", who)
    with pytest.raises(actions.NotAtThisStep):
        actions.withdraw_proposal(proposal_id=proposal.pk, said="Tidak jadi.", by=who["operator"], on=DAY)
