"""Several people merge at the same moment; what comes out is one of the orders in which they might have."""

import datetime as dt
import threading

import pytest
from django.db import connection

from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import Refusal
from lumbung.registry import actions
from lumbung.registry.models import Merge, Person
from lumbung.registry.tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ON = dt.date(2026, 11, 21)


def at_once(*calls):
    """Run all calls at one moment; returns what each came to."""
    gate, told = threading.Barrier(len(calls)), {}

    def run(number, call):
        gate.wait()
        try:
            told[number] = call()
        except Refusal as refusal:
            told[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [told[number] for number in range(len(calls))]


def merging(survivor, absorbed):
    told = {"survivor_id": survivor.pk, "absorbed_id": absorbed.pk, "reason": "KTP sama", "by": SYSTEM, "on": ON}
    return lambda: actions.merge_people(**told)


def people(count):
    return [factories.household(f"Kepala {at}", "Sumarni").members.get(name="Sumarni") for at in range(count)]


def test_the_same_merge_from_two_windows_is_made_once():
    a, b = people(2)
    first, second = at_once(merging(a, b), merging(a, b))
    assert first.pk == second.pk
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("_again", range(3))
def test_overlapping_pairs_end_in_one_record_or_in_a_refusal_never_in_a_ring(_again):
    a, b, c = people(3)
    at_once(merging(a, b), merging(b, c), merging(c, a))
    standing = {one.pk: one.merged_into_id for one in Person.objects.filter(pk__in=[a.pk, b.pk, c.pk])}
    survivors = {pk for pk, into in standing.items() if into is None}
    assert survivors
    assert {into for into in standing.values() if into} <= survivors
    assert Merge.objects.filter(status="done").count() == 3 - len(survivors)


def test_a_merge_taken_back_while_another_stands_on_it_waits_its_turn():
    a, b, c = people(3)
    inner = merging(b, c)()
    back = lambda: actions.take_back_merge(merge_id=inner.pk, why="Salah", by=SYSTEM)  # noqa: E731
    at_once(merging(a, b), back)
    standing = {one.pk: one.merged_into_id for one in Person.objects.filter(pk__in=[a.pk, b.pk, c.pk])}
    assert standing in ({a.pk: None, b.pk: a.pk, c.pk: a.pk}, {a.pk: None, b.pk: a.pk, c.pk: None})
