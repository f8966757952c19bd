"""What a process of a rush can be sent to do; each tells in a word what came of it."""

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
from django.db import OperationalError, connection

from benchmarks.rushing import Errand
from lumbung.core.actors import acting
from lumbung.core.refusals import Refusal
from lumbung.facilities import actions as facilities
from lumbung.payments import actions
from lumbung.staff.models import User

PATIENCE = 600
"""Seconds that a process waits for one of the database's places: a server takes only so many at once."""


def buy(told: Errand, by: User) -> str:
    """Buy `times` over with one card at one shop; tells how often it was booked."""
    listed = pl.DataFrame(
        {
            "reference": [f"{told['reference']}-{at}" for at in range(told.get("times", 1))],
            "card_id": told["card"],
            "wallet": told["wallet"],
            "amount": told["amount"],
            "shop_account_id": told["shop"],
        }
    )
    booked = 0
    for wish in listed.iter_slices(1):
        with acting(by):
            booked += actions.purchase(wishes=wish, on=date.fromisoformat(told["on"]), by=by).count("booked")
    return str(booked)


def give_back(told: Errand, by: User) -> str:
    """Bring a purchase back."""
    wish = pl.DataFrame({name: [told[name]] for name in ("reference", "of_reference", "amount")})
    with acting(by):
        return str(actions.give_back(wishes=wish, at=datetime.now(UTC), by=by).rows["outcome"][0])


def submit(told: Errand, by: User) -> str:
    """Submit a cycle."""
    with acting(by):
        return str(actions.submit_cycle(cycle_id=told["cycle"], by=by, at=datetime.now(UTC)).status)


def admit(told: Errand, by: User) -> str:
    """Bring `times` people to the door of one house; tells how many got a bed."""
    let_in = 0
    for at in range(told["times"]):
        who = facilities.Arrival(called=f"{told['reference']}-{at}", sex="P", age=15, reason="Malam ini.")
        try:
            with acting(by):
                facilities.admit(facility_id=told["house"], who=who, by=by, at=datetime.fromisoformat(told["at"]))
        except facilities.NoBed:
            continue
        let_in += 1
    return str(let_in)


def book(told: Errand, by: User) -> str:
    """Book an answer of a bank that was received."""
    return str(actions.book_answer(file_id=told["file"], by=by).status)


def _sent(work: Callable[[Errand, User], str]) -> Callable[[Errand], str]:
    def go(told: Errand) -> str:
        _connected()
        try:
            return work(told, User.objects.get(username=told["by"]))
        except Refusal as refusal:
            return refusal.code

    return go


def _connected() -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            connection.ensure_connection()
        except OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(random.uniform(0.2, 2))
        else:
            return


WORKS: dict[str, Callable[[Errand], Any]] = {
    "buy": _sent(buy),
    "give_back": _sent(give_back),
    "submit": _sent(submit),
    "book": _sent(book),
    "admit": _sent(admit),
}
