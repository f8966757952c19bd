"""Mentoring: families into a facilitator's care, groups of a size, meetings, and who came."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, states
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.programmes import conditions
from lumbung.programmes.models import Attendance, Care, Group, Session
from lumbung.staff.models import User

_RELEASE = """
    UPDATE programmes_care c SET until = greatest(c.since, %(on)s)
     WHERE c.until IS NULL AND c.region_code >= %(lo)s AND c.region_code < %(hi)s
       AND (c.facilitator_id <> %(facilitator)s
            OR NOT EXISTS (SELECT 1 FROM programmes_enrolment e
                            WHERE e.family_id = c.family_id AND e.kind = %(kind)s AND e.status = 'active'))
"""
_TAKE = """
    INSERT INTO programmes_care (region_code, family_id, facilitator_id, since)
    SELECT e.region_code, e.family_id, %(facilitator)s, %(on)s FROM programmes_enrolment e
     WHERE e.kind = %(kind)s AND e.status = 'active' AND e.region_code >= %(lo)s AND e.region_code < %(hi)s
     ORDER BY e.family_id
    ON CONFLICT DO NOTHING
"""
_UNGROUPED = """
    SELECT c.id, c.family_id, c.region_code, d.hamlet, d.rw, d.rt FROM programmes_care c
      JOIN registry_family f ON f.id = c.family_id JOIN registry_dwelling d ON d.id = f.dwelling_id
     WHERE c.until IS NULL AND c.group_id IS NULL AND c.facilitator_id = %(facilitator)s AND c.region_code = %(village)s
     ORDER BY d.hamlet, d.rw, d.rt, c.id
"""
_JOIN = "UPDATE programmes_care c SET group_id = n.group_id FROM grouped_now n WHERE c.id = n.id"
_CAME = """
    INSERT INTO programmes_attendance (region_code, session_id, family_id, present, from_list_id)
    SELECT c.region_code, %(session)s, c.family_id, n.present, %(list)s
      FROM came_now n JOIN programmes_care c ON c.family_id = n.family_id AND c.group_id = %(group)s
     ORDER BY c.family_id
    ON CONFLICT (session_id, family_id) DO UPDATE
       SET present = excluded.present, from_list_id = excluded.from_list_id
     WHERE programmes_attendance.present IS DISTINCT FROM excluded.present
"""


class NotAFacilitator(BadInput):
    """Families are cared for by somebody of their region whose role that is."""

    message = _("“%(username)s” bukan pendamping di wilayah ini.")


class UnknownModule(BadInput):
    """No module of that name."""

    message = _("Tidak ada modul P2K2 bernama “%(name)s”.")


class MeetingToCome(Refusal):
    """Nobody came to a meeting that has not been held."""

    message = _("Pertemuan ini baru pada %(day)s. Kehadiran dicatat sesudahnya.")


@transaction.atomic
def give_care(*, region_code: str, facilitator: str, by: Any, on: date) -> int:
    """All enrolled families of an area into one facilitator's care; returns how many are new to them."""
    allowed(by, "programmes.assign_care")
    person = User.objects.filter(username=facilitator, role="facilitator", is_active=True).first()
    if person is None or not person.reach.covers(region_code):
        raise NotAFacilitator(username=facilitator, fields={"facilitator": facilitator})
    if not by.reach.covers(region_code):
        raise NotFound(region_code)
    here = Reach.of(region_code)
    told = {"lo": here.lo, "hi": here.hi, "facilitator": person.pk, "on": on, "kind": conditions.PROGRAMME}
    bulk.execute(_RELEASE, told)
    return bulk.execute(_TAKE, told)


@transaction.atomic
def form_groups(*, village: str, facilitator: str, by: Any, on: date) -> list[Group]:
    """Families of a village without a group meet in groups of neighbours, none larger than `group_size.most`."""
    allowed(by, "programmes.care")
    person = User.objects.filter(username=facilitator).first()
    if person is None or not by.reach.covers(village):
        raise NotFound(village)
    bulk.one_at_a_time(f"groups {village}")
    waiting = bulk.read_frame(_UNGROUPED, {"facilitator": person.pk, "village": village}, {"id": pl.Int64})
    most = conditions.in_force(on).group_size["most"]
    count = -(-waiting.height // most)
    taken = Group.objects.filter(region_code=village).count()
    made = [
        Group.objects.create(region_code=village, name=f"{person.name} {taken + nth + 1}", facilitator=person)
        for nth in range(count)
    ]
    if made:
        which = [made[place * count // waiting.height].pk for place in range(waiting.height)]
        placed = waiting.select("id").with_columns(group_id=pl.Series(which, dtype=pl.Int64))
        bulk.staged(placed, "grouped_now", {"id": "bigint", "group_id": "bigint"})
        bulk.execute(_JOIN)
    return made


@transaction.atomic
def plan_session(*, group_id: int, module: str, on: date, by: Any) -> Session:
    """A meeting of a group about a module; planned again for the same day it is the same meeting."""
    allowed(by, "programmes.care")
    group = Group.objects.visible_to(by).filter(pk=group_id, closed_on=None).first()
    if group is None:
        raise NotFound(group_id)
    if module not in conditions.words()["modules"]:
        raise UnknownModule(name=module, fields={"module": str(UnknownModule.message) % {"name": module}})
    known = Session.objects.filter(group=group, on=on).exclude(status=Session.Status.CANCELLED).first()
    if known:
        return known
    return Session.objects.create(region_code=group.region_code, group=group, module=module, on=on, by_id=by.pk)


@transaction.atomic
def record_attendance(*, session_id: int, present: Mapping[int, bool | None], by: Any, on: date) -> int:
    """Who of the group came, by family; the meeting has been held. Returns how many records changed."""
    session = locked_session(session_id, by)
    rows = [{"family_id": family, "present": came} for family, came in present.items()]
    frame = pl.DataFrame(rows, schema={"family_id": pl.Int64, "present": pl.Boolean})
    return write_attendance(session=session, came=frame, on=on)


def write_attendance(*, session: Session, came: pl.DataFrame, on: date, list_id: int | None = None) -> int:
    """The one writer of attendance, for a page and for a list."""
    if on < session.on:
        raise MeetingToCome(day=session.on)
    bulk.staged(came, "came_now", {"family_id": "bigint", "present": "boolean"})
    if session.status == Session.Status.PLANNED:
        states.move(session, Session.Status.HELD)
    return bulk.execute(_CAME, {"session": session.pk, "group": session.group_id, "list": list_id})


def locked_session(session_id: int, by: Any) -> Session:
    """A meeting to write in."""
    allowed(by, "programmes.care")
    session = Session.objects.visible_to(by).select_for_update().filter(pk=session_id).first()
    if session is None:
        raise NotFound(session_id)
    return session


@transaction.atomic
def cancel_session(*, session_id: int, by: Any) -> Session:
    """A planned meeting does not take place."""
    return states.move(locked_session(session_id, by), Session.Status.CANCELLED)


def families_of(*, session: Session) -> list[int]:
    """Families that the meeting is for."""
    known = Attendance.objects.filter(session=session).values_list("family_id", flat=True)
    return sorted(
        {*known, *Care.objects.filter(group=session.group_id, until=None).values_list("family_id", flat=True)}
    )
