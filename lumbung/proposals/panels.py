"""What the family page shows of proposals: those under way, marks, a way to a new one, and when each came and ended."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lumbung.core import panels
from lumbung.proposals import chain, queries, reasons
from lumbung.proposals.models.way import Status

LATEST = 5


def panel(viewer: Any, family: Any) -> panels.Panel | None:
    """The newest proposals with their step, and marks in force."""
    if not viewer.may("proposals.view"):
        return None
    found = queries.proposals_of(viewer=viewer, family_id=family.pk)[:LATEST]
    context = {
        "rows": [(one, chain.BADGES[Status(one.status)]) for one in found],
        "marks": queries.marks_in_force(viewer=viewer, family_id=family.pk),
        "family": family,
        "files": viewer.may("proposals.file"),
        "own": family.pk in queries.own_families(viewer=viewer),
    }
    return panels.Panel(title=pgettext("many", "Usulan"), template="proposals/panel.html", context=context)


def entries(viewer: Any, family: Any) -> Iterator[panels.Entry]:
    """When a proposal was handed in, and how it ended."""
    if not viewer.may("proposals.view"):
        return
    for one in queries.proposals_of(viewer=viewer, family_id=family.pk):
        url = reverse("proposals:proposal", args=[one.pk])
        yield panels.Entry(one.filed_on, _("Usulan"), _("%(kind)s dicatat") % {"kind": one.get_kind_display()}, url=url)
        if one.closed_on:
            yield panels.Entry(
                on=one.closed_on,
                system=_("Usulan"),
                title=f"{one.get_kind_display()}: {one.get_status_display()}",
                detail=str(reasons.words(one.reason)) if one.reason else "",
                kind="ok" if one.status == Status.DONE else "no",
                url=url,
            )


panels.register("family", "proposals", 20, panel)
panels.register_timeline("family", entries)
