"""Two records side by side: fact by fact, with what each fact says for or against one person, and who lives with them.

A NIK is compared, never shown: beside a birth date four digits give it away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lumbung.core import formats
from lumbung.core.crypto import mask
from lumbung.quality.canonical import FIELDS
from lumbung.quality.linkage import words
from lumbung.quality.models import DuplicatePair
from lumbung.quality.telling import HIDDEN, place
from lumbung.registry import codes
from lumbung.registry import queries as registry
from lumbung.registry.models import Person

SAME, DIFFERS, ONE_KNOWN, UNKNOWN = "same", "differs", "one_known", "unknown"
VERDICTS = {
    SAME: ("ok", gettext_lazy("Sama")),
    DIFFERS: ("do", gettext_lazy("Berbeda")),
    ONE_KNOWN: ("q", gettext_lazy("Hanya satu diketahui")),
    UNKNOWN: ("q", gettext_lazy("Belum diketahui")),
}
STRENGTHS = (
    (6.0, gettext_lazy("mendukung kuat")),
    (2.0, gettext_lazy("mendukung")),
    (0.5, gettext_lazy("sedikit mendukung")),
    (-0.5, gettext_lazy("tidak menentukan")),
    (-2.0, gettext_lazy("sedikit melemahkan")),
    (-6.0, gettext_lazy("melemahkan")),
    (float("-inf"), gettext_lazy("sangat melemahkan")),
)
"""From so many doublings of the odds on: six make one person 64 times as likely."""
NOT_WEIGHED = ""


@dataclass(frozen=True)
class Compared:
    """One fact of both records: whether they agree, and what the model made of it, in words."""

    key: str
    label: Any
    a: str
    b: str
    badge: str
    verdict: Any
    weight: str = NOT_WEIGHED


@dataclass(frozen=True)
class Companion:
    """Somebody who lives with one of the two; `shared` when the other family has somebody alike."""

    person: Person
    relation: Any
    age: int | None
    shared: bool


def compared(pair: DuplicatePair, a: Person, b: Person) -> list[Compared]:
    """Every fact, those first that the model weighed, then the others in the order of the form."""
    weights = {one["field"]: _weighed(one) for one in pair.weights}
    told = [_numbers(a, b, weights.get("nik", NOT_WEIGHED))]
    for key, label, value in _FACTS:
        hidden = _HIDDEN.get(key)
        same = getattr(a.family, hidden) == getattr(b.family, hidden) if hidden else None
        weight = weights.get(_WEIGHED_AS.get(key, key), NOT_WEIGHED)
        told.append(_fact(key, label, (value(a), value(b)), same, weight))
    return told


def companions(viewer: Any, one: Person, other: Person, *, on: date) -> list[Companion]:
    """The family of one record, marked where the family of the other has somebody alike."""
    alike = registry.members_alike(viewer=viewer, family_id=other.family_id, other_id=one.family_id)
    shared = set() if one.family_id == other.family_id else set(alike)
    return [
        Companion(
            member,
            codes.word(codes.RELATION, member.relation) or formats.NOTHING,
            registry.age_on(born=member.birth_date, on=on),
            member.pk in shared,
        )
        for member in registry.members_of(viewer=viewer, family_id=one.family_id)
        if member.pk != one.pk
    ]


def in_words(person: Person, name: str) -> str:
    """One field of a record in words; a number stays hidden."""
    if name in ("nik", "phone", "kk"):
        return HIDDEN if getattr(person, name) else formats.NOTHING
    if name == "family":
        head = person.family.head_name or formats.NOTHING
        relation = codes.word(codes.RELATION, person.relation)
        return _("Keluarga %(head)s, sebagai %(relation)s") % {"head": head, "relation": str(relation).lower()}
    field: Any = person._meta.get_field(name)
    value = getattr(person, name)
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if isinstance(value, date):
        return formats.day(value)
    return str(getattr(person, f"get_{name}_display")() if field.choices else value or formats.NOTHING)


def strength(weight: float) -> Any:
    """A weight in doublings of the odds, in words."""
    return next(said for least, said in STRENGTHS if weight >= least)


def _weighed(one: Mapping[str, Any]) -> str:
    """`hampir sama: mendukung kuat`."""
    told = {"level": words.words(one["field"], one["level"]), "strength": strength(float(one["weight"]))}
    return _("%(level)s: %(strength)s") % told


def _fact(key: str, label: Any, values: tuple[str, str], same: bool | None, weight: str) -> Compared:
    a, b = ("" if value == formats.NOTHING else value for value in values)
    state = _state(a, b)
    if same is False and state == SAME:
        state = DIFFERS
    badge, verdict = VERDICTS[state]
    return Compared(key, label, a or formats.NOTHING, b or formats.NOTHING, badge, verdict, weight)


def _numbers(a: Person, b: Person, weight: str) -> Compared:
    shown = [HIDDEN if person.nik else formats.NOTHING for person in (a, b)]
    badge, agrees = VERDICTS[_state(a.nik or "", b.nik or "")]
    verdict = _how_far(a.nik, b.nik) if a.nik and b.nik and a.nik != b.nik else agrees
    return Compared("nik", FIELDS["nik"].label, shown[0], shown[1], badge, verdict, weight)


def _how_far(one: str, other: str) -> str:
    """In how many places two numbers differ, without telling the places."""
    apart = [at for at, digits in enumerate(zip(one, other, strict=False)) if digits[0] != digits[1]]
    if len(one) != len(other):
        return _("Panjangnya berbeda")
    if len(apart) == 2 and apart[1] == apart[0] + 1 and one[apart[0]] == other[apart[1]]:
        return _("Dua angka tertukar")
    return ngettext("Beda %(count)s angka", "Beda %(count)s angka", len(apart)) % {"count": len(apart)}


def _state(a: str, b: str) -> str:
    if not a and not b:
        return UNKNOWN
    if not a or not b:
        return ONE_KNOWN
    return SAME if a == b else DIFFERS


def _address(person: Person) -> str:
    dwelling = person.family.dwelling
    streets = [dwelling.address, dwelling.hamlet]
    block = f"RT {dwelling.rt}/RW {dwelling.rw or formats.NOTHING}" if dwelling.rt else ""
    return ", ".join(part for part in (*streets, block) if part)


_HIDDEN = {"kk": "kk_index", "phone": "phone_index"}
"""Numbers of which only four digits are shown are compared by their blind index."""
_WEIGHED_AS = {"mother_name": "mother", "region_code": "village", "kk": "household"}
_FACTS: tuple[tuple[str, Any, Callable[[Person], str]], ...] = (
    ("name", FIELDS["name"].label, lambda person: person.name),
    ("birth_date", FIELDS["birth_date"].label, lambda person: formats.day(person.birth_date)),
    ("sex", FIELDS["sex"].label, lambda person: str(codes.word(codes.SEX, person.sex))),
    ("mother_name", FIELDS["mother_name"].label, lambda person: person.mother_name),
    ("birth_place", FIELDS["birth_place"].label, lambda person: person.birth_place),
    ("relation", FIELDS["relation"].label, lambda person: str(codes.word(codes.RELATION, person.relation))),
    ("kk", FIELDS["kk"].label, lambda person: mask(person.family.kk)),
    ("phone", gettext_lazy("Telepon"), lambda person: mask(person.family.phone)),
    ("address", FIELDS["address"].label, _address),
    ("region_code", FIELDS["region_code"].label, lambda person: place(person.region_code)),
    ("status", gettext_lazy("Keadaan"), lambda person: str(person.get_status_display())),
)
