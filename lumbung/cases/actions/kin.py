"""Who stands around the person: note a relative or a tie, and take it off again."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.common import locked, person_may, sentence, still_open
from lumbung.cases.drawing.ecomap import Bond
from lumbung.cases.kinship import Kin
from lumbung.cases.models import Case, Relative, Tie
from lumbung.core.refusals import BadInput, NotFound
from lumbung.registry import codes
from lumbung.registry import queries as registry

ASSESS = "cases.assess"
EARLIEST = 1850


class NotARelative(BadInput):
    """Kinship, sex or year that nobody can have."""

    message = _("Periksa hubungan, jenis kelamin, dan tahun lahirnya. Yang sudah meninggal tidak tinggal serumah.")


class NotATie(BadInput):
    """A kind or a bond that the map doesn't know."""

    message = _("Pilih jenis dan keadaan hubungannya.")


@transaction.atomic
def note_relative(
    *, case_id: int, name: str, kin: str, by: Any, sex: str = "", birth_year: int | None = None, died: bool = False,
    lives_here: bool = False, note: str = "", person_id: int | None = None,
) -> Relative:  # fmt: skip
    """A relative of the person; the same again says it anew. `person_id` names somebody of the family card."""
    case = _case(case_id, by)
    sound = kin in Kin.values and kin != Kin.SELF and sex in ("", *codes.SEX) and not (died and lives_here)
    if not sound or (birth_year is not None and not EARLIEST <= birth_year <= case.opened_on.year + 1):
        raise NotARelative(fields={"kin": str(NotARelative.message)})
    named = sentence(name, field="name")
    who = registry.person(viewer=by, person_id=person_id) if person_id else None
    told = {"sex": sex, "birth_year": birth_year, "died": died, "lives_here": lives_here, "by_id": by.pk}
    told |= {"note": sentence(note, field="note", needed=False)}
    by_person, by_name = {"person": who}, {"person": None, "name": named, "kin": kin}
    noted, _new = Relative.objects.update_or_create(
        case=case, **(by_person if who else by_name), defaults={**told, "name": named, "kin": kin}
    )
    return noted


@transaction.atomic
def remove_relative(*, case_id: int, relative_id: int, by: Any) -> None:
    """Take a relative off again; the registry is not touched."""
    _removed(Relative, _case(case_id, by), relative_id)


@transaction.atomic
def note_tie(*, case_id: int, name: str, kind: str, bond: str, by: Any, note: str = "") -> Tie:
    """A bond of the person; the same name again says it anew."""
    case = _case(case_id, by)
    if kind not in Tie.Kind.values or bond not in Bond.values:
        raise NotATie(fields={"kind": str(NotATie.message)})
    told = {"kind": kind, "bond": bond, "note": sentence(note, field="note", needed=False), "by_id": by.pk}
    noted, _new = Tie.objects.update_or_create(case=case, name=sentence(name, field="name"), defaults=told)
    return noted


@transaction.atomic
def remove_tie(*, case_id: int, tie_id: int, by: Any) -> None:
    """Take a bond off the map again."""
    _removed(Tie, _case(case_id, by), tie_id)


def _case(case_id: int, by: Any) -> Case:
    person_may(by=by, permission=ASSESS)
    case = locked(case_id=case_id, by=by)
    still_open(case)
    return case


def _removed(model: type[Relative] | type[Tie], case: Case, pk: int) -> None:
    found = model.objects.filter(case=case, pk=pk).first()
    if found is None:
        raise NotFound(pk)
    found.delete()
