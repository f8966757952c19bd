"""Reads about houses, stays, rooms and the air; each starts with who is looking."""

from lumbung.facilities.queries.bookings import (
    Certificate,
    bookable_rooms,
    booking,
    bookings,
    certificate,
    course,
    courses,
    learner,
    learners_of,
    moment,
    undecided,
    week_of,
)
from lumbung.facilities.queries.climate import Air, air, energy_of, hours_of, nonsense, readings, window, windows
from lumbung.facilities.queries.houses import (
    Crowd,
    beds_of,
    crowd,
    facilities,
    facility,
    forecast,
    nights,
    room,
    rooms_of,
)
from lumbung.facilities.queries.stays import (
    Figures,
    belonging,
    belongings_of,
    due_soon,
    extension,
    extensions,
    figures,
    free_beds_for,
    hidden_beds,
    incidents,
    leaves_of,
    meals_of,
    opening,
    openings,
    openings_to_judge,
    placements_of,
    residents,
    stay,
    stays,
    stays_of_person,
    waiting,
    waiting_one,
)

__all__ = [
    "Air", "Certificate", "Crowd", "Figures", "air", "beds_of", "belonging", "belongings_of", "bookable_rooms",
    "booking", "bookings", "certificate", "course", "courses", "crowd", "due_soon", "energy_of", "extension",
    "extensions", "facilities", "facility", "figures", "forecast", "free_beds_for", "hidden_beds", "hours_of",
    "incidents", "learner", "learners_of", "leaves_of", "meals_of", "moment", "nights", "nonsense", "opening",
    "openings", "openings_to_judge", "placements_of", "readings", "residents", "room", "rooms_of", "stay", "stays",
    "stays_of_person", "undecided", "waiting", "waiting_one", "week_of", "window", "windows",
]  # fmt: skip
