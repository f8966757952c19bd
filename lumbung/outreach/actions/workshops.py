"""Sheltered workshops: opened, entered by the decision of a second person, days of work, leaving."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import Conference
from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wording import one_of
from lumbung.outreach import rules
from lumbung.outreach.actions.common import DECIDE, LEAD, held, person_may, place, sentence, still_going
from lumbung.outreach.actions.groups import place_of
from lumbung.outreach.models import Trade, WorkDay, Workshop, WorkshopMember

Status = WorkshopMember.Status


class NoTrade(BadInput):
    """Something is made there."""

    message = _("Pilih keterampilan yang ada di sanggar ini.")


class TooManyPlaces(BadInput):
    """A workshop stays small."""

    message = _("Satu sanggar paling banyak %(most)s anggota. Buka sanggar lain untuk selebihnya.")


class WorkshopIsFull(Refusal):
    """Every place is taken."""

    message = _("Sanggar ini penuh: %(places)s tempat sudah terisi. Pilih sanggar lain, atau tunggu yang keluar.")


class WorkshopIsClosed(Refusal):
    """Nobody works there now."""

    message = _("Sanggar ini sedang tutup.")


class InAnotherWorkshop(Refusal):
    """One workshop at a time."""

    message = _("Orang ini sudah diajukan atau menjadi anggota di sanggar %(name)s.")


class AskerDecides(Refusal):
    """Whoever asked for somebody's entry doesn't decide it."""

    message = _("Yang mengajukan tidak bisa memutuskan. Minta supervisor atau kepala sentra.")
    status = 403


class NotHeld(Refusal):
    """Minutes that are not closed decide nothing."""

    message = _("Pembahasan kasus ini belum ditutup berita acaranya, atau tidak membahas orang ini.")


class NotAMember(Refusal):
    """Only members leave, and have days."""

    message = _("Orang ini bukan anggota sanggar sekarang.")


@transaction.atomic
def open_workshop(
    *,
    name: str,
    trades: Collection[str],
    by: Any,
    on: date,
    region_code: str = "",
    address: str = "",
    places: int | None = None,
    latitude: str = "",
    longitude: str = "",
) -> Workshop:
    """A community opens a workshop, of about twenty members; the same name in one place is the same workshop."""
    person_may(by=by, permission=LEAD)
    most = rules.in_force(on).workshop["places"]
    if not trades or not set(trades) <= set(Trade.values):
        raise NoTrade(fields={"trades": str(NoTrade.message)})
    if places is not None and not 1 <= places <= most:
        raise TooManyPlaces(most=most, fields={"places": str(TooManyPlaces.message % {"most": most})})
    told = {"trades": [one for one in Trade.values if one in trades], "places": places or most, "since": on, "by": by}
    told |= {"address": sentence(address, field="address", needed=False), **place(latitude, longitude)}
    made, _new = Workshop.objects.get_or_create(
        region_code=place_of(region_code, by), name=sentence(name, field="name"), defaults=told
    )
    return made


@transaction.atomic
def ask_entry(*, outreach_id: int, workshop_id: int, trade: str, wish: str, by: Any, on: date) -> WorkshopMember:
    """Somebody wishes to work there; a second person decides. The same wish again is the same."""
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    still_going(found)
    workshop = _workshop(workshop_id, by)
    if workshop.status != Workshop.Status.OPEN:
        raise WorkshopIsClosed(workshop)
    if trade not in workshop.trades:
        raise NoTrade(fields={"trade": str(NoTrade.message)})
    words = sentence(wish, field="wish")
    current = WorkshopMember.objects.filter(outreach=found, status__in=[Status.ASKED, Status.MEMBER]).first()
    if current is not None and current.workshop_id != workshop.pk:
        raise InAnotherWorkshop(current, name=current.workshop.name)
    return current or WorkshopMember.objects.create(
        case=found.case, outreach=found, workshop=workshop, trade=trade, wish=words, asked_on=on, asked_by=by
    )


@transaction.atomic
def decide_entry(
    *, member_id: int, agree: bool, said: str, by: Any, on: date, conference_id: int | None = None
) -> WorkshopMember:
    """Another person lets somebody in, with the minutes of the conference where there was one; never above the places.

    Raises AskerDecides, NotHeld, WorkshopIsFull. The same again changes nothing.
    """
    person_may(by=by, permission=DECIDE)
    found = _member(member_id, by)
    to = Status.MEMBER if agree else Status.REFUSED
    words = sentence(said)
    if found.status == to and found.decided_by_id == by.pk:
        return found
    if found.asked_by_id == by.pk:
        raise AskerDecides(found)
    told = {"said": words, "decided_on": on, "decided_by": by, "conference": _minutes(conference_id, found, by)}
    try:
        with transaction.atomic():
            return states.move(found, to, **told)
    except IntegrityError as error:
        raise WorkshopIsFull(found, places=found.workshop.places) from error


def _minutes(conference_id: int | None, member: WorkshopMember, by: Any) -> Conference | None:
    if conference_id is None:
        return None
    on_case = Conference.objects.visible_to(by).filter(pk=conference_id, status=Conference.Status.HELD)
    found = on_case.filter(decisions__case=member.case_id).first()
    if found is None:
        raise NotHeld(conference_id)
    return found


@transaction.atomic
def note_work_day(
    *, workshop_id: int, on: date, came: Collection[int], by: Any, pieces: Mapping[int, int] | None = None
) -> int:
    """Who came on a day, by membership, and what each finished; noted again it is corrected. Returns how many came."""
    person_may(by=by, permission=LEAD)
    workshop = _workshop(workshop_id, by)
    members = list(
        WorkshopMember.objects.visible_to(by).filter(workshop=workshop, status=Status.MEMBER, decided_on__lte=on)
    )
    known, made = {one.pk for one in members}, pieces or {}
    if not set(came) <= known or not set(made) <= set(came):
        raise NotAMember(workshop)
    WorkDay.objects.bulk_create(
        [
            WorkDay(
                case_id=one.case_id, outreach_id=one.outreach_id, member=one, on=on, came=one.pk in came,
                pieces=max(made.get(one.pk, 0), 0), by=by,
            )
            for one in members
        ],
        update_conflicts=True,
        unique_fields=["member", "on"],
        update_fields=["came", "pieces", "by"],
    )  # fmt: skip
    return len(set(came))


@transaction.atomic
def leave_workshop(*, member_id: int, to: str, said: str, by: Any, on: date) -> WorkshopMember:
    """Somebody goes on elsewhere; the place is free. The same again changes nothing."""
    person_may(by=by, permission=LEAD)
    found = _member(member_id, by)
    if found.status == Status.LEFT:
        return found
    if found.status != Status.MEMBER or to not in WorkshopMember.To.values:
        raise NotAMember(found)
    return states.move(found, Status.LEFT, left_on=on, left_to=to, said=sentence(said))


@transaction.atomic
def set_workshop(*, workshop_id: int, status: str, by: Any) -> Workshop:
    """Open or closed. The same again changes nothing."""
    person_may(by=by, permission=LEAD)
    _workshop(workshop_id, by)
    found = Workshop.objects.select_for_update().get(pk=workshop_id)
    return found if found.status == status else states.move(found, one_of(Workshop.Status, status, field="status"))


def _workshop(workshop_id: int, by: Any) -> Workshop:
    found = Workshop.objects.visible_to(by).filter(pk=workshop_id).first()
    if found is None:
        raise NotFound(workshop_id)
    return found


def _member(member_id: int, by: Any) -> WorkshopMember:
    found = WorkshopMember.objects.visible_to(by).select_for_update(of=("self",)).select_related("workshop").filter(
        pk=member_id
    ).first()  # fmt: skip
    if found is None:
        raise NotFound(member_id)
    return found
