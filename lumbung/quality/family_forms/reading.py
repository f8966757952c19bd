"""Reads of forms: those under way, what one says so far beside the registry, and how far each block is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from lumbung.core.refusals import NotFound
from lumbung.law.parameters import Parameters, Values
from lumbung.quality.canonical import DWELLING, FIELDS, PERSON
from lumbung.quality.family_forms.answers import Filled, as_typed
from lumbung.quality.family_forms.blocks import Block, blocks_of, is_asked
from lumbung.quality.models import FamilyForm, FormAnswer
from lumbung.registry import queries as registry
from lumbung.registry.models import Family, Person


@dataclass(frozen=True)
class Progress:
    """How much of one block is answered, for the family or for one member."""

    block: Block
    member: int
    answered: int
    asked: int

    @property
    def is_whole(self) -> bool:
        """Whether every question that applies has an answer."""
        return self.answered == self.asked


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).with_name("parameters.yaml"))


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def forms(*, viewer: Any) -> QuerySet[FamilyForm]:
    """Forms within reach, those touched last first."""
    found = FamilyForm.objects.visible_to(viewer).select_related("by", "family", "batch")
    return found.order_by("-touched_at", "-pk")


def form(*, viewer: Any, form_id: int) -> FamilyForm:
    """One form; raises NotFound."""
    found = forms(viewer=viewer).filter(pk=form_id).first()
    if found is None:
        raise NotFound(form_id)
    return found


def answers_of(*, form: FamilyForm) -> Mapping[tuple[int, str], FormAnswer]:
    """Every answer by member and question."""
    found = FormAnswer.objects.filter(form=form, region_code=form.region_code).select_related("by")
    return {(answer.member, answer.field): answer for answer in found}


def filled(*, form: FamilyForm, viewer: Any) -> Filled:
    """What the form says so far, over what the registry says now."""
    given = answers_of(form=form)
    members: dict[int, dict[str, str | None]] = {number: {} for number in form.numbers()}
    family: dict[str, str | None] = {}
    for (member, name), answer in given.items():
        if member == 0:
            family[name] = answer.value
        elif member in members:
            members[member][name] = answer.value
    if form.family_id is None or form.status != FamilyForm.Status.OPEN:
        return Filled(family, members)
    known = registry.family(viewer=viewer, family_id=form.family_id)
    people = {person.pk: person for person in registry.members_of(viewer=viewer, family_id=known.pk)}
    places = {number: form.person_of(number) for number in members}
    former = {number: _of_person(people[pk]) for number, pk in places.items() if pk in people}
    return Filled(family, members, _of_family(known), former)


def progress(said: Filled) -> list[Progress]:
    """Block by block: the family's, then each member's."""
    found = [_progress(block, 0, said) for block in blocks_of("family")]
    return found + [_progress(block, number, said) for number in said.numbers() for block in blocks_of("member")]


def old_forms(*, on: date, viewer: Any) -> QuerySet[FamilyForm]:
    """Forms under way that nobody has touched for longer than forms are kept."""
    limit = date.fromordinal(on.toordinal() - in_force(on).days_a_form_is_kept)
    found = FamilyForm.objects.visible_to(viewer)
    return found.filter(status=FamilyForm.Status.OPEN, touched_at__date__lt=limit)


def _progress(block: Block, member: int, said: Filled) -> Progress:
    answers = said.of(member)
    asked = [name for name in block.questions if is_asked(name, answers)]
    return Progress(block, member, sum(1 for name in asked if answers.get(name)), len(asked))


def _of_family(family: Family) -> dict[str, str | None]:
    own = {"region_code": family.region_code, "kk": family.kk, "phone": family.phone}
    own["origin_key"] = None if family.kk else family.origin_key
    house = {name: getattr(family.dwelling, name) for name, asked in FIELDS.items() if asked.of == DWELLING}
    return {name: as_typed(value) for name, value in {**own, **house}.items()}


def _of_person(person: Person) -> dict[str, str | None]:
    names = [name for name, asked in FIELDS.items() if asked.of == PERSON and name != "birth_date_source"]
    return {name: as_typed(getattr(person, name)) for name in names}
