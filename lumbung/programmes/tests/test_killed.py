"""A run killed in the middle goes on with the same command, and ends as one that was never disturbed."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.programmes import actions
from lumbung.programmes.models import Enrolment, Run, RunCount
from lumbung.programmes.tests.factories import TODAY, family, region

pytestmark = pytest.mark.django_db(transaction=True)

REGENCIES = ["33.01", "33.02", "33.03", "33.04"]
SLOW = """
import datetime, time, django
django.setup()
from lumbung.core import jobs
from lumbung.programmes import actions
from lumbung.core.actors import SYSTEM
day = datetime.date(2026, 1, 10)
run = actions.start_run(kind="pkh", on=day, region_code="33", by=SYSTEM, queued=False)
jobs.run(run.job_id, progress=lambda job: (print(job.done, flush=True), time.sleep(0.3)))
"""


def a_process():
    """A process that runs the programme in this test's database, one regency every third of a second."""
    settings = connection.settings_dict
    url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**settings)
    if str(settings["HOST"]).startswith("/"):
        url = "postgresql://{USER}:{PASSWORD}@/{NAME}?host={HOST}&port={PORT}".format(**settings)
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "lumbung.site.settings"}
    return subprocess.Popen([sys.executable, "-c", SLOW], env=env, stdout=subprocess.PIPE, text=True)


def everything():
    counts = RunCount.objects.values_list("region_code", "outcome", "reason", "families").order_by("pk")
    return list(counts), set(Enrolment.objects.values_list("family", "since", "status"))


def test_a_run_killed_in_the_middle_goes_on_and_ends_as_if_undisturbed():
    for regency in REGENCIES:
        region(f"{regency}.01.2001")
        for decile in (1, 3, 9, None):
            family(region_code=f"{regency}.01.2001", decile=decile)
    process = a_process()
    assert int(process.stdout.readline()) == 4
    process.send_signal(signal.SIGKILL)
    process.wait()
    killed = Run.objects.get()
    assert killed.status == Run.Status.DECIDING
    assert 4 <= killed.families < 16
    jobs.run(actions.start_run(kind="pkh", on=TODAY, region_code="33", by=SYSTEM, queued=False).job_id)
    killed.refresh_from_db()
    interrupted = everything()
    RunCount.objects.all().delete()
    Enrolment.objects.all().delete()
    undisturbed = actions.start_run(kind="pkh", on=TODAY, region_code="33", by=SYSTEM, queued=False)
    jobs.run(undisturbed.job_id)
    undisturbed.refresh_from_db()
    assert (killed.families, killed.manifest) == (16, undisturbed.manifest)
    assert everything() == interrupted
