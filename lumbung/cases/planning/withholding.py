"""What a table of figures holds back, so that nothing that is held back can be had by subtraction. Pure: no rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Name = tuple[str, ...]
"""Of a figure: of what, and which."""


@dataclass(frozen=True)
class Sum:
    """A whole and the parts that come to it; where the parts leave something over, that is a part nobody shows."""

    whole: Name
    parts: Sequence[Name]


def held_back(
    counts: Mapping[Name, int], sums: Sequence[Sum], *, least: int, besides: Iterable[Name] = ()
) -> frozenset[Name]:
    """Which figures are not shown: those of one to fewer than `least` persons, those `besides`, and as many more as it
    takes that no sum tells of fewer than `least`."""
    hidden = {name for name, count in counts.items() if 0 < count < least} | set(besides)
    before = -1
    while before != (before := len(hidden)):
        for one in sums:
            while more := _one_more(counts, one, hidden, least):
                hidden.add(more)
    return frozenset(hidden)


def _one_more(counts: Mapping[Name, int], one: Sum, hidden: set[Name], least: int) -> Name | None:
    """The next figure of a sum to go, the smallest first, or None where what is hidden stays so."""
    shown = [name for name in (*one.parts, one.whole) if name not in hidden and counts[name]]
    if not shown or not _tells(counts, one, hidden, least):
        return None
    return min(shown, key=lambda name: (name == one.whole, counts[name]))


def _tells(counts: Mapping[Name, int], one: Sum, hidden: set[Name], least: int) -> bool:
    """Whether what is hidden of a sum, or left over in it, comes out of what is shown."""
    parts = [counts[name] for name in one.parts if name in hidden and counts[name]]
    over = counts[one.whole] - sum(counts[name] for name in one.parts)
    if one.whole in hidden:
        return not parts and not over
    alone = len(parts) == 1 and not over
    return alone or 0 < sum(parts) + over < least
