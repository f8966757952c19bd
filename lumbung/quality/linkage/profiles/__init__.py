"""One module per kind of record; a new one is found by itself.

A module has NAME, MODEL (the shipped model it uses), RECORD (the column with the record's number),
`matches(headings)`, `prepare(frame)` which gives the columns that the rest speaks of, FIELDS (what is compared),
BLOCKS (pairs that share these columns are compared), LEARN (blocks rich in pairs of one person, to learn from),
RELATIVES (what a household shares), TWINS (how often relatives agree at least, by field and level), KEPT (further
columns that the holds read), HOLDS (conditions under which no pair is merged without a person, however strong the
evidence; Splink's `gamma_<field>` is the level, 0 different, -1 unknown), APART (the holds that no third record may
bridge), LIMITS (its own, or None for the dated ones) and `truth(frame)`, the person of each record where the file
itself says it.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import Refusal


class UnknownLayout(Refusal):
    """No profile knows the columns."""

    message = _("Kolom berkas ini tidak dikenal. Yang dikenal: %(known)s.")


@cache
def all_profiles() -> dict[str, ModuleType]:
    """Name → module."""
    found = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__) if not module.ispkg)
    return {module.NAME: module for module in found if hasattr(module, "NAME")}


def choose(headings: Sequence[str], name: str = "") -> ModuleType:
    """The profile of that name, or the one that knows these headings; raises UnknownLayout."""
    known = all_profiles()
    plain = {heading.strip().lower() for heading in headings}
    found = known.get(name) if name else next((one for one in known.values() if one.matches(plain)), None)
    if found is None or not found.matches(plain):
        raise UnknownLayout(known=", ".join(known))
    return found
