"""Later it is known who somebody is in the registry."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.common import locked, not_own, person_may, still_open
from lumbung.cases.actions.opening import AlreadyOpen
from lumbung.cases.models import Case
from lumbung.core.refusals import Refusal
from lumbung.registry import queries as registry


class AlreadyNamed(Refusal):
    """A case is not handed from one person to another."""

    message = _("Kasus ini sudah mencatat siapa orangnya.")


@transaction.atomic
def name_person(*, case_id: int, person_id: int, by: Any) -> Case:
    """A case that began with a name only gets its person; the same again changes nothing.

    Raises AlreadyOpen where the person has another open case of the cluster.
    """
    person_may(by=by, permission="cases.work")
    found = locked(case_id=case_id, by=by)
    still_open(found)
    person = registry.person(viewer=by, person_id=person_id)
    not_own(person, by)
    if found.person_id == person.pk:
        return found
    if found.person_id is not None:
        raise AlreadyNamed(found)
    found.person, found.called = person, person.name
    try:
        with transaction.atomic():
            found.save(update_fields=["person", "called"])
    except IntegrityError as error:
        other = Case.objects.open().visible_to(by).filter(person=person, cluster=found.cluster).first()
        raise AlreadyOpen(other, number=other.pk if other else "–") from error
    return found
