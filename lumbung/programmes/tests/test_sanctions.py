"""From what a child owes to what its family gets less: entered, verified, signed, paid, appealed, given back."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.payments.models import Line
from lumbung.payments.tests import factories as money
from lumbung.programmes import actions, queries, telling
from lumbung.programmes.models import Departure, Duty, Run, Sanction, SanctionEffect, Verdict
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, TODDLER, family, region
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db
MONTHS = [dt.date(2026, month, 1) for month in (1, 2, 3)]
VERIFIED, SIGNED, DECIDED = dt.date(2026, 4, 5), dt.date(2026, 4, 8), dt.date(2026, 4, 10)
BAD = {"effective_days": 20, "present_days": 16}
GOOD = {"effective_days": 20, "present_days": 17}


@pytest.fixture(autouse=True)
def temanggung():
    region("33.23.01.2001")


def decided(on, kind="pkh"):
    run = actions.start_run(kind=kind, on=on, region_code="33.23", by=SYSTEM, queued=False)
    jobs.run(run.job_id)
    return Run.objects.get(pk=run.pk)


def recorded(told, *, months=MONTHS, condition="school"):
    for month in months:
        actions.list_duties(month=month, by=SYSTEM)
        found = Duty.objects.filter(month=month, condition=condition)
        actions.record_duties(filled={duty.pk: told for duty in found}, by=SYSTEM, on=VERIFIED)


@pytest.fixture
def pupils_family():
    made = family(GROWN_UP, PUPIL)
    decided(dt.date(2026, 1, 1))
    return made


@pytest.fixture
def sanction(pupils_family):
    recorded(BAD)
    actions.verify_quarter(quarter="2026-Q1", on=VERIFIED, by=SYSTEM)
    return Sanction.objects.get()


def signed(sanction):
    head = user("regency_head")
    actions.sign_sanctions(sanction_ids=[sanction.pk], by=head, on=SIGNED)
    sanction.refresh_from_db()
    return head


def test_duties_come_from_who_is_enrolled_and_counted():
    pupil, toddler = family(GROWN_UP, PUPIL), family(GROWN_UP, TODDLER)
    decided(dt.date(2026, 1, 1))
    outside = family(GROWN_UP, PUPIL)
    assert actions.list_duties(month=MONTHS[0], by=SYSTEM) == 2
    assert actions.list_duties(month=MONTHS[0], by=SYSTEM) == 0
    owed = set(Duty.objects.values_list("family", "condition"))
    assert owed == {(pupil.pk, "school"), (toddler.pk, "weighing")}
    assert not Duty.objects.filter(family=outside).exists()


def test_eighty_four_percent_proposes_a_cut_and_eighty_five_does_not(pupils_family):
    recorded({"effective_days": 20, "present_days": 17})
    assert actions.verify_quarter(quarter="2026-Q1", on=VERIFIED, by=SYSTEM)["met"] == 1
    recorded({"effective_days": 25, "present_days": 21})
    told = actions.verify_quarter(quarter="2026-Q1", on=VERIFIED, by=SYSTEM)
    assert (told["not_met"], told["sanctions"]) == (1, 1)
    assert actions.verify_quarter(quarter="2026-Q1", on=VERIFIED, by=SYSTEM) == told
    assert Sanction.objects.get().percent == 10


def test_a_quarter_without_its_lists_sanctions_nobody(pupils_family):
    recorded(BAD, months=MONTHS[:2])
    actions.list_duties(month=MONTHS[2], by=SYSTEM)
    assert actions.verify_quarter(quarter="2026-Q1", on=VERIFIED, by=SYSTEM)["unknown"] == 1
    assert Verdict.objects.get().met is None
    assert not Sanction.objects.exists()


def test_one_family_and_a_region_are_verified_by_the_same_path(pupils_family):
    recorded(BAD)
    family(GROWN_UP, PUPIL)
    actions.verify_quarter(quarter="2026-Q1", on=VERIFIED, by=SYSTEM, family_ids=[pupils_family.pk])
    alone = list(Verdict.objects.values("person", "condition", "met", "months", "kept", "present_days"))
    actions.verify_quarter(quarter="2026-Q1", on=VERIFIED, by=SYSTEM)
    assert list(Verdict.objects.values("person", "condition", "met", "months", "kept", "present_days")) == alone


def test_records_put_right_withdraw_the_proposal(sanction):
    recorded(GOOD)
    actions.verify_quarter(quarter="2026-Q1", on=VERIFIED, by=SYSTEM)
    assert not Sanction.objects.exists()


def test_the_next_cycle_is_cut_and_says_why(sanction, pupils_family):
    signed(sanction)
    run = decided(DECIDED)
    fund = money.fund(SYSTEM)
    cycle = actions.prepare_cycle(run_id=run.pk, period="2026-Q2", fund_id=fund.pk, by=SYSTEM)
    assert Line.objects.get(cycle=cycle).amount == 225_000 - 22_500
    assert SanctionEffect.objects.get(cycle=cycle).amount == 22_500
    told = telling.tell(queries.why(viewer=SYSTEM, family_id=pupils_family.pk, run_id=run.pk))
    assert told.amount == 202_500
    assert any("10" in cut.words and "80" in cut.words for cut in told.cuts)


def test_the_same_call_again_gives_the_same_cycle_and_the_same_cut(sanction):
    signed(sanction)
    run, fund = decided(DECIDED), money.fund(SYSTEM)
    for _ in range(2):
        cycle = actions.prepare_cycle(run_id=run.pk, period="2026-Q2", fund_id=fund.pk, by=SYSTEM)
    assert Line.objects.get(cycle=cycle).amount == 202_500
    assert SanctionEffect.objects.count() == 1


def test_nothing_is_withheld_while_an_appeal_is_open_and_all_is_given_back_once_it_is_granted(sanction):
    head = signed(sanction)
    run, fund = decided(DECIDED), money.fund(SYSTEM)
    first = actions.prepare_cycle(run_id=run.pk, period="2026-Q2", fund_id=fund.pk, by=SYSTEM)
    facilitator = user("facilitator", region_code="33.23.01")
    told = {"words": "Rina sakit tifus.", "by": facilitator, "exemption": "sick"}
    filed = actions.appeal(sanction_id=sanction.pk, on=dt.date(2026, 4, 20), **told)
    assert actions.appeal(sanction_id=sanction.pk, on=dt.date(2026, 4, 20), **told) == filed
    answer = {"appeal_id": filed.pk, "granted": True, "answer": "Surat dokter ada.", "on": dt.date(2026, 5, 2)}
    with pytest.raises(actions.SameDecides):
        actions.decide_appeal(**answer, by=head)
    actions.decide_appeal(**answer, by=user("regency_head"))
    later = decided(dt.date(2026, 7, 10))
    second = actions.prepare_cycle(run_id=later.pk, period="2026-Q3", fund_id=fund.pk, by=SYSTEM)
    assert Line.objects.get(cycle=first).amount == 202_500
    assert Line.objects.get(cycle=second).amount == 225_000 + 22_500
    assert SanctionEffect.objects.filter(kind="back").get().amount == 22_500


def test_an_open_appeal_keeps_even_a_frozen_sanction_away(sanction):
    signed(sanction)
    run, fund = decided(DECIDED), money.fund(SYSTEM)
    actions.appeal(
        sanction_id=sanction.pk, words="Sekolah libur.", by=user("facilitator", region_code="33.23.01"), on=DECIDED
    )
    cycle = actions.prepare_cycle(run_id=run.pk, period="2026-Q2", fund_id=fund.pk, by=SYSTEM)
    assert Line.objects.get(cycle=cycle).amount == 225_000


def test_a_sanction_signed_after_the_run_waits_for_the_next_quarter(sanction):
    run, fund = decided(DECIDED), money.fund(SYSTEM)
    actions.sign_sanctions(sanction_ids=[sanction.pk], by=user("regency_head"), on=dt.date(2026, 4, 11))
    sanction.refresh_from_db()
    assert sanction.since == dt.date(2026, 7, 1)
    cycle = actions.prepare_cycle(run_id=run.pk, period="2026-Q2", fund_id=fund.pk, by=SYSTEM)
    assert Line.objects.get(cycle=cycle).amount == 225_000


def test_the_database_refuses_a_signature_by_the_one_who_proposed(sanction):
    someone = user("regency_verifier")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sanction.objects.filter(pk=sanction.pk).update(
            proposed_by=someone, signed_by=someone, signed_on=SIGNED, status="signed"
        )


def test_the_third_quarter_in_a_row_stops_the_payment_and_the_fourth_opens_the_way_out(sanction):
    signed(sanction)
    head = user("regency_head")
    told = (("2026-Q2", 4, dt.date(2026, 7, 5)), ("2026-Q3", 7, dt.date(2026, 10, 5)))
    for quarter, first, on in (*told, ("2026-Q4", 10, dt.date(2027, 1, 5))):
        recorded(BAD, months=[dt.date(2026, first + nth, 1) for nth in range(3)])
        actions.verify_quarter(quarter=quarter, on=on, by=SYSTEM)
        fresh = Sanction.objects.get(status="proposed")
        actions.sign_sanctions(sanction_ids=[fresh.pk], by=head, on=on)
    steps = list(Sanction.objects.order_by("quarter").values_list("step", "percent"))
    assert steps == [("cut", 10), ("cut", 10), ("stop", 100), ("removal", 100)]
    assert Departure.objects.get().route == "removal"
