"""Errors and duplicates put into the made-up files on purpose, each kind counted, as audits found them in real lists.

Every planter takes the rows as text and the positions that it may damage, and gives the rows back. Positions are
members other than heads, one per family, so that two errors never meet in one family; who is written into a second
family goes to one that is spared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from lumbung.site.demo.draws import Array
from lumbung.site.demo.own import ASSETS, DWELLING, FAMILY

Planter = Callable[[pl.DataFrame, Array], pl.DataFrame]


@dataclass
class Planted:
    """How many rows each kind of error touches, and what became of the row count."""

    rows: dict[str, int] = field(default_factory=dict)


def plant(rows: pl.DataFrame, *, seed: int, share: float = 1.0) -> tuple[pl.DataFrame, Planted]:
    """Rows with every kind of error in it (at least one each where families suffice), and the truth about them.

    `share` scales the usual frequency; rows come grouped by family with the head first.
    """
    rng = np.random.default_rng([seed, 9])
    members = _one_member_per_family(rows, rng=rng)
    planted = Planted()
    families = rows["id_keluarga"].n_unique()
    hit = rows["id_keluarga"].gather(members)
    rows = rows.with_row_index("row").with_columns(
        pl.col("row").cast(pl.Float64), spared=~pl.col("id_keluarga").is_in(hit.implode())
    )
    for kind, (per_thousand, planter) in KINDS.items():
        wanted = max(1, round(families * per_thousand * share / 1000))
        chosen, members = members[:wanted], members[wanted:]
        if len(chosen) < min(wanted, 1):
            break
        before = rows
        rows = planter(rows, chosen)
        planted.rows[kind] = _touched(before, rows)
    return rows.sort("row").drop("row", "spared"), planted


def _one_member_per_family(rows: pl.DataFrame, *, rng: np.random.Generator) -> Array:
    """Positions of one living member who is not the head, in at most a third of the families, in random order."""
    found = (
        rows.with_row_index("position")
        .filter(pl.col("hubungan") != "1", pl.col("keberadaan") == "1")
        .group_by("id_keluarga", maintain_order=True)
        .agg(pl.col("position").last())
    )["position"].to_numpy()
    return rng.permutation(found)[: max(len(found) // 3, 1)]


def _touched(before: pl.DataFrame, after: pl.DataFrame) -> int:
    added = after.height - before.height
    if added:
        return added
    same = before.drop("row").hash_rows(seed=1) == after.drop("row").hash_rows(seed=1)
    return int((~same).sum())


def _at(positions: Array) -> pl.Expr:
    return pl.col("row").is_in(positions.astype(float).tolist())


def _set(column: str, value: pl.Expr) -> Planter:
    """Another value in one column of these rows."""
    return lambda rows, at: rows.with_columns(pl.when(_at(at)).then(value).otherwise(pl.col(column)).alias(column))


def _text(value: str | None) -> pl.Expr:
    return pl.lit(value, dtype=pl.String)


def _in_whole_family(columns: tuple[str, ...], value: str | None) -> Planter:
    """Another value in these columns on every row of the families."""

    def planter(rows: pl.DataFrame, at: Array) -> pl.DataFrame:
        families = rows.filter(_at(at))["id_keluarga"].to_list()
        inside = pl.col("id_keluarga").is_in(families)
        return rows.with_columns(
            pl.when(inside).then(_text(value)).otherwise(pl.col(name)).alias(name) for name in columns
        )

    return planter


def _twice(rows: pl.DataFrame, at: Array) -> pl.DataFrame:
    """The same row again just below."""
    return pl.concat([rows, rows.filter(_at(at)).with_columns(pl.col("row") + 0.5)])


def _without_head(rows: pl.DataFrame, at: Array) -> pl.DataFrame:
    """A family in which everybody is a member and nobody the head."""
    families = rows.filter(_at(at))["id_keluarga"].to_list()
    head = pl.col("id_keluarga").is_in(families) & (pl.col("hubungan") == "1")
    return rows.with_columns(hubungan=pl.when(head).then(_text("8")).otherwise("hubungan"))


def _copies_elsewhere(rows: pl.DataFrame, at: Array) -> pl.DataFrame:
    """These people again, in the card of another family, as somebody who lives there."""
    copies = rows.filter(_at(at))
    heads = rows.filter(pl.col("hubungan") == "1", "spared")
    hosts = heads.gather(np.linspace(0, heads.height - 1, copies.height + 2).astype(int)[1:-1])
    return copies.with_columns(
        *(hosts[name] for name in (*FAMILY, *DWELLING, *ASSETS)), row=hosts["row"] + 0.25, hubungan=_text("8")
    )


def _in_a_second_family(rows: pl.DataFrame, at: Array) -> pl.DataFrame:
    """The person stands in two family cards."""
    return pl.concat([rows, _copies_elsewhere(rows, at)])


def _under_a_second_number(rows: pl.DataFrame, at: Array) -> pl.DataFrame:
    """Same name, birth date and mother in another family, under a NIK that nobody has."""
    copies = _copies_elsewhere(rows, at)
    taken = set(rows["nik"].drop_nulls())
    return pl.concat(
        [rows, copies.with_columns(nik=pl.Series([_free(nik, taken) for nik in copies["nik"]], dtype=pl.String))]
    )


def _free(nik: str, taken: set[str]) -> str:
    """The highest serial that is still free for this district, date and sex."""
    return next(other for serial in range(9999, 9000, -1) if (other := f"{nik[:12]}{serial}") not in taken)


def _pregnant_man(rows: pl.DataFrame, at: Array) -> pl.DataFrame:
    return rows.with_columns(
        jk=pl.when(_at(at)).then(_text("L")).otherwise("jk"), hamil=pl.when(_at(at)).then(_text("1")).otherwise("hamil")
    )


KINDS: dict[str, tuple[float, Planter]] = {
    "nik_too_short": (1.0, _set("nik", pl.col("nik").str.head(15))),
    "nik_too_long": (0.5, _set("nik", pl.col("nik") + "0")),
    "nik_with_letters": (0.5, _set("nik", pl.col("nik").str.head(14) + "O1")),
    "nik_damaged_by_excel": (
        1.0,
        _set("nik", pl.format("{},{}E+15", pl.col("nik").str.head(1), pl.col("nik").str.slice(1, 5))),
    ),
    "date_that_does_not_exist": (0.8, _set("tgl_lahir", _text("2019-02-30"))),
    "date_in_the_future": (0.4, _set("tgl_lahir", _text("2041-05-17"))),
    "date_too_long_ago": (0.3, _set("tgl_lahir", _text("1880-01-01"))),
    "name_missing": (0.4, _set("nama", _text(None))),
    "sex_unknown": (0.4, _set("jk", _text("X"))),
    "relation_unknown": (0.4, _set("hubungan", _text("9"))),
    "village_unknown": (0.4, _in_whole_family(("kode_wilayah",), "33.23.99.2099")),
    "card_missing": (0.3, _in_whole_family(("no_kk",), None)),
    "house_not_filled_in": (4.0, _in_whole_family((*DWELLING, *ASSETS), None)),
    "family_without_head": (0.3, _without_head),
    "man_pregnant": (0.3, _pregnant_man),
    "row_twice": (1.2, _twice),
    "person_in_two_families": (1.5, _in_a_second_family),
    "person_under_two_numbers": (0.8, _under_a_second_number),
}
"""Kind of error, and in how many of a thousand families."""
