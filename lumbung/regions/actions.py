"""Writes: take in a published list of areas, retired codes, the codes of BPS, outlines; tell a successor by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.regions import rules
from lumbung.regions.models import Outline, Region
from lumbung.regions.outlines import Box, Ring

STAGED = {"code": "text", "name": "text", "path": "text", "name_key": "text", "level": "smallint", "parent": "text"}
STAGED_RETIRED = {
    **STAGED,
    "first_edition": "smallint",
    "retired_on": "date",
    "successor": "text",
    "certainty": "text",
}


STAGED_BPS = {"bps": "text", "name": "text", "code": "text"}


class TreeBroken(BadInput):
    """An area in the list has a code of an unknown form or nothing above it."""

    message = _("%(count)s wilayah tidak punya induk atau kodenya keliru, antara lain %(code)s. Tidak ada yang diubah.")


class ListShrunk(Refusal):
    """The new list lacks too many areas that exist today to be a newer edition."""

    message = _("Daftar ini kehilangan %(gone)s dari %(known)s wilayah. Itu bukan edisi baru; tidak ada yang diubah.")


class NotRetired(Refusal):
    """Only a code that is no longer in force can have a successor."""

    message = _("Kode %(code)s masih berlaku, jadi tidak punya pengganti.")


@dataclass(frozen=True)
class Imported:
    """What one list changed."""

    provinces: int
    regencies: int
    districts: int
    villages: int
    added: int
    changed: int
    retired: int

    def as_dict(self) -> dict[str, int]:
        """For `--json`."""
        return asdict(self)


@dataclass(frozen=True)
class RetiredImported:
    """How many retired codes were taken in, and how their successors are known."""

    codes: int
    same_place: int
    same_name: int
    unknown: int

    def as_dict(self) -> dict[str, int]:
        """For `--json`."""
        return asdict(self)


@dataclass(frozen=True)
class BpsImported:
    """How many codes of the statistics office lead to an area, were new or changed, and lead nowhere."""

    codes: int
    changed: int
    unknown: int

    def as_dict(self) -> dict[str, int]:
        """For `--json`."""
        return asdict(self)


@dataclass(frozen=True)
class OutlinesImported:
    """How many areas have an outline now, and how many codes of the file are no area."""

    areas: int
    unknown: int

    def as_dict(self) -> dict[str, int]:
        """For `--json`."""
        return asdict(self)


@transaction.atomic
def import_areas(*, areas: pl.DataFrame, on: date) -> Imported:
    """Take in a whole list (code, name); an area that is in it no more is retired on that day."""
    tree = rules.tree(areas)
    _refuse_a_broken_tree(tree)
    bulk.staged(tree, "areas", STAGED)
    with bulk.whole_joins():
        known, gone = bulk.rows(_HOW_MANY_GONE)[0]
        if gone > max(known // 20, 5):
            raise ListShrunk(gone=gone, known=known)
        changed = bulk.execute(_CHANGE) if known else 0
        retired = bulk.execute(_RETIRE, [on]) if gone else 0
        added = bulk.execute(_ADD)
    by_level = dict(tree.group_by("level").len().iter_rows())
    provinces, regencies, districts, villages = (by_level.get(level, 0) for level in (1, 2, 3, 4))
    return Imported(provinces, regencies, districts, villages, added, changed, retired)


@transaction.atomic
def import_retired(*, retired: pl.DataFrame) -> RetiredImported:
    """Take in codes that no longer exist, each with the successor that its name tells.

    `retired` has code, name, first_edition (year) and retired_on (date). Codes in force are left alone, and so is a
    successor that a person has told.
    """
    current = bulk.read_frame("SELECT code, name FROM regions_region WHERE retired_on IS NULL")
    gone = retired.filter(~pl.col("code").is_in(current["code"].implode()))
    found = rules.successors(gone, current)
    tree = rules.tree(pl.concat([current, gone.select("code", "name")])).drop("name")
    rows = found.with_columns(name=rules.tidy_name(pl.col("name")), certainty=pl.col("certainty").fill_null("")).join(
        tree, on="code", how="left"
    )
    rows = rows.with_columns(
        path=pl.coalesce("path", "name"), parent=pl.when(pl.col("path").is_not_null()).then("parent")
    )
    bulk.staged(rows, "retired", STAGED_RETIRED)
    bulk.execute(_TAKE_RETIRED)
    known = found.group_by("certainty").len().iter_rows()
    counts = {certainty or "unknown": count for certainty, count in known}
    return RetiredImported(
        codes=found.height,
        same_place=counts.get(rules.SAME_PLACE, 0),
        same_name=counts.get(rules.SAME_NAME, 0),
        unknown=counts.get("unknown", 0),
    )


@transaction.atomic
def import_outlines(*, outlines: Mapping[str, Sequence[Ring]]) -> OutlinesImported:
    """Take in where areas lie, by code; of a code that is no area in force nothing is kept, and it is counted."""
    known = set(Region.objects.in_force().filter(pk__in=list(outlines)).values_list("pk", flat=True))
    rows = [
        Outline(region_id=code, rings=rings, **asdict(Box.around(rings)))
        for code, rings in outlines.items() if code in known
    ]  # fmt: skip
    told = ["rings", *(field.name for field in fields(Box))]
    Outline.objects.bulk_create(
        rows, batch_size=200, update_conflicts=True, unique_fields=["region"], update_fields=told
    )
    return OutlinesImported(areas=len(rows), unknown=len(outlines) - len(rows))


@transaction.atomic
def import_bps(*, codes: pl.DataFrame) -> BpsImported:
    """Take in the bridge (bps, name, code); a code that names no official area is left out and counted."""
    bulk.staged(codes.unique("bps", keep="first", maintain_order=True), "bps", STAGED_BPS)
    taken = bulk.execute(_TAKE_BPS)
    known = bulk.rows(_HOW_MANY_BRIDGED)[0][0]
    return BpsImported(codes=known, changed=taken, unknown=codes["bps"].n_unique() - known)


@transaction.atomic
def tell_successor(*, code: str, successor: str) -> Region:
    """A person says what became of a retired code."""
    region = Region.objects.select_for_update().filter(pk=code).first()
    heir = Region.objects.in_force().filter(pk=successor).first()
    if region is None or heir is None:
        raise NotFound(code)
    if region.retired_on is None:
        raise NotRetired(code=code)
    region.successor, region.successor_certainty = heir, Region.Certainty.TOLD
    region.save(update_fields=["successor", "successor_certainty"])
    return region


def _refuse_a_broken_tree(tree: pl.DataFrame) -> None:
    broken = tree.filter(pl.col("path").is_null() | pl.col("level").is_null())
    if broken.height:
        raise TreeBroken(count=broken.height, code=broken["code"][0])


_HOW_MANY_GONE = """
    SELECT count(*), count(*) FILTER (WHERE a.code IS NULL)
      FROM regions_region r LEFT JOIN areas a USING (code) WHERE r.retired_on IS NULL
