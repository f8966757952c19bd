"""The standing audit: every control over the whole registry, from nothing, and again when little has changed."""

from collections.abc import Iterator
from datetime import date

from benchmarks import cast, figures, floors
from benchmarks.figures import Figure
from lumbung.core import bulk
from lumbung.core.actors import acting
from lumbung.programmes import actions as programmes
from lumbung.programmes.models import ControlFinding
from lumbung.registry.facts import regencies
from lumbung.registry.models import Family, Person

TITLE = "audit"
TODAY = date(2026, 11, 21)
READ = "SELECT p.id, p.family_id, p.nik, p.nik_index, p.status, p.presence, p.position FROM registry_person p"


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """The first look reads every number; later ones only those of people who were changed since."""
    counted = Family.objects.filter(status="active").count()
    first, _done = figures.timed(_look)
    told = f"{Person.objects.count():,} persons, {ControlFinding.objects.count():,} findings"
    floor = figures.repeated(lambda: floors.copied_out(READ), repeat)
    asked = {"part": TITLE, "count": counted, "unit": "families", "floor": floor}
    floor_is = "COPY of the columns that controls read"
    yield Figure(work="every control, first look", seconds=[first], floor_is=floor_is, note=told, **asked)
    bulk.execute("UPDATE registry_person SET updated_at = updated_at - interval '2 days'")
    bulk.execute("VACUUM FULL registry_person")
    again = figures.repeated(_look, repeat)
    yield Figure(
        work="every control, a later look", seconds=again, floor_is=floor_is, memory=figures.memory_peak(), **asked
    )


def _look() -> None:
    officer = cast.cast()["officer"]
    for regency, _families in regencies():
        with acting(officer):
            programmes.look_at_regency(regency=regency, on=TODAY, by=officer)
