"""Many processes buy from one wallet at the same moment; it must never be overdrawn."""

import os
from collections.abc import Iterator
from functools import partial

from benchmarks import figures
from benchmarks.figures import Figure
from benchmarks.parts import wallets
from benchmarks.rushing import at_once
from lumbung.core.actors import SYSTEM, acting
from lumbung.payments.models import Account, Line, Transfer

TITLE = "rush"
PROCESSES, TIMES, AMOUNT = 200, 5, 7_000


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """200 processes, five purchases each: more than the wallet holds."""
    wallets.prepare()
    seconds = []
    for _again in range(max(1, repeat)):
        cycle = wallets.released(families)
        wallets.fill(cycle)
        with acting(SYSTEM):
            card = Line.objects.filter(cycle=cycle, status="paid", card__isnull=False).latest("pk").card_id
            shop = Account.objects.filter(kind=Account.Kind.SHOP).earliest("pk")
            had = Account.objects.get(card_id=card, kind="food").balance
        told = {"work": "buy", "by": "bench-treasurer", "card": card, "wallet": "food", "shop": shop.pk,
                "amount": AMOUNT, "times": TIMES, "on": wallets.DAY.isoformat()}  # fmt: skip
        errands = [told | {"reference": f"rush:{cycle.pk}:{at}"} for at in range(PROCESSES)]
        taken, booked = figures.timed(partial(at_once, errands, environment=os.environ))
        seconds.append(taken)
        _check(card, had, sum(map(int, booked)), f"rush:{cycle.pk}:")
    yield Figure(
        part=TITLE,
        work=f"{PROCESSES} processes buying from one wallet at once",
        count=PROCESSES * TIMES,
        unit="attempts",
        seconds=seconds,
        goal="never overdrawn, as many booked as the wallet holds",
        note=f"{had // AMOUNT} of {PROCESSES * TIMES:,} fit and were booked; the rest were refused one by one",
        memory=figures.memory_peak(),
    )


def _check(card: int, had: int, booked: int, prefix: str) -> None:
    fits = min(had // AMOUNT, PROCESSES * TIMES)
    with acting(SYSTEM):
        left = Account.objects.get(card_id=card, kind="food").balance
        made = Transfer.objects.filter(reference__startswith=prefix).count()
    if (booked, made, left) != (fits, fits, had - fits * AMOUNT):
        raise SystemExit(f"{fits} fit, {booked} were told as booked, {made} are in the books, {left} is left of {had}")
    wallets.check()
