"""The controls of the standing audit, found by their folders: copy one, change it, and it is there.

A folder's `control.py` has TITLE, REASON (its severity `error` blocks payment) and SQL: who is found, as `family_id`,
`person_id` (or null) and `region_code`, of families with a code from %(lo)s to %(hi)s on the day %(on)s. What else the
statement names it says itself in `values(day)`. Who shares a NIK with another record, anywhere in the country, stands
once for all controls in the temporary table `shared_number`: family_id, person_id, region_code, other_status and
other_family_status. A control that has to read ciphertext has `found(scope)` in place of
SQL and may look only at people changed since `scope.since`. Examples stand in `tests/test_controls.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from lumbung.law.parameters import Parameters, Values

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Scope:
    """Where and as of when a control looks; `since` is the moment of the last look at the whole of this place."""

    lo: str
    hi: str
    on: date
    since: datetime | None = None


@dataclass(frozen=True)
class Control:
    """One control: its folder's name and module."""

    name: str
    module: ModuleType

    @property
    def title(self) -> str:
        """What it looks for."""
        return str(self.module.TITLE)

    @property
    def sentence(self) -> str:
        """What was found and what to do."""
        return self.module.REASON.sentence()

    @property
    def blocks(self) -> bool:
        """Whether a family with such a finding is not paid until it is settled."""
        return self.module.REASON.blocks

    @property
    def is_incremental(self) -> bool:
        """Whether it looks only at who was changed since the last look."""
        return hasattr(self.module, "found")


@cache
def all_controls() -> dict[str, Control]:
    """Every control by name."""
    found = sorted(path.parent.name for path in FOLDER.glob("*/control.py"))
    return {name: Control(name, import_module(f"{__name__}.{name}.control")) for name in found}


@cache
def _parameters() -> Parameters:
    return Parameters.load(FOLDER / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)
