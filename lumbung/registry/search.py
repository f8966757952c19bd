"""Finding a person by a name that is misspelt, partial or in old spelling, among tens of millions.

Every word of the question becomes its sound (registry.names). Two ways lead to candidates, both short walks along an
index: whole names made of those words, and persons who have the rarest of them. Only when they find few, words that
sound nearly so are tried as well. What was found is ranked in Python, by likeness.
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

CANDIDATES = 400
ENOUGH = 5
WHOLE_NAMES = 64
RAREST = 2
"""Words whose persons are all looked at: the rarest one may be the misspelt one."""


@dataclass(frozen=True)
class Known:
    """What else somebody knows of a person: region codes, the year of birth, the last digits of the NIK."""

    areas: tuple[str, ...] = ()
    birth_year: int | None = None
    digits: str = ""

    def among(self, viewer: Any) -> QuerySet[Person]:
        """Persons within the viewer's reach who live there and were born then."""
        people = Person.objects.visible_to(viewer).exclude(status=Person.Status.MERGED)
        if self.areas:
            reaches = [Reach.of(area) for area in self.areas]
            people = people.filter(reduce(or_, (Q(region_code__gte=one.lo, region_code__lt=one.hi) for one in reaches)))
        if self.birth_year:
            people = people.filter(birth_date__range=(date(self.birth_year, 1, 1), date(self.birth_year, 12, 31)))
        return people


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


def named(*, viewer: Any, text: str, known: Known, limit: int) -> list[int]:
    """Ids of persons whose name is like the text, the likest first."""
    sounds = names.keys_of(text)
    people = known.among(viewer)
    found = {one.pk: one for one in _candidates(people, [[sound] for sound in sounds])}
    if sum(one.has(sounds) for one in found.values()) < ENOUGH:
        found |= {one.pk: one for one in _candidates(people, vocabulary.near(sounds))}
    wanted = " ".join(sounds)
    if known.digits:
        numbers = people.filter(pk__in=found).exclude(nik=None).values_list("pk", "nik")
        found = {pk: found[pk] for pk, nik in numbers if (nik or "").endswith(known.digits)}
    ranked = sorted(found.values(), key=lambda one: (-one.likeness(wanted), one.name, one.pk))
    return [one.pk for one in ranked[:limit]]


def has_word(sound: str) -> Q:
    """Persons with a word of this sound in their name."""
    return reduce(or_, (_at(place, [sound]) for place in range(WORDS_SOUGHT)))


def _candidates(people: QuerySet[Person], choices: Sequence[Sequence[str]]) -> Iterator[_Candidate]:
    """`choices` has, for each word of the question, the sounds that may be meant."""
    if not choices:
        return
    whole = [" ".join(sorted(set(words))) for words in islice(product(*choices), WHOLE_NAMES)]
    yield from _rows(people.filter(name_key__in=whole))
    lists = sorted(filter(None, (list(_with_word(people, sounds)) for sounds in choices)), key=len)
    complete = [rows for rows in lists if len(rows) < CANDIDATES]
    for rows in complete[:RAREST] or lists:
        yield from rows


def _with_word(people: QuerySet[Person], sounds: Sequence[str]) -> Iterator[_Candidate]:
    """Persons with one of these words; each place of the name has an index of its own."""
    for place in range(WORDS_SOUGHT):
        yield from _rows(people.filter(_at(place, sounds)))


def _rows(people: QuerySet[Person]) -> Iterator[_Candidate]:
    for row in people.order_by().values_list("pk", "name", "name_key")[:CANDIDATES]:
        yield _Candidate(*row)


def _at(place: int, sounds: Sequence[str]) -> Q:
    return Q(**{f"name_keys__{place}__in": list(sounds)})
