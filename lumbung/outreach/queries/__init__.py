"""Reads about outreach; each starts with who is looking."""

from lumbung.outreach.queries.matching import (
    HELD,
    cadres,
    candidates,
    loads,
    matches_of,
    nearness,
    proposals,
    ranked,
    trained,
    waiting_for_cadre,
)
from lumbung.outreach.queries.persons import (
    Day,
    allowances,
    asked_for,
    cadre,
    day,
    evaluations_of,
    of_case,
    person,
    persons,
    persons_of,
    photo,
    photos_of,
    trainings_of,
    visit,
    visits,
    visits_made,
)
from lumbung.outreach.queries.places import (
    came_to,
    entries_asked,
    group,
    groups,
    meeting,
    meetings_of,
    member,
    member_of_group,
    members_of_group,
    members_of_workshop,
    memberships_of,
    served_at,
    service_day,
    service_days,
    work_days_of,
    workshop,
    workshops,
)
from lumbung.outreach.queries.seeing import Area, Figures, Gaps, areas, figures, gaps

__all__ = [
    "HELD", "Area", "Day", "Figures", "Gaps", "allowances", "areas", "asked_for", "cadre", "cadres", "came_to",
    "candidates", "day", "entries_asked", "evaluations_of", "figures", "gaps", "group", "groups", "loads",
    "matches_of", "meeting", "meetings_of", "member", "member_of_group", "members_of_group", "members_of_workshop",
    "memberships_of", "nearness", "of_case", "person", "persons", "persons_of", "photo", "photos_of", "proposals",
    "ranked", "served_at", "service_day", "service_days", "trained", "trainings_of", "visit", "visits", "visits_made",
    "waiting_for_cadre", "work_days_of", "workshop", "workshops",
]  # fmt: skip
