"""The standing audit: what the national audit found is found here, keeps money back, and is settled by two people."""

import datetime as dt

import polars as pl
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from lumbung.core import crypto, jobs
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.payments import actions as paying
from lumbung.payments.models import Cycle, Line
from lumbung.payments.tests import factories as payments
from lumbung.programmes import actions, controls, findings, frozen, gate
from lumbung.programmes.models import ControlFinding, ControlPass, HeldBack, Run
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, TODAY, family, region
from lumbung.quality.models import ReferenceResult
from lumbung.registry.models import Family, Person
from lumbung.registry.tests import factories as registry
from lumbung.staff.models import Declaration
from lumbung.staff.tests import factories as staff

pytestmark = pytest.mark.django_db
VILLAGE = "33.23.01.2001"
NIK = "3323010203869001"


@pytest.fixture(autouse=True)
def temanggung():
    region(VILLAGE)
    region("33.24.01.2001")


@pytest.fixture
def verifier():
    return staff.user("regency_verifier", "33.23")


@pytest.fixture
def head():
    return staff.user("regency_head", "33.23")


def decided():
    run = actions.start_run(kind="pkh", on=TODAY, region_code="33.23", by=SYSTEM, queued=False)
    jobs.run(run.job_id)
    return Run.objects.get(pk=run.pk)


def look():
    actions.look_at_regency(regency="33.23", on=TODAY)
    return set(ControlFinding.objects.exclude(status="gone").values_list("control", "family"))


def no_nik(poor):
    poor.members.filter(relation=1).update(nik=None, nik_index=None)


def impossible_nik(poor):
    Person.objects.filter(family=poor, relation=1).update(nik="3323013902869001")


def same_nik(poor):
    other = registry.family("33.24.01.2001", head_name="Lain")
    registry.person(other, "Lain", nik=NIK)
    Person.objects.filter(family=poor, relation=1).update(nik=NIK, nik_index=crypto.blind(NIK, "nik"))


def listed_again(poor):
    closed = registry.family("33.24.01.2001", head_name="Lama", status=Family.Status.CLOSED)
    registry.person(closed, "Lama", nik=NIK)
    Person.objects.filter(family=poor, relation=1).update(nik=NIK, nik_index=crypto.blind(NIK, "nik"))


def head_died(poor):
    Person.objects.filter(family=poor, relation=1).update(status=Person.Status.DEAD)


def not_found(poor):
    Person.objects.filter(family=poor, relation=1).update(presence=6)


def joined_the_police(poor):
    Person.objects.filter(family=poor, relation=1).update(works=True, position=5)


def officers_sister(poor):
    person = poor.members.get(relation=1)
    Declaration.objects.create(
        user=staff.user("village_operator", VILLAGE), kind="sibling", nik=person.nik, nik_index=person.nik_index,
        declared_on=TODAY,
    )  # fmt: skip


def unknown_to_dukcapil(poor):
    person = poor.members.get(relation=1)
    ReferenceResult.objects.create(
        region_code=VILLAGE, person=person, reference="dukcapil", field="nik", result="differs", status="open",
        asked=person.nik_index, purpose="pemadanan", answered_at=timezone.now(),
    )  # fmt: skip


def officers_card(poor):
    Declaration.objects.create(
        user=staff.user("village_operator", VILLAGE),
        kind="other",
        kk=poor.kk,
        kk_index=poor.kk_index,
        declared_on=TODAY,
    )


FOUND = [
    (no_nik, "invalid_nik"),
    (impossible_nik, "invalid_nik"),
    (same_nik, "double_nik"),
    (listed_again, "relisted"),
    (head_died, "dead_or_moved"),
    (not_found, "dead_or_moved"),
    (joined_the_police, "excluded_job"),
    (officers_sister, "officer_recipient"),
    (officers_card, "officer_recipient"),
    (unknown_to_dukcapil, "unknown_to_register"),
]


@pytest.mark.parametrize(("happens", "control"), FOUND)
def test_what_the_national_audit_found_is_found(happens, control):
    poor, _other = family(), family()
    decided()
    happens(poor)
    Person.objects.filter(family=poor).update(updated_at=timezone.now())
    assert {name for name, found in look() if found == poor.pk} == {control}


