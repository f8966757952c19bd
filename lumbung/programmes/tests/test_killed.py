"""A run killed in the middle goes on with the same command, and ends as one that was never disturbed."""

import json

import pytest

from lumbung.programmes.models import Enrolment, Run, RunCount
from lumbung.programmes.tests.factories import family, region
from tests.killing import kill_when, lumbung

pytestmark = pytest.mark.django_db(transaction=True)

REGENCIES = [f"33.{place:02}" for place in range(1, 9)]
COMMAND = ("run", "pkh", "--on", "2026-01-10", "--region", "33", "--json")


def everything():
    counts = RunCount.objects.values_list("region_code", "outcome", "reason", "families").order_by("pk")
    return list(counts), set(Enrolment.objects.values_list("family", "since", "status"))


def test_a_run_killed_in_the_middle_goes_on_and_ends_as_if_undisturbed():
    for regency in REGENCIES:
        region(f"{regency}.01.2001")
        for decile in (1, 3, 9, None):
            family(region_code=f"{regency}.01.2001", decile=decile)
    kill_when(*COMMAND, condition=lambda: Run.objects.filter(families__gt=0).exists())
    killed = Run.objects.get()
    assert killed.status == Run.Status.DECIDING
    assert 0 < killed.families < 32
    resumed = json.loads(lumbung(*COMMAND).stdout)
    interrupted = everything()
    RunCount.objects.all().delete()
    Enrolment.objects.all().delete()
    undisturbed = json.loads(lumbung(*COMMAND).stdout)
    assert (resumed["run"], resumed["families"]) == (killed.pk, 32)
    assert resumed["manifest"] == undisturbed["manifest"]
    assert everything() == interrupted
