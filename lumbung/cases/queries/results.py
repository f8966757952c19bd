"""What care has come to: reach, waiting, change, drop-out and back to community, by cluster, mode and centre."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lumbung.cases import planning
from lumbung.cases.models import Case
from lumbung.cases.planning.withholding import Name, Sum, held_back
from lumbung.core import bulk

BY = ("cluster", "mode", "centre")
WHOLE = ("whole", "")
COLUMNS = ("reached", "accepted", "running", "ended", "home", "left", "measured")
WITHIN = (("reached", "accepted"), ("reached", "running", "ended"), ("ended", "home", "left"))
"""In each group: a figure, and others that are parts of it."""
Counts = dict[Name, int]
Shown = dict[Name, int | None]
_GROUP = """
    SELECT CASE WHEN grouping(cluster) = 0 THEN 'cluster' WHEN grouping(mode) = 0 THEN 'mode'
                WHEN grouping(centre) = 0 THEN 'centre' ELSE 'whole' END,
           CASE WHEN grouping(cluster) = 0 THEN cluster WHEN grouping(mode) = 0 THEN mode ELSE centre END,
"""
_COUNTED = """
    WITH seen AS ({seen}),
    told AS (SELECT cluster, mode, nullif(centre, '') AS centre, accepted_on IS NOT NULL AS accepted,
                    status NOT IN ('ended', 'refused', 'withdrawn') AS running,
                    status IN ('ended', 'withdrawn') AS ended,
                    status = 'ended' AND ending = ANY(%s) AS home,
                    status = 'withdrawn' OR (status = 'ended' AND ending = ANY(%s)) AS dropped,
                    accepted_on - opened_on AS waited
               FROM seen)
    {group} count(*), count(*) FILTER (WHERE accepted), count(*) FILTER (WHERE running), count(*) FILTER (WHERE ended),
           count(*) FILTER (WHERE home), count(*) FILTER (WHERE dropped),
           percentile_disc(0.5) WITHIN GROUP (ORDER BY waited)
      FROM told GROUP BY GROUPING SETS ((cluster), (mode), (centre), ())
"""
_CHANGED = """
    WITH seen AS ({seen}),
    measured AS (SELECT a.case_id, a.moment, a."on", sum(s.value) AS score
                   FROM cases_assessment a JOIN cases_assessmentscore s ON s.assessment_id = a.id
                  WHERE a.use = 'functioning' AND a.status = 'finished'
                  GROUP BY a.id HAVING count(s.value) = count(*)),
    latest AS (SELECT DISTINCT ON (case_id) case_id, score FROM measured
                WHERE moment <> 'baseline' ORDER BY case_id, "on" DESC),
    told AS (SELECT seen.cluster, seen.mode, nullif(seen.centre, '') AS centre, latest.score - first.score AS change
               FROM seen JOIN measured first ON first.case_id = seen.id AND first.moment = 'baseline'
               JOIN latest ON latest.case_id = seen.id)
    {group} count(*), round(avg(change), 1)::float8
      FROM told GROUP BY GROUPING SETS ((cluster), (mode), (centre), ())
"""


@dataclass(frozen=True)
class Figures:
    """One group of cases that came in the time asked for; None is a figure too small to be shown.

    `waited` is the median of days from the first word to acceptance; `change` the mean change of the summed scores of
    social functioning, from the first to the latest measure, over the `measured`. Shares are of those that have ended.
    """

    name: str
    reached: int | None
    accepted: int | None
    running: int | None
    ended: int | None
    home: int | None
    left: int | None
    waited: int | None
    measured: int | None = 0
    change: float | None = None

    @property
    def home_share(self) -> float | None:
        """Back in the community, of all that have ended."""
        return _share(self.home, self.ended)

    @property
    def left_share(self) -> float | None:
        """Dropped out, of all that have ended."""
        return _share(self.left, self.ended)


@dataclass(frozen=True)
class Results:
    """The whole, and its groups by cluster, mode and centre."""

    since: date
    until: date
    least: int
    whole: Figures
    groups: dict[str, list[Figures]] = field(default_factory=dict)


NOBODY = Figures("", 0, 0, 0, 0, 0, 0, None)


def results(*, viewer: Any, since: date, until: date) -> Results:
    """Cases that came in between two days, both included, that the viewer may know of; one pass over them."""
    seen = Case.objects.visible_to(viewer).filter(opened_on__gte=since, opened_on__lte=until).order_by()
    columns = ("id", "cluster", "mode", "centre", "status", "ending", "opened_on", "accepted_on")
    sql, params = seen.values(*columns).query.sql_with_params()
    p = planning.in_force(until)
    ends = (list(p.back_in_community), list(p.dropped_out))
    rows = bulk.rows(_COUNTED.format(seen=sql, group=_GROUP), [*params, *ends])
    changed = {(of, name): told for of, name, *told in bulk.rows(_CHANGED.format(seen=sql, group=_GROUP), params)}
    least = p.least_shown
    counts: Counts = {}
    others: dict[tuple[str, str], tuple[int | None, float | None]] = {}
    for of, name, *told, waited in rows:
        if of == "whole" or name:
            at = (of, name or "")
            measured, change = changed.get((of, name), (0, None))
            counts |= {(*at, column): count for column, count in zip(COLUMNS, (*told, measured), strict=True)}
            others[at] = (waited, change)
    hidden = _held_back(counts, list(others), least)
    shown = {key: None if key in hidden else count for key, count in counts.items()}
    found = {(of, name): _figures(of, name, shown, *others[of, name]) for of, name in others}
    groups = {of: [one for (group, _name), one in found.items() if group == of] for of in BY}
    for name in BY:
        groups[name].sort(key=lambda one: (-(one.reached or 0), one.name))
    return Results(since, until, least, found.get(WHOLE, NOBODY), groups)


def _held_back(counts: Counts, places: list[tuple[str, str]], least: int) -> frozenset[Name]:
    """Figures that could point to somebody, alone or by subtraction; of a small group all of them."""
    besides = {(*at, column) for at in places for column in COLUMNS if 0 < counts[*at, "reached"] < least}
    along = [Sum((*at, whole), [(*at, part) for part in parts]) for at in places for whole, *parts in WITHIN]
    down = [
        Sum((*WHOLE, column), [(*at, column) for at in places if at[0] == of])
        for of in BY for column in COLUMNS
        if WHOLE in places
    ]  # fmt: skip
    return held_back(counts, [*along, *down], least=least, besides=besides)


def _figures(of: str, name: str, shown: Shown, waited: int | None, change: float | None) -> Figures:
    told = {column: shown[of, name, column] for column in COLUMNS}
    waited = None if told["accepted"] is None else waited
    return Figures(name=name, **told, waited=waited, change=change if told["measured"] else None)


def _share(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None
