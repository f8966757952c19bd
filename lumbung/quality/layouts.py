"""The layouts of files that are known, each a folder in `formats/`; a new one is found by itself.

A folder's `format.py` has TITLE, REASONS, `matches(headings)` and `canonical(frame, places, village)`, which turns the
file's own columns into text columns of the canonical frame; what it had to assume it notes in Boolean columns
`note.<column>.<code>`.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from lumbung.quality import formats


@cache
def all_layouts() -> dict[str, ModuleType]:
    """Name → module."""
    folders = (found.name for found in iter_modules(formats.__path__) if found.ispkg and found.name != "tests")
    return {name: import_module(f"{formats.__name__}.{name}.format") for name in folders}


def choose(headings: Sequence[str]) -> str | None:
    """The layout that these headings belong to."""
    plain = [heading.lower() for heading in headings]
    return next((name for name, layout in all_layouts().items() if layout.matches(plain)), None)


def titles() -> str:
    """The known layouts, in words."""
    return "; ".join(str(layout.TITLE) for layout in all_layouts().values())
