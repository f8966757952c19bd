"""Gates: what contexts above want to have looked at before an act below goes on.

Like a panel, a gate only reads; unlike one, it may refuse. The act names itself and asks; it never knows who answers.
"""

from collections.abc import Callable
from typing import Any

Gate = Callable[..., None]
_gates: dict[str, list[Gate]] = {}


def register(act: str, gate: Gate) -> None:
    """Let `gate(**subject)` raise a Refusal before that act."""
    _gates.setdefault(act, []).append(gate)


def ask(act: str, **subject: Any) -> None:
    """Ask every gate of an act; the first Refusal ends it."""
    for gate in _gates.get(act, []):
        gate(**subject)
