"""How far the money of each family has come, as a funnel by region and by bank; never one percentage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from lumbung.core import bulk
from lumbung.core.reach import Reach
from lumbung.payments import banks, words
from lumbung.payments.models import StageEvent
from lumbung.payments.queries.cycles import cycle as one_cycle
from lumbung.payments.queries.reconciling import Amount
from lumbung.regions import queries as regions

Stage = StageEvent.Stage
ORDER = tuple(Stage.values)
VILLAGE = 13
FELL_OUT = ("failed", "returned", "expired")
LEVELS = (2, 5, 8, VILLAGE)
"""How long the code of a province, a regency, a district and a village is."""

_STEPS = """
    WITH steps AS (
        SELECT e.cycle_id, e.channel, bool_or(e.stage = 'account_check') AS checked, bool_or(e.stage = 'spm') AS spm,
               bool_or(e.stage = 'sp2d') AS sp2d, bool_or(e.stage = 'standing_instruction') AS si
          FROM payments_stageevent e GROUP BY e.cycle_id, e.channel
    ), taken AS (
        SELECT mine.family_id, w.kind AS wallet,
               max((coalesce(t.happened_at, t.at) AT TIME ZONE 'Asia/Jakarta')::date) AS on_day
          FROM payments_card mine
          JOIN payments_account w ON w.card_id = mine.id
          JOIN payments_transfer t ON t.debit_id = w.id AND t.kind IN ('withdrawal', 'purchase', 'reserve')
         WHERE mine.region_code >= %(lo)s AND mine.region_code < %(hi)s
         GROUP BY mine.family_id, w.kind
    ), checks AS (
        SELECT a.line_id, bool_or(a.result = 'failed') AS failed
          FROM payments_accountcheck a
         WHERE a.region_code >= %(lo)s AND a.region_code < %(hi)s GROUP BY a.line_id
    ), furthest AS (
        SELECT l.region_code, l.channel, l.amount, l.status, coalesce(k.failed, false) AS diverted, CASE
                   WHEN l.status = 'paid' AND (l.card_id IS NULL OR y.on_day >= l.answered_on) THEN 6
                   WHEN l.status IN ('paid', 'returned', 'expired') THEN 5
                   WHEN l.status = 'failed' OR own.si THEN 4
                   WHEN own.sp2d OR whole.sp2d THEN 3
                   WHEN own.spm OR whole.spm THEN 2
                   WHEN k.line_id IS NOT NULL OR l.card_id IS NULL AND asked.checked THEN 1
                   ELSE 0 END AS place
          FROM payments_line l
          JOIN payments_cycle c ON c.id = l.cycle_id AND c.status NOT IN ('draft', 'cancelled')
          LEFT JOIN steps whole ON whole.cycle_id = c.id AND whole.channel = ''
          LEFT JOIN steps own ON own.cycle_id = c.id AND own.channel = l.channel
          LEFT JOIN (SELECT cycle_id, bool_or(checked) AS checked FROM steps GROUP BY cycle_id) asked
            ON asked.cycle_id = c.id
          LEFT JOIN checks k ON k.line_id = l.id
          LEFT JOIN taken y ON y.family_id = l.family_id AND y.wallet = c.wallet
         WHERE l.status <> 'cancelled' AND l.region_code >= %(lo)s AND l.region_code < %(hi)s
           AND c.programme = %(programme)s AND lower(c.period) = %(since)s
           AND NOT EXISTS (SELECT 1 FROM payments_line n JOIN payments_cycle again ON again.id = n.cycle_id
                            WHERE n.replaces_id = l.id AND n.status <> 'cancelled' AND again.status <> 'draft')
    )
    SELECT left(region_code, %(level)s), channel, place, status, diverted, count(*), sum(amount)
      FROM furthest GROUP BY 1, 2, 3, 4, 5
