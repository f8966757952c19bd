"""Clusters of social rehabilitation, found by their folders: copy one, change it, and it is there.

A folder holds data only, `cluster.yaml`: its words, the kinds of PPKS that belong to it, its instruments and therapies,
what is secret from the start, and how a case of it may end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
Words = Mapping[str, str]


class NoSuchCluster(LookupError):
    """No folder of that name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way in which a case may end; `good` tells whether what was wanted is reached."""

    name: str
    words: Words
    good: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster as its folder tells it."""

    name: str
    title: Words
    about: Words
    kinds: Sequence[str]
    sensitive_kinds: Sequence[str]
    instruments: Sequence[str]
    therapies: Sequence[str]
    outcomes: Mapping[str, Outcome]
    remark: Words

    def is_sensitive(self, kind: str) -> bool:
        """Whether a case of that kind of PPKS stands behind the wall from its first day."""
        return kind in self.sensitive_kinds


def names() -> list[str]:
    """Every cluster, by folder."""
    return sorted(path.parent.name for path in FOLDER.glob("*/cluster.yaml"))


@cache
def find(name: str) -> Cluster:
    """The cluster of that name."""
    if name not in names():
        raise NoSuchCluster(name)
    told: dict[str, Any] = yaml.safe_load((FOLDER / name / "cluster.yaml").read_text(encoding="utf-8"))
    outcomes = {key: Outcome(name=key, **one) for key, one in told.pop("outcomes").items()}
    return Cluster(name=name, outcomes=outcomes, **told)
