"""After a merge a family is decided once and paid once; taken back, both are decided again."""

import datetime as dt

import pytest

from lumbung import law
from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.payments.models import Line
from lumbung.payments.tests import factories as payments
from lumbung.programmes import actions, facts, kinds
from lumbung.programmes.actions.cycles import amounts_due
from lumbung.programmes.models import Duty, Enrolment, Run, Sanction, SanctionEffect, Verdict
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, TODAY, family, region
from lumbung.quality import actions as quality
from lumbung.quality.models import DuplicatePair
from lumbung.registry import actions as registry
from lumbung.registry.models import Family
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db
LATER = TODAY + dt.timedelta(days=100)


@pytest.fixture(autouse=True)
def temanggung():
    region("33.23.01.2001")


def decided(on=TODAY):
    run = actions.start_run(kind="pkh", on=on, region_code="33.23", by=SYSTEM, queued=False)
    jobs.run(run.job_id)
    return Run.objects.get(pk=run.pk)


def merged(first, second):
    same = list(zip(*(one.members.order_by("pk").values_list("pk", flat=True) for one in (first, second)), strict=True))
    told = {"survivor_id": first.pk, "absorbed_id": second.pk, "reason": "Kartu lama", "on": TODAY}
    found = registry.merge_families(same_people=same, by=user("regency_verifier"), **told)
    if found.status == "proposed":
        registry.approve_merge(merge_id=found.pk, by=user("regency_head"), on=TODAY)
    return found


def enrolled():
    return set(Enrolment.objects.filter(status="active").values_list("family", flat=True))


def test_a_run_decides_the_two_as_one_and_lets_the_other_go():
    first, second = family(), family()
    decided()
    assert enrolled() == {first.pk, second.pk}
    done = merged(first, second)
    assert decided(LATER).families == 1
    assert enrolled() == {first.pk}
    registry.take_back_merge(merge_id=done.pk, why="Dua keluarga", by=user("regency_verifier"))
    assert decided(LATER).families == 2
    assert enrolled() == {first.pk, second.pk}


def test_a_list_prepared_from_a_run_before_the_merge_pays_one_of_the_two():
    first, second, neighbour = family(), family(), family()
    run = decided()
    merged(first, second)
    fund = payments.fund(payments.person("bendahara", "treasurer"))
    actions.prepare_cycle(run_id=run.pk, period="2026-Q1", fund_id=fund.pk, by=SYSTEM)
    assert set(Line.objects.values_list("family", flat=True)) == {first.pk, neighbour.pk}


def test_what_the_other_record_was_paid_for_a_period_is_not_paid_again():
    first, second = family(), family()
    run = decided()
    people = payments.staff()
    fund = payments.fund(people["treasurer"])
    Family.objects.filter(pk=first.pk).update(region_code="33.23.02.2001")
    village = {"region_code": "33.23.01.2001", "period": (dt.date(2026, 1, 1), dt.date(2026, 4, 1)), "source": "hand"}
    paid = payments.cycle(people, payments.entitled(payments.pl.DataFrame({"family_id": [second.pk]})), fund, **village)
    payments.released(people, paid)
    merged(first, second)
    due = amounts_due(run=run, regency="33.23", period=law.Period.of("2026-Q1"))
    assert due.is_empty()


def test_a_likeness_that_a_model_found_does_not_keep_money_back_but_the_same_number_does():
    first, second = family(), family()
    a, b = first.members.first(), second.members.first()
    pair = DuplicatePair.objects.create(a=a, b=b, kind="same_nik", region_code="33.23.01.2001")

    def held():
        frame = facts.gather(kind=kinds.find("pkh"), on=TODAY, region_code="33.23").families
        return set(frame.filter(frame["open_duplicate"])["family_id"])

    assert held() == {first.pk, second.pk}
    quality.decide_duplicate(pair_id=pair.pk, decision="unsure", why="Belum tahu", by=SYSTEM, on=TODAY)
    assert held() == {first.pk, second.pk}
    third = family()
    registry.merge_people(
        survivor_id=third.members.first().pk, absorbed_id=b.pk, reason="KTP sama", by=SYSTEM, on=TODAY
    )
    assert held() == {first.pk, third.pk}


