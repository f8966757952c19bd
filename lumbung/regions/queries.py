"""Reads. Areas are public, so nothing here asks who is looking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl
from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from lumbung.core import bulk
from lumbung.core.reach import Reach
from lumbung.regions import layouts, outlines, rules
from lumbung.regions.models import Outline, Region
from lumbung.regions.outlines import Box

ENOUGH_ALIKE = 86
CLEAR_OF_THE_NEXT = 5
KINDS = ("Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota ")
MOST_ALIKE = 200
SCHEMA = {"code": pl.String, "name": pl.String, "level": pl.Int16, "retired_on": pl.Date, "successor": pl.String}

Point = outlines.Point
Ring = outlines.Ring


@dataclass(frozen=True)
class VillageFound:
    """A village meant by names, and how sure that is: `exact`, `only_in_regency` or `close`."""

    code: str
    certainty: str


def children(*, code: str = "") -> QuerySet[Region]:
    """Areas in force directly below one; provinces for an empty code."""
    below = Region.objects.in_force().order_by("code")
    return below.filter(parent_id=code) if code else below.filter(level=Region.Level.PROVINCE)


def regencies() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every regency and city in force under the name of its province, for forms of people who know no codes."""
    found = Region.objects.in_force().filter(level=Region.Level.REGENCY).order_by("parent__name", "name")
    told: dict[str, list[tuple[str, str]]] = {}
    for code, name, province in found.values_list("pk", "name", "parent__name"):
        told.setdefault(province, []).append((code, name))
    return list(told.items())


def ancestors(*, code: str) -> list[Region]:
    """From the province down to the area itself."""
    codes = [code[:size] for size in (2, 5, 8, 13) if size <= len(code)]
    return list(Region.objects.filter(pk__in=codes).order_by("code"))


def bps_codes() -> pl.DataFrame:
    """The bridge: `bps` (digits of the statistics office) and the official `code` of the same area."""
    return bulk.read_frame(
        "SELECT code AS bps, region_id AS code FROM regions_bpscode", schema={"bps": pl.String, "code": pl.String}
    )


