"""What the registry itself tells on the timeline of a family and of a person."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from lumbung.core import panels
from lumbung.core.panels import Entry
from lumbung.registry import queries
from lumbung.registry.models import Access, Family, PastMembership, Person

LATEST = 5


def family_entries(viewer: Any, family: Family) -> Iterator[Entry]:
    """Who left it. Where it came from is told by the import."""
    left = PastMembership.objects.visible_to(viewer).filter(family=family).select_related("person")
    for past in left:
        yield Entry(past.until, _("Data"), _("%(name)s pindah dari keluarga ini") % {"name": past.person.name})


def person_entries(viewer: Any, person: Person) -> Iterator[Entry]:
    """The families somebody lived in."""
    title = _("Tercatat dalam keluarga %(name)s") % {"name": person.family.head_name}
    yield Entry(person.in_family_since, _("Data"), title, kind="ok")
    for past in PastMembership.objects.visible_to(viewer).filter(person=person).select_related("family"):
        yield Entry(past.since, _("Data"), _("Tercatat dalam keluarga %(name)s") % {"name": past.family.head_name})


def openings(kind: str) -> panels.PanelSource:
    """Who opened the file lately, for those who may read trails."""

    def panel(viewer: Any, record: Any) -> panels.Panel | None:
        if not viewer.may("core.view_audit"):
            return None
        latest = queries.openings_of(viewer=viewer, kind=kind, record_id=record.pk)[:LATEST]
        return panels.Panel(
            _("Siapa membuka berkas ini"), "registry/panels/openings.html", {"openings": latest}, place="aside"
        )

    return panel


for kind in Access.Kind.values:
    panels.register(kind, "openings", 80, openings(kind))
panels.register_timeline("family", family_entries)
panels.register_timeline("person", person_entries)
