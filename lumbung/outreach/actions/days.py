"""Mobile service days: planned with a place and services, who was served, closed with the count."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.outreach.actions.common import LEAD, person_may, sentence
from lumbung.outreach.actions.groups import place_of
from lumbung.outreach.models import Served, Service, ServiceDay


class NoService(BadInput):
    """Something is offered."""

    message = _("Pilih paling sedikit satu layanan yang ditawarkan hari itu.")


class DayIsOver(Refusal):
    """What was counted stays counted."""

    message = _("Layanan keliling ini “%(now)s”.")


class DayToCome(Refusal):
    """What has not been is not noted."""

    message = _("Layanan keliling ini belum berlangsung.")


@transaction.atomic
def plan_day(*, on: date, place: str, services: Collection[str], by: Any, region_code: str = "") -> ServiceDay:
    """The centre comes to a place; the same day at the same place is the same."""
    person_may(by=by, permission=LEAD)
    offered = _services(services)
    made, _new = ServiceDay.objects.get_or_create(
        region_code=place_of(region_code, by),
        on=on,
        place=sentence(place, field="place"),
        defaults={"services": offered, "by": by},
    )
    return made


@transaction.atomic
def serve(
    *, day_id: int, called: str, services: Collection[str], by: Any, on: date, secret: bool = False
) -> Served:  # fmt: skip
    """Somebody came and got something; the same name on one day is the same person, with all they got.

    Who wishes that nobody knows of it (`secret`) is known to who writes it down.
    """
    person_may(by=by, permission=LEAD)
    day = _day(day_id, by)
    if day.status == ServiceDay.Status.CANCELLED:
        raise DayIsOver(day, now=day.get_status_display())
    if on < day.on:
        raise DayToCome(day)
    given = [one for one in _services(services) if one in day.services]
    if not given:
        raise NoService(fields={"services": str(NoService.message)})
    who = {"readers": [by.pk], "by": by} if secret else {"readers": None}
    made, new = Served.objects.get_or_create(
        day=day,
        called=sentence(called, field="called"),
        **who,
        defaults={"services": given, "by": by, "region_code": day.region_code},
    )
    if not new and not set(given) <= set(made.services):
        made.services = [one for one in Service.values if one in {*made.services, *given}]
        made.save(update_fields=["services"])
    return made


@transaction.atomic
def close_day(*, day_id: int, by: Any, on: date, unnamed: int = 0, said: str = "") -> ServiceDay:
    """The day is over; how many more were served whose name nobody wrote. The same again changes nothing."""
    person_may(by=by, permission=LEAD)
    day = _day(day_id, by)
    if day.status == ServiceDay.Status.HELD:
        return day
    if on < day.on:
        raise DayToCome(day)
    words = sentence(said, needed=False)
    return states.move(day, ServiceDay.Status.HELD, unnamed=max(unnamed, 0), said=words)


@transaction.atomic
def cancel_day(*, day_id: int, said: str, by: Any) -> ServiceDay:
    """The centre doesn't come. The same again changes nothing."""
    person_may(by=by, permission=LEAD)
    day = _day(day_id, by)
    if day.status == ServiceDay.Status.CANCELLED:
        return day
    return states.move(day, ServiceDay.Status.CANCELLED, said=sentence(said))


def _services(services: Collection[str]) -> list[str]:
    if not services or not set(services) <= set(Service.values):
        raise NoService(fields={"services": str(NoService.message)})
    return [one for one in Service.values if one in services]


def _day(day_id: int, by: Any) -> ServiceDay:
    found = ServiceDay.objects.visible_to(by).select_for_update().filter(pk=day_id).first()
    if found is None:
        raise NotFound(day_id)
    return found
