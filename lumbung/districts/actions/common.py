"""What every act here does first: who may, about whom, in what words."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases import queries as cases
from lumbung.core import bulk, wording
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.core.wall import lifted
from lumbung.core.wording import SomebodyActs
from lumbung.proposals import queries as proposals
from lumbung.registry import queries as people
from lumbung.registry.models import Person


class SamePersonDecides(Refusal):
    """Whoever asked for something doesn't decide it."""

    message = _("Yang mengajukan tidak bisa menyetujui. Minta petugas lain.")
    status = 403


class OwnFamily(Refusal):
    """The officer belongs to the family, or has declared a relative in it."""

    message = _("Ini menyangkut keluarga Anda atau kerabat yang Anda nyatakan. Minta petugas lain.")
    status = 403


class SaySomething(BadInput):
    """A sentence is missing."""

    message = _("Tulis dalam satu kalimat.")


class NotCounted(BadInput):
    """Care is given to people who live here."""

    message = _("Pilih orang yang tercatat aktif.")


class NotByAList(Refusal):
    """Lists of the store and of payments are read by others than the team of a secret case."""

    message = _("Orang ini tidak diberi lewat daftar gudang atau pembayaran. Berikan menurut rencana kasusnya.")


def brought(statement: str, told: dict[str, Any], *, by: Any) -> int:
    """Carry out a statement that brings rows about many people, those in secret as well.

    Returns of how many the actor may know; the system, which acts for nobody, is told of all.
    """
    with lifted():
        if by.pk is None:
            return bulk.execute(statement, told)
        return int(bulk.rows(_KNOWN.format(statement=statement), told | {"viewer": by.pk})[0][0])


_KNOWN = """
    WITH brought AS ({statement} RETURNING person_id, outside)
    SELECT count(*) FROM brought
     WHERE person_id NOT IN (SELECT cases_kept_from(%(viewer)s::bigint)) OR outside = %(viewer)s
"""


def person_may(*, by: Any, permission: str) -> None:
    """A person with the permission."""
    allowed(by, permission)
    if by.pk is None:
        raise SomebodyActs


def sentence(text: str, *, field: str = "said", needed: bool = True) -> str:
    """A sentence that holds no number of anybody, and says something where it has to."""
    return wording.sentence(text, field=field, empty=SaySomething if needed else None)


def somebody(*, person_id: int, by: Any) -> Person:
    """An active person within reach who is not of the actor's own family.

    A secret case is no refusal, which would tell of it: see `outside`.
    """
    found = people.person(viewer=by, person_id=person_id)
    if found.status != Person.Status.ACTIVE:
        raise NotCounted(fields={"person_id": str(NotCounted.message)})
    if found.family_id in proposals.own_families(viewer=by):
        raise OwnFamily(found)
    return found


def outside(person: Person, by: Any) -> int | None:
    """What a new row about somebody says of who records it: their account, where a secret case is kept from them."""
    return by.pk if person.pk in cases.kept_from(viewer=by) else None


def known_to(rows: Any, person: Person, by: Any) -> Any:
    """What is recorded of somebody already, as whoever records knows it: rows in common, or their own from outside.

    Asked for by name, because the database keeps away what is kept from whoever acts, and not their own from the team.
    """
    own, found = Q(outside=by.pk), rows.filter(person=person)
    return found.filter(own if outside(person, by) else own | Q(outside=None))


def not_in_secret(person: Person, by: Any) -> None:
    """Raise NotByAList for somebody with a secret case; only their team comes so far, and it sees that case."""
    if cases.on_person(viewer=by, person_id=person.pk).filter(sensitive=True).exists():
        raise NotByAList(person)


def held(model: Any, pk: int, *, by: Any, person: str = "person") -> Any:
    """A row that the actor may see, held until the act is over; `person` leads to whom it is about."""
    found = model.objects.visible_to(by).select_for_update(of=("self",)).select_related(person).filter(pk=pk).first()
    about = row = found
    for name in person.split("__"):
        row, about = about, about and getattr(about, name)
    if about is None or (row.outside != by.pk and about.pk in cases.kept_from(viewer=by)):
        raise NotFound(pk)
    if about.family_id in proposals.own_families(viewer=by):
        raise OwnFamily(found)
    return found