def owed(one, month=1, **told):
    """A month of school that the pupil of a family owes, as somebody filled it in, or nobody."""
    pupil = one.members.order_by("pk").last()
    told = {"effective_days": 20, "present_days": 10, "entered_on": TODAY} if told == {"missed": True} else told
    told |= {"region_code": one.region_code, "condition": "school", "month": dt.date(2026, month, 1)}
    return Duty.objects.create(family=one, person=pupil, **told)


def sanctioned(one, quarter=dt.date(2026, 1, 1)):
    told = {"step": "cut", "quarters_failed": 1, "percent": 15, "because": [], "proposed_on": TODAY}
    days = {"since": dt.date(2026, 4, 1), "until": dt.date(2026, 6, 30)}
    signer = {"status": "signed", "signed_by": payments.person(f"kepala{one.pk}", "regency_head"), "signed_on": TODAY}
    return Sanction.objects.create(region_code=one.region_code, family=one, quarter=quarter, **told, **days, **signer)


def standing(*rows):
    for row in rows:
        row.refresh_from_db()
    return [(row.family_id, getattr(row, "person_id", None)) for row in rows]


def test_what_was_owed_and_decided_follows_the_family_that_goes_on_and_comes_back_with_it():
    first, second = family(GROWN_UP, PUPIL), family(GROWN_UP, PUPIL)
    duty, sanction = owed(second, missed=True), sanctioned(second)
    verdict = Verdict.objects.create(
        region_code=second.region_code, family=second, person=duty.person, condition="school", met=False,
        quarter=dt.date(2026, 1, 1), months=1, known=1, kept=0, excused=0, effective_days=20, present_days=10,
        sick_days=0, verified_on=TODAY,
    )  # fmt: skip
    before = standing(duty, verdict, sanction)
    done = merged(first, second)
    pupil = first.members.order_by("pk").last().pk
    assert standing(duty, verdict, sanction) == [(first.pk, pupil), (first.pk, pupil), (first.pk, None)]
    registry.take_back_merge(merge_id=done.pk, why="Dua keluarga", by=user("regency_verifier"))
    assert standing(duty, verdict, sanction) == before


def test_where_both_have_their_own_the_one_that_goes_on_keeps_it_and_learns_what_it_did_not_know():
    first, second = family(GROWN_UP, PUPIL), family(GROWN_UP, PUPIL)
    empty, filled = owed(first), owed(second, missed=True)
    kept, left = sanctioned(first), sanctioned(second)
    before = standing(filled, left)
    done = merged(first, second)
    assert standing(filled, left) == before
    assert standing(kept) == [(first.pk, None)]
    empty.refresh_from_db()
    assert (empty.present_days, empty.entered_on) == (10, TODAY)
    registry.take_back_merge(merge_id=done.pk, why="Dua keluarga", by=user("regency_verifier"))
    empty.refresh_from_db()
    assert (empty.present_days, empty.entered_on) == (None, None)


def test_the_money_of_the_family_that_goes_on_is_cut_by_the_sanction_it_took_over():
    first, second = family(GROWN_UP, PUPIL), family(GROWN_UP, PUPIL)
    sanctioned(second)
    run = decided(dt.date(2026, 4, 10))
    merged(first, second)
    fund = payments.fund(payments.person("bendahara", "treasurer"))
    actions.prepare_cycle(run_id=run.pk, period="2026-Q2", fund_id=fund.pk, by=SYSTEM)
    [effect] = SanctionEffect.objects.all()
    assert (effect.family_id, effect.kind) == (first.pk, "cut")
