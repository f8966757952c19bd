"""Proxy means: trained on the survey by one officer, put into use by another, every family scored, quotas set."""

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs
from lumbung.core.actors import acting
from lumbung.registry.models import Family
from lumbung.site.demo import files
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import OFFICER, SECOND_OFFICER
from lumbung.targeting import actions, queries

TITLE = _("Peringkat keluarga")
MODEL = "demo_pmt"
QUOTAS = {"pkh": 22, "sembako": 34}
"""Families in a hundred that a programme may serve in the regency; nationally it is about 11 and 19."""


def is_done(demo: Demonstration) -> bool:
    """Whether the whole regency was ranked and has its quotas."""
    ranked = queries.last_ranking(region_code=demo.regency)
    return bool(ranked) and all(_quota(programme, demo) is not None for programme in QUOTAS)


def do(demo: Demonstration, bar: Bar) -> None:
    """Train, activate, score, set quotas; what was done before stays."""
    if queries.active_version(kind=MODEL) is None:
        _train(demo)
    officer = demo.person(OFFICER)
    if queries.last_ranking(region_code=demo.regency) is None:
        job = actions.score_region(region_code=demo.regency, on=demo.today, by=officer, queued=False)
        jobs.run(job.pk, progress=bar.job)
    families = Family.objects.filter(region_code__startswith=f"{demo.regency}.", status="active").count()
    for programme, in_a_hundred in QUOTAS.items():
        with acting(officer, reason=str(TITLE)):
            actions.set_quota(
                programme=programme,
                region_code=demo.regency,
                year=demo.today.year,
                families=max(families * in_a_hundred // 100, 1),
                law=str(_("Kuota peragaan")),
                by=officer,
                on=demo.today,
            )


def _train(demo: Demonstration) -> None:
    trainer, activator = demo.person(OFFICER), demo.person(SECOND_OFFICER)
    newest = queries.versions(viewer=trainer).filter(kind=MODEL, status="draft").first()
    with acting(trainer, reason=str(TITLE)):
        version = newest or actions.train(file=demo.folder / files.SURVEY, by=trainer, on=demo.today, kind=MODEL)
    with acting(activator, reason=str(TITLE)):
        actions.activate(version_id=version.pk, by=activator, on=demo.today)


def _quota(programme: str, demo: Demonstration) -> int | None:
    return queries.quota_for(kind=programme, year=demo.today.year, region_code=demo.regency)
