"""Accounts are checked before money leaves; a failed one goes by the post until the bank has put it right."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from lumbung.payments import actions, queries
from lumbung.payments.banks import simulated
from lumbung.payments.models import AccountCheck, BankFile, Line
from lumbung.payments.tests import factories

DAY = date(2026, 11, 2)
FEW = 20


@pytest.fixture
def people(db):
    return factories.staff()


@pytest.fixture
def submitted(people):
    return _submitted(people, 20)


def _submitted(people, size):
    whom = factories.families(size)
    factories.cards(people["officer"])
    draft = factories.cycle(people, factories.entitled(whom), factories.fund(people["treasurer"]))
    return actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=factories.AT)


def _told(path, rows):
    path.write_text("rujukan;hasil_rekening;alasan;tanggal\n" + "".join(f"{row}\n" for row in rows))
    return path


@pytest.mark.parametrize("size", [FEW, 2_500])
def test_every_account_is_asked_about_and_the_failed_go_by_the_post(people, size, monkeypatch):
    monkeypatch.setattr(simulated, "FAILED_CHECKS", 20)
    cycle = _submitted(people, size)
    with_card = Line.objects.filter(cycle=cycle, card__isnull=False).count()
    actions.simulate_account_checks(cycle_id=cycle.pk, on=DAY, by=people["officer"])
    counted = queries.checks_counted(viewer=people["officer"], cycle_id=cycle.pk)
    assert sum(counted.values()) == with_card
    failed = Line.objects.filter(cycle=cycle, card=None, account_checks__isnull=False).count()
    assert counted.get("failed", 0) == failed
    assert failed or size == FEW
    assert not Line.objects.filter(account_checks__result="failed").exclude(channel="pos").exists()


def test_the_same_answer_again_changes_nothing(people, submitted, tmp_path):
    line = Line.objects.filter(card__isnull=False).first()
    path = _told(tmp_path / "hasil.csv", [f"{line.end_to_end_id};GAGAL;AC01;2026-11-02"])
    first = actions.take_account_checks(path=path, name=path.name, by=people["officer"])
    again = actions.take_account_checks(path=path, name=path.name, by=people["officer"])
    assert (first.pk, AccountCheck.objects.count()) == (again.pk, 1)


def test_a_repaired_account_goes_back_to_its_bank_in_the_next_cycle(people, submitted, tmp_path):
    line = Line.objects.filter(card__isnull=False).first()
    card = line.card
    path = _told(tmp_path / "hasil.csv", [f"{line.end_to_end_id};GAGAL;NARR;2026-11-02"])
    actions.take_account_checks(path=path, name=path.name, by=people["officer"])
    assert _next_channel(people, line.family_id, 2027, "run:2") == "pos"
    path = _told(tmp_path / "baik.csv", [f"{line.end_to_end_id};DIPERBAIKI;;2026-12-01"])
    actions.take_account_checks(path=path, name=path.name, by=people["officer"])
    assert _next_channel(people, line.family_id, 2028, "run:3") == card.bank
    assert Line.objects.get(pk=line.pk).channel == "pos"


def _next_channel(people, family_id, year, source):
    due = factories.entitled(factories.pl.DataFrame({"family_id": [family_id]}))
    period = (date(year, 1, 1), date(year, 4, 1))
    money = queries.funds(viewer=people["treasurer"]).first()
    draft = factories.cycle(people, due, money, period=period, source=source)
    return draft.payment_lines.get().channel


def test_an_answer_after_the_release_moves_no_line(people, submitted, tmp_path):
    line = Line.objects.filter(card__isnull=False).first()
    factories.released(people, submitted)
    path = _told(tmp_path / "lambat.csv", [f"{line.end_to_end_id};GAGAL;AC01;2026-11-02"])
    with pytest.raises(actions.ChecksUnknown):
        actions.take_account_checks(path=path, name=path.name, by=people["officer"])
    with pytest.raises(DatabaseError, match="only to the post"), transaction.atomic():
        Line.objects.filter(pk=line.pk).update(channel="pos", card=None)


def test_lists_of_accounts_are_no_orders(people, submitted):
    asked = actions.write_check_lists(cycle_id=submitted.pk, by=people["officer"])
    assert {one.kind for one in asked} == {BankFile.ACCOUNT_CHECK}
    again = actions.write_check_lists(cycle_id=submitted.pk, by=people["officer"])
    assert [one.pk for one in asked] == [one.pk for one in again]
    cycle = factories.released(people, submitted)
    assert queries.next_act(cycle=cycle) == "files"


def test_an_officer_repairs_an_account_and_says_how(people, submitted, tmp_path):
    line = Line.objects.filter(card__isnull=False).first()
    path = _told(tmp_path / "hasil.csv", [f"{line.end_to_end_id};GAGAL;;2026-11-02"])
    actions.take_account_checks(path=path, name=path.name, by=people["officer"])
    fault = queries.account_faults(viewer=people["officer"]).get()
    told = {"check_id": fault.pk, "on": DAY, "by": people["officer"]}
    assert actions.repair_account(how="Nama dibetulkan di bank", **told).repaired_on == DAY
    assert actions.repair_account(how="lagi", **told).repaired_how == "Nama dibetulkan di bank"
