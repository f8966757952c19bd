"""Reach: the part of the country whose rows somebody may see, as a range over region codes.

Region codes are dotted (`33.23.01.2001`), so everything below `33.23` lies between `33.23` and
`33.23/`, the slash being the character after the dot. A range on one indexed column serves every
level from village to nation, in the queryset and in the database's own row-level security.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from django.db import connection, models
from django.db.migrations.operations.base import Operation


@dataclass(frozen=True, slots=True)
class Reach:
    """A half-open range of region codes: `lo` is inside, `hi` is not."""

    lo: str
    hi: str

    @classmethod
    def of(cls, code: str) -> Self:
        """Everything in one region, itself included; an empty code reaches nothing."""
        return cls(code, f"{code}/") if code else cls.nobody()

    @classmethod
    def national(cls) -> Self:
        """Every region."""
        return cls("0", ":")

    @classmethod
    def nobody(cls) -> Self:
        """No region at all."""
        return cls("", "")

    def covers(self, code: str) -> bool:
        """Whether a region lies inside."""
        return self.lo <= code < self.hi

    def __bool__(self) -> bool:
        return self.lo < self.hi


class Part(StrEnum):
    """Which rows are looked at: all that somebody may see, of these the open ones or the secret ones."""

    ALL = "all"
    OPEN = "open"
    SECRET = "secret"


@dataclass(frozen=True)
class Looking:
    """Somebody who looks at one region of their reach, and at one part of what they see there."""

    viewer: Any
    region_code: str
    part: Part = Part.ALL

    @property
    def pk(self) -> int | None:
        """The number of the account; none for the system."""
        return self.viewer.pk

    @property
    def reach(self) -> Reach:
        """The region; where none is named, whatever they reach."""
        if not self.region_code:
            return self.viewer.reach
        return Reach.of(self.region_code) if self.viewer.reach.covers(self.region_code) else Reach.nobody()

    def may(self, permission: str) -> bool:
        """What they may do."""
        return self.viewer.may(permission)


def part_of(viewer: Any) -> Part:
    """At which rows a viewer looks; at all, unless they say so."""
    return viewer.part if isinstance(viewer, Looking) else Part.ALL


class ReachQuerySet(models.QuerySet):
    """Rows with a region; the first call in every query is `visible_to`."""

    def visible_to(self, viewer: Any) -> Self:
        """Rows inside the viewer's reach."""
        return self.filter(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)


class RegionCodeField(models.CharField):
    """The most precise region known for a row, normally the village; compared byte by byte."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 13)
        kwargs.setdefault("db_collation", "C")
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        """Spelt in full, so that Django adds no second index for LIKE: collation C needs none."""
        return f"character varying({self.max_length})"


def narrow_connection(reach: Reach) -> tuple[str, str]:
    """Set the reach of this transaction's rows in the database; returns what it was before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('lumbung.reach_lo', true), ''),"
            " coalesce(current_setting('lumbung.reach_hi', true), '')"
        )
        before = cursor.fetchone()
        cursor.execute(
            "SELECT set_config('lumbung.reach_lo', %s, true), set_config('lumbung.reach_hi', %s, true)",
            [reach.lo, reach.hi],
        )
    return before


@contextmanager
def whole_nation() -> Iterator[None]:
    """Let the statements inside reach every row; afterwards the reach is what it was before."""
    before = narrow_connection(Reach.national())
    try:
        yield
    finally:
        if not connection.needs_rollback:
            narrow_connection(Reach(*before))


ACTOR = "nullif(current_setting('lumbung.actor', true), '')::bigint"
"""SQL for the number of whoever acts in this transaction; null for the system itself."""
WITHIN_REACH = """
    region_code >= nullif(current_setting('lumbung.reach_lo', true), '')
    AND region_code < nullif(current_setting('lumbung.reach_hi', true), '')
"""


class RowSecurity(Operation):
    """Migration: the second wall. Rows outside the connection's reach do not exist for it.

    FORCE, because the owner would otherwise walk past; `nullif`, because an unset reach must
    show nothing rather than everything.
    """

    reversible = True
    policy = "reach"
    by = "region"

    def __init__(self, table: str) -> None:
        self.table = table

    def using(self) -> str:
        """Which rows are seen."""
        return WITHIN_REACH

    def checking(self) -> str:
        """Which rows may be written."""
        return WITHIN_REACH

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Enable and force the policy."""
        schema_editor.execute(f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY")
        shown, written = self.using(), self.checking()
        schema_editor.execute(f"CREATE POLICY {self.policy} ON {self.table} USING ({shown}) WITH CHECK ({written})")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the policy."""
        schema_editor.execute(f"DROP POLICY {self.policy} ON {self.table}")
        schema_editor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Row-level security by {self.by} on {self.table}"
