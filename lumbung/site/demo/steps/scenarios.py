"""One scenario on the newest run of PKH: what if families of decile five were served as well?"""

from typing import cast

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs
from lumbung.core.actors import acting
from lumbung.programmes import actions
from lumbung.programmes.models import Scenario
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps import programmes
from lumbung.site.demo.steps.accounts import OFFICER

TITLE = _("Skenario: bagaimana bila sampai desil 5")
NAME = _("PKH sampai desil 5, tanpa kuota")
CHANGES = {"max_decile": 5, "quota": None}


def is_done(demo: Demonstration) -> bool:
    """Whether the scenario is ready."""
    return Scenario.objects.filter(region_code=demo.regency, status=Scenario.Status.READY).exists()


def do(demo: Demonstration, bar: Bar) -> None:
    """The programme officer tries the draft; a comparison that was cut off goes on."""
    officer = demo.person(OFFICER)
    *_older, (kind, period) = [one for one in programmes.wanted(demo) if one[0] == programmes.PKH]
    run = programmes.run_of(kind, period, demo)
    if run is None:
        return
    begun = Scenario.objects.filter(run=run, status=Scenario.Status.COMPARING).first()
    with acting(officer, reason=str(TITLE)):
        scenario = begun or actions.start_scenario(
            run_id=run.pk, name=str(NAME), changes=CHANGES, by=officer, queued=False
        )
    jobs.run(cast(int, scenario.job_id), progress=bar.job)
