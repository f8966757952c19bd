"""Two runs of each programme over the regency: as of the first day of the period before, and of this one."""

from typing import cast

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs
from lumbung.programmes import actions
from lumbung.programmes.models import Run
from lumbung.site.demo import periods
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.periods import Period
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import OFFICER

TITLE = _("Penetapan PKH dan Sembako")
PKH, SEMBAKO = "pkh", "sembako"


def wanted(demo: Demonstration) -> list[tuple[str, Period]]:
    """Programme and period of every run, the older first."""
    quarters = periods.quarter_before(demo.today), periods.quarter_of(demo.today)
    months = periods.month_before(demo.today), periods.month_of(demo.today)
    return [*((PKH, quarter) for quarter in quarters), *((SEMBAKO, month) for month in months)]


def is_done(demo: Demonstration) -> bool:
    """Whether every run has been decided."""
    return all(run_of(kind, period, demo) for kind, period in wanted(demo))


def run_of(kind: str, period: Period, demo: Demonstration) -> Run | None:
    """The decided run of a programme and period."""
    decided = Run.objects.filter(kind=kind, on=period.start, region_code=demo.regency, status=Run.Status.DECIDED)
    return decided.filter(family_ids=None).first()


def do(demo: Demonstration, bar: Bar) -> None:
    """The programme officer decides; a run that was cut off goes on."""
    for kind, period in wanted(demo):
        decide(kind, period, demo, bar)


def decide(kind: str, period: Period, demo: Demonstration, bar: Bar) -> None:
    """One run, unless it is there."""
    if run_of(kind, period, demo) is None:
        officer, region = demo.person(OFFICER), demo.regency
        run = actions.start_run(kind=kind, on=period.start, region_code=region, by=officer, queued=False)
        jobs.run(cast(int, run.job_id), progress=bar.job)
