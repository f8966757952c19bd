"""Outreach: a person for each case, a cadre for five, ten visits each; workshops, parent groups, mobile days."""

from benchmarks.care import rows
from benchmarks.care.people import People
from benchmarks.care.rows import CASES, OF_CASE

TABLES = (
    "outreach_outreach", "outreach_cadre", "outreach_training", "outreach_match", "outreach_visit",
    "outreach_evaluation", "outreach_allowance", "outreach_workshop", "outreach_workshopmember", "outreach_workday",
    "outreach_parentgroup", "outreach_groupmember", "outreach_meeting", "outreach_meetingattendance",
    "outreach_serviceday", "outreach_served",
)  # fmt: skip
STATE = "CASE WHEN c.id % 20 = 7 THEN 'visited' WHEN c.id % 50 = 3 THEN 'found' ELSE 'served' END"
VISITS = 10
PLACED = """
    (SELECT c.*, o.status AS state, 1 + (row_number() OVER (ORDER BY c.region_code, c.id) - 1) / 5 AS cadre
       FROM cases_case c JOIN outreach_outreach o ON o.case_id = c.id WHERE o.status = 'served') c
"""
"""Persons in the order of their villages with the number of a cadre: five neighbours have one."""
NEIGHBOURS = f"""
    (SELECT min(region_code) AS region_code, cadre, min(second) AS person
       FROM {PLACED} JOIN LATERAL (SELECT max(m.id) AS second FROM registry_person p
            JOIN registry_person m ON m.family_id = p.family_id WHERE p.id = c.person_id) f ON true GROUP BY cadre) n
"""


def fill(who: People) -> None:
    """About a million visits and everything around them."""
    worker, second, cadre = who["worker"].pk, who["supervisor"].pk, who["cadre"].pk
    with rows.filling(TABLES) as empty:
        if not empty:
            return
        _persons()
        _cadres(cadre, who["cadre"].region_code, worker)
        _visits(worker)
        _workshops(worker, second)
        _groups(worker)
        _days(worker)


def _persons() -> None:
    rows.put(
        "outreach_outreach", CASES, **OF_CASE, id="c.id", status=STATE, told="'Di rumah saja.'", home="'Baik.'",
        source="(ARRAY['cadre', 'village', 'puskesos', 'family', 'school'])[1 + c.id % 5]", found_on="c.opened_on",
        visited_on="CASE WHEN c.id % 20 = 7 OR c.id % 50 <> 3 THEN c.opened_on + 5 END",
        visited_by_id="CASE WHEN c.id % 20 = 7 OR c.id % 50 <> 3 THEN c.worker_id END",
        **rows.place("c.region_code", "c.id"),
    )  # fmt: skip


def _cadres(account: int, reach: str, by: int) -> None:
    rows.put(
        "outreach_cadre", NEIGHBOURS, id="n.cadre", region_code="n.region_code", person_id="n.person",
        name="'Kader ' || n.cadre", sex="'P'", status="'active'", since="current_date - 500",
        user_id=f"CASE WHEN n.cadre = (SELECT min(k.cadre) FROM {NEIGHBOURS.replace(') n', ') k')}"
        f" WHERE starts_with(k.region_code, '{reach}')) THEN {account} END",
        **rows.place("n.region_code", "n.cadre"),
    )  # fmt: skip
    rows.put(
        "outreach_training", "outreach_cadre k", region_code="k.region_code", cadre_id="k.id", title="'Pendampingan'",
        hours="60", on="current_date - 200", until="current_date + 300", by_id=str(by),
    )  # fmt: skip
    rows.put(
        "outreach_allowance", "outreach_cadre k CROSS JOIN generate_series(1, 6) m", region_code="k.region_code",
        cadre_id="k.id", month="(date_trunc('month', current_date) - make_interval(months => m))::date", visits="20",
        rupiah="300000", on="current_date - 20",
    )  # fmt: skip
    rows.put(
        "outreach_match", PLACED, **OF_CASE, outreach_id="c.id", cadre_id="c.cadre", status="'open'", near="0",
        at_most="5", proposed_on="c.opened_on + 5", decided_on="c.opened_on + 6", decided_by_id="c.worker_id",
    )  # fmt: skip


