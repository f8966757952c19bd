"""The night's work in shops: vouchers that ended give their money back, and the rules look at what was sold."""

from datetime import date, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs, nightly
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.shops import actions

END = "shops.end_vouchers"
LOOK = "shops.look_for_signals"


@jobs.kind(END)
def end_vouchers(job: Job) -> bool:
    """The next vouchers past their days, many in one transaction with the cursor."""
    ended = actions.end_vouchers(on=date.fromisoformat(job.params["on"]), at=timezone.now(), by=job.by or SYSTEM)
    job.done += ended
    return not ended


@jobs.kind(LOOK)
def look_for_signals(job: Job) -> bool:
    """Every rule over every shop."""
    job.done = actions.look_for_signals(on=date.fromisoformat(job.params["on"]), by=job.by or SYSTEM)
    return True


@nightly.act(END, title=_("Mengembalikan uang kupon yang lewat masa"), unit=_("kupon"), since=time(0, 30))
def end_tonight(on: date) -> Job:
    """How long vouchers last and may be uploaded are dated figures."""
    return jobs.enrol(END, {"on": on.isoformat()}, by=SYSTEM)


@nightly.act(LOOK, title=_("Mencari tanda penyalahgunaan di toko"), unit=_("tanda"), since=time(1))
def look_tonight(on: date) -> Job:
    """What was seen is a question for people; nothing is punished."""
    return jobs.enrol(LOOK, {"on": on.isoformat()}, by=SYSTEM)
