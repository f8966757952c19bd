"""What the desk does at night: remind of answers that are late, propose what waited too long to the desk above."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import jobs, nightly
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.referrals import actions

REMIND = "referrals.remind"


@jobs.kind(REMIND)
def remind(job: Job) -> bool:
    """All of a day in one turn: it is two statements and as many proposals as desks are late."""
    job.done = actions.remind(on=date.fromisoformat(job.params["on"]), by=SYSTEM)
    return True


@nightly.act(
    REMIND,
    title=_("Mengingatkan jawaban rujukan yang lewat batas"),
    unit=pgettext_lazy("referral", "rujukan"),
    since=time(0, 30),
)
def remind_tonight(on: date) -> Job:
    """Once a day."""
    return jobs.enrol(REMIND, {"on": on.isoformat()}, by=SYSTEM)
