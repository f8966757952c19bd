"""The wall around what only some may read, and the door in it for acts that must know and tell nobody.

What stands behind the wall each context says in the policies of its tables; they ask for this one setting.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def lifted() -> Iterator[None]:
    """Let the statements inside read and write beyond the wall; afterwards it stands as before.

    For acts of people who may begin something that they may not read afterwards, or must know that somebody waits or
    sleeps somewhere and tell nobody who. Who acts was asked before.
    """
    before = _wall("lifted")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _wall(before)


def _wall(state: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('lumbung.wall', true), '')")
        [before] = cursor.fetchone()
        cursor.execute("SELECT set_config('lumbung.wall', %s, true)", [state])
    return before
