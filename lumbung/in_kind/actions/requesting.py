"""Asking for a good, and taking the request back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.in_kind import kinds
from lumbung.in_kind.actions.common import OwnFamily, at_step, locked, person_may, sentence
from lumbung.in_kind.models import Request
from lumbung.proposals import queries as proposals
from lumbung.registry import queries as people
from lumbung.registry.models import Family, Person

Status = Request.Status


class NoSuchItem(BadInput):
    """Goods are asked for as the kind names them."""

    message = _("Tidak ada barang “%(item)s” dalam jenis ini. Pilih: %(known)s.")


class NotForThisFamily(BadInput):
    """Who the goods are for is an active member of an active family; a house is asked for the family."""

    message = _("Pilih anggota keluarga yang tercatat aktif untuk alat bantu; rumah diminta untuk keluarganya.")


class AlreadyAsked(Refusal):
    """The same good waits already."""

    message = _("Barang yang sama sudah diminta, nomor %(number)s, dan masih berjalan.")


@transaction.atomic
def file_request(
    *,
    kind: str,
    item: str,
    family_id: int,
    told_by: str,
    statement: str,
    by: Any,
    on: date,
    person_id: int | None = None,
) -> Request:
    """Note what is asked for a person or a house. The same request of the same officer again is the same record."""
    person_may(by=by, permission="in_kind.request")
    of_kind = _kind(kind, item)
    family = people.family(viewer=by, family_id=family_id)
    if family.pk in proposals.own_families(viewer=by):
        raise OwnFamily(family)
    person = _person(of_kind, family, person_id, by)
    words = {"told_by": sentence(told_by, field="told_by"), "statement": sentence(statement, field="statement")}
    same = Request.objects.filter(kind=kind, item=item, person=person).exclude(status__in=Request.ENDED)
    known = (same if person else same.filter(family=family)).first()
    if known is not None:
        if known.filed_by_id == by.pk and known.status == Status.ASKED and known.statement == words["statement"]:
            return known
        raise AlreadyAsked(known, number=known.pk)
    return Request.objects.create(
        region_code=family.region_code,
        kind=kind,
        item=item,
        family=family,
        person=person,
        filed_on=on,
        filed_by=by,
        **words,
    )


@transaction.atomic
def withdraw_request(*, request_id: int, said: str, by: Any, on: date) -> Request:
    """The family no longer wants it, before anything was set aside."""
    person_may(by=by, permission="in_kind.request")
    [found] = locked(request_ids=[request_id], by=by)
    if found.status == Status.WITHDRAWN:
        return found
    at_step([found], Status.ASKED, Status.ASSESSED, Status.LISTED)
    return states.move(found, Status.WITHDRAWN, said=sentence(said), closed_on=on)


def _kind(kind: str, item: str) -> kinds.Kind:
    if kind not in kinds.names():
        raise NotFound(kind)
    found = kinds.find(kind)
    known = [one.name for one in found.askable()]
    if item not in known:
        told = {"item": item, "known": ", ".join(known)}
        raise NoSuchItem(**told, fields={"item": str(NoSuchItem.message % told)})
    return found


def _person(kind: kinds.Kind, family: Family, person_id: int | None, by: Any) -> Person | None:
    person = people.person(viewer=by, person_id=person_id) if person_id else None
    fits = (person is not None) == (kind.of == kinds.PERSON)
    member = person is None or (person.family_id == family.pk and person.status == Person.Status.ACTIVE)
    if family.status != Family.Status.ACTIVE or not fits or not member:
        raise NotForThisFamily(fields={"person": str(NotForThisFamily.message)})
    return person