def test_every_control_has_its_example_and_its_words():
    assert {control for _happens, control in FOUND} == set(controls.all_controls())
    assert all(control.title and control.sentence and control.blocks for control in controls.all_controls().values())


def test_sound_families_are_not_found():
    family(), family()
    decided()
    assert look() == set()


def test_a_civil_servant_who_receives_nothing_is_nobodys_finding():
    family({**GROWN_UP, "position": 5}, PUPIL)
    decided()
    assert look() == set()


def test_both_sides_of_a_double_number_are_found_each_in_its_own_region():
    same_nik(family())
    look()
    found = ControlFinding.objects.values_list("region_code", flat=True)
    assert sorted(found) == [VILLAGE, "33.24.01.2001"]
    here = staff.user("regency_head", "33.23")
    assert [one.region_code for one in findings.findings(viewer=here)] == [VILLAGE]


def test_looking_again_opens_nothing_twice_and_closes_what_was_put_right():
    poor = family()
    no_nik(poor)
    assert look() == look() == {("invalid_nik", poor.pk)}
    assert ControlFinding.objects.count() == 1
    Person.objects.filter(family=poor, nik=None).update(
        nik=NIK, nik_index=crypto.blind(NIK, "nik"), updated_at=timezone.now()
    )
    assert look() == set()
    assert ControlFinding.objects.get().status == "gone"


def test_a_number_unchanged_since_the_last_look_is_not_read_again_and_stays_found():
    poor = family()
    no_nik(poor)
    look()
    long_ago = timezone.now() - dt.timedelta(days=9)
    Person.objects.filter(family=poor, nik=None).update(nik=NIK, updated_at=long_ago)
    assert look() == {("invalid_nik", poor.pk)}


@pytest.fixture
def treasurer():
    return payments.person("bendahara", "treasurer")


@pytest.fixture
def found(treasurer):
    """A run with two families that qualify, one of which has a finding."""
    poor, sound = family(), family()
    same_nik(poor)
    return {"run": decided(), "poor": poor, "sound": sound, "fund": payments.fund(treasurer)}


def prepared(found, **how):
    return actions.prepare_cycle(run_id=found["run"].pk, period="2026-Q1", fund_id=found["fund"].pk, by=SYSTEM, **how)


def finding():
    return ControlFinding.objects.exclude(status="gone").get(region_code=VILLAGE)


def settled(verifier, head):
    one = finding()
    actions.explain_finding(finding_id=one.pk, why="KTP dicocokkan", by=verifier, on=TODAY)
    return actions.settle_finding(finding_id=one.pk, why="Sudah dilihat", by=head, on=TODAY)


def test_a_run_freezes_what_was_found(found):
    kept = frozen.scan(found["run"].key, ["33.23"], frozen.FINDINGS).collect()
    assert kept.select("control", "family_id", "status").rows() == [("double_nik", found["poor"].pk, "open")]
    assert kept.schema["found_on"] == pl.Date


def test_a_cycle_is_not_prepared_over_an_open_finding(found):
    with pytest.raises(actions.OpenFindings) as refusal:
        prepared(found)
    assert "1 keluarga" in str(refusal.value)
    assert "Temuan audit" in str(refusal.value)
    assert not Line.objects.exists()


def test_families_may_be_held_back_and_come_in_once_settled(found, verifier, head):
    cycle = prepared(found, hold_back=True)
    assert list(Line.objects.values_list("family", flat=True)) == [found["sound"].pk]
    assert list(HeldBack.objects.values_list("family", "stage", "amount")) == [(found["poor"].pk, "2026-Q1", 225000)]
    settled(verifier, head)
    assert prepared(found, hold_back=True) == cycle
    assert Line.objects.count() == 2
    assert not HeldBack.objects.exists()


def test_a_settled_finding_keeps_no_money_back(found, verifier, head):
    settled(verifier, head)
    prepared(found)
    assert Line.objects.count() == 2


@pytest.fixture
def officer():
    return payments.person("petugas", "programme_officer")


def test_a_finding_that_comes_up_later_keeps_the_cycle_from_being_submitted(found, officer):
    cycle = prepared(found, hold_back=True)
    joined_the_police(found["sound"])
    look()
    with pytest.raises(gate.FindingsAmongRecipients) as refusal:
        paying.submit_cycle(cycle_id=cycle.pk, by=officer, at=timezone.now())
    assert "1 penerima" in str(refusal.value)


