"""`lumbung money`, `chain`, `card statement` and `cycle revise`: each promise from the keyboard."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from lumbung.payments import actions
from lumbung.payments.models import Act, Cycle, Fund, StageEvent, Transfer
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import AT, ON, wallet, wishes
from lumbung.site import cli


@pytest.fixture
def people(db):
    return factories.staff()


@pytest.fixture
def taken(people) -> Transfer:
    """Cash that somebody took by mistake, booked by Ratna."""
    [card] = factories.topped_up(people, 1)
    return actions.withdraw(wishes=wishes(("t1", card, 250_000)), on=ON, by=people["treasurer"]).only()


def lumbung(*words: object, by: str = "siti", code: int = 0) -> str:
    """What a command of somebody prints."""
    answer = CliRunner().invoke(cli.root(), [*map(str, words), "--by", by])
    assert answer.exit_code == code, answer.output
    return answer.output


def told(*words: object, by: str = "siti") -> object:
    return json.loads(lumbung(*words, "--json", by=by))


def test_a_correction_is_asked_signed_by_another_and_seen_in_the_passbook(taken):
    [act] = told("money", "correct", taken.pk, "--reason", "Salah kartu")
    assert (act["status"], act["signed"]) == ("open", 0)
    assert [one["id"] for one in told("money", "acts")] == [act["id"]]
    lumbung("money", "sign", act["id"], code=1)
    assert told("money", "sign", act["id"], by="bambang")[0]["status"] == "done"
    assert wallet(taken.debit.card_id) == 600_000
    entries = told("card", "statement", taken.debit.card_id)
    assert [entry["remains"] for entry in entries] == [600_000, 350_000, 600_000]


def test_what_is_refused_moves_nothing_and_a_return_names_its_rupiah(people, taken):
    act = told("money", "correct", taken.pk, "--reason", "Salah kartu")[0]["id"]
    assert told("money", "refuse", act, by="bambang")[0]["status"] == "refused"
    bought = wishes(("b1", taken.debit.card_id, 100_000), shop_account_id=factories.shop().pk, place="Warung")
    purchase = actions.purchase(wishes=bought, on=ON, by=people["treasurer"]).only()
    [asked] = told("money", "return", purchase.pk, 40_000, "--reason", "Beras rusak")
    assert (asked["amount"], Act.objects.get(pk=asked["id"]).status) == (40_000, "open")
    assert wallet(taken.debit.card_id) == 250_000


def test_a_budget_is_raised_by_two(people):
    fund = factories.fund(people["treasurer"], budget=1_000)
    [act] = told("money", "raise", fund.pk, 500, "--reason", "Tambahan", by="ratna")
    lumbung("money", "sign", act["id"], by="joko")
    assert Fund.objects.get().budget == 1_500
    [budget] = told("chain", "budgets", by="ratna")
    assert (budget["budget"], budget["available"]) == (1_500, 1_500)


def test_a_day_is_closed_and_listed_with_what_it_agreed_on(people, taken):
    factories.person("nat", "treasurer", "")
    day = timezone.localdate() - timedelta(days=1)
    answer = CliRunner().invoke(cli.root(), ["money", "close", "--on", day.isoformat(), "--json"])
    assert answer.exit_code == 0, answer.output
    kept = told("money", "days", by="nat")[0]
    assert (kept["on"], kept["agrees"]) == (day.isoformat(), True)
    assert told("money", "withdrawals") == []


def test_a_submitted_cycle_is_revised_never_edited(people):
    draft = factories.cycle(people, factories.entitled(factories.families(2)), factories.fund(people["treasurer"]))
    actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=AT)
    gone = draft.payment_lines.first().family_id
    shown = told("cycle", "revise", draft.pk, "--reason", "Meninggal", "--leave-out", gone)
    revised = Cycle.objects.get(revises=draft)
    assert (shown["id"], revised.payment_lines.count(), revised.status) == (revised.pk, 1, "draft")
    assert Cycle.objects.get(pk=draft.pk).status == "cancelled"


def test_the_chain_is_written_from_the_keyboard(people, tmp_path):
    whom = factories.families(6)
    factories.cards(people["officer"])
    draft = factories.cycle(people, factories.entitled(whom), factories.fund(people["treasurer"]))
    actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=AT)
    assert lumbung("chain", "check-accounts", draft.pk)
    cycle = factories.released(people, draft)
    lumbung("chain", "document", cycle.pk, "spm", "SPM-1", "--on", "2026-11-01", by="ratna")
    lumbung("chain", "document", cycle.pk, "sp2d", "SP2D-1", "--on", "2026-11-02", by="ratna")
    stages = set(StageEvent.objects.filter(cycle=cycle).values_list("stage", flat=True))
    assert {"spm", "sp2d"} <= stages
    assert told("chain", "differences", cycle.pk) is not None
    failed = cycle.payment_lines.first()
    report = tmp_path / "gagal.csv"
    report.write_text(
        f"rujukan_gagal;nilai_rupiah;alasan;tanggal\n{failed.end_to_end_id};600000;pindah;2026-11-05\nJUMLAH;600000;1;\n"
    )
    lumbung("cycle", "read", report)
    lumbung("chain", "follow-up", cycle.pk)
    assert Cycle.objects.get(follows=cycle).payment_lines.get().replaces_id == failed.pk


def test_untouched_money_goes_back_by_two(people):
    """Money that came in and was not taken for 105 days is told, prepared by one and let go by another."""
    factories.topped_up(people, 3)
    fund, late = Fund.objects.get(), timezone.localdate() + timedelta(days=200)
    found = told("chain", "untouched", "--look", "--on", late.isoformat())
    assert found["due"]["rupiah"] > 0
    number = lumbung("chain", "return", fund.pk, "--on", late.isoformat()).split()[0]
    lumbung("chain", "approve-return", number, code=1)
    lumbung("chain", "approve-return", number, by="joko")
    assert sum(Transfer.objects.filter(kind="expired").values_list("amount", flat=True)) == found["due"]["rupiah"]
