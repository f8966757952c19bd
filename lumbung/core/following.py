"""Following a merge: who builds on families or persons says what stands on them, and acts when two become one.

The context that owns the records merges them and knows nobody above it. A context above registers a follower in its
`apps.py`. All of it happens in the merge's own transaction: a refusal of one follower refuses the merge.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Keep = Callable[[str, Sequence[int]], None]
"""`keep(table, ids)` before changing rows: when the merge is taken back they are again what they were."""


@dataclass(frozen=True)
class Plan:
    """What a merge will do: record that is absorbed → record that survives; and every family that it touches."""

    merge: Any
    people: dict[int, int]
    families: dict[int, int]
    touched_families: frozenset[int] = field(default_factory=frozenset)


def _nothing(**_given: Any) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Follower:
    """What one context says and does.

    `second_person(plan=…)` gives codes of reasons why a second person has to agree; `objects(plan=…)` raises a
    Refusal while the merge has to wait; `follow(plan=…, keep=…)` changes what has to change with it; `ended(merge=…)`
    is told when a merge was carried out, refused or taken back.
    """

    second_person: Callable[..., Iterable[str]] = _nothing
    objects: Callable[..., Any] = _nothing
    follow: Callable[..., Any] = _nothing
    ended: Callable[..., Any] = _nothing


_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Ask and tell this follower at every merge."""
    _followers.append(follower)


def reasons_for_a_second_person(plan: Plan) -> list[str]:
    """Codes of all reasons, each once."""
    return list(dict.fromkeys(code for one in _followers for code in one.second_person(plan=plan)))


def ask(plan: Plan) -> None:
    """Raises the Refusal of the first that objects."""
    for one in _followers:
        one.objects(plan=plan)


def tell(plan: Plan, keep: Keep) -> None:
    """Let everybody change what has to change with the merge."""
    for one in _followers:
        one.follow(plan=plan, keep=keep)


def tell_end(merge: Any) -> None:
    """Let everybody know where the merge stands now."""
    for one in _followers:
        one.ended(merge=merge)
