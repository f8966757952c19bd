"""At the same moment from many processes: no wallet goes below zero, nothing is lost and nothing doubled."""

import os

import pytest

from benchmarks.rushing import at_once
from lumbung.core import files
from lumbung.payments import actions, queries
from lumbung.payments.models import Account, Cycle, Transfer
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import ON, wallet, wishes
from tests.killing import database_url

pytestmark = pytest.mark.django_db(transaction=True)
PROCESSES = 12


def rush(*errands):
    return at_once(errands, environment={**os.environ, "DATABASE_URL": database_url()})


def test_many_processes_buying_from_one_wallet_never_overdraw_it():
    people = factories.staff()
    [card] = factories.topped_up(people, 1, 100_000)
    told = {"work": "buy", "by": "ratna", "card": card, "wallet": "cash", "shop": factories.shop().pk, "amount": 7_000}
    errands = [told | {"reference": f"b{at}", "times": 3, "on": ON.isoformat()} for at in range(PROCESSES)]
    booked = rush(*errands)
    assert sum(map(int, booked)) == 14 == Transfer.objects.filter(kind="purchase").count()
    assert wallet(card) == 100_000 - 14 * 7_000
    assert factories.books_balance()


def test_two_cycles_two_returns_and_a_bank_file_at_once_lose_and_double_nothing():
    people = factories.staff()
    cards = factories.topped_up(people, 3, 100_000)
    shop = factories.shop()
    bought = wishes(("b1", cards[0], 80_000), shop_account_id=shop.pk)
    actions.purchase(wishes=bought, on=ON, by=people["treasurer"]).only()
    narrow = factories.fund(people["treasurer"], budget=5_000_000, name="Sempit")
    drafts = [
        factories.cycle(people, factories.entitled(factories.families(5, start=10 * at)), narrow, programme=f"p{at}",
                        source=f"p{at}")
        for at in (1, 2)
    ]  # fmt: skip
    paying = factories.released(people, factories.cycle(people, factories.entitled(
        factories.families(40, start=90)), factories.fund(people["treasurer"], name="Lain"), programme="blt",
        source="p3"))  # fmt: skip
    answer = received(people, paying)
    back = {"work": "give_back", "by": "joko", "of_reference": "b1", "amount": 50_000}
    errands = [{"work": "submit", "by": "siti", "cycle": draft.pk} for draft in drafts]
    errands += [back | {"reference": f"r{at}"} for at in (1, 2)]
    errands += [{"work": "book", "by": "siti", "file": answer.pk}]
    said = rush(*errands, *errands)
    assert sorted(set(said[:2])) == ["beyond_fund", "submitted"]
    assert (said[0:2] + said[5:7]).count("submitted") == 2
    assert sorted(said[2:4] + said[7:9]) == ["booked", "refused", "refused", "same"]
    assert Transfer.objects.filter(kind="commit", cycle__in=drafts).count() == 1
    assert (wallet(cards[0]), Account.objects.get(pk=shop.pk).balance) == (70_000, 30_000)
    assert Transfer.objects.filter(kind="paid", cycle=paying).count() == 40
    assert queries.reconciliation(viewer=people["officer"], cycle_id=paying.pk).agrees
    assert factories.books_balance()


def received(people, cycle: Cycle):
    """A report that every line was paid, taken in and not booked yet."""
    path = files.path(files.store(factories.told_paid(cycle)))
    return actions.receive_answer(path=path, name="dibayar.csv", by=people["officer"])
