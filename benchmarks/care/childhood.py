"""Dream Start: a list of candidates, a start for each case with ten contacts, reports where the case is secret."""

from benchmarks.care import rows
from benchmarks.care.people import People
from benchmarks.care.rows import CASES, HEADS, OF_CASE, OF_HEAD

TABLES = (
    "childhood_start", "childhood_discovery", "childhood_candidate", "childhood_childcontact",
    "childhood_childservice", "childhood_quarterreview", "childhood_abusereport", "childhood_safetydecision",
    "childhood_siblinglook",
)  # fmt: skip
CONTACTS = 10
STARTS = "childhood_start s JOIN cases_case c ON c.id = s.case_id"
REPORTS = "childhood_abusereport r JOIN cases_case c ON c.id = r.case_id"


def fill(who: People) -> None:
    """About a million contacts and everything around them."""
    worker, second = who["worker"].pk, who["supervisor"].pk
    with rows.filling(TABLES) as empty:
        if not empty:
            return
        _discovery()
        _starts()
        _followed(worker, second)
        _reports(worker, second)


def _discovery() -> None:
    rows.put(
        "childhood_discovery", "regions_region g WHERE level = 2 AND EXISTS (SELECT 1 FROM registry_family f"
        " WHERE starts_with(f.region_code, g.code || '.'))", region_code="g.code", on="current_date - 100",
    )  # fmt: skip
    rows.put(
        "childhood_candidate", f"{HEADS} JOIN childhood_discovery d ON d.region_code = left(p.region_code, 5)",
        **OF_HEAD, discovery_id="d.id", whom="'child'", reasons="'{aid,decile}'", points="p.id % 9",
        status="CASE WHEN p.id % 3 = 0 THEN 'waiting' ELSE 'entered' END",
    )  # fmt: skip


def _starts() -> None:
    over = "c.id % 4 = 1"
    rows.put(
        "childhood_start", CASES, **OF_CASE, id="c.id", person_id="c.person_id", whom="'child'",
        born_on="current_date - 2000 - (c.id % 1500)::int", entered_on="c.opened_on",
        conference_due_on="c.opened_on + 30", until_on="current_date + 2000", needs="'{delay}'",
        risk="(ARRAY['high', 'middle', 'low'])[1 + c.id % 3]",
        status=f"CASE WHEN {over} THEN 'ended' ELSE 'active' END",
        ended_on=f"CASE WHEN {over} THEN c.opened_on + 200 END",
        ending=f"CASE WHEN {over} THEN 'reached' ELSE '' END", said=f"CASE WHEN {over} THEN 'Baik.' ELSE '' END",
        closed_on=f"CASE WHEN {over} THEN c.opened_on + 300 END",
    )  # fmt: skip


def _followed(by: int, second: int) -> None:
    made = f"n < {CONTACTS - 1}"
    rows.put(
        "childhood_childcontact", f"{STARTS} CROSS JOIN generate_series(0, {CONTACTS - 1}) n"
        f" WHERE {made} OR s.status = 'active'", **OF_CASE, start_id="s.id", channel="'visit'",
        due_on=f"current_date + (n - {CONTACTS - 1}) * 30 + (c.id % 60)::int - 20",
        on=f"CASE WHEN {made} THEN current_date + (n - {CONTACTS - 1}) * 30 END",
        found=f"CASE WHEN {made} THEN 'well' ELSE '' END", noted_by_id=f"CASE WHEN {made} THEN c.worker_id END",
    )  # fmt: skip
    rows.put(
        "childhood_childservice", f"{STARTS} CROSS JOIN generate_series(1, 3) n", **OF_CASE, start_id="s.id",
        service="(ARRAY['health_check', 'growth', 'feelings'])[n]", kind="'basic'", round="1", status="'given'",
        on="s.entered_on + n * 20", giver="'Puskesmas'", noted_by_id="c.worker_id",
    )  # fmt: skip
    told = "n < 3 OR s.status = 'ended'"
    rows.put(
        "childhood_quarterreview", f"{STARTS} CROSS JOIN generate_series(1, 3) n", **OF_CASE, start_id="s.id",
        quarter="n", due_on="current_date + (n - 3) * 90 + (c.id % 120)::int - 30",
        status=f"CASE WHEN {told} THEN 'signed' ELSE 'due' END", goals="'Maju.'", risk="'low'", verdict="'go_on'",
        written_on="current_date - 100", written_by_id=str(by),
        signed_on=f"CASE WHEN {told} THEN current_date - 95 END", signed_by_id=f"CASE WHEN {told} THEN {second} END",
    )  # fmt: skip


def _reports(by: int, second: int) -> None:
    waits = "c.id % 100 = 0"
    rows.put(
        "childhood_abusereport", f"{CASES} WHERE c.sensitive", **OF_CASE, id="c.id", person_id="c.person_id",
        called="c.called", kinds="'{physical}'", happened="'Dipukul.'", danger="'unknown'",
        suspect_is_guardian="'no'", taken_by_id=str(by), received_at="now() - interval '1 day'",
        decide_by="now() - interval '23 hours'", risk=f"CASE WHEN {waits} THEN '' ELSE 'middle' END",
        status=f"CASE WHEN {waits} THEN 'open' ELSE 'decided' END",
        decided_at=f"CASE WHEN {waits} THEN NULL ELSE now() END",
    )  # fmt: skip
    rows.put(
        "childhood_safetydecision", f"{REPORTS} WHERE r.status = 'decided'", **OF_CASE, report_id="r.id",
        risk="'middle'", decision="'plan'", said="'Nenek menjaga.'", decided_by_id=str(second), needs_another="true",
        at="now()",
    )  # fmt: skip
    rows.put(
        "childhood_siblinglook", f"{REPORTS} JOIN LATERAL (SELECT max(m.id) AS other FROM registry_person h"
        " JOIN registry_person m ON m.family_id = h.family_id WHERE h.id = r.person_id) f ON true",
        **OF_CASE, report_id="r.id", person_id="f.other", due_at="now() + interval '1 day'",
    )  # fmt: skip
