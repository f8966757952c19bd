"""Which value survives a merge: field by field, with a proposal and its reason.

Known stands before unknown; a birth date or sex that the NIK confirms before one that it denies; one's own family
(as head or spouse) before a parent's; else what the surviving record says. Nothing is blended.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.registry import identity
from lumbung.registry.models import Family, Person

SURVIVOR, ABSORBED = "survivor", "absorbed"
HOME, DWELLING = "family", "dwelling"
OWN_FAMILY = (1, 2)
"""Relations (question 409) of who keeps a family of their own: head, spouse."""

_NEVER = {"id", "status", "merged_into_id", "batch_id", "source_row", "updated_at", "region_code", "origin"}
_NEVER |= {"origin_key", "registered_on"}
_TOGETHER = {
    "nik": ("nik", "nik_index"),
    "name": ("name", "name_key", "name_keys"),
    "mother_name": ("mother_name", "mother_key"),
    "birth_date": ("birth_date", "birth_date_source"),
    HOME: ("family_id", "relation", "in_family_since", "region_code"),
    "kk": ("kk", "kk_index"),
    "phone": ("phone", "phone_index"),
    DWELLING: ("dwelling_id", "region_code"),
}
"""Columns that go together: a number with its blind index, a name with its keys, a home with the place in it."""

KNOWN_HERE = _("Hanya diketahui di catatan ini")
NIK_AGREES = _("Cocok dengan NIK")
OWN_HOME = _("Keluarga sendiri, sebagai kepala atau pasangan")
NEWER_HOME = _("Keluarga yang lebih baru tercatat")
AS_SURVIVOR = _("Menurut catatan yang dipertahankan")


@dataclass(frozen=True)
class Choice:
    """One field in which two records differ, the record whose value is proposed, and why."""

    name: str
    label: Any
    proposed: int
    because: Any


def survivor(one: Any, other: Any) -> Any:
    """The record that is proposed to stay: one that counts, in a family that counts, and of two such the older."""

    def rank(record: Any) -> tuple[bool, bool, int]:
        family = record.family if isinstance(record, Person) else record
        return record.status != "active", family.status != "active", record.pk

    return min(one, other, key=rank)


def columns(model: type, name: str) -> tuple[str, ...]:
    """The columns that move with a field."""
    return _TOGETHER[name] if name in _TOGETHER else (model._meta.get_field(name).attname,)  # type: ignore[attr-defined]


def fields(model: type) -> list[str]:
    """Every field of a record that can be chosen, in the order of the form."""
    led = {column for name, group in _TOGETHER.items() for column in group if column != name}
    own = list(model._meta.local_concrete_fields)  # type: ignore[attr-defined]
    return [one.name for one in own if one.attname not in _NEVER and (one.name in _TOGETHER or one.attname not in led)]


def choices(survivor: Any, absorbed: Any, *, on: date) -> list[Choice]:
    """Where the two records differ, each with the proposal."""
    model = type(survivor)
    found = []
    for name in fields(model):
        mine, other = _value(survivor, name), _value(absorbed, name)
        if mine == other:
            continue
        side, because = _proposal(name, survivor, absorbed, on)
        proposed = absorbed if side == ABSORBED else survivor
        found.append(Choice(name, model._meta.get_field(name).verbose_name, proposed.pk, because))
    return found


def from_absorbed(survivor: Any, absorbed: Any, chosen: Mapping[str, int] | None, *, on: date) -> list[str]:
    """The fields to take from the absorbed record: as chosen (field → record), and as proposed where nobody chose."""
    differing = choices(survivor, absorbed, on=on)
    chosen = chosen or {}
    return [one.name for one in differing if chosen.get(one.name, one.proposed) == absorbed.pk]


def _value(record: Any, name: str) -> Any:
    """What is compared: a number by its blind index, a relation by its key, an empty text as unknown."""
    column = {"nik": "nik_index", "kk": "kk_index", "phone": "phone_index"}.get(name)
    value = getattr(record, column or type(record)._meta.get_field(name).attname)
    return None if value == "" else value


def _proposal(name: str, survivor: Any, absorbed: Any, on: date) -> tuple[str, Any]:
    mine, other = _value(survivor, name), _value(absorbed, name)
    if mine is None:
        return ABSORBED, KNOWN_HERE
    if other is None:
        return SURVIVOR, KNOWN_HERE
    if name == HOME:
        return _home(survivor, absorbed)
    if name in ("birth_date", "sex"):
        return _by_number(name, survivor, absorbed, on)
    return SURVIVOR, AS_SURVIVOR


def _home(survivor: Person, absorbed: Person) -> tuple[str, Any]:
    own = {side: one.relation in OWN_FAMILY for side, one in ((SURVIVOR, survivor), (ABSORBED, absorbed))}
    if own[SURVIVOR] != own[ABSORBED]:
        return (SURVIVOR if own[SURVIVOR] else ABSORBED), OWN_HOME
    if absorbed.family.status != Family.Status.ACTIVE or absorbed.status != Person.Status.ACTIVE:
        return SURVIVOR, AS_SURVIVOR
    newer = absorbed.in_family_since > survivor.in_family_since
    return (ABSORBED, NEWER_HOME) if newer else (SURVIVOR, AS_SURVIVOR)


def _by_number(name: str, survivor: Person, absorbed: Person, on: date) -> tuple[str, Any]:
    number = survivor.nik or absorbed.nik
    if not number:
        return SURVIVOR, AS_SURVIVOR
    said = identity.parts_of(number, on=on)
    agrees = {side: _says(name, said, one) for side, one in ((SURVIVOR, survivor), (ABSORBED, absorbed))}
    if agrees[SURVIVOR] != agrees[ABSORBED]:
        return (SURVIVOR if agrees[SURVIVOR] else ABSORBED), NIK_AGREES
    return SURVIVOR, AS_SURVIVOR


def _says(name: str, said: identity.Parts, person: Person) -> bool:
    """The century is not in the number, so of the year only two digits are compared."""
    if name == "sex":
        return said.sex == person.sex
    return bool(said.born and person.birth_date and f"{said.born:%d%m%y}" == f"{person.birth_date:%d%m%y}")