def tiles(*, code: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Column and row of each area on a tile map of what they lie in, in the order given."""
    return layouts.places(code, names)


def paths(*, codes: Iterable[str]) -> dict[str, str]:
    """Names from the area up to its province, by code."""
    return dict(Region.objects.filter(pk__in=set(codes)).values_list("code", "path"))


def office(*, code: str) -> str:
    """The social office that answers for a region, as it stands at the head of its letters, in Indonesian."""
    area = _regency_around(code)
    if area is None:
        return "Kementerian Sosial"
    of_province = "Provinsi " if area.level == Region.Level.PROVINCE else ""
    return f"Dinas Sosial {of_province}{area.name}"


def town(*, code: str) -> str:
    """Where a letter about a region is dated: its regency, without the word for what kind of area it is."""
    area = _regency_around(code)
    if area is None:
        return "Jakarta"
    kind = next((one for one in KINDS if area.name.startswith(one)), "")
    return area.name.removeprefix(kind)


def _regency_around(code: str) -> Region | None:
    """The regency of a region, else its province; nothing for the nation."""
    above = [".".join(code.split(".")[:depth]) for depth in (1, 2)]
    return Region.objects.filter(pk__in=above).order_by("-level").first()


def areas() -> pl.DataFrame:
    """Every area that is or was official: code, name, level, retired_on, successor."""
    return bulk.read_frame(
        "SELECT code, name, level, retired_on, successor_id AS successor FROM regions_region ORDER BY code",
        schema=SCHEMA,
    )


def named(*, text: str, among: QuerySet[Region] | None = None) -> QuerySet[Region]:
    """Areas in force whose name begins with the words, whatever kind of area stands in front of them."""
    key = pl.select(rules.name_key(pl.lit(text))).item()
    areas = Region.objects.in_force() if among is None else among
    return areas.filter(name_key__startswith=key) if key else areas.none()


def search(*, text: str, within: str = "", limit: int = 20) -> list[Region]:
    """Areas in force by the beginning of their name, larger areas first."""
    found = named(text=text, among=Region.objects.in_force().below(within))
    return list(found.order_by("level", "name_key", "code")[:limit])


def meant(*, text: str, within: str = "") -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Areas in force that somebody means, and areas that only begin alike: code and names of each.

    By a code, by a name (`Langgeng`), or by a name with what it lies in (`Langgeng, Tlogomulyo`); inside one's own area
    first, and where nothing there has that name, in the whole country.
    """
    name, *around = [part.strip() for part in text.split(",")]
    by_code = Region.objects.in_force().filter(pk=name)
    if not around and by_code.exists():
        return list(by_code.values_list("pk", "path")), []
    key = pl.select(rules.name_key(pl.lit(name))).item()
    alike: list[Region] = []
    for area in dict.fromkeys((within, "")):
        inside = Region.objects.in_force()
        inside = inside.filter(pk__gte=area, pk__lt=f"{area}/") if area else inside
        found = [
            one
            for one in named(text=name, among=inside).order_by("level", "code")[:MOST_ALIKE]
            if all(part.casefold() in one.path.casefold() for part in around)
        ]
        exact = [one for one in found if one.name_key == key]
        spelt = [one for one in exact if one.name.casefold() == name.casefold()]
        exact = spelt if len(exact) > 1 and spelt and (around or name.casefold() != key.casefold()) else exact
        if exact:
            return [(one.pk, one.path) for one in exact], []
        alike = alike or found
    return [], [(one.pk, one.path) for one in alike]


def find_village(*, regency: str, district: str, village: str) -> VillageFound | None:
    """The village of that name in the district of that name, as lists without codes write them; nothing if in doubt."""
    names = pl.DataFrame({"regency": [regency], "district": [district], "village": [village]})
    row = find_villages(names=names).row(0, named=True)
    return VillageFound(row["code"], row["certainty"]) if row["code"] else None


def find_villages(*, names: pl.DataFrame) -> pl.DataFrame:
    """`names` (regency code, district and village by name) with code and certainty; null where in doubt.

    Exact names first; then a village whose name occurs once in the regency, because districts were split since; then
    the one closest spelling in the regency, if it is clearly closer than the next.
    """
    wanted = names.select("regency", "district", "village").unique().drop_nulls()
    known = _villages_of(wanted["regency"].unique().to_list())
    keyed = wanted.with_columns(
        district_key=rules.name_key(pl.col("district")), village_key=rules.name_key(pl.col("village"))
    )
    exact = _one_each(known, ["regency", "district_key", "village_key"], "exact")
    alone = _one_each(known, ["regency", "village_key"], "only_in_regency")
    found = (
        keyed.join(exact, on=["regency", "district_key", "village_key"], how="left")
        .join(alone, on=["regency", "village_key"], how="left", suffix="_alone")
        .with_columns(code=pl.coalesce("code", "code_alone"), certainty=pl.coalesce("certainty", "certainty_alone"))
    )
    missing = found.filter(pl.col("code").is_null())
    close = pl.DataFrame(
        [_closest(row, known) for row in missing.iter_rows(named=True)],
        schema={"code": pl.String, "certainty": pl.String},
        orient="row",
    )
    settled = pl.concat(
        [
            found.filter(pl.col("code").is_not_null()).select("regency", "district", "village", "code", "certainty"),
            pl.concat([missing.select("regency", "district", "village"), close], how="horizontal"),
        ]
    )
    return names.join(settled, on=["regency", "district", "village"], how="left", maintain_order="left")


def drawn(*, rings: Sequence[Ring], reach: Reach) -> list[str]:
    """Areas with an outline that what was drawn touches, as far as a reach: the smallest that have one.

    Every ring is ground of its own, as the polygons and circles of a warning are.
    """
    known = outlined(reach=reach)
    box = Box.around(rings) if rings else Box(0, 0, 0, 0)
    near = known.filter(south__lte=box.north, north__gte=box.south, west__lte=box.east, east__gte=box.west)
    larger = {code[:size] for code in known.values_list("pk", flat=True) for size in (2, 5, 8) if size < len(code)}
    parts = [[ring] for ring in rings]
    found = {one.pk for one in near.exclude(pk__in=larger) if outlines.touches(_rings(one), parts)}
    return sorted(found)


def circle(*, centre: Point, kilometres: float) -> Ring:
    """What is drawn as a point and how far around it."""
    return outlines.circle(centre, kilometres)


def outlined(*, reach: Reach) -> QuerySet[Outline]:
    """Areas of a reach whose outline is known."""
    return Outline.objects.filter(pk__gte=reach.lo, pk__lt=reach.hi, region__retired_on=None)


def _rings(one: Outline) -> list[Ring]:
    return [tuple((north, east) for north, east in ring) for ring in one.rings]


def _villages_of(regencies: list[str]) -> pl.DataFrame:
    return bulk.read_frame(
        "SELECT v.code, left(v.code, 5) AS regency, v.name_key AS village_key, d.name_key AS district_key"
        "  FROM regions_region v JOIN regions_region d ON d.code = v.parent_id"
        " WHERE v.level = 4 AND v.retired_on IS NULL AND left(v.code, 5) = ANY(%s)",
        [regencies],
    )


def _one_each(known: pl.DataFrame, keys: list[str], certainty: str) -> pl.DataFrame:
    return known.unique(keys, keep="none").select(*keys, "code", certainty=pl.lit(certainty))


def _closest(wanted: dict[str, str], known: pl.DataFrame) -> tuple[str | None, str | None]:
    here = known.filter(pl.col("regency") == wanted["regency"])
    spelt = (here["district_key"] + " " + here["village_key"]).to_list()
    best = process.extract(f"{wanted['district_key']} {wanted['village_key']}", spelt, scorer=fuzz.ratio, limit=2)
    if not best or best[0][1] < ENOUGH_ALIKE or (len(best) > 1 and best[0][1] - best[1][1] < CLEAR_OF_THE_NEXT):
        return None, None
    return here["code"][best[0][2]], "close"
