"""Handing in a proposal, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wording import one_of
from lumbung.proposals import queries, rules
from lumbung.proposals.actions.common import OwnFamily, in_window, person_may, sentence
from lumbung.proposals.models import Proposal, ProposedChange, Step
from lumbung.proposals.models.way import ENDED, Status
from lumbung.registry import actions as registry
from lumbung.registry import queries as people
from lumbung.registry.models import Family, Person

Kind = Proposal.Kind


class NoSuchProgramme(BadInput):
    """Proposals are taken for programmes that the calendar names."""

    message = _("Tidak ada program “%(programme)s” untuk usulan. Pilih: %(known)s.")


class FamilyNotActive(Refusal):
    """A family that does not count cannot be proposed."""

    message = _("Keluarga ini tidak lagi tercatat aktif. Cari keluarga yang sekarang.")


class AlreadyOpen(Refusal):
    """The same request waits already."""

    message = _("Keluarga ini sudah punya usulan yang sama, nomor %(number)s, dan masih berjalan.")


class TooWellOff(Refusal):
    """The family's decile is above what proposals are taken for."""

    message = _(
        "Keluarga ini di desil %(decile)s; usulan bansos diterima untuk desil 1 sampai %(limit)s. "
        "Bila keadaannya sudah berubah, ajukan pembaruan data."
    )


class NothingChanges(BadInput):
    """A data update without a change."""

    message = _("Belum ada isian yang berubah. Ubah paling sedikit satu isian.")


class ObjectorElsewhere(BadInput):
    """Who objects lives in the same village, in another family."""

    message = _("Yang menyanggah harus warga desa yang sama, dari keluarga lain.")


class NotAMember(BadInput):
    """Nobody gives up the aid of others."""

    message = _("Yang mengundurkan diri harus anggota keluarga ini.")


class NothingToReactivate(Refusal):
    """Neither resigned nor judged unfit."""

    message = _(
        "Keluarga ini tidak mengundurkan diri dan tidak dinyatakan tidak layak, jadi tidak perlu diaktifkan lagi."
    )


@dataclass(frozen=True)
class Change:
    """One answer that should read otherwise; values as the registry's fields hold them."""

    record: str
    record_id: int
    field: str
    new: Any


@transaction.atomic
def file_proposal(
    *,
    kind: str,
    family_id: int,
    channel: str,
    told_by: str,
    statement: str,
    by: Any,
    on: date,
    programme: str = "",
    citizen_id: int | None = None,
    changes: Sequence[Change] = (),
) -> Proposal:
    """Note what the neighbourhood or a citizen asks for a family; from here on everybody can see where it waits."""
    person_may(by=by, permission="proposals.file")
    family = people.family(viewer=by, family_id=family_id)
    if family.pk in queries.own_families(viewer=by):
        raise OwnFamily(family)
    if family.status != Family.Status.ACTIVE:
        raise FamilyNotActive(family)
    _check_programme(programme, on)
    in_window(act="entry", kind=kind, region_code=family.region_code, on=on)
    citizen = _citizen(kind, family, citizen_id, by)
    _check_kind(kind, family, programme, by, on)
    told = _changes(kind, family, changes, by)
    made = Proposal.objects.create(
        region_code=family.region_code,
        family=family,
        kind=Kind(kind),
        programme=programme,
        channel=one_of(Proposal.Channel, channel, field="channel"),
        told_by=sentence(told_by, field="told_by"),
        citizen=citizen,
        statement=sentence(statement, field="statement"),
        filed_on=on,
        due_on=rules.due_on(kind=kind, filed_on=on),
        step_since=on,
        filed_by=by,
        decile_before=queries.decile_of(viewer=by, family_id=family.pk),
    )
    ProposedChange.objects.bulk_create(
        ProposedChange(proposal=made, region_code=made.region_code, **one) for one in told
    )
    Step.objects.create(
        proposal=made, region_code=made.region_code, act="file", status_after=Status.REPORTED, on=on, by=by
    )
    return made


def _check_programme(programme: str, on: date) -> None:
    known = rules.in_force(on).programmes
    if programme and programme not in known:
        raise NoSuchProgramme(programme=programme, known=", ".join(known), fields={"programme": ", ".join(known)})


def _check_kind(kind: str, family: Family, programme: str, by: Any, on: date) -> None:
    """What each kind asks of the family itself."""
    same = Proposal.objects.filter(family=family, kind=kind, programme=programme).exclude(status__in=ENDED)
    if (open_one := same.first()) is not None:
        raise AlreadyOpen(open_one, number=open_one.pk)
    if kind == Kind.AID:
        decile, limit = queries.decile_of(viewer=by, family_id=family.pk), rules.in_force(on).aid_max_decile
        if decile is not None and decile > limit:
            raise TooWellOff(family, decile=decile, limit=limit)
    if kind == Kind.REACTIVATION and not queries.marks_in_force(viewer=by, family_id=family.pk).exists():
        raise NothingToReactivate(family)


def _citizen(kind: str, family: Family, citizen_id: int | None, by: Any) -> Person | None:
    """On whose word: a neighbour for an objection, a member for a resignation, else a member if anybody."""
    if citizen_id is None:
        if kind in (Kind.OBJECTION, Kind.RESIGNATION):
            refusal = ObjectorElsewhere if kind == Kind.OBJECTION else NotAMember
            raise refusal(fields={"citizen": str(refusal.message)})
        return None
    citizen = people.person(viewer=by, person_id=citizen_id)
    if citizen.status != Person.Status.ACTIVE:
        raise NotFound(citizen_id)
    if kind == Kind.OBJECTION:
        if citizen.family_id == family.pk or citizen.region_code != family.region_code:
            raise ObjectorElsewhere(fields={"citizen": str(ObjectorElsewhere.message)})
    elif citizen.family_id != family.pk:
        raise NotAMember(fields={"citizen": str(NotAMember.message)})
    return citizen


def _changes(kind: str, family: Family, changes: Sequence[Change], by: Any) -> list[Mapping[str, Any]]:
    """Old and new of every answer that differs."""
    asked = {(one.record, one.instance.pk): one for one in queries.answers_of(viewer=by, family_id=family.pk)}
    told: list[Mapping[str, Any]] = []
    for change in changes if kind == Kind.UPDATE else ():
        record = asked.get((change.record, change.record_id))
        if record is None or change.field not in record.fields:
            raise NotFound(change)
        old = registry.as_written(value=getattr(record.instance, change.field))
        new = registry.as_written(value=change.new)
        if new and rules.writes_a_number(new):
            sentence(new, field=change.field)
        if (old or None) != (new or None):
            key = {"record": change.record, "record_id": change.record_id, "field": change.field}
            told.append({**key, "old": old or None, "new": new or None})
    if kind == Kind.UPDATE and not told:
        raise NothingChanges(fields={"": str(NothingChanges.message)})
    return told
