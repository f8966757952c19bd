"""Parent groups: opened, joined, left; meetings planned and held."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.outreach.actions.common import LEAD, cadre_of, held, person_may, sentence, still_going
from lumbung.outreach.models import GroupMember, Meeting, MeetingAttendance, ParentGroup


class NotInReach(BadInput):
    """A place of one's own region."""

    message = _("Tulis kode wilayah yang termasuk wilayah Anda.")


class MeetingIsOver(Refusal):
    """What was held or called off stays so."""

    message = _("Pertemuan ini “%(now)s”. Rencanakan pertemuan baru.")


class MeetingToCome(Refusal):
    """What has not been is not noted."""

    message = _("Pertemuan ini belum berlangsung.")


def place_of(region_code: str, by: Any) -> str:
    """A region in which the actor works; raises NotInReach."""
    code = region_code.strip() or by.region_code
    if not code or not by.reach.covers(code):
        raise NotInReach(fields={"region_code": str(NotInReach.message)})
    return code


@transaction.atomic
def open_group(
    *, name: str, place: str, by: Any, on: date, region_code: str = "", cadre_id: int | None = None
) -> ParentGroup:
    """Parents begin to meet; the same name in one place is the same group."""
    person_may(by=by, permission=LEAD)
    cadre = cadre_of(cadre_id=cadre_id, by=by) if cadre_id else None
    told = {"place": sentence(place, field="place"), "cadre": cadre, "since": on, "by": by}
    made, _new = ParentGroup.objects.get_or_create(
        region_code=place_of(region_code, by), name=sentence(name, field="name"), defaults=told
    )
    return made


@transaction.atomic
def join_group(*, group_id: int, outreach_id: int, name: str, relation: str, by: Any, on: date) -> GroupMember:
    """A mother, a father, a grandmother comes from now on; the same again is the same member."""
    person_may(by=by, permission=LEAD)
    group = _group(group_id, by)
    found = held(outreach_id=outreach_id, by=by)
    still_going(found)
    told = {"relation": sentence(relation, field="relation"), "since": on, "case": found.case}
    made, _new = GroupMember.objects.get_or_create(
        group=group, outreach=found, name=sentence(name, field="name"), until=None, defaults=told
    )
    return made


@transaction.atomic
def leave_group(*, member_id: int, by: Any, on: date) -> GroupMember:
    """They no longer come. The same again changes nothing."""
    person_may(by=by, permission=LEAD)
    found = GroupMember.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=member_id).first()
    if found is None:
        raise NotFound(member_id)
    if found.until is None:
        found.until = on
        found.save(update_fields=["until"])
    return found


@transaction.atomic
def plan_meeting(*, group_id: int, on: date, topic: str, by: Any) -> Meeting:
    """A day and what will be talked about; one meeting a day."""
    person_may(by=by, permission=LEAD)
    group = _group(group_id, by)
    standing = Meeting.objects.filter(group=group, on=on).exclude(status=Meeting.Status.CANCELLED).first()
    words = sentence(topic, field="topic")
    return standing or Meeting.objects.create(region_code=group.region_code, group=group, on=on, topic=words, by=by)


@transaction.atomic
def hold_meeting(*, meeting_id: int, said: str, came: Collection[int], by: Any, on: date) -> Meeting:
    """What was talked about and who came, by membership; said again it is corrected, not doubled."""
    person_may(by=by, permission=LEAD)
    found = _meeting(meeting_id, by)
    if found.status == Meeting.Status.CANCELLED:
        raise MeetingIsOver(found, now=found.get_status_display())
    if on < found.on:
        raise MeetingToCome(found)
    members = list(GroupMember.objects.visible_to(by).filter(group_id=found.group_id, since__lte=found.on, until=None))
    if not set(came) <= {one.pk for one in members}:
        raise NotFound(sorted(set(came) - {one.pk for one in members}))
    words = sentence(said)
    MeetingAttendance.objects.bulk_create(
        [
            MeetingAttendance(
                case_id=one.case_id, outreach_id=one.outreach_id, meeting=found, member=one, came=one.pk in came
            )
            for one in members
        ],
        update_conflicts=True,
        unique_fields=["meeting", "member"],
        update_fields=["came"],
    )
    if found.status == Meeting.Status.PLANNED:
        return states.move(found, Meeting.Status.HELD, said=words, by=by)
    found.said, found.by = words, by
    found.save(update_fields=["said", "by"])
    return found


@transaction.atomic
def cancel_meeting(*, meeting_id: int, said: str, by: Any) -> Meeting:
    """It doesn't take place. The same again changes nothing."""
    person_may(by=by, permission=LEAD)
    found = _meeting(meeting_id, by)
    if found.status == Meeting.Status.CANCELLED:
        return found
    return states.move(found, Meeting.Status.CANCELLED, said=sentence(said), by=by)


def _group(group_id: int, by: Any) -> ParentGroup:
    found = ParentGroup.objects.visible_to(by).filter(pk=group_id).first()
    if found is None:
        raise NotFound(group_id)
    return found


def _meeting(meeting_id: int, by: Any) -> Meeting:
    found = Meeting.objects.visible_to(by).select_for_update().filter(pk=meeting_id).first()
    if found is None:
        raise NotFound(meeting_id)
    return found
