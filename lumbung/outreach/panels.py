"""What the page of a case shows of outreach, and what its timeline tells of it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.cases import queries as cases
from lumbung.core import panels
from lumbung.outreach import queries, words
from lumbung.outreach.models import Match, Visit, WorkshopMember


def on_case(viewer: Any, case: Any) -> panels.Panel | None:
    """How far outreach has come, and who accompanies; nothing for cases without it."""
    one = queries.of_case(viewer=viewer, case_id=case.pk) if viewer.may("outreach.see") else None
    if one is None:
        return None
    context = {"one": one, "badge": words.PERSONS[one.status]}
    return panels.Panel(title=_("Menjangkau dari rumah ke rumah"), template="outreach/panel.html", context=context)


def entries_of_case(viewer: Any, case: Any) -> Iterator[panels.Entry]:
    """Found, visited, matched, visits made, workshops entered and left."""
    one = queries.of_case(viewer=viewer, case_id=case.pk) if viewer.may("outreach.see") else None
    if one is None:
        return
    room, url = _("Jangkauan"), reverse("outreach:person", args=[one.pk])
    yield panels.Entry(one.found_on, room, str(one.get_source_display()), one.told, url=url)
    if one.visited_on:
        yield panels.Entry(one.visited_on, room, _("Kunjungan pertama"), one.home, url=url)
    for match in queries.matches_of(viewer=viewer, outreach_id=one.pk).exclude(decided_on=None):
        if match.status in (Match.Status.OPEN, Match.Status.ENDED):
            title = _("Didampingi %(cadre)s") % {"cadre": match.cadre}
            yield panels.Entry(match.decided_on or match.proposed_on, room, title, match.said, url=url)
    for visit in queries.visits(viewer=viewer).filter(outreach=one, status__in=Visit.NOTED):
        title, kind = str(visit.get_status_display()), "ok" if visit.status == Visit.Status.DONE else "no"
        address = reverse("outreach:visit", args=[visit.pk])
        yield panels.Entry(visit.done_on or visit.due_on, room, title, visit.note, kind=kind, url=address)  # type: ignore[arg-type]
    for member in queries.memberships_of(viewer=viewer, outreach_id=one.pk).exclude(decided_on=None):
        told = {"workshop": member.workshop}
        if member.status in (WorkshopMember.Status.MEMBER, WorkshopMember.Status.LEFT):
            title = _("Masuk sanggar %(workshop)s") % told
            yield panels.Entry(member.decided_on or member.asked_on, room, title, member.wish, kind="ok", url=url)
        if member.left_on:
            title = _("Keluar dari sanggar %(workshop)s") % told
            yield panels.Entry(member.left_on, room, title, str(member.get_left_to_display()), url=url)


def entries_of_person(viewer: Any, person: Any) -> Iterator[panels.Entry]:
    """The same on the person's own timeline, for the cases that the viewer may know of."""
    if viewer.may("outreach.see"):
        for case in cases.on_person(viewer=viewer, person_id=person.pk):
            yield from entries_of_case(viewer, case)


panels.register("case", "outreach", 40, on_case)
panels.register_timeline("case", entries_of_case)
panels.register_timeline("person", entries_of_person)
