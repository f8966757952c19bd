"""The words of all names in memory, to find those that sound nearly like a misspelt one. Words only ever grow more."""

import time
from collections import defaultdict
from collections.abc import Sequence
from threading import Lock

from django.db.models import Max
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from lumbung.registry.models import Word

SURE_UP_TO, ONE_WRONG_UP_TO = 3, 6
"""A word of three letters must be right; in one of up to six one letter may be wrong, in a longer one two."""
NEAR_WORDS = 12
READ_AT_ONCE = 20_000
PATIENCE_SECONDS = 5.0
"""While an import brings new words every second, a large vocabulary is not read anew for each search."""


class _Vocabulary:
    """Words by their length, as of the newest one that was there when they were read."""

    def __init__(self) -> None:
        self.by_length: dict[int, list[str]] = {}
        self.newest: int | None = None
        self.words = 0
        self.read_at = 0.0
        self.lock = Lock()

    def refresh(self) -> None:
        newest = Word.objects.aggregate(newest=Max("pk"))["newest"]
        patient = self.words > READ_AT_ONCE and time.monotonic() - self.read_at < PATIENCE_SECONDS
        if newest == self.newest or patient:
            return
        grouped: dict[int, list[str]] = defaultdict(list)
        for sound in Word.objects.values_list("sound", flat=True).iterator(chunk_size=READ_AT_ONCE):
            grouped[len(sound)].append(sound)
        with self.lock:
            self.by_length, self.newest = dict(grouped), newest
            self.words, self.read_at = sum(map(len, grouped.values())), time.monotonic()


_vocabulary = _Vocabulary()


def near(sounds: Sequence[str]) -> list[list[str]]:
    """For each word as it sounds: itself, then the words of the country that sound nearly so, the nearest first."""
    _vocabulary.refresh()
    return [[sound, *_near(sound)] for sound in sounds]


def _near(sound: str) -> list[str]:
    wrong = (len(sound) > SURE_UP_TO) + (len(sound) > ONE_WRONG_UP_TO)
    if not wrong:
        return []
    likely = [
        word
        for length in range(len(sound) - wrong, len(sound) + wrong + 1)
        for word in _vocabulary.by_length.get(length, ())
    ]
    found = process.extract(sound, likely, scorer=Levenshtein.distance, score_cutoff=wrong, limit=NEAR_WORDS)
    return [word for word, _distance, _place in found if word != sound]