"""
_ADD = """
    INSERT INTO regions_region (code, name, path, name_key, level, parent_id, successor_certainty)
    SELECT code, name, path, name_key, level, parent, '' FROM areas a
     WHERE NOT EXISTS (SELECT FROM regions_region r WHERE r.code = a.code)
"""
_CHANGE = """
    UPDATE regions_region r
       SET name = a.name, path = a.path, name_key = a.name_key, parent_id = a.parent,
           retired_on = NULL, successor_id = NULL, successor_certainty = ''
      FROM areas a
     WHERE a.code = r.code AND (r.name, r.path, r.retired_on) IS DISTINCT FROM (a.name, a.path, NULL::date)
"""
_RETIRE = """
    UPDATE regions_region r SET retired_on = %s
     WHERE r.retired_on IS NULL AND NOT EXISTS (SELECT FROM areas a WHERE a.code = r.code)
"""
_TAKE_RETIRED = """
    INSERT INTO regions_region
           (code, name, path, name_key, level, parent_id, first_edition, retired_on, successor_id, successor_certainty)
    SELECT code, name, path, name_key, level, parent, first_edition, retired_on, successor, certainty FROM retired
    ON CONFLICT (code) DO UPDATE
       SET name = excluded.name, first_edition = excluded.first_edition, retired_on = excluded.retired_on,
           successor_id = excluded.successor_id, successor_certainty = excluded.successor_certainty
     WHERE regions_region.retired_on IS NOT NULL AND regions_region.successor_certainty <> 'told'
"""
_TAKE_BPS = """
    INSERT INTO regions_bpscode (code, name, region_id)
    SELECT bps, b.name, r.code FROM bps b JOIN regions_region r ON r.code = b.code
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, region_id = excluded.region_id
     WHERE (regions_bpscode.name, regions_bpscode.region_id) IS DISTINCT FROM (excluded.name, excluded.region_id)
"""
_HOW_MANY_BRIDGED = "SELECT count(*) FROM bps b JOIN regions_region r ON r.code = b.code"
