"""What payments does by itself each night: end what was not signed in time, and keep the books of the day before."""

from datetime import date, time, timedelta

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs, nightly
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.payments import actions

LAPSE, CLOSE = "payments.lapse", "payments.close_day"


@jobs.kind(LAPSE)
def lapse(job: Job) -> bool:
    """Approvals and acts whose days are over."""
    on = date.fromisoformat(job.params["on"])
    job.done = actions.lapse_approvals(on=on, by=SYSTEM) + actions.lapse_acts(on=on)
    return True


@nightly.act(LAPSE, title=_("Mengakhiri persetujuan yang lewat waktu"), unit=_("persetujuan"), since=time(0, 10))
def lapse_tonight(on: date) -> Job:
    """So that nobody releases in the morning what was signed too long ago."""
    return jobs.enrol(LAPSE, {"on": on.isoformat()}, by=SYSTEM)


@jobs.kind(CLOSE)
def close(job: Job) -> bool:
    """The day before the night; days that were missed come first."""
    actions.close_day(on=date.fromisoformat(job.params["on"]) - timedelta(days=1), by=SYSTEM)
    job.done = 1
    return True


@nightly.act(CLOSE, title=_("Menutup buku hari kemarin"), unit=_("hari"), since=time(0, 20))
def close_tonight(on: date) -> Job:
    """Ledger, bank files and funds are compared to the rupiah."""
    return jobs.enrol(CLOSE, {"on": on.isoformat()}, by=SYSTEM)
