"""A payout whose process is killed goes on by the same command: each line is paid once and none is lost."""

import pytest

from lumbung.exchange import snap
from lumbung.exchange.models import PayoutLine
from lumbung.exchange.snap import standin
from lumbung.payments.models import Line
from lumbung.payments.tests import factories as paying
from tests.killing import kill_when, lumbung

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SIZE, ACEH, BANK = 60, "11.06", "bsi"
"""All of Aceh is served by one bank."""


def test_a_payout_killed_while_it_sends_pays_each_line_once(monkeypatch, tmp_path):
    people = paying.staff(ACEH)
    whom = paying.families(SIZE, region=ACEH)
    paying.cards(people["officer"], region=ACEH)
    money = paying.fund(people["treasurer"], region=ACEH)
    cycle = paying.released(people, paying.cycle(people, paying.entitled(whom), money, region_code=ACEH))
    due = Line.objects.filter(cycle=cycle, channel=BANK)
    arguments = ("payout", "run", str(cycle.pk), "--bank", BANK, "--by", people["treasurer"].username)
    with standin.serving(pause=0.02) as (books, door):
        tell_the_environment(monkeypatch, tmp_path, door)
        kill_when(*arguments, condition=lambda: len(books.paid) > 30)
        sent_and_not_kept = len(books.paid) - PayoutLine.objects.filter(status="paid").count()
        assert sent_and_not_kept > 0
        finished = lumbung(*arguments)
        assert finished.returncode == 0, finished.stderr
        assert sorted(books.paid) == sorted(due.values_list("end_to_end_id", flat=True))
        assert books.asked["/transfer-intrabank"] == due.count()
        assert books.asked["/transfer/status"] >= sent_and_not_kept
    assert set(due.values_list("status", flat=True)) == {"paid"}
    assert paying.books_balance()


def tell_the_environment(monkeypatch, folder, door: snap.Door) -> None:
    """What an installation is told about a bank, for the commands of this test."""
    key = folder / "key.pem"
    key.write_text(door.private_key)
    told = {"URL": door.address, "CLIENT_ID": door.client_id, "SECRET": door.secret, "PRIVATE_KEY": str(key)}
    for name, value in told.items():
        monkeypatch.setenv(f"LUMBUNG_SNAP_{BANK.upper()}_{name}", value)
