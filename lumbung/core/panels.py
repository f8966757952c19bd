"""Panels and timelines: a context shows its part on a page of another. A panel never writes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
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
_histories: set[tuple[str, str]] = set()
_timelines: dict[str, list[EntrySource]] = {}


def register(record_kind: str, key: str, order: int, source: PanelSource, *, history: bool = False) -> None:
    """Show `source(viewer, record)` on every page of that kind of record, lowest order first.

    A panel of `history` stays true when its record is merged into another: it then stands on that one's page too.
    """
    _panels.setdefault(record_kind, []).append((order, key, source))
    if history:
        _histories.add((record_kind, key))


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


def history_of(record_kind: str, *, viewer: Any, record: Any, title: str) -> list[Panel]:
    """The panels that a merged record leaves to the one it went into; `title` holds `%(panel)s`."""
    return [
        replace(panel, title=title % {"panel": panel.title}, key=f"{panel.key}-{record.pk}")
        for panel in panels_of(record_kind, viewer=viewer, record=record)
        if (record_kind, panel.key) in _histories
    ]


def timeline_of(record_kind: str, *, viewer: Any, record: Any) -> list[Entry]:
    """Everything that happened, newest first, over all contexts."""
    entries = [entry for source in _timelines.get(record_kind, []) for entry in source(viewer, record)]
    return sorted(entries, key=lambda entry: entry.on, reverse=True)
