"""References: registers of other agencies that say, field by field, whether what we hold agrees with theirs.

A folder here is one reference, found by itself; its `reference.py` has

- `TITLE`, the name that people know; `FIELDS`, the fields of a person that it can judge;
- `PATH`, where questions are posted below its address;
- `body(question)`: the JSON of a question (`Question.values`: field → text; `Question.purpose`);
- `read(answer)`: field → `match`, `differs` or `unknown`, of the JSON that came back.

Address, key and pace come from the environment (`settings.REFERENCES`). A reference never says what is right: nothing
in the registry is overwritten by it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from django.conf import settings

MATCH, DIFFERS, UNKNOWN = "match", "differs", "unknown"
_elsewhere: dict[str, dict[str, Any]] = {}


@dataclass(frozen=True)
class Question:
    """What is asked about one person; `repr` tells no value, so that no log does."""

    person_id: int
    values: dict[str, str] = field(repr=False)
    purpose: str


@cache
def all_references() -> dict[str, ModuleType]:
    """Name → module of every folder here."""
    folders = (found.name for found in iter_modules(__path__) if found.ispkg and found.name != "tests")
    return {name: import_module(f"{__name__}.{name}.reference") for name in sorted(folders)}


def configured(name: str) -> dict[str, Any] | None:
    """Address, key and pace of a reference; None where nobody set an address."""
    found = _elsewhere.get(name) or settings.REFERENCES.get(name, {})
    return found if found.get("address") else None


@contextmanager
def answering_at(name: str, address: str, **told: Any) -> Iterator[None]:
    """Ask at another address inside: a stand-in, in tests and in the demonstration."""
    former = _elsewhere.get(name)
    _elsewhere[name] = {"address": address, **told}
    try:
        yield
    finally:
        _elsewhere.pop(name)
        if former:
            _elsewhere[name] = former
