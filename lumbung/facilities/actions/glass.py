"""Breaking the glass: somebody whom nobody named reads a secret stay in an emergency, and answers for it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import glass, wall
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal, allowed
from lumbung.facilities import rules
from lumbung.facilities.actions.common import day_of, person_may, sentence
from lumbung.facilities.models import Glass, Stay


class GlassNotNeeded(Refusal):
    """The stay is open to this person anyway."""

    message = _("Data tinggal ini sudah terbuka untuk Anda.")


class NoVerdict(BadInput):
    """There was reason enough, or there was not."""

    message = _("Pilih beralasan atau tidak beralasan.")


@transaction.atomic
def break_glass(*, stay_id: int, reason: str, by: Any, at: datetime) -> Glass:
    """Read a secret stay for some hours; its readers are told at once. While it is open, the same again is the same
    entry. A number that is no stay of the region answers as if there were none."""
    allowed(by, "facilities.break_glass")
    person_may(by)
    told = sentence(reason, field="reason")
    with wall.lifted():
        found = Stay.objects.filter(
            pk=stay_id, region_code__gte=by.reach.lo, region_code__lt=by.reach.hi
        ).first()  # fmt: skip
        if found is None:
            raise NotFound(stay_id)
        opened = Glass.objects.filter(stay=found, user=by, until__gt=at).first()
        if opened is not None:
            return opened
        if found.readers is None or by.pk in found.readers:
            raise GlassNotNeeded(found)
        until = at + timedelta(hours=rules.in_force(day_of(at)).glass["hours"])
        entry = {"region_code": found.region_code, "stay": found, "user": by, "reason": told, "at": at}
        return Glass.objects.create(until=until, **entry)


@transaction.atomic
def review_glass(*, glass_id: int, verdict: str, by: Any, on: date) -> Glass:
    """One of those who may know says whether there was reason enough; a wrong opening ends at once. Once is enough."""
    allowed(by, "facilities.view")
    person_may(by)
    found = Glass.objects.visible_to(by).select_for_update().filter(pk=glass_id).first()
    if found is None:
        raise NotFound(glass_id)
    if found.user_id == by.pk or by.pk not in (found.readers or [by.pk]):
        raise NotAllowed(glass_id)
    if verdict not in Glass.Verdict.values:
        raise NoVerdict(fields={"verdict": str(NoVerdict.message)})
    return glass.judged(found, verdict=verdict, by=by, on=on, at=timezone.now())
