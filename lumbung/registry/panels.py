"""What the registry itself tells on the timeline of a family and of a person, and which merges wait."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lumbung.core import panels, waiting
from lumbung.core.panels import Entry
from lumbung.core.waiting import Task
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


def merge_entries(viewer: Any, record: Family | Person) -> Iterator[Entry]:
    """Merges in which the record stood, carried out or taken back."""
    for merge in queries.merges_of(viewer=viewer, record=record).filter(status__in=["done", "taken_back"]):
        url = reverse("registry:merge", args=[merge.part_of_id or merge.pk])
        values = {"absorbed": merge.absorbed_id, "survivor": merge.survivor_id}
        title = _("Catatan %(absorbed)s digabung ke catatan %(survivor)s") % values
        yield Entry(timezone.localdate(merge.decided_at), _("Data"), title, merge.reason, url=url)
        if merge.taken_back_at:
            title = _("Catatan %(absorbed)s dan %(survivor)s dipisahkan lagi") % values
            on = timezone.localdate(merge.taken_back_at)
            yield Entry(on, _("Data"), title, merge.taken_back_because, "do", url)


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """Merges that wait for a second person."""
    if not viewer.may("registry.approve_merge"):
        return
    if count := queries.merges_to_approve(viewer=viewer).count():
        yield Task(
            title=ngettext("Periksa %(count)s penggabungan", "Periksa %(count)s penggabungan", count)
            % {"count": count},
            context=_("Menunggu persetujuan orang kedua"),
            url=f"{reverse('registry:merges')}?keadaan=proposed",
            when="week",
            menu="merges",
            count=count,
        )


for kind in Access.Kind.values:
    panels.register(kind, "openings", 80, openings(kind))
panels.register_timeline("family", family_entries)
panels.register_timeline("person", person_entries)
panels.register_timeline("family", merge_entries)
panels.register_timeline("person", merge_entries)
waiting.register(tasks)
