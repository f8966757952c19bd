"""The layouts of files that are known, each a folder in `formats/`; a new one is found by itself.

A folder's `format.py` has TITLE, REASONS, COLUMNS, `matches(headings)` and `canonical(frame, places, village)`, which
turns the file's own columns into text columns of the canonical frame; what it had to assume it notes in Boolean columns
`note.<column>.<code>`. A layout that only calls things by other names is a `profile.yaml` instead. Any other file is
read by a mapping that a person has looked at (`mapping/`).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from lumbung.quality import formats
from lumbung.quality.mapping import mapped
from lumbung.quality.mapping.declared import Declared

PROFILE = "profile.yaml"


@cache
def all_layouts() -> dict[str, Any]:
    """Name → module or declared layout, the pickier before those that ask for less."""
    root = Path(formats.__path__[0])
    coded = [found.name for found in iter_modules(formats.__path__) if found.ispkg and found.name != "tests"]
    written = {name: import_module(f"{formats.__name__}.{name}.format") for name in coded}
    return written | {path.parent.name: Declared.load(path) for path in sorted(root.glob(f"*/{PROFILE}"))}


def choose(headings: Sequence[str]) -> str | None:
    """The layout that these headings belong to."""
    plain = [heading.lower() for heading in headings]
    return next((name for name, layout in all_layouts().items() if layout.matches(plain)), None)


def reader(layout: str, mapping: Mapping[str, Any] | None = None) -> Any:
    """What turns a file's columns into the canonical frame: a known layout, or the mapping of one file."""
    return mapped.Mapped.from_json(mapping or {}) if layout == mapped.NAME else all_layouts()[layout]


def titles() -> str:
    """The known layouts, in words."""
    return "; ".join(str(layout.TITLE) for layout in all_layouts().values())
