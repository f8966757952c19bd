"""Facilities: two hundred houses with beds, a stay for each family, bookings, courses, readings of the air."""

from benchmarks.care import rows
from benchmarks.care.people import People
from benchmarks.care.rows import HEADS

TABLES = (
    "facilities_stay", "facilities_facility", "facilities_room", "facilities_bed", "facilities_placement",
    "facilities_extension", "facilities_waiting", "facilities_leave", "facilities_belonging", "facilities_incident",
    "facilities_meal", "facilities_booking", "facilities_course", "facilities_learner", "facilities_reading",
    "facilities_window",
)  # fmt: skip
HOUSES, BEDS = 200, 50
NUMBERED = f"(SELECT p.*, row_number() OVER (ORDER BY p.id) - 1 AS at FROM {HEADS}) p"
INSIDE = f"p.at < {HOUSES * BEDS * 9 // 10}"
CAME = f"current_date - 20 - (p.at / {HOUSES * BEDS})::int * 60 - (p.at % 15)::int"


def fill(who: People) -> None:
    """Houses nine tenths full, and years of stays behind them."""
    keeper, second = who["keeper"].pk, who["centre"].pk
    with rows.filling(TABLES) as empty:
        if not empty:
            return
        _houses()
        _stays(keeper, second)
        _daily(keeper)
        _rooms(keeper, second)


def _houses() -> None:
    rows.put(
        "facilities_facility", "(SELECT code, row_number() OVER (ORDER BY code) - 1 AS at, count(*) OVER () AS many"
        f" FROM (SELECT DISTINCT left(region_code, 5) AS code FROM registry_family) r) r CROSS JOIN"
        f" generate_series(1, {HOUSES}) n WHERE n % r.many = r.at", id="n", region_code="r.code", name="'Rumah ' || n",
        kind="(ARRAY['sentra', 'shelter', 'uptd'])[1 + n % 3]", services="'{bed,meals}'", staff="10", status="'open'",
        age_to="120",
    )  # fmt: skip
    rows.put(
        "facilities_room", "facilities_facility f CROSS JOIN generate_series(1, 8) n", id="f.id * 8 + n",
        region_code="f.region_code", facility_id="f.id", name="'Ruang ' || n", area="40", seats="20",
        kind="CASE WHEN n > 5 THEN 'workshop' ELSE 'dormitory' END", bookable="n > 5", step_free="true",
    )  # fmt: skip
    rows.put(
        "facilities_bed", f"facilities_facility f CROSS JOIN generate_series(0, {BEDS - 1}) n",
        id=f"f.id * {BEDS} + n", region_code="f.region_code", facility_id="f.id", room_id="f.id * 8 + 1 + n % 5",
        label="n::text", age_to="120", in_use="true", step_free="true",
    )  # fmt: skip


def _stays(by: int, second: int) -> None:
    house = f"{NUMBERED} JOIN facilities_facility f ON f.id = 1 + p.at % {HOUSES}"
    rows.put(
        "facilities_stay", house, id="p.id", region_code="f.region_code", person_id="p.id", called="p.name",
        sex="coalesce(nullif(p.sex, ''), 'L')", age="p.id % 90", facility_id="f.id", stay_type="'short'",
        youth="'ordinary'", reason="'Terlantar.'", status=f"CASE WHEN {INSIDE} THEN 'inside' ELSE 'left' END",
        admitted_at=CAME, admitted_on=CAME, admitted_by_id=str(by), due_on=f"{CAME} + 90",
        left_on=f"CASE WHEN {INSIDE} THEN NULL ELSE {CAME} + 40 END",
        left_to=f"CASE WHEN {INSIDE} THEN '' ELSE 'family' END",
        left_by_id=f"CASE WHEN {INSIDE} THEN NULL ELSE {by} END",
        readers=f"CASE WHEN p.id % 20 = 0 THEN ARRAY[{by}]::bigint[] END",
    )  # fmt: skip
    rows.put(
        "facilities_placement", f"{NUMBERED} JOIN facilities_stay s ON s.id = p.id", region_code="s.region_code",
        facility_id="s.facility_id", bed_id=f"s.facility_id * {BEDS} + p.at / {HOUSES} % {BEDS}", stay_id="s.id",
        during="daterange(s.admitted_on, s.left_on)", due_on="s.due_on",
    )  # fmt: skip
    rows.put(
        "facilities_extension", "facilities_stay s WHERE s.status = 'inside' AND s.id % 10 = 1",
        region_code="s.region_code", readers="s.readers", stay_id="s.id", until="s.due_on + 30", said="'Belum ada.'",
        status="'asked'", asked_on="current_date", asked_by_id=str(by),
    )  # fmt: skip
    rows.put(
        "facilities_waiting", f"{NUMBERED} JOIN facilities_facility f ON f.id = 1 + p.at % {HOUSES} WHERE p.at % 50 = 1"
        f" AND NOT {INSIDE}", region_code="f.region_code", person_id="p.id", called="p.name", sex="'L'", age="20",
        facility_id="f.id", stay_type="'short'", youth="'ordinary'", urgency="(1 + p.at % 3)::text",
        reason="'Terlantar.'", status="'waiting'", asked_by_id=str(by),
    )  # fmt: skip


