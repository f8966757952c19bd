"""Tallies: what records of contexts above say about money in places of one below, asked when its books are closed.

Like a gate, a tally only reads, and whoever asks never knows who answers: each tells a difference, so nothing is right.
"""

from collections.abc import Callable

Tally = Callable[[], int]
_tallies: dict[str, list[Tally]] = {}


def register(books: str, tally: Tally) -> None:
    """Let `tally()` tell a difference, in rupiah, whenever those books are closed."""
    _tallies.setdefault(books, []).append(tally)


def difference(books: str) -> int:
    """The differences of all tallies together; nothing where every record finds its money."""
    return sum(tally() for tally in _tallies.get(books, []))
