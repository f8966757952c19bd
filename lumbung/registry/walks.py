"""Short walks along the indexes of names. A search takes up to a dozen of them, all those of one step in one statement;
they are plain SQL because putting them together from objects took twice as long as walking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lumbung.core import bulk
from lumbung.core.reach import Reach
from lumbung.registry.models import Person
from lumbung.registry.models.person import WORDS_SOUGHT

COLUMNS = "id, name, name_key, birth_date"
WITHIN = "region_code >= %s AND region_code < %s"


@dataclass(frozen=True)
class Ground:
    """Among whom walks look: conditions of SQL and their values; whether the NIK is told of them."""

    conditions: str
    values: tuple[Any, ...]
    numbered: bool = False

    @classmethod
    def of(cls, reach: Reach, areas: Sequence[str], *, numbered: bool) -> "Ground":
        """Persons within a reach who live in one of the areas, those merged into others left out."""
        reaches = [Reach.of(area) for area in areas]
        of_areas = f" AND ({' OR '.join([f'({WITHIN})'] * len(reaches))})" if reaches else ""
        edges = [edge for one in (reach, *reaches) for edge in (one.lo, one.hi)]
        return cls(f"{WITHIN}{of_areas} AND status <> %s", (*edges, Person.Status.MERGED.value), numbered)

    def born_in(self, year: int | None) -> "Ground":
        """Of these, those who were born in a year."""
        return self.only("birth_date BETWEEN %s AND %s", date(year, 1, 1), date(year, 12, 31)) if year else self

    def only(self, condition: str, *values: Any) -> "Ground":
        """Of these, those who fulfil one condition more."""
        return Ground(f"{self.conditions} AND {condition}", (*self.values, *values), self.numbered)


@dataclass(frozen=True)
class Walk:
    """A query of persons, as COLUMNS and their encrypted NIK where it is asked for."""

    sql: str
    values: tuple[Any, ...]


def whole(ground: Ground, made: Iterable[Sequence[str]], *, most: int, by_first: bool) -> Walk:
    """Persons whose whole name is made of one of these sets of words, each in the order of the alphabet. Within an area
    the index of the first word finds them: it knows where people live, that of whole names does not."""
    made = list(made)
    named = ground.only("name_key = ANY(%s)", [" ".join(words) for words in made])
    if by_first:
        named = named.only(_at(0), sorted({words[0] for words in made}))
    return _first(named, most)


def any_word(ground: Ground, words: Sequence[str], *, most: int) -> Walk:
    """Persons with one of these words at any place of their name, in one walk."""
    places = " OR ".join(_at(place) for place in range(WORDS_SOUGHT))
    return _first(ground.only(f"({places})", *[list(words)] * WORDS_SOUGHT), most)


def one_word(ground: Ground, words: Sequence[str], *, most: int) -> Walk:
    """Persons with one of these words; each place of the name has an index of its own, the first is walked first."""
    at_each = [ground.only(_at(place), list(words)) for place in range(WORDS_SOUGHT)]
    walked = " UNION ALL ".join(_sql(one) for one in at_each)
    return Walk(f"{walked} LIMIT {most}", tuple(value for one in at_each for value in one.values))


def taken(walks: Sequence[Walk]) -> list[tuple[Any, ...]]:
    """The rows of all these walks, in one question to the database; a person may come twice."""
    if not walks:
        return []
    together = " UNION ALL ".join(f"({one.sql})" for one in walks)
    return bulk.rows(together, [value for one in walks for value in one.values])


def _at(place: int) -> str:
    return f"name_keys[{place + 1}] = ANY(%s)"


def _first(ground: Ground, most: int) -> Walk:
    return Walk(f"{_sql(ground)} LIMIT {most}", ground.values)


def _sql(ground: Ground) -> str:
    number = "nik" if ground.numbered else "NULL"
    return f"SELECT {COLUMNS}, {number} FROM registry_person WHERE {ground.conditions}"
