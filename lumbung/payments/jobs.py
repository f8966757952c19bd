"""What payments does by night: look for money that nobody has touched."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs, nightly
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.payments import actions

UNTOUCHED = "payments.look_for_untouched"


@jobs.kind(UNTOUCHED)
def look_for_untouched(job: Job) -> bool:
    """Tell what is untouched, mark what was taken."""
    job.done = actions.look_for_untouched(on=date.fromisoformat(job.params["on"]), by=job.by or SYSTEM)
    return True


@nightly.act(UNTOUCHED, title=_("Mencari uang yang belum diambil"), unit=_("kartu"), since=time(1))
def look_tonight(on: date) -> Job:
    """After how many days is a dated figure; nothing goes back by night: that takes two persons."""
    return jobs.enrol(UNTOUCHED, {"on": on.isoformat()}, by=SYSTEM)
