"""Ninety days of whatever may happen to money: the books balance after each event, and every day agrees at its end.

Few and short in the suite; `LUMBUNG_NINETY_DAYS=20` plays so many stories of ninety days each.
"""

import os
from datetime import date, timedelta

import polars as pl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lumbung.core import bulk, files
from lumbung.core.actors import SYSTEM, acting
from lumbung.payments import actions, queries
from lumbung.payments.models import Account, Card, Cycle, Transfer
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import AT, ON, wishes
from lumbung.payments.tests.test_books import told

STORIES = int(os.environ.get("LUMBUNG_NINETY_DAYS", "0"))
AMOUNTS = st.integers(1, 700_000)
WHICH = st.integers(0, 10**6)


class NinetyDays(RuleBasedStateMachine):
    """Four families, a shop, a bank that answers as it likes, and people who correct each other."""

    @initialize()
    def begin(self):
        """People, cards and money; everything is rolled back when the story is over."""
        self.story = transaction.atomic()
        self.story.__enter__()
        self.people = factories.staff()
        self.whom = factories.families(4)
        factories.cards(self.people["officer"])
        self.money = factories.fund(self.people["treasurer"], budget=10**12)
        self.shop, self.day, self.count = factories.shop(), 0, 0

    def teardown(self):
        """Forget the story."""
        if hasattr(self, "story"):
            transaction.set_rollback(True)
            self.story.__exit__(None, None, None)

    def _next(self) -> str:
        self.day, self.count = self.day + 1, self.count + 1
        return f"e{self.count}"

    def _card(self, which: int) -> int:
        cards = list(Card.objects.order_by("pk").values_list("pk", flat=True))
        return cards[which % len(cards)]

    @rule(amount=AMOUNTS)
    def pay(self, amount):
        """A cycle through all its signatures."""
        name = self._next()
        begins = date(2027, 1, 1) + timedelta(days=self.count)
        draft = factories.cycle(self.people, factories.entitled(self.whom, amount), self.money, source=name,
                                period=(begins, begins + timedelta(days=1)), stage=name)  # fmt: skip
        factories.released(self.people, draft)

    @rule(
        which=WHICH,
        rows=st.lists(st.tuples(WHICH, st.sampled_from(["DIBAYAR", "DIBAYAR", "GAGAL", "KEMBALI"])), max_size=6),
    )
    def answer(self, which, rows):
        """The bank says something of some lines of some cycle, perhaps again, perhaps too late."""
        cycles = list(Cycle.objects.filter(status__in=Cycle.LEFT).order_by("pk"))
        if not cycles or not rows:
            return
        self._next()
        lines = list(cycles[which % len(cycles)].payment_lines.order_by("pk").values_list("end_to_end_id", "amount"))
        said = told(lines, [(at, word, 0) for at, word in rows], 1 + self.day % 28)
        path = files.path(files.store(said))
        received = actions.receive_answer(path=path, name=f"{self.count}.csv", by=self.people["officer"])
        actions.book_answer(file_id=received.pk, by=self.people["officer"])

    @rule(which=WHICH, amount=AMOUNTS, cash=st.booleans())
    def spend(self, which, amount, cash):
        """Cash is taken or goods are bought; what is not there is refused."""
        wish = wishes((self._next(), self._card(which), amount))
        by = self.people["treasurer"]
        if cash:
            actions.withdraw(wishes=wish, on=ON, by=by)
        else:
            actions.purchase(wishes=wish.with_columns(shop_account_id=self.shop.pk), on=ON, by=by)

    @rule(which=WHICH, amount=AMOUNTS)
    def bring_back(self, which, amount):
        """Goods come back, perhaps more often than they were bought."""
        bought = list(Transfer.objects.filter(kind="purchase").order_by("pk").values_list("reference", flat=True))
        if bought:
            back = pl.DataFrame(
                {"reference": [self._next()], "of_reference": [bought[which % len(bought)]], "amount": [amount]}
            )
            actions.give_back(wishes=back, at=AT, by=self.people["second_treasurer"])

    @rule(which=WHICH)
    def correct(self, which):
        """Somebody asks for a correction, others sign; what cannot be undone any more is refused."""
        moved = list(Transfer.objects.filter(kind__in=Transfer.OF_WALLETS).order_by("pk").values_list("pk", flat=True))
        if not moved:
            return
        self._next()
        try:
            with transaction.atomic():
                act = actions.ask_reversal(
                    transfer_id=moved[which % len(moved)], reason="Keliru", by=self.people["officer"], at=AT
                )
                actions.sign_act(act_id=act.pk, by=self.people["head"], at=AT)
        except (actions.AlreadyAsked, actions.NotEnough, actions.MoreThanMoved):
            pass

    @rule(which=WHICH)
    def replace(self, which):
        """What is on one card goes onto another, as when a card is replaced."""
        former, other = self._card(which), self._card(which + 1)
        if former != other:
            self._next()
            pairs = pl.DataFrame({"from_card_id": [former], "to_card_id": [other]})
            actions.move_wallets(pairs=pairs, by=self.people["officer"])

    @invariant()
    def the_books_balance(self):
        """Every balance is the sum of its transfers, none is below zero, all together are nothing."""
        if hasattr(self, "people"):
            assert factories.books_balance()
            assert not Account.objects.filter(balance__lt=0).exclude(kind="treasury").exists()
            assert queries.fund_state(viewer=self.people["treasurer"], fund_id=self.money.pk).balances

    @invariant()
    def the_days_books_would_close(self):
        """Ledger, bank files and funds tell the same, at the end of any of these days."""
        if hasattr(self, "people") and self.count % 10 == 9:
            with transaction.atomic(), acting(SYSTEM):
                check = actions.close_day(on=bulk.rows("SELECT (now() AT TIME ZONE 'Asia/Jakarta')::date")[0][0])
                assert check.agrees, check.__dict__
                transaction.set_rollback(True)


@pytest.mark.django_db
def test_ninety_days_of_anything_leave_the_books_balanced_after_each():
    shape = {"max_examples": STORIES or 2, "stateful_step_count": 90, "deadline": None}
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        NinetyDays, settings=settings(suppress_health_check=quiet, derandomize=not STORIES, **shape)
    )
