"""More time for a stay: asked by one person, given by another after a case conference."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.facilities import rules
from lumbung.facilities.actions.common import SamePersonDecides, held_stay, person_may, sentence
from lumbung.facilities.models import Extension, Placement


class NoMoreExtensions(Refusal):
    """This kind of stay was extended as often as it may be."""

    message = _("Jenis tinggal ini sudah diperpanjang %(times)s kali dan tidak bisa diperpanjang lagi.")


class NeverExtended(NoMoreExtensions):
    """This kind of stay ends when it ends."""

    message = _("Jenis tinggal ini tidak bisa diperpanjang. Pulangkan, atau terima dengan jenis tinggal lain.")


class ConferenceMissing(BadInput):
    """More time stands in the minutes of a case conference."""

    message = _("Tulis nomor notula rapat kasus yang memutuskannya.")


@transaction.atomic
def ask_extension(*, stay_id: int, said: str, by: Any, on: date) -> Extension:
    """Ask for more time; how much is a dated figure. The same question of the same person is the same record."""
    allowed(by, "facilities.admit")
    person_may(by)
    stay = held_stay(stay_id=stay_id, by=by)
    open_ = Extension.objects.visible_to(by).filter(stay=stay, status=Extension.Status.ASKED).first()
    if open_ is not None:
        return open_
    until = rules.extended(stay.stay_type, stay.due_on, stay.extensions, rules.in_force(on))
    if until is None:
        raise NoMoreExtensions(stay, times=stay.extensions) if stay.extensions else NeverExtended(stay)
    return Extension.objects.create(
        region_code=stay.region_code, stay=stay, until=until, said=sentence(said), asked_by=by, asked_on=on
    )


@transaction.atomic
def decide_extension(*, extension_id: int, agree: bool, by: Any, on: date, conference: str = "") -> Extension:
    """A second person decides as the conference did; `conference` names its minutes.

    Raises SamePersonDecides, ConferenceMissing; the database keeps both.
    """
    allowed(by, "facilities.decide_stay")
    person_may(by)
    found = Extension.objects.visible_to(by).select_for_update().filter(pk=extension_id).first()
    if found is None:
        raise NotFound(extension_id)
    to = Extension.Status.AGREED if agree else Extension.Status.REFUSED
    minutes = sentence(conference, field="conference", needed=False)
    if found.status == to and found.decided_by_id == by.pk:
        return found
    if found.asked_by_id == by.pk:
        raise SamePersonDecides(found)
    if agree and not minutes:
        raise ConferenceMissing(fields={"conference": str(ConferenceMissing.message)})
    stay = held_stay(stay_id=found.stay_id, by=by)
    decided = states.move(found, to, decided_by=by, decided_on=on, conference=minutes)
    if agree:
        stay.due_on, stay.extensions, stay.conference = found.until, stay.extensions + 1, minutes
        stay.save(update_fields=["due_on", "extensions", "conference"])
        Placement.objects.filter(stay=stay, during__upper_inf=True).update(due_on=found.until)
    return decided
