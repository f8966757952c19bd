"""What the page of a person shows of houses: where they stay or stayed, for those who may know."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import panels
from lumbung.facilities import queries, words


def on_person(viewer: Any, person: Any) -> panels.Panel | None:
    """Stays of the person; nothing where there are none."""
    found = _stays(viewer, person)
    rows = [(one, words.STAYS[one.status]) for one in found[:5]]
    return panels.Panel(title=_("Tinggal"), template="facilities/panel.html", context={"rows": rows}) if rows else None


def entries_of_person(viewer: Any, person: Any) -> Iterator[panels.Entry]:
    """When they came and left."""
    for one in _stays(viewer, person):
        url, told = reverse("facilities:stay", args=[one.pk]), {"name": one.facility.name}
        yield panels.Entry(one.admitted_on, _("Tinggal"), _("Diterima di %(name)s") % told, url=url)
        if one.left_on:
            title = _("Pulang dari %(name)s") % told
            yield panels.Entry(one.left_on, _("Tinggal"), title, one.get_left_to_display(), kind="ok", url=url)


def _stays(viewer: Any, person: Any) -> Any:
    if not viewer.may("facilities.view"):
        return []
    return queries.stays_of_person(viewer=viewer, person_id=person.pk)


panels.register("person", "facilities", 50, on_person)
panels.register_timeline("person", entries_of_person)
