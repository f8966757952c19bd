"""What names and codes of areas mean, column by column: comparison keys, the tree, and successors of retired codes."""

import polars as pl

KIND_OF_AREA = r"^(KABUPATEN|KAB\.?|KOTA ADM(INISTRASI|\.)?|KOTA|KECAMATAN|KEC\.?|DESA|KELURAHAN|KEL\.?)\s+"
LEVEL_OF_LENGTH = {2: 1, 5: 2, 8: 3, 13: 4}
PARENT_LENGTH = {5: 2, 8: 5, 13: 8}
SAME_PLACE, SAME_NAME = "same_place", "same_name"


def name_key(name: pl.Expr) -> pl.Expr:
    """A name for comparison: capitals, no kind of area in front, letters and digits only."""
    plain = name.str.to_uppercase().str.strip_chars().str.replace(KIND_OF_AREA, "")
    return plain.str.replace_all(r"[^A-Z0-9]+", "")


def tidy_name(name: pl.Expr) -> pl.Expr:
    """A name as it is shown: single blanks, straight apostrophes, no blank at the ends."""
    return name.str.replace_all("[’‘`]", "'").str.replace_all(r"\s+", " ").str.strip_chars()


def tree(areas: pl.DataFrame) -> pl.DataFrame:
    """From code and name: level, parent (null for provinces), name_key and the path of names up to the province.

    An area whose code has no known length has a null level; one whose parent is not in the list has a null path.
    """
    length = pl.col("code").str.len_chars()
    known = areas.select("code", name=tidy_name(pl.col("name"))).with_columns(
        level=length.replace_strict(LEVEL_OF_LENGTH, default=None, return_dtype=pl.Int16),
        parent=pl.col("code").str.head(length.replace_strict(PARENT_LENGTH, default=0, return_dtype=pl.UInt32)),
        name_key=name_key(pl.col("name")),
    )
    known = known.with_columns(parent=pl.when(pl.col("parent") != "").then("parent"))
    paths = known.filter(pl.col("level") == 1).select("code", path="name")
    for level in (2, 3, 4):
        of_level = known.filter(pl.col("level") == level).select("code", "name", "parent")
        above = paths.select(parent="code", above="path")
        here = of_level.join(above, on="parent", how="left").select("code", path=pl.format("{}, {}", "name", "above"))
        paths = pl.concat([paths, here])
    return known.join(paths, on="code", how="left", maintain_order="left")


def successors(retired: pl.DataFrame, current: pl.DataFrame) -> pl.DataFrame:
    """`retired` (code, name) with successor and certainty, or nulls: one candidate by name, or none.

    From the top down: a retired regency is the one of its name in the country. A retired district or village is sought
    by name below the successor of what it lay in (`same_place`); failing that, as the only one of its name in the
    provinces that its province turned into (`same_name`). `current` has code and name of areas in force.
    """
    now, was = _keyed(current), _keyed(retired)
    became = current.select(old="code", new="code")
    found = []
    for size in (5, 8, 13):
        here = was.filter(pl.col("size") == size)
        there = now.filter(pl.col("size") == size)
        matched = _matched(here, there, became=became, size=size)
        found.append(matched)
        became = pl.concat([became, matched.drop_nulls("successor").select(old="code", new="successor")])
    return retired.join(pl.concat(found), on="code", how="left", maintain_order="left")


def _keyed(areas: pl.DataFrame) -> pl.DataFrame:
    """code, key and size; a city and the regency around it share a name, so a city's key says that it is one."""
    size = pl.col("code").str.len_chars()
    city = (size == 5) & (pl.col("code").str.slice(3, 2) > "70")
    key = pl.when(city).then(pl.lit("KOTA ")).otherwise(pl.lit("")) + name_key(pl.col("name"))
    return areas.select("code", key=key, size=size)


def _matched(here: pl.DataFrame, there: pl.DataFrame, *, became: pl.DataFrame, size: int) -> pl.DataFrame:
    if size == 5:
        whole = _only_one(here.with_columns(area=pl.lit("")), there.with_columns(area=pl.lit("")))
        return whole.with_columns(certainty=pl.when(pl.col("successor").is_not_null()).then(pl.lit(SAME_PLACE)))
    above = PARENT_LENGTH[size]
    parent = here.with_columns(old=pl.col("code").str.head(above)).join(became, on="old", how="left")
    close = _only_one(parent.rename({"new": "area"}), there.with_columns(area=pl.col("code").str.head(above)))
    regency = here.with_columns(old=pl.col("code").str.head(5)).join(became, on="old", how="left")
    province = regency.with_columns(area=pl.coalesce(pl.col("new"), pl.col("old")).str.head(2))
    far = _only_one(province, there.with_columns(area=pl.col("code").str.head(2)))
    return close.join(far, on="code", suffix="_far").select(
        "code",
        successor=pl.coalesce("successor", "successor_far"),
        certainty=pl.when(pl.col("successor").is_not_null())
        .then(pl.lit(SAME_PLACE))
        .when(pl.col("successor_far").is_not_null())
        .then(pl.lit(SAME_NAME)),
    )


def _only_one(here: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """The one area of the same name in the same `area`, where there is exactly one."""
    single = there.unique(["area", "key"], keep="none").select("area", "key", successor="code")
    return here.join(single, on=["area", "key"], how="left").select("code", "successor")
