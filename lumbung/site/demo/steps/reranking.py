"""A second version, lines and trees together, put into use by another officer; everybody ranked again."""

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs
from lumbung.core.actors import acting
from lumbung.site.demo import files
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import OFFICER, SECOND_OFFICER
from lumbung.site.demo.steps.targeting import MODEL
from lumbung.targeting import actions, queries

TITLE = _("Peringkat ulang dengan model kedua")
ENGINE, SPLITS = "blend", 5


def is_done(demo: Demonstration) -> bool:
    """Whether the regency was last ranked by a version of lines and trees."""
    last = queries.last_ranking(region_code=demo.regency)
    return last is not None and queries.formula(version=last.version).engine == ENGINE


def do(demo: Demonstration, bar: Bar) -> None:
    """Train, activate, score again; what was done before stays."""
    trainer, activator = demo.person(OFFICER), demo.person(SECOND_OFFICER)
    active = queries.active_version(kind=MODEL)
    if active is None or queries.formula(version=active).engine != ENGINE:
        newest = queries.versions(viewer=trainer).filter(kind=MODEL, status="draft").first()
        with acting(trainer, reason=str(TITLE)):
            version = newest or actions.train(
                file=demo.folder / files.SURVEY, by=trainer, on=demo.today, kind=MODEL, engine=ENGINE, splits=SPLITS
            )
        with acting(activator, reason=str(TITLE)):
            actions.activate(version_id=version.pk, by=activator, on=demo.today)
    job = actions.score_region(region_code=demo.regency, on=demo.today, by=trainer, queued=False)
    jobs.run(job.pk, progress=bar.job)
