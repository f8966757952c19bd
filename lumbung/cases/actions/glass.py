"""Breaking the glass: somebody outside the team reads a secret case in an emergency, and answers for it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.common import not_own, person_may, sentence
from lumbung.cases.models import Case, Glass
from lumbung.cases.process import PARAMETERS
from lumbung.core import glass, wall
from lumbung.core.refusals import NotAllowed, NotFound, Refusal
from lumbung.core.wording import one_of


class GlassNotNeeded(Refusal):
    """The case is open to this person anyway."""

    message = _("Kasus ini sudah terbuka untuk Anda.")


@transaction.atomic
def break_glass(*, case_id: int, reason: str, by: Any, at: datetime) -> Glass:
    """Read a secret case for some hours; worker and supervisor are told at once. While it is open, the same again is
    the same entry. A number that is no case of the region answers as if there were none."""
    person_may(by=by, permission="cases.break_glass")
    told = sentence(reason, field="reason")
    with wall.lifted():
        found = (
            Case.objects.filter(pk=case_id, region_code__gte=by.reach.lo, region_code__lt=by.reach.hi)
            .select_related("person")
            .first()
        )
        if found is None:
            raise NotFound(case_id)
        not_own(found.person, by)
        opened = Glass.objects.filter(case=found, user=by, until__gt=at).first()
        if opened is not None:
            return opened
        if not found.sensitive or found.keys.held_by(by).exists():
            raise GlassNotNeeded(found)
        hours = PARAMETERS.on(timezone.localdate(at)).glass_hours
        return Glass.objects.create(case=found, user=by, reason=told, at=at, until=at + timedelta(hours=hours))


@transaction.atomic
def review_glass(*, glass_id: int, verdict: str, by: Any, on: date) -> Glass:
    """A supervisor says whether there was reason enough; a wrong opening ends at once. Once is enough."""
    person_may(by=by, permission="cases.supervise")
    found = Glass.objects.visible_to(by).select_for_update().filter(pk=glass_id).first()
    if found is None:
        raise NotFound(glass_id)
    if found.user_id == by.pk:
        raise NotAllowed(glass_id)
    said = found.verdict or one_of(Glass.Verdict, verdict, field="verdict")
    return glass.judged(found, verdict=said, by=by, on=on, at=timezone.now())
