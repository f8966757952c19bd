"""Care decisions and what they grant; warnings, watches, calls and visits; what people grow; majors and cohorts."""

from lumbung.districts.models.activity import Activity, Harvest, Need
from lumbung.districts.models.care import CareDecision, Grant
from lumbung.districts.models.safety import Alert, AlertArea, Attempt, Call, Watch
from lumbung.districts.models.track import Advice, Cohort, Major, Place, Presence, StartUp
from lumbung.districts.models.visit import Visit

__all__ = [
    "Activity",
    "Advice",
    "Alert",
    "AlertArea",
    "Attempt",
    "Call",
    "CareDecision",
    "Cohort",
    "Grant",
    "Harvest",
    "Major",
    "Need",
    "Place",
    "Presence",
    "StartUp",
    "Visit",
    "Watch",
]