"""
"""The place in ORDER that each family's money has reached; what is paid again counts where its newest line on a
fixed list stands."""


@dataclass(frozen=True)
class Step:
    """A stage of the chain: who has come so far or further, who stands here now, and who fell out here."""

    stage: words.Word
    reached: Amount
    here: Amount
    fell_out: Amount


@dataclass(frozen=True)
class Share:
    """One region's or one bank's part of the funnel: what reached each stage, in their order."""

    key: str
    name: str
    reached: list[Amount]


@dataclass(frozen=True)
class Funnel:
    """The chain of one programme and period in one region. `diverted` went by the post for a failed account."""

    programme: str
    since: date
    region_code: str
    steps: list[Step]
    areas: list[Share]
    banks: list[Share]
    diverted: Amount

    @property
    def total(self) -> Amount:
        """Everybody on the final list."""
        return self.steps[0].reached


@dataclass(frozen=True)
class _Row:
    area: str
    channel: str
    place: int
    status: str
    diverted: bool
    amount: Amount


def paid_periods(*, viewer: Any) -> list[tuple[str, date]]:
    """(programme, first day of the period) of every list that is fixed and touches the viewer's reach, newest first."""
    return bulk.rows(
        "SELECT DISTINCT c.programme, lower(c.period) FROM payments_cycle c"
        " WHERE c.status NOT IN ('draft', 'cancelled') AND EXISTS (SELECT 1 FROM payments_line l"
        " WHERE l.cycle_id = c.id AND l.region_code >= %s AND l.region_code < %s) ORDER BY 2 DESC, 1",
        [viewer.reach.lo, viewer.reach.hi],
    )


def funnel(*, viewer: Any, programme: str, since: date, region_code: str = "") -> Funnel:
    """Families and rupiah at each stage, below one region (the viewer's own where none is named)."""
    code = region_code or viewer.region_code
    inside = Reach.of(code) if code else Reach.national()
    level = next((length for length in LEVELS if length > len(code)), LEVELS[-1])
    limits = {
        "lo": max(viewer.reach.lo, inside.lo),
        "hi": min(viewer.reach.hi, inside.hi),
        "programme": programme,
        "since": since,
        "level": level,
    }
    with transaction.atomic(), bulk.whole_joins():
        found = bulk.rows(_STEPS, limits)
    rows = [
        _Row(area, channel, place, status, diverted, Amount(lines, int(rupiah)))
        for area, channel, place, status, diverted, lines, rupiah in found
    ]
    paths = regions.paths(codes={row.area for row in rows})
    areas = {code: path.partition(",")[0] for code, path in paths.items()}
    return Funnel(
        programme=programme,
        since=since,
        region_code=code,
        steps=[_step(place, stage, rows) for place, stage in enumerate(words.stages().values())],
        areas=_shares(rows, "area", areas),
        banks=_shares(rows, "channel", {key: banks.short_name(key) for key in {row.channel for row in rows}}),
        diverted=_sum(row for row in rows if row.diverted),
    )


def _sum(rows: Iterable[_Row]) -> Amount:
    return sum((row.amount for row in rows), Amount())


def _step(place: int, stage: words.Word, rows: Sequence[_Row]) -> Step:
    here = [row for row in rows if row.place == place]
    return Step(
        stage=stage,
        reached=_sum(row for row in rows if row.place >= place),
        here=_sum(row for row in here if row.status not in FELL_OUT),
        fell_out=_sum(row for row in here if row.status in FELL_OUT),
    )


def _shares(rows: Sequence[_Row], column: str, names: Mapping[str, str]) -> list[Share]:
    found = []
    for key in sorted({getattr(row, column) for row in rows}):
        mine = [row for row in rows if getattr(row, column) == key]
        reached = [_sum(row for row in mine if row.place >= place) for place in range(len(ORDER))]
        found.append(Share(key, names.get(key, key), reached))
    return found


def stage_events(*, viewer: Any, cycle_id: int) -> list[StageEvent]:
    """What is written of a cycle's stages, in the order of the chain; of a corrected number the newest."""
    cycle = one_cycle(viewer=viewer, cycle_id=cycle_id)
    newest = {(event.stage, event.channel): event for event in cycle.stage_events.select_related("by").order_by("pk")}
    return sorted(newest.values(), key=lambda event: (ORDER.index(event.stage), event.channel))
