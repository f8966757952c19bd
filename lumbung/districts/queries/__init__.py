"""Reads about care near home; each starts with who is looking, and leaves out whom they may not know of."""

from lumbung.districts.queries.care import (
    decision,
    decisions,
    due_for_renewal,
    grants_of,
    to_answer,
)
from lumbung.districts.queries.living import (
    activities,
    activity,
    harvest,
    harvests_of,
    need,
    needs_of,
)
from lumbung.districts.queries.results import (
    FIGURES,
    STRETCH,
    Figures,
    by_hazard,
    figures,
    told,
)
from lumbung.districts.queries.safety import (
    Progress,
    alert,
    alerts,
    areas_of,
    attempts_of,
    call,
    calls,
    calls_today,
    cause_of,
    progress,
    progress_of,
    visit,
    visit_for,
    visits,
    visits_to_make,
    watch,
    watches,
)
from lumbung.districts.queries.tracks import (
    advice_of,
    cohort,
    cohorts,
    majors,
    place,
    places,
    start_up,
    start_ups,
    who_may_fit,
)

__all__ = [
    "FIGURES", "STRETCH", "Figures", "Progress", "activities", "activity", "advice_of", "alert", "alerts",
    "areas_of", "attempts_of", "by_hazard", "call", "calls", "calls_today", "cause_of", "cohort", "cohorts",
    "decision", "decisions", "due_for_renewal", "figures", "grants_of", "harvest", "harvests_of", "majors", "need",
    "needs_of", "place", "places", "progress", "progress_of", "start_up", "start_ups", "to_answer", "told", "visit",
    "visit_for", "visits", "visits_to_make", "watch", "watches", "who_may_fit",
]  # fmt: skip
