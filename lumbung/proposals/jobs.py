"""Long work on proposals, a chunk at a time."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs, nightly
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.proposals import actions


@jobs.kind(actions.JOB)
def rerank(job: Job) -> bool:
    """Rank the next families anew; what is closed by then is not met again."""
    ranked = actions.rerank_proposals(on=date.fromisoformat(job.params["on"]), by=job.by or SYSTEM)
    job.done += ranked
    return ranked == 0


@jobs.kind(actions.LAPSE_JOB)
def lapse(job: Job) -> bool:
    """End the next proposals whose last day has passed."""
    ended = actions.lapse_proposals(on=date.fromisoformat(job.params["on"]), by=job.by or SYSTEM)
    job.done += ended
    return ended == 0


@nightly.act("proposals.lapse", title=_("Menggugurkan usulan yang lewat tenggat"), unit=_("usulan"), since=time(0, 30))
def lapse_tonight(on: date) -> Job:
    """Before anything else of the day: what is late waits for nobody."""
    return actions.start_lapsing(on=on, queued=False)
