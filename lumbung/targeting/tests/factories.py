"""A made-up survey with a known truth, made-up families, and people who train and activate."""

import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl

from lumbung.core import bulk
from lumbung.core.actors import SYSTEM
from lumbung.registry.models import Dwelling, Family, Person
from lumbung.staff.models import User
from lumbung.targeting import actions
from lumbung.targeting.models import ModelVersion

TODAY = dt.date(2026, 11, 21)
VILLAGES, HOUSEHOLDS = 60, 12
TRUTH = {"wall_brick": 0.3, "motorcycle": 0.25, "refrigerator": 0.2, "log_size": -0.5}

MAPPING = """
name: made_up
consumption: spending
group: [village]
area: area
predictors: {wall_brick: brick, motorcycle: motorcycle, refrigerator: fridge, log_size: ln(size), head_school: school}
"""


def survey(*, seed: int = 1, village_effect: float = 0.2) -> pl.DataFrame:
    """Households whose spending follows TRUTH, plus what their village shares and what only they have."""
    random = np.random.default_rng(seed)
    rows = VILLAGES * HOUSEHOLDS
    village = np.repeat(np.arange(VILLAGES), HOUSEHOLDS)
    size = random.integers(1, 8, rows)
    brick, motorcycle, fridge = (random.random(rows) < share for share in (0.5, 0.6, 0.3))
    shared = random.normal(0, village_effect, VILLAGES)[village]
    log_spending = 6.5 + brick * 0.3 + motorcycle * 0.25 + fridge * 0.2 - np.log(size) * 0.5 + shared
    return pl.DataFrame(
        {
            "village": [f"{number:03}" for number in village],
            "area": np.where(village % 2 == 0, "33.23", "33.24"),
            "spending": np.exp(log_spending + random.normal(0, 0.25, rows)),
            "size": size,
            "brick": brick.astype(int),
            "motorcycle": motorcycle.astype(int),
            "fridge": fridge.astype(int),
            "school": random.integers(0, 4, rows),
        }
    )


def survey_file(folder: Path, frame: pl.DataFrame | None = None) -> tuple[Path, str]:
    """The survey as a file with its mapping beside it."""
    file, mapping = folder / "survey.csv", folder / "made_up.yaml"
    (survey() if frame is None else frame).write_csv(file)
    mapping.write_text(MAPPING)
    return file, str(mapping)


def user(username: str, *, region_code: str = "", role: str = "programme_officer") -> User:
    """An account that may train, activate, score and set quotas."""
    return User.objects.create_user(username, name=username.title(), role=role, region_code=region_code)


def active_version(folder: Path) -> ModelVersion:
    """A trained version, in use."""
    file, mapping = survey_file(folder)
    version = actions.train(file=file, mapping=mapping, by=user("ratna"), on=TODAY)
    return actions.activate(version_id=version.pk, by=user("budi"), on=TODAY)


def family(*, region_code: str = "33.23.01.2001", members: int = 3, diploma: int | None = 3, **dwelling) -> Family:
    """One family in a dwelling; everything about the dwelling may be given."""
    facts = {"wall": 1, "motorcycle": 1, "fridge": 0, "floor_area": 40, **dwelling}
    house = Dwelling.objects.create(region_code=region_code, **facts)
    made = Family.objects.create(region_code=region_code, dwelling=house, registered_on=TODAY, head_name="Kepala")
    for place in range(members):
        Person.objects.create(
            region_code=region_code, family=made, in_family_since=TODAY, name=f"Orang {place}",
            relation=1 if place == 0 else 3, sex="P", birth_date=dt.date(1980 + 12 * place, 5, 1), diploma=diploma,
        )  # fmt: skip
    return made


def families(count: int, *, region_code: str = "33.23.01.2001", seed: int = 7) -> list[int]:
    """Many families by set-based statements, one person each; some traits unknown."""
    random = np.random.default_rng(seed)
    pick = lambda choices: random.choice(np.array(choices), count)  # noqa: E731
    frame = pl.DataFrame(
        {
            "place": np.arange(count),
            "wall": pick([1, 1, 3, 4]),
            "motorcycle": pick([0, 1]),
            "fridge": pl.Series(pick([0, 1, 9])).replace(9, None),
            "diploma": pl.Series(pick([3, 8, 13, 23, 0])).replace(0, None),
        }
    )
    bulk.staged(frame, "made", dict.fromkeys(frame.columns, "int"))
    last = Dwelling.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    bulk.execute(
        "INSERT INTO registry_dwelling (region_code, address, hamlet, rt, rw, wall, motorcycle, fridge, updated_at)"
        " SELECT %s, place::text, '', '', '', wall, motorcycle, fridge, now() FROM made ORDER BY place",
        [region_code],
    )
    bulk.execute(
        "INSERT INTO registry_family (region_code, dwelling_id, head_name, origin, status, registered_on, updated_at)"
        " SELECT region_code, id, address, 'own', 'active', %s, now() FROM registry_dwelling WHERE id > %s ORDER BY id",
        [TODAY, last],
    )
    made = "SELECT f.id FROM registry_family f WHERE f.dwelling_id > %s ORDER BY f.id"
    ids = [row[0] for row in bulk.rows(made, [last])]
    Person.objects.bulk_create(
        Person(
            region_code=region_code, family_id=pk, in_family_since=TODAY, name="Orang", relation=1, sex="L",
            birth_date=dt.date(1970, 1, 1), diploma=diploma,
        )
        for pk, diploma in zip(ids, frame["diploma"], strict=True)
    )  # fmt: skip
    return ids


def ranked_twice(folder: Path, *, engine: str = "linear") -> tuple[list[int], list[int]]:
    """Forty families ranked, some of whose answers then change, ranked again; all of them, and those that changed."""
    file, mapping = survey_file(folder)
    version = actions.train(file=file, mapping=mapping, by=user("ratna"), on=TODAY, engine=engine, splits=5)
    actions.activate(version_id=version.pk, by=user("budi"), on=TODAY)
    ids = families(40)
    actions.rank_regency(region_code="33.23", version_id=version.pk, on=TODAY, by=SYSTEM)
    changed = ids[::8]
    bulk.execute(
        "UPDATE registry_dwelling d SET wall = CASE WHEN wall = 1 THEN 4 ELSE 1 END, motorcycle = 1 - motorcycle"
        " FROM registry_family f WHERE f.dwelling_id = d.id AND f.id = ANY(%s)",
        [changed],
    )
    actions.rank_regency(region_code="33.23", version_id=version.pk, on=TODAY + dt.timedelta(days=90), by=SYSTEM)
    return ids, changed
