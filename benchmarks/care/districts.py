"""Care near home: a watch, a call, a care year and an activity for each family, ten visits, cohorts of twenty."""

from benchmarks.care import rows
from benchmarks.care.people import People
from benchmarks.care.rows import HEADS, OF_HEAD

TABLES = (
    "districts_watch", "districts_alert", "districts_alertarea", "districts_call", "districts_attempt",
    "districts_visit", "districts_caredecision", "districts_grant", "districts_activity", "districts_need",
    "districts_harvest", "districts_major", "districts_cohort", "districts_place", "districts_presence",
    "districts_advice", "districts_startup",
)  # fmt: skip
VISITS = 10
SEATS = 20
YEAR = "daterange(current_date - (p.id % 300)::int, current_date - (p.id % 300)::int + 365)"
NUMBERED = f"(SELECT p.*, row_number() OVER (ORDER BY p.region_code, p.id) - 1 AS at FROM {HEADS}) p"


def fill(who: People) -> None:
    """About a million visits and everything around them."""
    worker, second = who["worker"].pk, who["supervisor"].pk
    with rows.filling(TABLES) as empty:
        if not empty:
            return
        _watched(worker)
        _visited(worker)
        _decided(worker, second)
        _living(worker)
        _learning(worker, second)


def _watched(by: int) -> None:
    rows.put("districts_watch", HEADS, **OF_HEAD, risk="1 + p.id % 3", why="'Hidup sendiri'", since="current_date - 99")
    rows.put(
        "districts_alert", "generate_series(1, 200) n", id="n", sender="'bmkg'", identifier="'peringatan ' || n",
        hazard="'heat'", headline="'Panas'", status="CASE n WHEN 200 THEN 'active' ELSE 'cancelled' END",
        effective_at="now() - (200 - n) * interval '2 days'", expires_at="now() - (199 - n) * interval '2 days'",
    )  # fmt: skip
    rows.put(
        "districts_alertarea", "districts_alert a CROSS JOIN (SELECT DISTINCT left(region_code, 5) AS code"
        " FROM registry_family) r", region_code="r.code", alert_id="a.id",
    )  # fmt: skip
    rows.put(
        "districts_call", HEADS, **OF_HEAD, id="p.id", kind="'welfare'", alert_id="200", risk="p.id % 12",
        due_on="current_date", status="CASE WHEN p.id % 2 = 0 THEN 'open' ELSE 'reached' END", attempts="p.id % 2",
    )  # fmt: skip
    rows.put(
        "districts_attempt", "districts_call c WHERE c.attempts = 1", region_code="c.region_code", call_id="c.id",
        number="1", result="'well'", by_id=str(by),
    )  # fmt: skip


def _visited(by: int) -> None:
    done = "n > 0 OR p.id % 5 > 0"
    rows.put(
        "districts_visit", f"{HEADS} CROSS JOIN generate_series(0, {VISITS - 1}) n", **OF_HEAD, reason="'routine'",
        due_on="current_date - n * 30 + (p.id % 20)::int - 10", risk="p.id % 9", tries="1",
        status=f"CASE WHEN {done} THEN 'done' ELSE 'open' END", result=f"CASE WHEN {done} THEN 'well' ELSE '' END",
        done_on=f"CASE WHEN {done} THEN current_date - n * 30 - 12 END", by_id=str(by),
    )  # fmt: skip


def _decided(by: int, second: int) -> None:
    waits = "p.id % 10 = 0"
    rows.put(
        "districts_caredecision", HEADS, **OF_HEAD, id="p.id", level="'general'", found="'Lemah.'",
        needs="'{housework}'", services="'{daily_help}'", assessed_on="current_date - (p.id % 300)::int",
        assessed_by_id=str(by), status=f"CASE WHEN {waits} THEN 'assessed' ELSE 'granted' END",
        decided_by_id=f"CASE WHEN {waits} THEN NULL ELSE {second} END",
        decided_on=f"CASE WHEN {waits} THEN NULL ELSE current_date - (p.id % 300)::int END",
        during=f"CASE WHEN {waits} THEN NULL ELSE {YEAR} END",
    )  # fmt: skip
    rows.put(
        "districts_grant", "districts_caredecision d WHERE d.status = 'granted'", region_code="d.region_code",
        person_id="d.person_id", decision_id="d.id", service="'daily_help'", during="d.during",
    )  # fmt: skip


def _living(by: int) -> None:
    rows.put(
        "districts_activity", HEADS, **OF_HEAD, id="p.id", kind="'crops'", wish="'Cabai di pekarangan'",
        status="CASE WHEN p.id % 10 = 0 THEN 'wished' ELSE 'running' END", asked_on="current_date - 90",
    )  # fmt: skip
    rows.put(
        "districts_need", "districts_activity a WHERE a.status = 'running'", region_code="a.region_code",
        activity_id="a.id", what="'Bibit cabai'", rupiah="50000",
    )  # fmt: skip
    rows.put(
        "districts_harvest", "districts_activity a CROSS JOIN generate_series(1, 3) n WHERE a.status = 'running'",
        region_code="a.region_code", activity_id="a.id", on="current_date - n * 7", what="'Cabai'", amount="2.5",
        unit="'kg'", sold="20000", by_id=str(by),
    )  # fmt: skip


def _learning(by: int, second: int) -> None:
    rows.put(
        "districts_major", "(SELECT DISTINCT left(region_code, 5) AS code FROM registry_family) r CROSS JOIN"
        " generate_series(1, 20) n", region_code="r.code", kind="'enterprise'", audience="'elderly'",
        name="'Jurusan ' || n",
    )  # fmt: skip
    rows.put(
        "districts_cohort", f"(SELECT at / {SEATS} AS number, min(region_code) AS code FROM {NUMBERED} GROUP BY 1) g",
        id="g.number + 1", region_code="left(g.code, 5)", name="'Angkatan ' || g.number", seats=str(SEATS),
        major_id="(SELECT m.id FROM districts_major m WHERE m.region_code = left(g.code, 5)"
        " ORDER BY m.id OFFSET g.number % 20 LIMIT 1)",
        starts_on="current_date - (g.number % 900)::int", ends_on="current_date - (g.number % 900)::int + 90",
    )  # fmt: skip
    rows.put(
        "districts_place", NUMBERED, **OF_HEAD, id="p.id", cohort_id=f"p.at / {SEATS} + 1", seat=f"p.at % {SEATS} + 1",
        status="'learning'", asked_on="current_date - 90", mentor_id=str(by),
    )  # fmt: skip
    rows.put(
        "districts_presence", "districts_place p CROSS JOIN generate_series(1, 5) n", region_code="p.region_code",
        place_id="p.id", on="current_date - n * 7", came="n % 4 > 0",
    )  # fmt: skip
    rows.put(
        "districts_startup", "districts_place p WHERE p.id % 10 = 0", region_code="p.region_code", place_id="p.id",
        kind="'money'", what="'Modal'", rupiah="1000000", asked_on="current_date - 30", asked_by_id=str(by),
        status="CASE WHEN p.id % 20 = 0 THEN 'approved' ELSE 'asked' END",
        decided_by_id=f"CASE WHEN p.id % 20 = 0 THEN {second} END",
        decided_on="CASE WHEN p.id % 20 = 0 THEN current_date END",
    )  # fmt: skip
