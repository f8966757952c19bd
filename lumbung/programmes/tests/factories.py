"""Made-up families with members, their deciles, and people who run programmes."""

import datetime as dt
from typing import Any

from lumbung.regions.models import Region
from lumbung.registry.models import Family
from lumbung.registry.tests import factories as registry
from lumbung.staff.models import User
from lumbung.targeting.models import ModelVersion, Ranking, Reference, Score

TODAY = dt.date(2026, 1, 10)
GROWN_UP = {
    "birth_date": dt.date(1986, 3, 1),
    "sex": "L",
    "works": True,
    "position": 6,
    "school_status": 3,
    "d_selfcare": 4,
}
PUPIL = {
    "birth_date": dt.date(2016, 3, 1),
    "sex": "L",
    "works": False,
    "school_status": 2,
    "school_level": 3,
    "d_selfcare": 4,
}
TODDLER = {"birth_date": dt.date(2023, 3, 1), "sex": "L"}


def user(username: str = "ratna", *, region_code: str = "", role: str = "programme_officer") -> User:
    """Somebody who may run programmes."""
    return User.objects.create_user(username, name=username.title(), role=role, region_code=region_code)


def region(code: str, name: str = "Wilayah") -> Region:
    """An area and all areas above it."""
    parts = code.split(".")
    for depth in range(1, len(parts) + 1):
        here = ".".join(parts[:depth])
        above = ".".join(parts[: depth - 1]) or None
        Region.objects.get_or_create(
            code=here, defaults={"name": name, "path": name, "name_key": name, "level": depth, "parent_id": above}
        )
    return Region.objects.get(pk=code)


def family(*members: dict[str, Any], decile: int | None = 2, score: int = 100, **fields: Any) -> Family:
    """A family with its decile; without members given, one grown-up and one pupil."""
    made = registry.family(head_name="Sumarni", **fields)
    for place, member in enumerate(members or (GROWN_UP, PUPIL)):
        registry.person(made, f"Orang {place}", relation=1 if place == 0 else 3, **member)
    if decile is not None:
        rank(made, decile, score)
    return made


def rank(family: Family, decile: int, score: int = 100) -> Score:
    """The family's decile in force."""
    version, _ = ModelVersion.objects.get_or_create(
        kind="demo_pmt", number=1,
        defaults={
            "file": "", "fingerprint": "", "survey": "", "mapping": "", "metrics": {}, "computable": True,
            "trained_on": TODAY,
        },
    )  # fmt: skip
    cut_points = list(range(1, 10))
    reference = version.references.first() or Reference.objects.create(
        version=version, source="survey", families=1, regencies=1, cut_points=cut_points, made_on=TODAY
    )
    ranking = Ranking.objects.create(
        region_code=family.region_code[:5], version=version, reference=reference, on=TODAY, whole=False, families=1,
        unknown=0, cut_points=cut_points, digest="-",
    )  # fmt: skip
    Score.objects.filter(family=family, current=True).update(current=False)
    return Score.objects.create(
        region_code=family.region_code, family=family, ranking=ranking, score=score, known=1000,
        decile_national=decile, decile_local=decile, scored_on=TODAY,
    )  # fmt: skip