def test_the_database_itself_submits_nothing_over_an_open_finding(found):
    cycle = prepared(found, hold_back=True)
    joined_the_police(found["sound"])
    look()
    with pytest.raises(DatabaseError, match="standing audit"), transaction.atomic():
        type(cycle).objects.filter(pk=cycle.pk).update(status="submitted", submitted_by=1, total=1)


def test_what_follows_up_is_asked_about_the_run_of_the_first_cycle_and_of_no_other(found, officer):
    first = prepared(found, hold_back=True)
    run = Run.objects.get(pk=int(first.source.split(":")[1]))
    late = timezone.now() + dt.timedelta(days=controls.in_force(TODAY).days_a_check_holds + 1)
    paid_elsewhere = Cycle(pk=0, source="lists:2026-01-01")
    of_another = Cycle(pk=0, source=f"follow:{run.pk}:1", follows=paid_elsewhere)
    gate.before_submitting(cycle=of_another, by=officer, at=late)
    with pytest.raises(gate.NotLookedAtLately):
        gate.before_submitting(cycle=Cycle(pk=0, source="follow:0:1", follows=first), by=officer, at=late)


def test_a_look_that_is_too_old_does_not_count(found, officer):
    cycle = prepared(found, hold_back=True)
    days = controls.in_force(TODAY).days_a_check_holds
    at = ControlPass.objects.get().at
    with pytest.raises(gate.NotLookedAtLately):
        paying.submit_cycle(cycle_id=cycle.pk, by=officer, at=at + dt.timedelta(days=days, seconds=1))
    assert paying.submit_cycle(cycle_id=cycle.pk, by=officer, at=at + dt.timedelta(days=days)).status == "submitted"


def test_whoever_explains_does_not_settle(found, verifier):
    one = finding()
    actions.explain_finding(finding_id=one.pk, why="KTP dicocokkan", by=verifier, on=TODAY)
    with pytest.raises(NotAllowed):
        actions.settle_finding(finding_id=one.pk, why="Sudah", by=verifier, on=TODAY)
    with pytest.raises(actions.SameSettles):
        actions.settle_finding(finding_id=one.pk, why="Sudah", by=_both(verifier), on=TODAY)


def _both(verifier):
    """The same account, promoted meanwhile."""
    verifier.role = "regency_head"
    verifier.save()
    return verifier


def test_a_finding_has_an_owner_and_needs_a_reason(verifier, head):
    no_nik(family())
    look()
    one = finding()
    assert one.owner == verifier
    with pytest.raises(actions.SayWhyItStands):
        actions.explain_finding(finding_id=one.pk, why="  ", by=verifier, on=TODAY)
    actions.explain_finding(finding_id=one.pk, why="Belum punya KTP", by=verifier, on=TODAY)
    back = actions.return_finding(finding_id=one.pk, why="Lampirkan suratnya", by=head)
    assert back.status == "open"
    assert "Lampirkan suratnya" in back.explanation


def test_nobody_explains_a_finding_about_their_own(verifier):
    poor = family()
    no_nik(poor)
    look()
    child = poor.members.get(relation=3)
    Declaration.objects.create(user=verifier, kind="child", nik=child.nik, nik_index=child.nik_index, declared_on=TODAY)
    with pytest.raises(actions.OwnFinding):
        actions.explain_finding(finding_id=finding().pk, why="Tidak apa-apa", by=verifier, on=TODAY)


def test_a_stranger_sees_and_settles_nothing(found):
    stranger = staff.user("regency_head", "33.24")
    assert finding() not in findings.findings(viewer=stranger)
    number = finding().pk
    with acting(stranger), pytest.raises(NotFound):
        actions.settle_finding(finding_id=number, why="Sudah", by=stranger, on=TODAY)


def test_the_report_counts_by_control_region_and_month(found, head):
    counted = {one.control.name: one.standing for one in findings.counts(viewer=head)}
    assert counted["double_nik"] == 1
    assert sum(counted.values()) == 1
    [area] = findings.by_region(viewer=head)
    assert (area["code"], area["findings"]) == ("33.23.01", 1)
    months = dict(findings.trend(viewer=head, on=dt.date(2026, 3, 5)))
    assert months[dt.date(2026, 1, 31)] == {"double_nik": 1}
    assert dt.date(2025, 12, 31) not in months
