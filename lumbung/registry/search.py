"""Finding a person by a name that is misspelt, partial or in old spelling, among tens of millions.

Every word of the question becomes its sound (registry.names). Candidates are found in steps, each a few short walks
along an index (registry.walks), and the first step that finds enough is the last: whole names made of those words, then
of words that sound nearly so; persons who have one of the words, then one that sounds nearly so. Within a regency one
walk for all words is enough. What was found is ranked in Python, by likeness.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice, product
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q
from rapidfuzz import fuzz, process

from lumbung.core import crypto
from lumbung.core.reach import Reach
from lumbung.registry import names, vocabulary, walks
from lumbung.registry.models.person import WORDS_SOUGHT
from lumbung.registry.walks import Ground, Walk

CANDIDATES, CANDIDATES_HERE = 200, 1000
"""Rows of one walk over the nation and within a regency; more of one name differ by nothing that was asked."""

SAME_NAME = 500
"""As many of one name are looked at where the last digits decide between them."""

ENOUGH = 5
WHOLE_NAMES = 64
REGENCY = 5


@dataclass(frozen=True)
class Known:
    """What else somebody knows of a person: region codes, the year of birth, the last digits of the NIK."""

    areas: tuple[str, ...] = ()
    birth_year: int | None = None
    digits: str = ""

    def somewhere(self, viewer: Any) -> bool:
        """Whether only a part of the nation is looked at."""
        return bool(self.areas) or viewer.reach != Reach.national()

    def narrow(self, viewer: Any) -> bool:
        """Whether a regency or less is looked at, so that even the frequent words are of few."""
        return all(len(area) >= REGENCY for area in self.areas or (viewer.reach.lo,))

    def here(self, viewer: Any) -> Ground:
        """Persons within the viewer's reach who live there, whenever they were born."""
        return Ground.of(viewer.reach, self.areas, numbered=bool(self.digits))


class _Candidate(NamedTuple):
    pk: int
    name: str
    sounds: str
    number: str | None

    def ends_with(self, digits: str) -> bool:
        return (crypto.decrypt(self.number) or "").endswith(digits)


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
        found |= {one.pk: one for one in _candidates(step, known)}
        if (_complete(found.values(), sounds) if step.complete else len(found)) >= step.enough:
            break
    meant = [one for one in found.values() if not known.digits or one.ends_with(known.digits)]
    return [one.pk for one in _likest_first(meant, sounds)[:limit]]


def has_word(sound: str) -> Q:
    """Persons with a word of this sound in their name."""
    return reduce(or_, (_at(place, [sound]) for place in range(WORDS_SOUGHT)))


def _complete(found: Iterable[_Candidate], sounds: Sequence[str]) -> int:
    """How many have every word of the question."""
    times = Counter(one.sounds for one in found)
    return sum(many for key, many in times.items() if set(sounds) <= set(key.split()))


def _likest_first(found: Sequence[_Candidate], sounds: Sequence[str]) -> list[_Candidate]:
    """A word too many costs half of what a wrong one does."""
    wanted, distinct = [" ".join(sounds)], sorted({one.sounds for one in found})
    [words] = process.cdist(wanted, distinct, scorer=fuzz.token_sort_ratio)
    [shared] = process.cdist(wanted, distinct, scorer=fuzz.token_set_ratio)
    unlike = dict(zip(distinct, (-(words + shared)).tolist(), strict=True))
    return sorted(found, key=lambda one: (unlike[one.sounds], one.name, one.pk))


def _steps(viewer: Any, sounds: list[str], known: Known, *, limit: int) -> Iterator[_Step]:
    """Ways to candidates, the cheapest first."""
    if not sounds:
        return
    whole, enough = (SAME_NAME, SAME_NAME) if known.digits else (max(limit, CANDIDATES), limit)
    here, somewhere = known.here(viewer), known.somewhere(viewer)
    among = here.born_in(known.birth_year)
    yield _Step([walks.whole(among, _made([[one] for one in sounds]), most=whole, by_first=somewhere)], enough)
    choices = vocabulary.near(sounds)
    near = walks.whole(among, _made(choices), most=whole, by_first=somewhere)
    if known.narrow(viewer):
        meant = sorted({word for like in choices for word in like})
        yield _Step([near, walks.any_word(among, meant, most=CANDIDATES_HERE)], enough)
        return
    yield _Step([near], enough, complete=False)
    # The year of birth is looked at afterwards: a walk would pass a hundred persons of other years for one of it.
    yield _Step([walks.one_word(here, [one], most=CANDIDATES) for one in sounds], ENOUGH)
    yield _Step([walks.one_word(here, like, most=CANDIDATES) for like in choices if len(like) > 1], enough)


def _made(choices: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
    """Whole names of these words, one of each, their words in the order of the alphabet."""
    return {tuple(sorted(set(words))) for words in islice(product(*choices), WHOLE_NAMES)}


def _candidates(step: _Step, known: Known) -> Iterator[_Candidate]:
    for pk, name, sounds, born, number in walks.taken(step.walks):
        if not known.birth_year or (born and born.year == known.birth_year):
            yield _Candidate(pk, name, sounds, number)


def _at(place: int, sounds: Sequence[str]) -> Q:
    return Q(**{f"name_keys__{place}__in": list(sounds)})
