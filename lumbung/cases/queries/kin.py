"""Who stands around the person of a case: the family card, relatives written down, ties."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from lumbung.cases.kinship import Kin, Kinsman, kin_of
from lumbung.cases.models import Case, Relative, Tie
from lumbung.registry import queries as registry
from lumbung.registry.models import Person


def relatives(*, viewer: Any, case_id: int) -> QuerySet[Relative]:
    """Relatives that were written down for a case."""
    return Relative.objects.visible_to(viewer).filter(case_id=case_id).order_by("pk")


def ties(*, viewer: Any, case_id: int) -> QuerySet[Tie]:
    """Bonds with people and bodies around."""
    return Tie.objects.visible_to(viewer).filter(case_id=case_id).order_by("pk")


def kin(*, viewer: Any, case: Case, on: date) -> list[Kinsman]:
    """The person first, then the family card, then who was added; what was added of somebody on the card counts."""
    added = list(relatives(viewer=viewer, case_id=case.pk))
    known = {one.person_id: one for one in added if one.person_id}
    found = [_self(case, on)]
    if case.person is not None:
        members = registry.members_of(viewer=viewer, family_id=case.person.family_id).exclude(pk=case.person.pk)
        found += [_member(one, case.person, known.pop(one.pk, None), on) for one in members]
    return [*found, *(_added(one, on) for one in added if not one.person_id or one.person_id in known)]


def _self(case: Case, on: date) -> Kinsman:
    if case.person is None:
        return Kinsman(case.called, Kin.SELF)
    return Kinsman(case.called, Kin.SELF, case.person.sex, _age(case.person.birth_date, on), here=True)


def _member(one: Any, person: Any, said: Relative | None, on: date) -> Kinsman:
    gone = one.status == Person.Status.DEAD or bool(said and said.died)
    return Kinsman(
        one.name,
        said.kin if said else kin_of(one.relation, person.relation),
        one.sex,
        _age(one.birth_date, on),
        gone=gone,
        here=not gone and one.status == Person.Status.ACTIVE,
        note=said.note if said else "",
    )


def _added(one: Relative, on: date) -> Kinsman:
    age = on.year - one.birth_year if one.birth_year and not one.died else None
    return Kinsman(one.name, one.kin, one.sex or None, age, gone=one.died, here=one.lives_here, note=one.note)


def _age(born: date | None, on: date) -> int | None:
    return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))