def _visits(by: int) -> None:
    made = f"week < {VISITS - 3}"
    rows.put(
        "outreach_visit", f"{PLACED} CROSS JOIN generate_series(0, {VISITS}) week", **OF_CASE, outreach_id="c.id",
        cadre_id="c.cadre", due_on=f"current_date + (week - {VISITS - 3}) * 7 + (c.id % 5)::int",
        status=f"CASE WHEN {made} THEN 'done' ELSE 'planned' END", daily="'2'", social="'2'", work="'1'",
        done_on=f"CASE WHEN {made} THEN current_date + (week - {VISITS - 3}) * 7 + (c.id % 5)::int END",
        note=f"CASE WHEN {made} THEN 'Baik.' ELSE '' END", noted_by_id=f"CASE WHEN {made} THEN {by} END",
    )  # fmt: skip
    rows.put(
        "outreach_evaluation", PLACED, **OF_CASE, outreach_id="c.id", on="current_date - 40", daily="'2'",
        outcome="'continue'", said="'Maju.'", by_id="c.worker_id",
    )  # fmt: skip


def _workshops(by: int, second: int) -> None:
    tenth = "(SELECT DISTINCT ON (cadre / 20) cadre / 20 AS number, region_code FROM"
    rows.put(
        "outreach_workshop", f"{tenth} {PLACED} ORDER BY cadre / 20) w", id="w.number + 1", region_code="w.region_code",
        name="'Sanggar ' || w.number", trades="'{batik,food}'", places="20", status="'open'",
        since="current_date - 300", **rows.place("w.region_code", "w.number"),
    )  # fmt: skip
    asked = "c.id % 50 = 11"
    rows.put(
        "outreach_workshopmember", f"{PLACED} WHERE c.id % 5 = 1", **OF_CASE, outreach_id="c.id",
        workshop_id="1 + c.cadre / 20", trade="'batik'", wish="'Membatik'",
        status=f"CASE WHEN {asked} THEN 'asked' ELSE 'member' END", asked_on="c.opened_on + 20", asked_by_id=str(by),
        decided_on=f"CASE WHEN {asked} THEN NULL ELSE c.opened_on + 22 END",
        decided_by_id=f"CASE WHEN {asked} THEN NULL ELSE {second} END", said="'Baik.'",
    )  # fmt: skip
    rows.put(
        "outreach_workday", "outreach_workshopmember c CROSS JOIN generate_series(1, 20) day WHERE c.status = 'member'",
        region_code="c.region_code", sensitive="c.sensitive", case_id="c.case_id", outreach_id="c.outreach_id",
        member_id="c.id", on="current_date - day * 2", came="true", pieces="3",
    )  # fmt: skip


def _groups(by: int) -> None:
    rows.put(
        "outreach_parentgroup", "outreach_cadre k WHERE k.id % 4 = 0", id="k.id / 4", region_code="k.region_code",
        name="'Kelompok ' || k.id", place="'Balai'", cadre_id="k.id", since="current_date - 400",
    )  # fmt: skip
    rows.put(
        "outreach_groupmember", f"{PLACED} JOIN outreach_parentgroup g ON g.id = (c.cadre + 3) / 4 WHERE c.id % 2 = 0",
        **OF_CASE, outreach_id="c.id", group_id="g.id", name="'Ibu ' || c.called", relation="'Ibu'",
        since="current_date - 300",
    )  # fmt: skip
    rows.put(
        "outreach_meeting", "outreach_parentgroup g CROSS JOIN generate_series(1, 10) week", group_id="g.id",
        region_code="g.region_code", on="current_date - week * 14", topic="'Makan bersama'", status="'held'",
        said="'Ramai.'", by_id=str(by),
    )  # fmt: skip
    rows.put(
        "outreach_meetingattendance", "outreach_groupmember c JOIN outreach_meeting m ON m.group_id = c.group_id",
        region_code="c.region_code", sensitive="c.sensitive", case_id="c.case_id", outreach_id="c.outreach_id",
        meeting_id="m.id", member_id="c.id", came="true",
    )  # fmt: skip


def _days(by: int) -> None:
    rows.put(
        "outreach_serviceday", "outreach_workshop w CROSS JOIN generate_series(1, 4) n", id="w.id * 4 + n",
        region_code="w.region_code", on="current_date - 1 - (w.id % 300)::int", place="'Balai ' || n",
        services="'{check,papers}'", status="'held'",
    )  # fmt: skip
    rows.put(
        "outreach_served", "outreach_serviceday d CROSS JOIN generate_series(1, 25) n", region_code="d.region_code",
        day_id="d.id", called="'Warga ' || n", services="'{check}'", by_id=str(by),
    )  # fmt: skip
