"""Searching: a name as it sounds and misspelt, and a number by its blind index."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from benchmarks import cast, figures, floors, people
from benchmarks.figures import Figure
from lumbung.core import bulk, crypto
from lumbung.core.actors import acting
from lumbung.registry import queries
from lumbung.registry.models import Person

TITLE = "search"
SOUGHT = 300
NUMBER = "{}9999"
KEY_SQL = "SELECT id FROM registry_person WHERE name_keys[1] = %s LIMIT 400"
NUMBER_SQL = "SELECT id FROM registry_person WHERE nik_index = %s"


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """95th percentiles over names drawn from the registry itself."""
    officer = cast.cast()["officer"]
    drawn = _drawn()
    persons = Person.objects.count()
    with acting(officer):
        keys = [keys[0] for _name, keys, _nik in drawn if keys]
        plain = _times(lambda key: floors.row(KEY_SQL, [key]), keys)
        exact = _times(lambda name: queries.people_named(viewer=officer, text=name), [one[0] for one in drawn])
        wrong = _times(lambda name: queries.people_named(viewer=officer, text=name), _misspelt(one[0] for one in drawn))
        yield _figure("name as it is written", exact, plain, persons)
        yield _figure("misspelt name", wrong, plain, persons)
        numbers = [crypto.decrypt(nik) for _name, _keys, nik in drawn if nik]
        blind = [crypto.blind(number, "nik") for number in numbers]
        bare = _times(lambda index: floors.row(NUMBER_SQL, [index]), blind)
        found = _times(lambda number: list(queries.people_with_number(viewer=officer, number=number)), numbers)
        yield _figure("NIK", found, bare, persons)


def _drawn() -> list[tuple[str, list[str], str | None]]:
    """Persons spread evenly over the table."""
    [(low, high)] = bulk.rows("SELECT min(id), max(id) FROM registry_person")
    ids = [int(place) for place in np.linspace(low, high, SOUGHT)]
    return bulk.rows("SELECT name, name_keys, nik FROM registry_person WHERE id = ANY(%s)", [ids])


def _misspelt(names: Iterator[str]) -> list[str]:
    """One letter lost behind the first three of the longest word, as a hurried hand does."""
    random = np.random.default_rng(people.SEED)
    written = []
    for name in names:
        words = name.split()
        longest = max(range(len(words)), key=lambda place: len(words[place]))
        word = words[longest]
        at = int(random.integers(3, len(word))) if len(word) > 3 else len(word)
        words[longest] = word[:at] + word[at + 1 :]
        written.append(" ".join(words))
    return written


def _times(work: Callable[[Any], Any], asked: list[Any]) -> list[float]:
    work(asked[0])
    return [figures.timed(lambda one=one: work(one), clear=False)[0] for one in asked]


def _figure(what: str, times: list[float], floor: list[float], persons: int) -> Figure:
    return Figure(
        part=TITLE,
        work=f"search by {what} among {persons:,} persons, 95th percentile",
        count=1,
        unit="search",
        seconds=[figures.percentile(times, 0.95)],
        floor=[figures.percentile(floor, 0.95)],
        floor_is="a bare index look-up of one key",
        goal="10M persons under 20 ms",
        note=f"median {figures.percentile(times, 0.5) * 1000:.1f} ms over {len(times)} searches",
        memory=figures.memory_peak(),
    )
