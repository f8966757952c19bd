"""Panels and timelines: a context shows its part on a page of another. A panel never writes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Panel:
    """One section of a record's page; `place` is `main` or `aside`."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    place: str = "main"


@dataclass(frozen=True)
class Entry:
    """One thing that happened; `kind` is ok, do, no or plain, as in the timeline's dots."""

    on: date
    system: str
    title: str
    detail: str = ""
    kind: str = "plain"
    url: str = ""


PanelSource = Callable[[Any, Any], Panel | None]
EntrySource = Callable[[Any, Any], Iterable[Entry]]
_panels: dict[str, list[tuple[int, str, PanelSource]]] = {}
_timelines: dict[str, list[EntrySource]] = {}


def register(record_kind: str, key: str, order: int, source: PanelSource) -> None:
    """Show `source(viewer, record)` on every page of that kind of record, lowest order first."""
    _panels.setdefault(record_kind, []).append((order, key, source))


def register_timeline(record_kind: str, source: EntrySource) -> None:
    """Add `source(viewer, record)` to the one timeline of that kind of record."""
    _timelines.setdefault(record_kind, []).append(source)


def panels_of(record_kind: str, *, viewer: Any, record: Any) -> list[Panel]:
    """The panels of a record, in order; those with nothing to show stay away."""
    found = []
    for _order, key, source in sorted(_panels.get(record_kind, []), key=lambda item: item[:2]):
        if panel := source(viewer, record):
            found.append(Panel(panel.title, panel.template, panel.context, panel.key or key, panel.place))
    return found


def timeline_of(record_kind: str, *, viewer: Any, record: Any) -> list[Entry]:
    """Everything that happened, newest first, over all contexts."""
    entries = [entry for source in _timelines.get(record_kind, []) for entry in source(viewer, record)]
    return sorted(entries, key=lambda entry: entry.on, reverse=True)
