"""Acts: nobody signs twice, no amount slips past its limit, no cycle goes beyond its fund."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from lumbung.core.actors import SYSTEM, acting
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.core.states import IllegalMove
from lumbung.payments import actions, queries, rules
from lumbung.payments.actions.acts import AuthorisationMissing, AuthorisationNotNeeded, ReasonMissing
from lumbung.payments.models import Cycle, Line, Transfer
from lumbung.payments.models.ledger import NATION
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import AT

RELEASE, AUTHORISE = 100_000_000, 1_000_000_000


@pytest.fixture
def people(db):
    return factories.staff()


@pytest.fixture
def drafted(people):
    def _drafted(total: int = 6_000_000, *, families: int = 10, **told) -> Cycle:
        whom = factories.families(families)
        money = factories.fund(people["treasurer"])
        return factories.cycle(people, factories.entitled(whom, total // families), money, **told)

    return _drafted


def submitted(people, cycle) -> Cycle:
    return actions.submit_cycle(cycle_id=cycle.pk, by=people["officer"], at=AT)


def test_a_cycle_is_not_approved_by_the_one_who_submitted_it(people, drafted):
    people["head"].role = "programme_officer"
    cycle = actions.submit_cycle(cycle_id=drafted().pk, by=people["head"], at=AT)
    people["head"].role = "regency_head"
    with pytest.raises(actions.SamePersonApproves, match="Minta pejabat lain"):
        actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=AT)


def test_submitting_twice_changes_nothing(people, drafted):
    cycle = submitted(people, drafted())
    again = submitted(people, cycle)
    assert again.status == Cycle.Status.SUBMITTED
    assert Transfer.objects.filter(kind="commit").count() == 1


def test_another_person_cannot_submit_a_second_time(people, drafted):
    cycle = submitted(people, drafted())
    other = factories.person("lain", "programme_officer")
    with pytest.raises(IllegalMove):
        actions.submit_cycle(cycle_id=cycle.pk, by=other, at=AT)


def test_the_system_signs_nothing(drafted):
    with pytest.raises(actions.NeedsPerson):
        actions.submit_cycle(cycle_id=drafted().pk, by=SYSTEM, at=AT)


@pytest.mark.parametrize("act", ["submit", "approve", "authorise", "release"])
def test_each_act_asks_for_its_own_permission(people, drafted, act):
    with pytest.raises(NotAllowed):
        getattr(actions, f"{act}_cycle")(cycle_id=drafted().pk, by=factories.person("auditor", "auditor"), at=AT)


def test_a_cycle_of_another_region_is_not_there(drafted):
    stranger = factories.person("orang", "programme_officer", "33.24")
    with pytest.raises(NotFound):
        actions.submit_cycle(cycle_id=drafted().pk, by=stranger, at=AT)


@pytest.mark.parametrize(
    ("total", "release", "authorise"),
    [
        (RELEASE - 1, False, False),
        (RELEASE, True, False),
        (AUTHORISE - 1, True, False),
        (AUTHORISE, True, True),
    ],
)
def test_the_total_decides_which_acts_are_needed_at_both_sides_of_each_edge(people, drafted, total, release, authorise):
    assert rules.acts_needed(total, day=AT.date()) == rules.Acts(authorise=authorise, release=release)
    cycle = submitted(people, drafted(total, families=1))
    assert (cycle.needs_release, cycle.needs_authorisation) == (release, authorise)
    cycle = actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=AT)
    assert (cycle.status == Cycle.Status.RELEASED) is (not release)


def test_a_large_cycle_is_not_released_without_authorisation(people, drafted):
    cycle = submitted(people, drafted(AUTHORISE, families=1))
    actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=AT)
    with pytest.raises(AuthorisationMissing):
        actions.release_cycle(cycle_id=cycle.pk, by=people["treasurer"], at=AT)
    actions.authorise_cycle(cycle_id=cycle.pk, by=people["treasurer"], at=AT)
    with pytest.raises(actions.SamePersonActs):
        actions.release_cycle(cycle_id=cycle.pk, by=people["treasurer"], at=AT)
    cycle = actions.release_cycle(cycle_id=cycle.pk, by=people["second_treasurer"], at=AT)
    assert cycle.status == Cycle.Status.RELEASED


def test_a_small_cycle_takes_no_authorisation(people, drafted):
    cycle = submitted(people, drafted(RELEASE, families=1))
    actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=AT)
    with pytest.raises(AuthorisationNotNeeded):
        actions.authorise_cycle(cycle_id=cycle.pk, by=people["treasurer"], at=AT)


@pytest.mark.parametrize(
    "bulk_update",
    [
        {"status": "approved"},
        {"status": "released", "released_at": AT},
        {"status": "approved", "approved_by_id": "submitter"},
        {"needs_authorisation": False},
        {"total": 1},
        {"submitted_by_id": None},
        {"status": "reconciled"},
    ],
)
def test_a_bulk_update_does_not_walk_past_the_acts(people, drafted, bulk_update):
    cycle = submitted(people, drafted(AUTHORISE, families=1))
    told = {name: people["officer"].pk if value == "submitter" else value for name, value in bulk_update.items()}
    with pytest.raises(DatabaseError), transaction.atomic():
        Cycle.objects.filter(pk=cycle.pk).update(**told)


def test_a_total_that_is_not_the_sum_of_the_lines_is_refused_by_the_database(people, drafted):
    cycle = drafted()
    with pytest.raises(DatabaseError, match="sum of its lines"), transaction.atomic():
        Cycle.objects.filter(pk=cycle.pk).update(
            status="submitted", submitted_by=people["officer"], total=5, lines=10, submitted_at=AT
        )


def test_a_submitted_cycle_takes_no_more_lines(people, drafted):
    cycle = submitted(people, drafted())
    with pytest.raises(DatabaseError, match="only while it is a draft"), transaction.atomic():
        actions.add_lines(
            cycle_id=cycle.pk, entitlements=factories.entitled(factories.families(1, start=50)), by=people["officer"]
        )


@pytest.mark.parametrize("change", [{"amount": 1}, {"channel": "bri"}, {"recipient": "Orang lain"}])
def test_a_line_is_frozen(drafted, change):
    cycle = drafted()
    with pytest.raises(DatabaseError), transaction.atomic():
        Line.objects.filter(cycle=cycle).update(**change)


def test_a_transfer_is_neither_changed_nor_deleted_and_a_balance_not_written(people, drafted):
    submitted(people, drafted())
    statements = (
        "UPDATE payments_transfer SET amount = 1",
        "DELETE FROM payments_transfer",
        "UPDATE payments_account SET balance = balance + 1",
    )
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_cancelled_cycle_frees_its_money_and_its_families(people, drafted):
    cycle = submitted(people, drafted())
    with pytest.raises(ReasonMissing):
        actions.cancel_cycle(cycle_id=cycle.pk, reason=" ", by=people["head"], at=AT)
    actions.cancel_cycle(cycle_id=cycle.pk, reason="Data lama", by=people["head"], at=AT)
    state = queries.fund_state(viewer=people["treasurer"], fund_id=cycle.fund_id)
    assert (state.committed, state.available) == (0, state.fund.budget)
    assert set(cycle.payment_lines.values_list("status", flat=True)) == {"cancelled"}


def test_a_cycle_beyond_its_fund_is_refused_with_both_sums(people):
    whom = factories.families(10)
    money = factories.fund(people["treasurer"], budget=5_999_999)
    draft = factories.cycle(people, factories.entitled(whom), money)
    with pytest.raises(actions.BeyondFund, match=r"Rp6\.000\.000.*Rp5\.999\.999"):
        submitted(people, draft)


@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_do_not_go_beyond_the_fund():
    people = factories.staff()
    money = factories.fund(people["treasurer"], budget=10_000_000)
    drafts = [
        factories.cycle(
            people, factories.entitled(factories.families(10, start=at * 10)), money, programme=name, source=name
        )
        for at, name in enumerate(("pkh", "sembako"))
    ]
    refused, gate = [], threading.Barrier(2)

    def submit(cycle):
        gate.wait()
        try:
            submitted(people, cycle)
        except actions.BeyondFund as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit, args=[cycle]) for cycle in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Transfer.objects.filter(kind="commit").count() == 1
    assert factories.books_balance()


def test_the_nations_fund_pays_a_regency_by_acts_of_the_regency(people):
    nation = {role: factories.person(f"n{role}", role, "") for role in ("treasurer", "programme_officer")}
    money = factories.fund(nation["treasurer"], region=NATION)
    whom = factories.families(10)
    draft = factories.cycle({"officer": nation["programme_officer"]}, factories.entitled(whom), money)
    with acting(people["officer"]):
        submitted(people, draft)
    with acting(people["head"]):
        cycle = actions.approve_cycle(cycle_id=draft.pk, by=people["head"], at=AT)
        assert queries.cycle(viewer=people["head"], cycle_id=cycle.pk).status == Cycle.Status.RELEASED
        assert queries.fund_of(viewer=people["head"], cycle=cycle) is None
    actions.write_files(cycle_id=cycle.pk, by=people["officer"])
    with acting(people["officer"]):
        actions.simulate_answers(cycle_id=cycle.pk, on=factories.ON, by=people["officer"], settle=True)
        assert queries.reconciliation(viewer=people["officer"], cycle_id=cycle.pk).agrees
    assert queries.fund_state(viewer=nation["treasurer"], fund_id=money.pk).balances
    assert factories.books_balance()
