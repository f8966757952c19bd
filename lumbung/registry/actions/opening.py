"""Opening a file: whoever looks into a family or a person leaves a note of who, when and what for."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lumbung.core import crypto
from lumbung.core.reach import Reach, narrow_connection
from lumbung.core.refusals import BadInput, allowed
from lumbung.core.wording import SomebodyActs
from lumbung.registry import queries
from lumbung.registry.models import Access, Family, Person

MAY_LOOK = "registry.view"


@dataclass(frozen=True)
class Numbers:
    """The full numbers of one file, to be shown once."""

    card: str | None
    phone: str | None
    people: list[tuple[str, str | None]]
    noted: Access


def open_family(*, family_id: int, by: Any, purpose: str) -> tuple[Family, Access]:
    """The family, and the note that it was opened; raises NotAllowed, NotFound and SomebodyActs."""
    allowed(by, MAY_LOOK)
    family = queries.family(viewer=by, family_id=family_id)
    return family, _note(Access.Kind.FAMILY, family, by, purpose)


def open_person(*, person_id: int, by: Any, purpose: str) -> tuple[Person, Access]:
    """The person, and the note that the file was opened; raises NotAllowed, NotFound and SomebodyActs."""
    allowed(by, MAY_LOOK)
    person = queries.person(viewer=by, person_id=person_id)
    return person, _note(Access.Kind.PERSON, person, by, purpose)


def show_numbers(*, family_id: int, by: Any, purpose: str) -> Numbers:
    """The card number and every member's NIK in full, with the reason noted; raises NotAllowed, NotFound, BadInput."""
    allowed(by, "registry.reveal_number")
    if not purpose.strip():
        raise BadInput(fields={"purpose": _("Pilih alasan melihat nomor lengkap.")})
    family = queries.family(viewer=by, family_id=family_id)
    members = queries.members_of(viewer=by, family_id=family_id)
    noted = _note(Access.Kind.FAMILY, family, by, purpose, numbers_shown=True)
    return Numbers(family.kk, family.phone, [(one.name, one.nik) for one in members], noted)


def note_asked_beyond_reach(*, nik: str, by: Any, purpose: str) -> int:
    """Note in the files of people beyond the asker's reach that somebody asked whether their NIK is registered."""
    if by.pk is None:
        return 0
    former = narrow_connection(Reach.national())
    held = Person.objects.filter(nik_index=crypto.blind(nik, "nik")).exclude(status=Person.Status.MERGED)
    held = held.exclude(region_code__gte=by.reach.lo, region_code__lt=by.reach.hi)
    noted = [_note(Access.Kind.PERSON, person, by, purpose) for person in held]
    narrow_connection(Reach(*former))
    return len(noted)


def _note(kind: str, record: Family | Person, by: Any, purpose: str, *, numbers_shown: bool = False) -> Access:
    if by.pk is None:
        raise SomebodyActs(record)
    return Access.objects.create(
        user=by,
        kind=kind,
        record_id=record.pk,
        region_code=record.region_code,
        purpose=purpose,
        numbers_shown=numbers_shown,
    )
