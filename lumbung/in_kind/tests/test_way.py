"""The way of a request: asked, assessed, approved by another, fitted, handed over with a signature, looked at again."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.core.states import IllegalMove
from lumbung.in_kind import actions, queries
from lumbung.in_kind.models import FollowUp, Handover, Lot, Movement, Request
from lumbung.in_kind.tests import factories
from lumbung.in_kind.tests.factories import DAY
from lumbung.programmes.tests import factories as programmes
from lumbung.proposals.tests import factories as proposals
from lumbung.registry.tests import factories as registry
from lumbung.staff import actions as staff

pytestmark = pytest.mark.django_db


def test_a_wheelchair_goes_the_whole_way(who):
    request = factories.fitted(who, factories.allotted(who))
    assert (request.status, request.size, request.place, request.tied) == ("fitted", 400, 1, 0)
    handover = factories.handed(who, request)
    assert str(handover) == f"BAST/33.23.01.2001/2026/{request.pk}"
    lot = Lot.objects.get()
    assert (lot.on_hand, lot.reserved, lot.issued) == (0, 0, 1)
    due = list(FollowUp.objects.order_by("due_on"))
    assert [one.due_on - DAY for one in due] == [dt.timedelta(days=30), dt.timedelta(days=180)]
    for one, outcome in zip(due, ("used", "repaired"), strict=True):
        actions.note_visit(visit_id=one.pk, outcome=outcome, by=who["facilitator"], on=one.due_on)
    request.refresh_from_db()
    assert (request.status, request.closed_on) == ("closed", due[1].due_on)


def test_a_house_is_repaired_in_stages_within_its_limit(who):
    request = factories.listed(who, item="rumah", of=_ranked_house())
    assert {(one.stage, one.item, one.quantity) for one in request.needs.all()} == {
        ("roof", "seng", 28), ("roof", "kayu", 16), ("wall", "bata", 270), ("wall", "semen", 6),
    }  # fmt: skip
    assert request.rupiah == 6_760_000
    for item, quantity in (("seng", 30), ("kayu", 16), ("bata", 300), ("semen", 6)):
        factories.stocked(who, item, quantity=quantity, note=f"SJ-{item}")
    done = actions.allot(kind="rtlh", region_code="33.23", by=who["officer"], on=DAY)
    assert done == actions.Allotted((request.pk,), 0)
    assert [step.name for step, _ in queries.steps_of(request=request)] == ["delivered", "roof", "wall"]
    actions.note_step(request_id=request.pk, step="delivered", by=who["facilitator"], on=DAY)
    assert Lot.objects.get(item="seng").issued == 28
    factories.handed(who, factories.fitted(who, request), relation="family")
    assert Movement.objects.filter(kind="issued").count() == 4
    [visit] = FollowUp.objects.all()
    with pytest.raises(actions.NotThere):
        actions.note_visit(visit_id=visit.pk, outcome="returned", said="Tidak cocok.", by=who["facilitator"], on=DAY)


def _ranked_house():
    family = registry.household("Ngatini", region_code=factories.VILLAGE)
    programmes.rank(family, 2)
    return family


def test_every_act_twice_is_one_effect(who):
    request = factories.asked(who)
    assert factories.asked(who, of=request.family).pk == request.pk
    for _twice in range(2):
        actions.add_evidence(request_id=request.pk, kind="need", content=proposals.picture(), by=who["facilitator"])
        actions.assess(request_id=request.pk, answers=factories.SEATED, by=who["facilitator"], on=DAY)
    for _twice in range(2):
        actions.approve_requests(request_ids=[request.pk], by=who["head"], on=DAY)
        factories.stocked(who, size=400, serial="KR-001")
    actions.allot(kind="alat_bantu", region_code="33.23", by=who["officer"], on=DAY)
    with pytest.raises(actions.NothingToAllot):
        actions.allot(kind="alat_bantu", region_code="33.23", by=who["officer"], on=DAY)
    for _twice in range(2):
        factories.fitted(who, request)
    one, other = factories.handed(who, request), factories.handed(who, request)
    visit = FollowUp.objects.order_by("due_on").first()
    told = {"visit_id": visit.pk, "outcome": "returned", "said": "Terlalu berat.", "by": who["facilitator"], "on": DAY}
    for _twice in range(2):
        actions.note_visit(**told)
    assert one == other
    assert list(Movement.objects.order_by("pk").values_list("kind", flat=True)) == [
        "received", "reserved", "issued", "returned",
    ]  # fmt: skip
    assert Lot.objects.get().free == 1
    assert Request.objects.get().status == "closed"


def test_who_assessed_does_not_approve_and_the_database_says_so_too(who):
    request = factories.assessed(who)
    with pytest.raises(NotAllowed):
        actions.approve_requests(request_ids=[request.pk], by=who["facilitator"], on=DAY)
    Request.objects.filter(pk=request.pk).update(assessed_by=who["head"])
    with pytest.raises(actions.SamePersonDecides):
        actions.approve_requests(request_ids=[request.pk], by=who["head"], on=DAY)
    with pytest.raises(Exception, match="assessed_not_approved_by_one"), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(status="listed", approved_by=who["head"], approved_on=DAY)


def test_nobody_acts_on_their_own_family(who):
    request = factories.assessed(who)
    nik = request.person.nik
    staff.declare_number(user=who["head"], kind="relative", nik=nik, on=DAY)
    with pytest.raises(actions.OwnFamily):
        actions.approve_requests(request_ids=[request.pk], by=who["head"], on=DAY)


def test_the_rule_refuses_before_the_list_and_a_refusal_says_why(who):
    unfit = factories.assessed(who, item="kruk", answers={**factories.WALKING, "present_device": "working"})
    with pytest.raises(actions.BelowTheConditions, match=str(unfit.pk)):
        actions.approve_requests(request_ids=[unfit.pk], by=who["head"], on=DAY)
    with pytest.raises(actions.SaySomething):
        actions.refuse_requests(request_ids=[unfit.pk], said=" ", by=who["head"], on=DAY)
    actions.refuse_requests(request_ids=[unfit.pk], said="Kruknya masih baik.", by=who["head"], on=DAY)
    unfit.refresh_from_db()
    assert (unfit.status, unfit.closed_on) == ("refused", DAY)


def test_an_assessment_needs_every_answer_and_a_photo(who):
    request = factories.asked(who)
    told = {"request_id": request.pk, "by": who["facilitator"], "on": DAY}
    with pytest.raises(actions.EvidenceMissing):
        actions.assess(answers=factories.SEATED, **told)
    with pytest.raises(actions.AnswersMissing) as refusal:
        actions.assess(answers={**factories.SEATED, "hip_width": "12", "need": "sangat"}, **told)
    assert set(refusal.value.fields) == {"hip_width", "need"}


def test_it_is_handed_over_after_every_step_with_a_signature_or_a_witness(who):
    request = factories.allotted(who)
    with pytest.raises(actions.StepsMissing):
        factories.handed(who, request)
    factories.fitted(who, request)
    with pytest.raises(actions.WitnessMissing):
        factories.handed(who, request, sign="thumb")
    factories.handed(who, request, sign="typed", witness="Ketua RT 02")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Handover.objects.update(receiver="Orang lain")


def test_no_step_is_skipped_by_a_bulk_update(who):
    request = factories.assessed(who)
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(status="handed")


def test_what_does_not_fit_is_set_free_and_keeps_its_place(who):
    request = factories.allotted(who)
    actions.free_request(request_id=request.pk, said="Terlalu lebar.", by=who["officer"], on=DAY)
    request.refresh_from_db()
    assert (request.status, Lot.objects.get().free) == ("listed", 1)
    actions.allot(kind="alat_bantu", region_code="33.23", by=who["officer"], on=DAY)
    assert Lot.objects.get().reserved == 1


def test_another_village_sees_nothing_of_it(who):
    request = factories.listed(who)
    neighbour = proposals.somebody("village_operator", "33.23.01.2002")
    assert not queries.requests(viewer=neighbour).exists()
    with pytest.raises(NotFound):
        actions.withdraw_request(request_id=request.pk, said="Sudah tidak perlu.", by=neighbour, on=DAY)


def test_a_number_of_anybody_is_never_written_into_words(who):
    with pytest.raises(actions.NumberWritten):
        factories.asked(who, statement=f"NIK {registry.number()} lumpuh")


def test_a_withdrawn_request_leaves_room_for_another(who):
    request = factories.listed(who)
    actions.withdraw_request(request_id=request.pk, said="Sudah dapat dari yayasan.", by=who["operator"], on=DAY)
    assert factories.asked(who, of=request.family).pk != request.pk
    with pytest.raises((IllegalMove, actions.NotAtThisStep)):
        actions.approve_requests(request_ids=[request.pk], by=who["head"], on=DAY)
