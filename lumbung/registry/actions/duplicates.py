"""Closing the second record of one person."""

from django.db import transaction

from lumbung.core import states
from lumbung.registry.models import Family, Person


@transaction.atomic
def close_as_duplicate(*, person_id: int) -> Person:
    """The record no longer counts; its family closes with it when nobody else in it does."""
    person = Person.objects.select_for_update().get(pk=person_id)
    states.move(person, Person.Status.MERGED)
    family = Family.objects.select_for_update().get(pk=person.family_id)
    if family.status == Family.Status.ACTIVE and not family.members.filter(status=Person.Status.ACTIVE).exists():
        states.move(family, Family.Status.MERGED)
    return person
