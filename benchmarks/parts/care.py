"""Care: the pages of cases, outreach, Dream Start, districts, the referral desk and facilities on as many cases as
families and ten sessions, visits or contacts for each; one case in twenty is secret."""

import sys
from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from benchmarks import figures, floors
from benchmarks.bare import bare
from benchmarks.care import childhood, desk, districts, houses, outreach
from benchmarks.care.looking import Looked, alone, client, first_looks, look
from benchmarks.care.pages import Page, counted_ahead, pages
from benchmarks.care.people import account, people
from benchmarks.figures import Figure
from lumbung.cases.models import Case
from lumbung.core import bulk, jobs
from lumbung.core import counted_ahead as night
from lumbung.site.wsgi import settle
from lumbung.staff.models import User

TITLE = "care"
ASKED = 40
SESSIONS_EACH = 10
WORKERS = 400
BEGAN = date(2025, 1, 1)
TABLES = ("cases_case", "cases_casestep", "cases_session", "cases_attendance")
TEAMS = ("cases_member", "cases_key")
ROW = "SELECT * FROM cases_case WHERE id = %s"
_CASES = """
    INSERT INTO cases_case (region_code, sensitive, cluster, ppks, person_id, called, mode, mode_reason, centre, status,
                            need, referred_by, worker_id, opened_on, accepted_on, limit_on, closed_on, ending,
                            said)
    SELECT p.region_code, p.id %% 20 = 0, c.name, c.name, p.id, p.name,
           (ARRAY['family', 'community', 'residential'])[1 + p.id %% 3], 'Perlu.',
           CASE WHEN p.id %% 3 = 2 THEN 'Sentra ' || p.id %% 30 ELSE '' END,
           CASE WHEN p.id %% 4 = 0 THEN 'ended' ELSE 'implementation' END, 'Perlu.', '',
           %(workers)s + p.id %% %(many)s, %(began)s + (p.id %% 600)::int, %(began)s + (p.id %% 600 + p.id %% 30)::int,
           CASE WHEN p.id %% 3 = 2 THEN %(began)s + (p.id %% 600 + 180)::int END,
           CASE WHEN p.id %% 4 = 0 THEN %(began)s + (p.id %% 600 + 100)::int END,
           CASE WHEN p.id %% 4 = 0 THEN (ARRAY['reunified', 'dropped_out', 'independent'])[1 + p.id / 4 %% 3]
                ELSE '' END, ''
      FROM (SELECT DISTINCT ON (family_id) id, region_code, name FROM registry_person ORDER BY family_id, id) p
      JOIN LATERAL (SELECT (ARRAY['anak', 'disabilitas', 'lansia', 'napza', 'tuna_sosial'])[1 + p.id %% 5] AS name) c
        ON true
"""
_STEPS = """
    INSERT INTO cases_casestep (region_code, sensitive, case_id, kind, round, status, owner_id, opened_on, due_on, said,
                                skip_reason)
    SELECT region_code, sensitive, id, 'implementation', 1, 'open', worker_id, opened_on,
           %(today)s + (id %% 200)::int - 20, '', ''
      FROM cases_case WHERE status = 'implementation'
"""
_MEMBERS = """
    INSERT INTO cases_member (region_code, sensitive, case_id, user_id, role, since)
    SELECT region_code, sensitive, id, worker_id, 'worker', opened_on FROM cases_case
"""
_SESSIONS = """
    INSERT INTO cases_session (region_code, sensitive, kind, case_id, title, worker_id, starts_at, ends_at, place,
                               status, said)
    SELECT n.region_code, n.sensitive, 'visit', n.id, 'Kunjungan', n.worker_id, at, at + interval '3 minutes', '',
           CASE WHEN at < %(today)s THEN 'held' ELSE 'planned' END, ''
      FROM (SELECT *, row_number() OVER (PARTITION BY worker_id ORDER BY id) AS place FROM cases_case) n
     CROSS JOIN generate_series(0, %(each)s - 1) AS week
     CROSS JOIN LATERAL (SELECT %(today)s::timestamptz + (week - 5) * interval '7 days'
                                + n.place * interval '5 minutes') AS t (at)
"""
_ATTENDANCES = """
    INSERT INTO cases_attendance (region_code, sensitive, case_id, session_id, starts_at, ends_at, state, note, version)
    SELECT region_code, sensitive, case_id, id, starts_at, ends_at,
           CASE status WHEN 'held' THEN 'came' ELSE 'expected' END, '', 0
      FROM cases_session
"""


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """95th percentiles of whole pages through all of Django in one process; its session alone does the work."""
    workers = _fill()
    supervisor = account("bench-supervisor", "case_supervisor")
    worker = workers[len(workers) // 2]
    cases = [pk for (pk,) in bulk.rows("SELECT id FROM cases_case WHERE worker_id = %s LIMIT %s", [worker.pk, ASKED])]
    floor = [figures.timed(lambda pk=pk: floors.row(ROW, [pk]), clear=False)[0] for pk in cases]
    who = people(workers)
    for context in (outreach, childhood, districts, desk, houses):
        context.fill(who)
    alone()
    settle()
    signed_in = {"worker": client(worker), "supervisor": client(supervisor)}
    for what, whom, addresses in _of_cases(cases):
        yield _figure(what, families, look(signed_in[whom], addresses, ASKED), floor)
    yield _night(families)
    signed_in = {}
    for what, whom, addresses in pages(who):
        if whom not in signed_in:
            signed_in[whom] = client(who[whom])
        if not addresses:
            sys.stderr.write(f"left out: {what}; there is none among {families:,} families\n")
            continue
        yield _figure(what, families, look(signed_in[whom], addresses, ASKED), floor)
    for what, whom, addresses in counted_ahead():
        yield _figure(f"first look: {what}", families, first_looks(signed_in[whom], addresses[0], ASKED), floor)


def _night(families: int) -> Figure:
    """The night's act that counts ahead what managers look at."""
    job = night.count_tonight(timezone.localdate())
    taken, processor, done = figures.worked(lambda: jobs.run(job.pk).done)
    return Figure(
        part=TITLE,
        work="figures of managers, counted ahead",
        count=done,
        unit="count",
        seconds=[taken],
        processor=[processor],
        note=f"{families:,} cases; one count is one page of one region, from the nation downwards",
        memory=figures.memory_peak(),
    )


def _of_cases(cases: list[int]) -> Iterator[Page]:
    yield Page("list of cases, the nation", "supervisor", [reverse("cases:cases")])
    yield Page("one case with its panels", "worker", [reverse("cases:case", args=[pk]) for pk in cases])
    yield Page("plan and sessions of one case", "worker", [reverse("cases:plan", args=[pk]) for pk in cases])
    yield Page("a worker's week", "worker", [reverse("cases:week")])
    yield Page("a worker's day with its route", "worker", [reverse("cases:day")])
    yield Page("workload of everybody, the nation", "supervisor", [reverse("cases:loads")])
    yield Page("results, the nation", "supervisor", [reverse("cases:results")])


def _fill() -> list[User]:
    """Accounts, cases, steps, teams and sessions, set-based; what is there already stays."""
    workers = [account(f"bench-peksos-{n}", "social_worker") for n in range(WORKERS)]
    if Case.objects.exists():
        return workers
    told = {
        "workers": workers[0].pk, "many": WORKERS, "began": BEGAN, "today": timezone.localdate(), "each": SESSIONS_EACH,
    }  # fmt: skip
    with bare(TABLES):
        for statement in (_CASES, _STEPS, _SESSIONS, _ATTENDANCES):
            bulk.execute(statement, told)
    bulk.execute(_MEMBERS)
    bulk.execute(f"VACUUM (ANALYZE) {', '.join(TABLES + TEAMS)}")
    return workers


def _figure(what: str, families: int, looked: Looked, floor: list[float]) -> Figure:
    taken, processor, anew = looked.at(0.95)
    held = f"{families:,} cases, {families * SESSIONS_EACH:,} sessions"
    looks = f"95th percentile over {len(looked.times)}, of processors {anew * 1000:.0f} ms with nothing remembered"
    return Figure(
        part=TITLE,
        work=what,
        count=1,
        unit="page",
        seconds=[taken],
        processor=[processor],
        floor=[figures.percentile(floor, 0.5)],
        floor_is="read one case's row by its key",
        goal="under 300 ms at the 95th percentile",
        note=f"{looks}; {held}",
        memory=figures.memory_peak(),
    )
