"""Houses with rooms and beds; stays and whoever waits; daily life; bookings and courses; the air inside."""

from lumbung.facilities.models.booking import Booking, Course, Learner
from lumbung.facilities.models.climate import Nonsense, Reading, Window
from lumbung.facilities.models.daily import Belonging, Incident, Leave, Meal
from lumbung.facilities.models.facility import Bed, Facility, Room, Sex
from lumbung.facilities.models.glass import Glass
from lumbung.facilities.models.stay import Extension, Placement, Stay, Waiting

__all__ = [
    "Bed",
    "Belonging",
    "Booking",
    "Course",
    "Extension",
    "Facility",
    "Glass",
    "Incident",
    "Learner",
    "Leave",
    "Meal",
    "Nonsense",
    "Placement",
    "Reading",
    "Room",
    "Sex",
    "Stay",
    "Waiting",
    "Window",
]
