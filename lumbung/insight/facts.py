"""Shares, and what is withheld: arithmetic on counts, nothing else."""

SMALL = 5
"""A count below this is not shown to somebody who may not open the people behind it."""


def share(part: int | None, whole: int | None) -> float | None:
    """`part` of `whole`; nothing when there is no whole or a part is withheld."""
    if part is None or not whole:
        return None
    return part / whole


def per_hundred(part: int | None, whole: int | None) -> int | None:
    """How many of a hundred, rounded half up."""
    found = share(part, whole)
    return None if found is None else int(found * 100 + 0.5)


def withheld(count: int, *, opens_people: bool) -> int | None:
    """The count, or nothing when it is small and its people are closed to the viewer. Zero tells nobody's story."""
    return None if 0 < count < SMALL and not opens_people else count