def _daily(by: int) -> None:
    of_stay = {"region_code": "s.region_code", "readers": "s.readers", "stay_id": "s.id"}
    rows.put(
        "facilities_leave", "facilities_stay s CROSS JOIN generate_series(1, 5) n", **of_stay, where="'Sekolah'",
        out_at="s.admitted_at + n * interval '2 days'", due_at="s.admitted_at + n * interval '2 days 4 hours'",
        back_at="s.admitted_at + n * interval '2 days 3 hours'", by_id=str(by),
    )  # fmt: skip
    rows.put(
        "facilities_belonging", "facilities_stay s", **of_stay, what="'Tas'", count="1", place="'Lemari'",
        in_on="s.admitted_on", in_sign="'signature'", in_by_id=str(by),
    )  # fmt: skip
    rows.put(
        "facilities_incident", "facilities_stay s WHERE s.id % 2 = 0", **of_stay, facility_id="s.facility_id",
        kind="'ill'", at="s.admitted_at + interval '3 days'", told="'Demam.'", done="'Diberi obat.'", by_id=str(by),
    )  # fmt: skip
    rows.put(
        "facilities_meal", "facilities_facility f CROSS JOIN generate_series(0, 364) d, generate_series(1, 3) k",
        region_code="f.region_code", facility_id="f.id", on="current_date - d", kind="k::text", eaten="45",
        by_id=str(by),
    )  # fmt: skip


def _rooms(by: int, second: int) -> None:
    booked = "facilities_room r CROSS JOIN generate_series(-30, 10) d CROSS JOIN generate_series(8, 10) h"
    rows.put(
        "facilities_booking", f"{booked} WHERE r.bookable", region_code="r.region_code", facility_id="r.facility_id",
        room_id="r.id", title="'Latihan'", people="10", asked_by_id=str(by),
        during="tstzrange(current_date + d + h * interval '1 hour', current_date + d + (h + 1) * interval '1 hour')",
        status="CASE WHEN d > 5 THEN 'asked' ELSE 'approved' END",
        decided_by_id=f"CASE WHEN d > 5 THEN NULL ELSE {second} END",
    )  # fmt: skip
    rows.put(
        "facilities_course", "facilities_facility f CROSS JOIN generate_series(1, 10) n", id="f.id * 10 + n",
        region_code="f.region_code", facility_id="f.id", name="'Kursus ' || n", skill="'Menjahit'", hours="40",
        seats="20", starts_on="current_date - n * 30", ends_on="current_date - n * 30 + 60",
    )  # fmt: skip
    rows.put(
        "facilities_learner", f"{NUMBERED} JOIN facilities_stay s ON s.id = p.id WHERE p.at % 3 = 0",
        region_code="s.region_code", readers="s.readers", stay_id="s.id", person_id="s.person_id", name="p.name",
        course_id="s.facility_id * 10 + 1 + p.at % 10", hours="20", status="'joined'", joined_by_id=str(by),
    )  # fmt: skip
    rows.put(
        "facilities_reading", "facilities_room r CROSS JOIN generate_series(1, 300) n", region_code="r.region_code",
        facility_id="r.facility_id", room_id="r.id", measure="'temperature'", value="26 + n % 7",
        at="date_trunc('hour', now()) - n * interval '10 minutes'",
    )  # fmt: skip
    rows.put(
        "facilities_window", "facilities_room r WHERE r.bookable", region_code="r.region_code", room_id="r.id",
        why="'begin'",
    )  # fmt: skip
