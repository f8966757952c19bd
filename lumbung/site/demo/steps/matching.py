"""Probable duplicates: the whole regency searched once, the pairs left in the queue."""

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs
from lumbung.core.actors import acting
from lumbung.core.models import Job
from lumbung.quality import actions
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import VERIFIER

TITLE = _("Kemungkinan ganda")
SEARCH = "quality.match"


def is_done(demo: Demonstration) -> bool:
    """Whether the regency was searched."""
    return Job.objects.filter(kind=SEARCH, region_code=demo.regency, status=Job.Status.FINISHED).exists()


def do(demo: Demonstration, bar: Bar) -> None:
    """Everybody of the regency weighed against each other; nobody is merged."""
    verifier = demo.person(VERIFIER)
    with acting(verifier, reason=str(TITLE)):
        job = actions.find_probable_duplicates(region_code=demo.regency, on=demo.today, by=verifier, queued=False)
    jobs.run(job.pk, progress=bar.job)
