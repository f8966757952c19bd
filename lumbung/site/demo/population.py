"""The people of one district, drawn from a seed: the same seed and district give the same people, in any order.

One district at a time, so memory does not grow with the number of families.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from lumbung.site.demo import dwellings, lives, names, numbers
from lumbung.site.demo.draws import Array, Dice, texts
from lumbung.site.demo.families import CHILD, HEAD, SPOUSE, compose
from lumbung.site.demo.places import Places

COUNTED_ON = date(2026, 7, 1)
"""The day of the made-up count: ages and school years are as of this day."""

DISTRICT_SPREAD, VILLAGE_SPREAD, FAMILY_SPREAD = 0.18, 0.30, 0.93
"""Deviations of welfare between districts, villages of a district and families of a village; together about 1."""

HAMLETS = names.words("Krajan Ngaglik Sawahan Gondang Kauman Karanglo Ngadisari Tegalsari Jambon Kedungsari")
LANES = names.words("Melati Kenanga Pahlawan Merdeka Kopi Tembakau Sindoro Sumbing Cempaka Pasar")
TOWNS = names.words("Magelang Wonosobo Kendal Semarang Yogyakarta Purworejo Klaten Surakarta Jakarta Bandung")


def people(*, places: Places, families: int, seed: int, on: date = COUNTED_ON) -> Iterator[pl.DataFrame]:
    """The own layout, one frame per district, plus `umur` (years) and `welfare` (standard deviations).

    Codes are whole numbers, unknown or not asked is null; `tgl_lahir` is a date; heads come first in their family.
    """
    shared = places.share_out(families=families, seed=seed).filter(pl.col("families") > 0)
    for (district,), villages in shared.group_by("district", maintain_order=True):
        yield people_of_district(places=places, villages=villages, district=str(district), seed=seed, on=on)


def people_of_district(*, places: Places, villages: pl.DataFrame, district: str, seed: int, on: date) -> pl.DataFrame:
    """People of one district; `villages` has code, families (how many) and the names above."""
    dice = Dice(seed=seed, place=district)
    homes = _homes(dice, places=places, villages=villages, district=district, on=on)
    welfare = homes["welfare"].to_numpy()
    members = compose(dice, welfare=welfare)
    sizes = np.bincount(members["family"].to_numpy(), minlength=len(welfare))
    house = dwellings.furnish(dice, welfare=welfare, sizes=sizes)
    homes = homes.with_columns(**{name: pl.Series(values) for name, values in house.items()})
    own = _members(dice, members=members, welfare=welfare, on=on)
    nik = numbers.national_ids(
        dice,
        district=district,
        districts=places.districts,
        born=own["tgl_lahir"].to_numpy().astype("datetime64[D]"),
        female=members["female"].to_numpy(),
    )
    joined = own.with_columns(nik=texts(nik)).join(homes, on="family", how="left", maintain_order="left")
    return joined.drop("family").with_columns(pl.col(pl.Int64).replace(-1, None))


def _homes(dice: Dice, *, places: Places, villages: pl.DataFrame, district: str, on: date) -> pl.DataFrame:
    """One row per family: where it lives, its card and phone, and its welfare."""
    counts = villages["families"].to_numpy()
    village = np.repeat(np.arange(len(counts)), counts)
    count = len(village)
    level = dice.normal(1, sd=DISTRICT_SPREAD) + dice.normal(len(counts), sd=VILLAGE_SPREAD)
    issued = np.datetime64(on) - dice.between(30, 6200, count) * numbers.DAY
    serial = np.arange(count) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    neighbourhood = dice.between(1, 9, count)
    reachable = dice.chance(0.82, count)
    phone = numbers.phones(dice, count=count)
    return (
        pl.DataFrame(
            {
                "family": np.arange(count),
                "welfare": level[village] + dice.normal(count, sd=FAMILY_SPREAD),
                "serial": serial,
                "no_kk": texts(
                    numbers.family_cards(dice, district=district, districts=places.districts, issued=issued)
                ),
                "no_hp": texts(np.where(reachable, phone, np.array(None))),
                "dusun": texts(HAMLETS[dice.between(0, len(HAMLETS) - 1, count)]),
                "lane": texts(LANES[dice.between(0, len(LANES) - 1, count)]),
                "rt": [f"{number:03d}" for number in neighbourhood],
                "rw": [f"{number:03d}" for number in (neighbourhood + 2) // 3],
                "house": dice.between(1, 120, count),
                "village": village,
            }
        )
        .join(_village_names(villages), on="village", maintain_order="left")
        .select(
            pl.exclude("village", "lane", "house", "serial"),
            id_keluarga=pl.format(
                "{}-{}",
                pl.col("kode_wilayah").str.replace_all(".", "", literal=True),
                pl.col("serial").cast(pl.String).str.zfill(6),
            ),
            alamat=pl.format("Jalan {} Nomor {}", "lane", "house"),
        )
    )


def _village_names(villages: pl.DataFrame) -> pl.DataFrame:
    return villages.select(
        pl.int_range(pl.len()).alias("village"),
        kode_wilayah="code",
        home_town=pl.col("regency_name").str.replace("^(Kabupaten|Kota) ", ""),
    )


def _members(dice: Dice, *, members: pl.DataFrame, welfare: Array, on: date) -> pl.DataFrame:
    """One row per person with name, birth, mother and everything that `lives` knows."""
    age, female, family = (members[name].to_numpy() for name in ("age", "female", "family"))
    born = _birth_dates(dice, age=age, on=on)
    year = born.astype("datetime64[Y]").astype(int) + 1970
    name = names.names(dice.rng, female=female, born=year)
    life = lives.live(dice, people=members, welfare=welfare[family])
    away = TOWNS[dice.between(0, len(TOWNS) - 1, len(age))]
    return pl.DataFrame(
        {
            "family": family,
            "nama": texts(name),
            "hubungan": members["relation"],
            "jk": np.where(female, "P", "L"),
            "born_away": texts(np.where(dice.chance(0.14, len(age)), away, np.array(None))),
            "tgl_lahir": born,
            "nama_ibu": texts(_mothers(dice, members=members, name=name, year=year)),
            "status_kawin": members["marital"],
            "umur": age,
            **life,
        }
    )


def _birth_dates(dice: Dice, *, age: Array, on: date) -> Array:
    """Days of birth that give these ages; one old person in ten only knows the year."""
    into_the_year = 0.004 + 0.992 * dice.rng.random(len(age))
    born = np.datetime64(on) - np.rint((age + into_the_year) * 365.2425).astype(int) * numbers.DAY
    only_the_year = (age > 52) & dice.chance(0.1, len(age))
    end_of_year = born.astype("datetime64[Y]").astype("datetime64[D]") + 364 * numbers.DAY
    return np.where(only_the_year, end_of_year, born)


def _mothers(dice: Dice, *, members: pl.DataFrame, name: Array, year: Array) -> Array:
    """The head's children have the woman of the couple as mother; everyone else a name from before."""
    relation, female, family = (members[column].to_numpy() for column in ("relation", "female", "family"))
    elsewhere = names.mothers(dice.rng, children_born=year)
    woman = female & np.isin(relation, (HEAD, SPOUSE))
    in_family = np.full(int(family.max()) + 1, None, dtype=object)
    in_family[family[woman]] = name[woman]
    known = (relation == CHILD) & (in_family[family] != None)  # noqa: E711  (elementwise over an object array)
    return np.where(known, in_family[family], elsewhere)
