"""What the page of a person shows of their cases, to those who may see them; and a way to refer."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.cases import queries, words
from lumbung.core import panels

LATEST = 5


def on_person(viewer: Any, person: Any) -> panels.Panel | None:
    """Cases of the person; who may only refer finds the way to it and nothing else."""
    if not (viewer.may("cases.view") or viewer.may("cases.open")):
        return None
    found = queries.on_person(viewer=viewer, person_id=person.pk)[:LATEST] if viewer.may("cases.view") else []
    opens = viewer.may("cases.open") and person.status == "active"
    context = {
        "rows": [(one, words.cluster(one.cluster), words.BADGES[one.status]) for one in found],
        "opens": f"{reverse('cases:new')}?orang={person.pk}" if opens else "",
    }
    return panels.Panel(title=_("Layanan rehabilitasi sosial"), template="cases/panel.html", context=context)


def entries_of_person(viewer: Any, person: Any) -> Iterator[panels.Entry]:
    """When cases began and ended."""
    if not viewer.may("cases.view"):
        return
    for one in queries.on_person(viewer=viewer, person_id=person.pk):
        url, name = reverse("cases:case", args=[one.pk]), words.cluster(one.cluster)
        yield panels.Entry(one.opened_on, _("Kasus"), _("Kasus dibuka: %(name)s") % {"name": name}, url=url)
        if one.closed_on:
            title = f"{name}: {one.get_status_display()}"
            yield panels.Entry(one.closed_on, _("Kasus"), title, one.said, kind="ok", url=url)


def entries_of_case(viewer: Any, case: Any) -> Iterator[panels.Entry]:
    """Everything that happened to a case."""
    yield from queries.entries_of(viewer=viewer, case=case)


panels.register("person", "cases", 35, on_person)
panels.register_timeline("person", entries_of_person)
panels.register_timeline("case", entries_of_case)
