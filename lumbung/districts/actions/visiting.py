"""Home visits: what was found, and the events of life that ask for one."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.cases import queries as care
from lumbung.core import states
from lumbung.core.refusals import Refusal, allowed
from lumbung.districts import queries, rules, statements
from lumbung.districts.actions.calling import BadResult
from lumbung.districts.actions.common import brought, held, person_may, sentence
from lumbung.districts.models import Activity, Visit
from lumbung.referrals import actions as referrals
from lumbung.referrals.models import Need

Result = Visit.Result
SORTED_OUT = "social_economy"
"""The sector of the social office's own desk, which finds the right one where a visitor could not."""


class VisitIsOver(Refusal):
    """Somebody was there."""

    message = _("Kunjungan ini sudah dicatat pada %(day)s.")


@transaction.atomic
def note_visit(*, visit_id: int, result: str, by: Any, on: date, said: str = "", sector: str = "") -> Visit:
    """What was found at home. Nobody there: somebody comes again. The same note on one day is one note.

    Whoever needs services is heard at the referral desk at once, in `sector` where it is known. A consultation moves
    its activity on, which has needs of its own. Raises VisitIsOver, BadResult.
    """
    person_may(by=by, permission="districts.call")
    one = held(Visit, visit_id, by=by)
    if result not in Result.values:
        raise BadResult(fields={"result": str(BadResult.message)})
    if (one.result, one.tried_on, one.by_id) == (result, on, by.pk):
        return one
    if one.status == Visit.Status.DONE:
        raise VisitIsOver(one, day=one.done_on)
    words = sentence(said, needed=result in (Result.HELPED, Result.NEEDS, Result.REFUSED))
    told = {"result": result, "said": words, "tried_on": on, "by": by, "tries": one.tries + 1}
    if result == Result.AWAY:
        told["due_on"] = on + timedelta(days=rules.in_force(on).calls["again_days"])
        for name, value in told.items():
            setattr(one, name, value)
        one.save(update_fields=[*told])
        return one
    if result == Result.NEEDS and one.activity is None:
        told["asked"] = _asked(one, words, sector or SORTED_OUT, by, on)
    states.move(one, Visit.Status.DONE, done_on=on, **told)
    if one.activity is not None and one.activity.status == Activity.Status.WISHED:
        states.move(one.activity, Activity.Status.ADVISED)
    return one


def _asked(visit: Visit, words: str, sector: str, by: Any, on: date) -> Need:
    """A need at the desk that names the visit; of somebody with a secret case it is the case's, read by its team."""
    told: dict[str, Any] = {"words": words, "sector": sector}
    secret = care.on_person(viewer=by, person_id=visit.person_id).filter(sensitive=True).order_by("-pk").first()
    if secret is not None:
        return cases.ask_desk(case_id=secret.pk, **told, by=by, on=on)
    told |= {"channel": str(Need.Channel.OFFICER), "cause": queries.cause_of(visit_id=visit.pk)}
    heard = referrals.Heard(person_id=visit.person_id, **told)
    return referrals.note_need(heard=heard, by=by, on=on)


@transaction.atomic
def find_life_events(*, on: date, by: Any) -> dict[str, int]:
    """Births, people who became old, families that lost somebody: a visit each, once a person, in three statements.

    What lies some weeks back is still found, so that a night without the machine loses nobody. Returns how many there
    are of people whom the actor may know of.
    """
    allowed(by, "districts.call")
    figures = rules.in_force(on).events
    since = on - timedelta(days=figures["look_back_days"])
    told = {
        "on": on, "since": since, "older": figures["older"], "due": on + timedelta(days=figures["visit_days"]),
        "since_at": timezone.make_aware(datetime.combine(since, time())),
    }  # fmt: skip
    return {reason: brought(statement, told, by=by) for reason, statement in statements.LIFE_EVENTS.items()}
