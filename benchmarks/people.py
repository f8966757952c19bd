"""Made-up people of many regencies from one seed: the demonstration's generator, spread over Central Java."""

from collections.abc import Iterator

import polars as pl
from django.conf import settings

from lumbung.regions import sources
from lumbung.regions.commands import PACKAGE
from lumbung.site.demo import places, population

SEED = 20261121
FAMILIES_A_REGENCY = 30_000
PERSONS_A_FAMILY = 3.21


def regencies() -> list[str]:
    """Regencies to fill, those of Central Java first."""
    areas = sources.official_list(settings.BASE_DIR / PACKAGE)
    codes = areas.filter(pl.col("code").str.len_chars() == 5)["code"].sort().to_list()
    return sorted(codes, key=lambda code: (not code.startswith("33"), code))


def districts(families: int, *, draw: int = 0, a_regency: int = FAMILIES_A_REGENCY) -> Iterator[pl.DataFrame]:
    """People district by district, `families` of them in all; codes are whole numbers, unknown is null.

    Another `draw` takes other regencies: numbers are drawn by district, so the same district would bring the same
    cards again. `a_regency` is how many families one regency takes.
    """
    areas = sources.official_list(settings.BASE_DIR / PACKAGE)
    needed = max(1, -(-families // a_regency))
    chosen = regencies()[draw * needed : (draw + 1) * needed]
    for place, regency in enumerate(chosen):
        share = families // len(chosen) + (place < families % len(chosen))
        found = places.from_areas(areas, within=regency)
        yield from population.people(places=found, families=share, seed=SEED + 1000 * draw + place)
