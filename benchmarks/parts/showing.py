"""Screens: decide and explain one family, its page through the whole stack, and how many pages a second."""

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.test import Client
from django.urls import reverse

from benchmarks import cast, figures, floors
from benchmarks.figures import Figure
from benchmarks.parts import scoring
from lumbung.core import bulk, jobs
from lumbung.core.actors import acting
from lumbung.programmes import actions as programmes
from lumbung.programmes import queries as decided
from lumbung.programmes.models import Run
from lumbung.staff.second_factor import set_second_factor
from lumbung.targeting import queries as targeting

TITLE = "one family on a screen"
KIND = "pkh"
DAY = date(2026, 10, 1)
FAMILIES = 60
FAMILY_SQL = "SELECT * FROM registry_family WHERE id = %s"
SCORED = "SELECT family_id FROM targeting_score WHERE current AND decile_national <= 4 ORDER BY family_id LIMIT 100000"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Taken:
    """How long the same took for each family, and what processors worked for one."""

    times: list[float]
    processor: float


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """Sixty families spread over the registry."""
    officer = cast.cast()["officer"]
    chosen = _chosen()
    decided_run = run(officer)
    with acting(officer):
        bare = _each(chosen, lambda pk: floors.row(FAMILY_SQL, [pk])).times
        deciding = _each(chosen, lambda pk: programmes.decide_families(kind=KIND, family_ids=[pk], on=DAY, by=officer))
        telling = _each(chosen, lambda pk: decided.why(viewer=officer, family_id=pk, run_id=decided_run.pk))
        placing = _each(chosen, lambda pk: _reasons(officer, pk))
    yield _figure("decide one family and write the decision down", deciding, bare, goal="under 30 ms with explaining")
    yield _figure("explain one decision from its frozen facts", telling, bare)
    yield _figure("tell what moved one family's score", placing, bare)
    client = Client()
    set_second_factor(user=officer, secret=base64.b32encode(secrets.token_bytes(20)).decode())
    client.force_login(officer, backend=BACKEND)
    page = _each(chosen, lambda pk: _opened(client, pk))
    yield _figure("family page, every panel, through all of Django in one process", page, bare)


def _chosen() -> list[int]:
    rows = bulk.rows(SCORED)
    if not rows:
        scoring.in_use()
        scoring.score_all()
        rows = bulk.rows(SCORED)
    if not rows:
        raise SystemExit("nobody in this benchmark's database stands in the four poorest tenths: add --fresh")
    return [pk for (pk,) in rows][:: max(1, len(rows) // FAMILIES)][:FAMILIES]


def run(officer) -> Run:
    """A decided run over the whole registry; made when there is none."""
    found = Run.objects.filter(kind=KIND, status=Run.Status.DECIDED, family_ids=None).order_by("-pk").first()
    if found:
        return found
    started = programmes.start_run(kind=KIND, on=DAY, by=officer, queued=False)
    jobs.run(started.job_id)
    return started


def _reasons(viewer, family_id: int) -> None:
    score = targeting.current_score(viewer=viewer, family_id=family_id)
    if score:
        targeting.standing(score=score)


def _opened(client: Client, family_id: int) -> None:
    answer = client.get(reverse("registry:family", args=[family_id]))
    if answer.status_code != 200:
        raise SystemExit(f"the family page answered {answer.status_code}")


def _each(chosen: list[int], work) -> Taken:
    work(chosen[0])
    before = figures.processor_time()
    times = [figures.timed(lambda pk=pk: work(pk), clear=False)[0] for pk in chosen]
    return Taken(times, (figures.processor_time() - before) / len(chosen))


def _figure(what: str, taken: Taken, floor: list[float], *, goal: str = "") -> Figure:
    times = taken.times
    worst = figures.percentile(times, 0.99) * 1000
    return Figure(
        part=TITLE,
        work=what,
        count=1,
        unit="family",
        seconds=[figures.percentile(times, 0.5)],
        processor=[taken.processor],
        floor=[figures.percentile(floor, 0.5)],
        floor_is="read one family's row by its key",
        goal=goal,
        note=f"99th percentile {worst:.0f} ms over {len(times)}",
        memory=figures.memory_peak(),
    )
