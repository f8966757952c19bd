"""The tree of areas, for what is counted at night from the nation downwards."""

from collections.abc import Iterable

from lumbung.core import counted_ahead
from lumbung.regions import queries


def _children(code: str) -> Iterable[str]:
    return queries.children(code=code).values_list("pk", flat=True)


counted_ahead.regions_below(_children)
