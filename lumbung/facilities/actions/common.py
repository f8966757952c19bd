"""What every act in a house does first: who may, which house, which stay, in what words."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import formats, wording
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wording import SomebodyActs
from lumbung.facilities.models import Facility, Stay


class SamePersonDecides(Refusal):
    """Whoever asked for something doesn't decide it."""

    message = _("Yang mengajukan tidak bisa menyetujui. Minta petugas lain.")
    status = 403


class SaySomething(BadInput):
    """A sentence is missing."""

    message = _("Isi bagian ini dengan satu kalimat.")


class HasLeft(Refusal):
    """The stay is over."""

    message = _("Penghuni ini sudah pulang pada %(day)s.")


class IsClosed(Refusal):
    """The house takes nobody."""

    message = _("Fasilitas ini sedang tutup.")


def person_may(by: Any) -> None:
    """Raise SomebodyActs for the system, which signs nothing."""
    if by.pk is None:
        raise SomebodyActs


def sentence(text: str, *, field: str = "said", needed: bool = True) -> str:
    """A sentence that holds no number of anybody, and says something where it has to."""
    return wording.sentence(text, field=field, empty=SaySomething if needed else None)


def house(*, facility_id: int, by: Any) -> Facility:
    """One house within reach; raises NotFound."""
    found = Facility.objects.visible_to(by).filter(pk=facility_id).first()
    if found is None:
        raise NotFound(facility_id)
    return found


def held_house(*, facility_id: int, by: Any) -> Facility:
    """The same, with its door held: one after the other is let in, so that beds are counted rightly.

    Held without its key: rows that only point at the house are written meanwhile.
    """
    found = Facility.objects.visible_to(by).select_for_update(no_key=True).filter(pk=facility_id).first()
    if found is None:
        raise NotFound(facility_id)
    if found.status == Facility.Status.CLOSED:
        raise IsClosed(found)
    return found


def held_stay(*, stay_id: int, by: Any) -> Stay:
    """A stay that the actor may see, held until the act is over; raises NotFound, HasLeft."""
    found = Stay.objects.visible_to(by).select_for_update(no_key=True).filter(pk=stay_id).first()
    if found is None:
        raise NotFound(stay_id)
    if not found.is_open:
        raise HasLeft(found, day=formats.day(found.left_on))
    return found


def day_of(at: datetime) -> date:
    """The day here of a moment."""
    return timezone.localdate(at)
