"""The village meeting: called, its agenda and attendance, a decision for each proposal, the signed minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.proposals import queries, reasons
from lumbung.proposals.actions.common import Moved, OwnFamily, claim, move, person_may, sentence
from lumbung.proposals.flow import ACTS
from lumbung.proposals.models import AgendaItem, Attendee, Meeting
from lumbung.proposals.models.way import Status
from lumbung.regions.models import Region

Decision = AgendaItem.Decision


class OneMeetingAtATime(Refusal):
    """The village prepares another meeting already."""

    message = _("Desa ini masih menyiapkan musyawarah lain. Tutup atau batalkan dulu yang itu.")


class NotAVillage(BadInput):
    """A meeting is held by a village."""

    message = _("Pilih desa atau kelurahan yang mengadakan musyawarah.")


class MeetingIncomplete(Refusal):
    """Decisions count once everything that proves the meeting is there."""

    message = _(
        "Berita acara belum bisa ditutup: %(undecided)s usulan belum diputuskan, %(people)s peserta kurang, "
        "%(papers)s berkas belum diunggah."
    )


class MeetingNotYetHeld(Refusal):
    """Minutes are closed after the meeting, not before."""

    message = _("Musyawarah ini baru diadakan %(day)s. Tutup berita acaranya sesudah itu.")


class NothingOnTheAgenda(Refusal):
    """There is nothing to decide."""

    message = _("Belum ada usulan yang menunggu musyawarah di desa ini.")


@dataclass(frozen=True)
class Said:
    """What a meeting said about one item of its agenda."""

    decision: str
    reason: str = ""
    said: str = ""


@transaction.atomic
def call_meeting(*, region_code: str, held_on: date, place: str, chair: str, by: Any, on: date) -> Meeting:
    """Prepare the village's meeting, with everything that waits for one on its agenda (not one's own family)."""
    person_may(by=by, permission="proposals.deliberate")
    village = Region.objects.filter(pk=region_code, level=Region.Level.VILLAGE).first()
    if village is None or not by.reach.covers(region_code):
        raise NotAVillage(fields={"region_code": str(NotAVillage.message)})
    if queries.open_meeting(viewer=by, region_code=region_code):
        raise OneMeetingAtATime(village)
    meeting = Meeting.objects.create(
        region_code=region_code,
        held_on=held_on,
        place=sentence(place, field="place"),
        chair=sentence(chair, field="chair"),
        by=by,
    )
    _fill_agenda(meeting, by, on)
    return meeting


@transaction.atomic
def refill_agenda(*, meeting_id: int, by: Any, on: date) -> int:
    """Put what came since on the agenda; returns how many."""
    return _fill_agenda(_prepared(meeting_id, by), by, on)


@transaction.atomic
def note_attendance(*, meeting_id: int, people: Sequence[tuple[str, str]], by: Any) -> int:
    """Who came, by name and office; the list replaces the one before."""
    meeting = _prepared(meeting_id, by)
    told = dict.fromkeys((sentence(name, field="people"), office.strip()) for name, office in people)
    meeting.attendees.all().delete()
    made = Attendee.objects.bulk_create(
        Attendee(meeting=meeting, region_code=meeting.region_code, name=name, office=office) for name, office in told
    )
    return len(made)


@transaction.atomic
def decide_items(*, meeting_id: int, decisions: Mapping[int, Said], by: Any) -> int:
    """Note what was said about items of the agenda; it may be changed until the minutes are closed."""
    meeting = _prepared(meeting_id, by)
    items = {item.pk: item for item in meeting.agenda.select_related("proposal").select_for_update(of=("self",))}
    own = queries.own_families(viewer=by)
    for pk, told in decisions.items():
        item = items.get(pk)
        if item is None or told.decision not in Decision.values:
            raise NotFound(pk)
        if item.proposal.family_id in own:
            raise OwnFamily(item)
        item.decision, item.reason, item.said = _checked(told)
    AgendaItem.objects.bulk_update([items[pk] for pk in decisions], ["decision", "reason", "said"], batch_size=500)
    return len(decisions)


@transaction.atomic
def close_meeting(*, meeting_id: int, by: Any, on: date) -> Moved:
    """The minutes are signed: what was agreed goes to the regency, what was refused ends, the rest waits on."""
    meeting = _prepared(meeting_id, by)
    if meeting.held_on > on:
        raise MeetingNotYetHeld(meeting, day=meeting.held_on)
    agenda = queries.agenda_of(viewer=by, meeting=meeting)
    if not agenda.items:
        raise NothingOnTheAgenda(meeting)
    if not agenda.is_complete:
        raise MeetingIncomplete(
            meeting, undecided=agenda.undecided, people=agenda.people_missing, papers=len(agenda.papers_missing)
        )
    act = ACTS["agree"]
    alive = [item for item in agenda.items if item.proposal.status == Status.DELIBERATING]
    claimed = claim(proposal_ids=[item.proposal_id for item in alive], act=act, by=by, on=meeting.held_on)
    if claimed.held:
        raise OwnFamily(claimed.held)
    agreed = [item.proposal_id for item in alive if item.decision == Decision.AGREED]
    if agreed:
        move(ids=agreed, act=act.name, to=act.to, by=by, on=on, meeting=meeting)
    refused: dict[tuple[str, str], list[int]] = {}
    for item in alive:
        if item.decision == Decision.REFUSED:
            refused.setdefault((item.reason, item.said), []).append(item.proposal_id)
    for (reason, said), ids in refused.items():
        move(ids=ids, act="reject", to=Status.REJECTED, by=by, on=on, reason=reason, said=said, closed_on=on)
    states.move(meeting, Meeting.Status.CLOSED, closed_by_id=by.pk, closed_at=timezone.now())
    return Moved(tuple(agreed))


@transaction.atomic
def cancel_meeting(*, meeting_id: int, by: Any) -> Meeting:
    """It was not held; its agenda waits for another."""
    return states.move(_prepared(meeting_id, by), Meeting.Status.CANCELLED)


def _prepared(meeting_id: int, by: Any) -> Meeting:
    person_may(by=by, permission="proposals.deliberate")
    queries.meeting(viewer=by, meeting_id=meeting_id)
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.status != Meeting.Status.CALLED:
        raise states.IllegalMove(meeting, now=meeting.get_status_display(), to=Meeting.Status.CLOSED.label)
    return meeting


def _fill_agenda(meeting: Meeting, by: Any, on: date) -> int:
    waiting = queries.to_deliberate(viewer=by, region_code=meeting.region_code, on=on)
    items = [AgendaItem(meeting=meeting, region_code=meeting.region_code, proposal=one) for one in waiting]
    return len(AgendaItem.objects.bulk_create(items))


def _checked(told: Said) -> tuple[str, str, str]:
    if told.decision != Decision.REFUSED:
        return told.decision, "", ""
    reason = told.reason if told.reason in reasons.REASONS else "not_agreed"
    return told.decision, reason, sentence(told.said)
