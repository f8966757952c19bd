"""The night's work of this context: vouchers of partners that ended give their money back."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs, nightly
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.exchange import actions

END = "exchange.end_vouchers"


@jobs.kind(END)
def end_vouchers(job: Job) -> bool:
    """The next vouchers past their days, many in one transaction with the cursor."""
    ended = actions.end_vouchers(on=date.fromisoformat(job.params["on"]), by=job.by or SYSTEM)
    job.done += ended
    return not ended


@nightly.act(END, title=_("Mengembalikan uang kupon mitra yang lewat masa"), unit=_("kupon"), since=time(0, 30))
def end_tonight(on: date) -> Job:
    """How long they last, the agreement with each partner says."""
    return jobs.enrol(END, {"on": on.isoformat()}, by=SYSTEM)
