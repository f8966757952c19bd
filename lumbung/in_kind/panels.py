"""What the pages of a family and of a person show of goods: what was asked, where it waits, a way to ask."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import panels
from lumbung.in_kind import kinds, queries, words
from lumbung.in_kind.models import Request

LATEST = 5


def on_family(viewer: Any, family: Any) -> panels.Panel | None:
    """What was asked for the family and its members."""
    if not viewer.may("in_kind.view"):
        return None
    found = queries.on_family(viewer=viewer, family_id=family.pk)
    return _panel(viewer, found, family.pk, None, active=family.status == "active")


def on_person(viewer: Any, person: Any) -> panels.Panel | None:
    """What was asked for the person."""
    if not viewer.may("in_kind.view"):
        return None
    found = queries.on_person(viewer=viewer, person_id=person.pk)
    return _panel(viewer, found, person.family_id, person.pk, active=person.status == "active")


def entries_of_family(viewer: Any, family: Any) -> Iterator[panels.Entry]:
    """When goods were asked for and handed over."""
    if viewer.may("in_kind.view"):
        yield from _entries(queries.on_family(viewer=viewer, family_id=family.pk))


def entries_of_person(viewer: Any, person: Any) -> Iterator[panels.Entry]:
    """The same of one person."""
    if viewer.may("in_kind.view"):
        yield from _entries(queries.on_person(viewer=viewer, person_id=person.pk))


def _panel(viewer: Any, found: QuerySet[Request], family: int, person: int | None, *, active: bool) -> panels.Panel:
    of = kinds.PERSON if person else kinds.FAMILY
    asks = [
        (words.title(kinds.find(name)), reverse("in_kind:new", args=[family]) + _query(name, person))
        for name in kinds.names()
        if kinds.find(name).of == of
    ]
    context = {
        "rows": [(one, words.item_of(one), words.BADGES[one.status]) for one in found[:LATEST]],
        "asks": asks if active and viewer.may("in_kind.request") else [],
    }
    return panels.Panel(title=_("Bantuan barang"), template="in_kind/panel.html", context=context)


def _query(kind: str, person: int | None) -> str:
    return f"?jenis={kind}&orang={person}" if person else f"?jenis={kind}"


def _entries(found: QuerySet[Request]) -> Iterator[panels.Entry]:
    for one in found.select_related("handover"):
        url, item = reverse("in_kind:request", args=[one.pk]), words.item_of(one)
        yield panels.Entry(one.filed_on, _("Barang"), _("%(item)s diminta") % {"item": item}, url=url)
        if hasattr(one, "handover"):
            title = _("%(item)s diserahkan") % {"item": item}
            yield panels.Entry(one.handover.on, _("Barang"), title, one.handover.receiver, kind="ok", url=url)
        elif one.closed_on:
            title = f"{item}: {one.get_status_display()}"
            yield panels.Entry(one.closed_on, _("Barang"), title, one.said, kind="no", url=url)


panels.register("family", "in_kind", 40, on_family)
panels.register("person", "in_kind", 40, on_person)
panels.register_timeline("family", entries_of_family)
panels.register_timeline("person", entries_of_person)
