"""What every act of outreach does first: who may, which person, which cadre, in what words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.core import wording
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.core.wording import SomebodyActs
from lumbung.outreach.models import Cadre, Outreach
from lumbung.referrals.models import Need

LEAD, VISIT, DECIDE, TRAIN, FIND, PAY = (
    *("outreach.lead", "outreach.visit", "outreach.decide", "outreach.train", "outreach.find", "outreach.pay"),
)

SORTED_OUT = "social_economy"
"""The sector of the social office's own desk, which finds the right one where a visitor could not."""


class SaySomething(BadInput):
    """A sentence is missing."""

    message = _("Tulis dalam satu kalimat.")


class OutreachIsOver(Refusal):
    """What has ended is read, not changed."""

    message = _("Jangkauan ini sudah selesai.")


class BadPlace(BadInput):
    """Degrees that lie nowhere."""

    message = _("Tulis lintang dan bujur dalam derajat, misalnya −7,31667 dan 110,175; atau kosongkan keduanya.")


def person_may(*, by: Any, permission: str) -> None:
    """A person with the permission."""
    allowed(by, permission)
    if by.pk is None:
        raise SomebodyActs


def sentence(text: str, *, field: str = "said", needed: bool = True) -> str:
    """A sentence that holds no number of anybody, and says something where it has to."""
    return wording.sentence(text, field=field, empty=SaySomething if needed else None)


def held(*, outreach_id: int, by: Any) -> Outreach:
    """A person in outreach whom the actor may see, held until the act is over; raises NotFound."""
    found = Outreach.objects.visible_to(by).select_for_update(of=("self",)).select_related("case").filter(
        pk=outreach_id
    ).first()  # fmt: skip
    if found is None:
        raise NotFound(outreach_id)
    return found


def still_going(outreach: Outreach) -> None:
    """Raise OutreachIsOver for whom outreach has left."""
    if outreach.status == Outreach.Status.ENDED:
        raise OutreachIsOver(outreach)


def ask(outreach: Outreach, *, words: str, sector: str, by: Any, on: date) -> Need:
    """A need at the referral desk that names the person's case; where nobody can say in which sector, its own."""
    return cases.ask_desk(case_id=outreach.case_id, words=words, sector=sector or SORTED_OUT, by=by, on=on)


def cadre_of(*, cadre_id: int, by: Any) -> Cadre:
    """One cadre within reach; raises NotFound."""
    found = Cadre.objects.visible_to(by).filter(pk=cadre_id).first()
    if found is None:
        raise NotFound(cadre_id)
    return found


def place(latitude: str, longitude: str) -> dict[str, float | None]:
    """Degrees as people type them, rounded to a metre; nothing where nothing was typed."""
    if not latitude.strip() and not longitude.strip():
        return {"latitude": None, "longitude": None}
    try:
        north, east = (float(one.strip().replace(",", ".").replace("−", "-")) for one in (latitude, longitude))
    except ValueError as wrong:
        raise BadPlace(fields={"latitude": str(BadPlace.message)}) from wrong
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise BadPlace(fields={"latitude": str(BadPlace.message)})
    return {"latitude": round(north, 5), "longitude": round(east, 5)}
