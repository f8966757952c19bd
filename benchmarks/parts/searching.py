"""Searching: a name as it is written, misspelt or partial, with what else is known, and a number; for the nation and
for one village. Each is told with how often the person sought was among the first ten."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks import cast, figures, floors, people
from benchmarks.figures import Figure
from lumbung.core import bulk, crypto
from lumbung.core.actors import acting
from lumbung.registry import queries
from lumbung.registry.models import Person
from lumbung.registry.search import Known
from lumbung.staff.models import User

TITLE = "search"
SOUGHT, FIRST = 200, 10
VILLAGE = 13
KEY_SQL = "SELECT id FROM registry_person WHERE name_keys[1] = %s LIMIT 400"
NUMBER_SQL = "SELECT id FROM registry_person WHERE nik_index = %s"
DRAWN = "SELECT id, name, name_keys, nik, region_code, birth_date FROM registry_person WHERE "


@dataclass(frozen=True)
class _Sought:
    pk: int
    name: str
    keys: list[str]
    nik: str
    village: str
    year: int

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> "_Sought":
        pk, name, keys, nik, region_code, born = row
        return cls(pk, name, keys, crypto.decrypt(nik) or "", region_code[:VILLAGE], born.year)


Asking = Callable[[_Sought, np.random.Generator], tuple[str, Known]]
ASKINGS: dict[str, Asking] = {
    "a name as it is written": lambda one, _random: (one.name, Known()),
    "a name with a letter lost": lambda one, random: (_misspelt(one.name, random), Known()),
    "a letter lost, and the village": lambda one, random: (_misspelt(one.name, random), Known(areas=(one.village,))),
    "a letter lost, and the regency": lambda one, random: (
        _misspelt(one.name, random),
        Known(areas=(one.village[:5],)),
    ),
    "a letter lost, and the year of birth": lambda one, random: (
        _misspelt(one.name, random),
        Known(birth_year=one.year),
    ),
    "a letter lost, and the last digits": lambda one, random: (_misspelt(one.name, random), Known(digits=one.nik[-4:])),
    "a word left out": lambda one, _random: (_partial(one.name), Known()),
    "a word left out, and the village": lambda one, _random: (_partial(one.name), Known(areas=(one.village,))),
}


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """95th percentiles over persons drawn from the registry itself."""
    officer = cast.cast()["officer"]
    persons = Person.objects.count()
    with acting(officer):
        drawn = _drawn()
        plain = _times(lambda one: floors.row(KEY_SQL, [one.keys[0]]), drawn).seconds
        bare = _times(lambda one: floors.row(NUMBER_SQL, [crypto.blind(one.nik, "nik")]), drawn).seconds
        for what, asking in ASKINGS.items():
            yield _figure(f"{what}, in the nation", _named(officer, asking, drawn), plain, persons)
        yield _figure("a NIK, in the nation", _numbered(officer, drawn), bare, persons)
    wati = _operator(drawn[len(drawn) // 2].village)
    with acting(wati):
        drawn = _drawn_from(wati.region_code)
        for what in list(ASKINGS)[:2]:
            yield _figure(f"{what}, in one village", _named(wati, ASKINGS[what], drawn), plain, persons)
        yield _figure("a NIK, in one village", _numbered(wati, drawn), bare, persons)


@dataclass(frozen=True)
class _Timed:
    """Seconds and processor seconds of each search, and how many found whom they sought."""

    seconds: list[float]
    processor: list[float]
    found: int


def _named(viewer: Any, asking: Asking, drawn: list[_Sought]) -> _Timed:
    random = np.random.default_rng(people.SEED)
    asked = [(one.pk, *asking(one, random)) for one in drawn]
    return _times(
        lambda one: any(
            found.pk == one[0] for found in queries.people_named(viewer=viewer, text=one[1], known=one[2])[:FIRST]
        ),
        asked,
    )


def _numbered(viewer: Any, drawn: list[_Sought]) -> _Timed:
    return _times(
        lambda one: any(found.pk == one.pk for found in queries.people_with_number(viewer=viewer, number=one.nik)),
        drawn,
    )


def _drawn() -> list[_Sought]:
    """Persons spread evenly over the table."""
    [(low, high)] = bulk.rows("SELECT min(id), max(id) FROM registry_person")
    ids = [int(place) for place in np.linspace(low, high, SOUGHT)]
    return [_Sought.of(row) for row in bulk.rows(DRAWN + "nik IS NOT NULL AND id = ANY(%s)", [ids])]


def _drawn_from(village: str) -> list[_Sought]:
    """Persons of one village."""
    rows = bulk.rows(DRAWN + "nik IS NOT NULL AND region_code = %s LIMIT %s", [village, SOUGHT])
    return [_Sought.of(row) for row in rows]


def _operator(village: str) -> User:
    username = f"bench-{village}"
    found = User.objects.filter(username=username).first()
    return found or User.objects.create_user(username, name=username, role="village_operator", region_code=village)


def _misspelt(name: str, random: np.random.Generator) -> str:
    """One letter lost behind the first three of the longest word, as a hurried hand does."""
    words = name.split()
    longest = max(range(len(words)), key=lambda place: len(words[place]))
    word = words[longest]
    at = int(random.integers(3, len(word))) if len(word) > 3 else len(word)
    words[longest] = word[:at] + word[at + 1 :]
    return " ".join(words)


def _partial(name: str) -> str:
    """Without the last word; a name of one word stays whole."""
    return " ".join(name.split()[:-1]) or name


def _times(work: Callable[[Any], Any], asked: list[Any]) -> _Timed:
    """Each search once, the first one before the clock starts: it reads the words of all names."""
    work(asked[0])
    told = [figures.worked(lambda one=one: work(one), clear=False) for one in asked]
    return _Timed([one[0] for one in told], [one[1] for one in told], sum(bool(one[2]) for one in told))


def _figure(what: str, times: _Timed, floor: list[float], persons: int) -> Figure:
    return Figure(
        part=TITLE,
        work=f"search for {what}, among {persons:,} persons, 95th percentile",
        count=1,
        unit="search",
        seconds=[figures.percentile(times.seconds, 0.95)],
        processor=[figures.percentile(times.processor, 0.95)],
        floor=[figures.percentile(floor, 0.95)],
        floor_is="a bare index look-up of one key",
        goal="10M persons under 20 ms",
        note=f"median {_ms(times.seconds)} ms, of processors {_ms(times.processor)} ms;"
        f" {times.found} of {len(times.seconds)} persons among the first {FIRST}",
        memory=figures.memory_peak(),
    )


def _ms(times: list[float]) -> str:
    return f"{figures.percentile(times, 0.5) * 1000:.1f}"
