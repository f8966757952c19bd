"""The referral desk: a need for each family, two of three referred, each tenth risen to the regency."""

from benchmarks.care import rows
from benchmarks.care.people import People
from benchmarks.care.rows import HEADS, OF_HEAD

TABLES = (
    "referrals_need", "referrals_institution", "referrals_referral", "referrals_consent", "referrals_escalation",
)  # fmt: skip
SECTORS = "(ARRAY['health', 'education', 'housing'])"


def fill(who: People) -> None:
    """Needs at every desk; one in twenty is known to its readers only."""
    worker, desk = who["worker"].pk, who["desk"].pk
    with rows.filling(TABLES) as empty:
        if not empty:
            return
        _directory(who["receiver"].pk)
        _needs(worker, desk)
        _referred(desk, who["receiver"].pk)


def _directory(receiver: int) -> None:
    rows.put(
        "referrals_institution", "(SELECT DISTINCT left(region_code, 5) AS code FROM registry_family) r CROSS JOIN"
        " generate_series(1, 500) n", region_code="r.code", name="'Lembaga ' || n",
        sectors=f"ARRAY[{SECTORS}[1 + n % 3]]", services="'Layanan'", status="'open'", who_answers="'Petugas'",
        answerers=f"ARRAY[{receiver}]::bigint[]",
    )  # fmt: skip


def _needs(worker: int, desk: int) -> None:
    over = "p.id % 3 = 2"
    rows.put(
        "referrals_need", HEADS, **OF_HEAD, id="p.id",
        level="CASE WHEN p.id % 10 = 0 THEN 'regency' ELSE 'village' END", channel="'walk_in'", called="p.name",
        words="'Sakit.'", sector=f"{SECTORS}[1 + p.id % 3]", urgency="(1 + p.id % 3)::text",
        status="(ARRAY['open', 'referred', 'solved'])[1 + p.id % 3]", came_on="current_date - (p.id % 300)::int",
        due_on="current_date - (p.id % 300)::int + 7", noted_by_id=str(worker), asked_by_id=str(worker),
        done_on=f"CASE WHEN {over} THEN current_date END", done_by_id=f"CASE WHEN {over} THEN {desk} END",
        said=f"CASE WHEN {over} THEN 'Terlayani.' ELSE '' END",
        readers=f"CASE WHEN p.id % 20 = 0 THEN ARRAY[{worker}]::bigint[] END",
    )  # fmt: skip
    rows.put(
        "referrals_escalation", "referrals_need n WHERE n.level = 'regency' OR n.id % 50 = 1",
        region_code="n.region_code", readers="n.readers", need_id="n.id", from_level="'village'", to_level="'regency'",
        reason="'Tidak ada layanan.'", proposed_on="n.came_on + 3", proposed_by_id=str(worker),
        status="CASE n.level WHEN 'regency' THEN 'agreed' ELSE 'proposed' END", due_on="n.came_on + 10",
        decided_on="CASE n.level WHEN 'regency' THEN n.came_on + 4 END",
        decided_by_id=f"CASE n.level WHEN 'regency' THEN {desk} END",
    )  # fmt: skip


def _referred(desk: int, receiver: int) -> None:
    served = "n.status = 'solved'"
    rows.put(
        "referrals_referral", """referrals_need n
          JOIN (SELECT i.id, i.region_code, row_number() OVER (PARTITION BY i.region_code ORDER BY i.id) - 1 AS at
                  FROM referrals_institution i) i
            ON i.region_code = left(n.region_code, 5) AND i.at = n.id % 500
         WHERE n.status <> 'open'""", region_code="n.region_code", readers="n.readers", need_id="n.id",
        institution_id="i.id", sector="n.sector", service="'Periksa'", urgency="n.urgency", sent_by_id=str(desk),
        status=f"CASE WHEN {served} THEN 'served' ELSE 'sent' END", sent_on="n.came_on + 1", due_on="n.came_on + 8",
        served_on=f"CASE WHEN {served} THEN n.came_on + 9 END",
        result=f"CASE WHEN {served} THEN 'Diobati.' ELSE '' END",
        answered_on=f"CASE WHEN {served} THEN n.came_on + 5 END",
        answered_by_id=f"CASE WHEN {served} THEN {receiver} END", via=f"CASE WHEN {served} THEN 'screen' ELSE '' END",
        told_on=f"CASE WHEN {served} AND n.id % 10 > 0 THEN n.came_on + 10 END",
    )  # fmt: skip
    rows.put(
        "referrals_consent", "referrals_referral r", region_code="r.region_code", readers="r.readers",
        referral_id="r.id", given_by="'Sendiri'", relation="'self'", parts="'{name,need}'", sign="'signature'",
        on="r.sent_on", by_id=str(desk),
    )  # fmt: skip
