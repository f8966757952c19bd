"""Who acts: a person at a screen, a program, or the system itself; and the frame they act in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from lumbung.core.reach import Reach, narrow_connection


@dataclass(frozen=True)
class SystemActor:
    """The system acting for nobody in particular: jobs at night, set-up, the demonstration."""

    pk: None = None
    name: str = "Sistem"
    username: str = "sistem"
    role: str = "system"
    region_code: str = ""
    reach: Reach = Reach.national()
    is_authenticated: bool = True

    def may(self, permission: str) -> bool:
        """The system may do everything; what it does is audited like anybody's act."""
        return True

    def __str__(self) -> str:
        return self.name


SYSTEM = SystemActor()
_SETTINGS = ("lumbung.actor", "lumbung.actor_name", "lumbung.reason", "lumbung.via")


def _configure(values: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        calls = ", ".join("set_config(%s, %s, true)" for _ in _SETTINGS)
        pairs = [item for pair in zip(_SETTINGS, values, strict=True) for item in pair]
        cursor.execute(f"SELECT {calls}", pairs)


def _configured() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        reads = ", ".join("coalesce(current_setting(%s, true), '')" for _ in _SETTINGS)
        cursor.execute(f"SELECT {reads}", _SETTINGS)
        return cursor.fetchone()


@contextmanager
def acting(by: Any, *, reason: str = "", via: str = "command") -> Iterator[None]:
    """One transaction in which the database knows who acts, why and from where.

    The audit triggers read it, and rows outside the actor's reach do not exist in it. The former
    frame comes back at the end, so frames nest; after an error the rollback itself brings it back.
    """
    with transaction.atomic():
        former = _configured()
        _configure((str(by.pk or ""), str(by), reason, via))
        reach = narrow_connection(by.reach)
        yield
        if not connection.needs_rollback:
            _configure(former)
            narrow_connection(Reach(*reach))


@contextmanager
def because(reason: str) -> Iterator[None]:
    """What is written inside is audited with this reason, by whoever acts anyway."""
    former = _configured()
    _configure((*former[:2], reason, former[3]))
    yield
    if not connection.needs_rollback:
        _configure(former)
