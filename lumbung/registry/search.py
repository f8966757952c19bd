"""Finding a person by a name that is misspelt, partial or in old spelling, among tens of millions.

Every word of the question becomes its sound (registry.names). Candidates are found in steps, each a few short walks
along an index, and the first step that finds enough is the last: whole names made of those words, then of words that
sound nearly so; persons who have one of the words, then one that sounds nearly so. Within a regency one walk for all
words is enough. What was found is ranked in Python, by likeness.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import islice, product
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from lumbung.core.reach import Reach
from lumbung.registry import names, vocabulary
from lumbung.registry.models import Person
from lumbung.registry.models.person import WORDS_SOUGHT

CANDIDATES, CANDIDATES_HERE = 200, 1000
"""Rows of one walk over the nation and within a regency; more of one name differ by nothing that was asked."""

SAME_NAME = 500
"""As many of one name are looked at where the last digits decide between them."""

ENOUGH = 5
WHOLE_NAMES = 64
REGENCY = 5
COLUMNS = ("pk", "name", "name_key", "birth_date")


@dataclass(frozen=True)
class Known:
    """What else somebody knows of a person: region codes, the year of birth, the last digits of the NIK."""

    areas: tuple[str, ...] = ()
    birth_year: int | None = None
    digits: str = ""

    def among(self, viewer: Any) -> QuerySet[Person]:
        """Persons within the viewer's reach who live there and were born then."""
        people = self.here(viewer)
        if self.birth_year:
            people = people.filter(birth_date__range=(date(self.birth_year, 1, 1), date(self.birth_year, 12, 31)))
        return people

    def somewhere(self, viewer: Any) -> bool:
        """Whether only a part of the nation is looked at."""
        return bool(self.areas) or viewer.reach != Reach.national()

    def narrow(self, viewer: Any) -> bool:
        """Whether a regency or less is looked at, so that even the frequent words are of few."""
        return all(len(area) >= REGENCY for area in self.areas or (viewer.reach.lo,))

    def here(self, viewer: Any) -> QuerySet[Person]:
        """Persons within the viewer's reach who live there, whenever they were born."""
        people = Person.objects.visible_to(viewer).exclude(status=Person.Status.MERGED)
        if self.areas:
            reaches = [Reach.of(area) for area in self.areas]
            people = people.filter(reduce(or_, (Q(region_code__gte=one.lo, region_code__lt=one.hi) for one in reaches)))
        return people


Walk = QuerySet[Person, tuple[int, str, str, date | None]]


@dataclass(frozen=True)
class _Candidate:
    pk: int
    name: str
    sounds: str

    def has(self, sounds: Sequence[str]) -> bool:
        return set(sounds) <= set(self.sounds.split())

    def likeness(self, sounds: str) -> float:
        """A word too many costs half of what a wrong one does."""
        return fuzz.token_sort_ratio(sounds, self.sounds) + fuzz.token_set_ratio(sounds, self.sounds)


@dataclass(frozen=True)
class _Step:
    """Walks, and how many candidates (with all the words of the question, or any) make another step needless."""

    walks: Sequence[Walk]
    enough: int
    complete: bool = True


def named(*, viewer: Any, text: str, known: Known, limit: int) -> list[int]:
    """Ids of persons whose name is like the text, the likest first."""
    sounds = names.keys_of(text)
    found: dict[int, _Candidate] = {}
    for step in _steps(viewer, sounds, known, limit=limit):
        found |= {one.pk: one for walk in step.walks for one in _rows(walk, known)}
        complete = sum(one.has(sounds) for one in found.values()) if step.complete else len(found)
        if complete >= step.enough:
            break
    if known.digits:
        numbers = Person.objects.filter(pk__in=found).exclude(nik=None).values_list("pk", "nik")
        found = {pk: found[pk] for pk, nik in numbers if (nik or "").endswith(known.digits)}
    wanted = " ".join(sounds)
    ranked = sorted(found.values(), key=lambda one: (-one.likeness(wanted), one.name, one.pk))
    return [one.pk for one in ranked[:limit]]


def has_word(sound: str) -> Q:
    """Persons with a word of this sound in their name."""
    return reduce(or_, (_at(place, [sound]) for place in range(WORDS_SOUGHT)))


def _steps(viewer: Any, sounds: list[str], known: Known, *, limit: int) -> Iterator[_Step]:
    """Ways to candidates, the cheapest first."""
    if not sounds:
        return
    whole, enough = (SAME_NAME, SAME_NAME) if known.digits else (max(limit, CANDIDATES), limit)
    yield _Step([_whole(viewer, [[one] for one in sounds], known, most=whole)], enough)
    choices = vocabulary.near(sounds)
    near = _whole(viewer, choices, known, most=whole)
    if known.narrow(viewer):
        yield _Step([near, _with_any_word(viewer, choices, known)], enough)
        return
    yield _Step([near], enough, complete=False)
    yield _Step([_with_word(viewer, [one], known) for one in sounds], ENOUGH)
    yield _Step([_with_word(viewer, like, known) for like in choices if len(like) > 1], enough)


def _whole(viewer: Any, choices: Sequence[Sequence[str]], known: Known, *, most: int) -> Walk:
    """Persons whose whole name is made of these words, one of each. Within an area the index of the first word finds
    them: it knows where people live, that of whole names does not."""
    made = {tuple(sorted(set(words))) for words in islice(product(*choices), WHOLE_NAMES)}
    people = known.among(viewer).filter(name_key__in=[" ".join(words) for words in made])
    if known.somewhere(viewer):
        people = people.filter(_at(0, sorted({words[0] for words in made})))
    return people.order_by().values_list(*COLUMNS)[:most]


def _with_any_word(viewer: Any, choices: Sequence[Sequence[str]], known: Known) -> Walk:
    """Persons of a small area with one of these words at any place of their name."""
    meant = sorted({word for like in choices for word in like})
    at_any = reduce(or_, (_at(place, meant) for place in range(WORDS_SOUGHT)))
    return known.among(viewer).filter(at_any).order_by().values_list(*COLUMNS)[:CANDIDATES_HERE]


def _with_word(viewer: Any, sounds: Sequence[str], known: Known) -> Walk:
    """Persons with one of these words; each place of the name has an index of its own. The year of birth is looked at
    afterwards: the walk would pass a hundred persons of other years for each of this one."""
    people = known.here(viewer).order_by().values_list(*COLUMNS)
    first, *others = (people.filter(_at(place, sounds)) for place in range(WORDS_SOUGHT))
    return first.union(*others, all=True)[:CANDIDATES]


def _rows(walk: Walk, known: Known) -> Iterator[_Candidate]:
    for pk, name, sounds, born in walk:
        if not known.birth_year or (born and born.year == known.birth_year):
            yield _Candidate(pk, name, sounds)


def _at(place: int, sounds: Sequence[str]) -> Q:
    return Q(**{f"name_keys__{place}__in": list(sounds)})
