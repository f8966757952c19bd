"""Setting goods aside for the waiting list: by place, for one and for thousands in the same few statements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, states
from lumbung.core.reach import Reach
from lumbung.core.refusals import NotFound, Refusal
from lumbung.in_kind import kinds, queries
from lumbung.in_kind.actions.common import allowed, at_step, locked, sentence, whole_stock
from lumbung.in_kind.models import Lot, Request

Status = Request.Status
KEYS = ["item", "size"]


class NothingToAllot(Refusal):
    """Nobody waits, or nothing lies in the stores."""

    message = _("Tidak ada yang bisa dialokasikan: daftar tunggunya kosong, atau barangnya belum ada di gudang.")


@dataclass(frozen=True)
class Allotted:
    """What was done: requests that have their goods now, and those on the list that still wait."""

    done: tuple[int, ...]
    waiting: int


@transaction.atomic
def allot(*, kind: str, region_code: str, by: Any, on: date, item: str = "", most: int | None = None) -> Allotted:
    """Set goods of a region's stores aside for its waiting list, by place.

    Nobody is overtaken: goods that somebody further up still waits for are not given to anybody below. Place, points
    and ties stay on the request. Again without new goods sets nothing aside and raises NothingToAllot.
    """
    allowed(by=by, permission="in_kind.allot")
    if kind not in kinds.names() or not by.reach.covers(region_code):
        raise NotFound(region_code)
    inside = Reach.of(region_code)
    within = {"region_code__gte": inside.lo, "region_code__lt": inside.hi, "kind": kind}
    waiting = Request.objects.filter(status=Status.LISTED, **within).order_by("pk").select_for_update()
    held = list(waiting.values_list("pk", flat=True))
    list(Lot.objects.filter(**within).order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    listed = queries.waiting_list(viewer=by, kind=kind, on=on, region_code=region_code, item=item)
    needs = bulk.read_frame(_NEEDS, [held], dict.fromkeys(("request_id", "need_id", "size", "quantity"), pl.Int64))
    lots = bulk.read_frame(_LOTS, [kind, inside.lo, inside.hi], dict.fromkeys(("lot_id", "size", "free"), pl.Int64))
    wanted = needs.join(listed.select("request_id", "place"), on="request_id")
    given = distributed(wanted.sort("place", "request_id", "need_id"), lots, most=most)
    if given.is_empty():
        raise NothingToAllot
    _write(given, listed, on=on, by=by)
    done = tuple(sorted(given["request_id"].unique().to_list()))
    return Allotted(done, len(held) - len(done))


def distributed(needs: pl.DataFrame, lots: pl.DataFrame, *, most: int | None = None) -> pl.DataFrame:
    """`request_id, need_id, lot_id, quantity`: needs in their order meet lots in theirs, as lengths laid side by side.

    A request is served whole or not at all; what it lacks keeps back what it wants for the next time.
    """
    ends = pl.col("quantity").cum_sum().over(KEYS)
    needs = needs.with_columns(start=ends - pl.col("quantity"), end=ends)
    supply = lots.group_by(KEYS).agg(pl.col("free").sum().alias("supply"))
    needs = needs.join(supply, on=KEYS, how="left").with_columns(served=pl.col("end") <= pl.col("supply").fill_null(0))
    whole = needs.group_by("request_id", maintain_order=True).agg(pl.col("served").all()).filter("served")
    whole = whole.head(most) if most is not None else whole
    needs = needs.join(whole.select("request_id"), on="request_id", how="semi")
    behind = pl.col("free").cum_sum().over(KEYS)
    lots = lots.with_columns(lot_start=behind - pl.col("free"), lot_end=behind)
    return _side_by_side(needs, lots)


def _side_by_side(needs: pl.DataFrame, lots: pl.DataFrame) -> pl.DataFrame:
    """Where the stretch of a need and the stretch of a lot overlap; both begin at the pieces where either begins."""
    cuts = pl.concat([needs.select(*KEYS, cut="start"), lots.select(*KEYS, cut="lot_start")]).unique().sort("cut")
    met = cuts.join_asof(needs.sort("start"), left_on="cut", right_on="start", by=KEYS, check_sortedness=False)
    met = met.join_asof(lots.sort("lot_start"), left_on="cut", right_on="lot_start", by=KEYS, check_sortedness=False)
    until = pl.min_horizontal("end", "lot_end")
    met = met.filter(pl.col("cut") < until).with_columns(quantity=until - pl.col("cut"))
    return met.sort("place", "need_id", "lot_id").select("request_id", "need_id", "lot_id", "quantity")


def _write(given: pl.DataFrame, listed: pl.DataFrame, *, on: date, by: Any) -> None:
    bulk.staged(given, "given", dict.fromkeys(given.columns, "bigint"))
    places = listed.join(given.select("request_id").unique(), on="request_id", how="semi")
    columns = ["request_id", "points", "place", "tied"]
    bulk.staged(places.select(columns), "placed", dict.fromkeys(columns, "bigint"))
    bulk.execute(_ALLOTMENTS)
    bulk.execute(_RESERVE, {"on": on, "by": by.pk})
    bulk.execute(_MOVE, {"on": on, "by": by.pk})


@transaction.atomic
def free_request(*, request_id: int, said: str, by: Any, on: date) -> Request:
    """Give back what was set aside: the goods don't fit, or the family is away. It keeps its place on the list."""
    allowed(by=by, permission="in_kind.allot")
    [found] = locked(request_ids=[request_id], by=by)
    at_step([found], Status.ALLOTTED)
    with whole_stock():
        bulk.execute(_FREE, {"request": found.pk, "on": on, "by": by.pk})
    found.fittings.all().delete()
    found.allotments.all().delete()
    empty: dict[str, Any] = {"points": None, "place": None, "tied": None, "allotted_on": None, "allotted_by": None}
    return states.move(found, Status.LISTED, said=sentence(said), **empty)


_NEEDS = """
    SELECT n.request_id, n.id AS need_id, n.item, CASE WHEN n.item = r.item THEN r.size ELSE 0 END AS size, n.quantity
      FROM in_kind_need n JOIN in_kind_request r ON r.id = n.request_id WHERE n.request_id = ANY(%s) ORDER BY n.id
"""
_LOTS = """
    SELECT id AS lot_id, item, size, on_hand - reserved AS free FROM in_kind_lot
     WHERE kind = %s AND region_code >= %s AND region_code < %s AND on_hand > reserved ORDER BY received_on, id
"""
_ALLOTMENTS = """
    INSERT INTO in_kind_allotment (region_code, request_id, need_id, lot_id, quantity, store, batch, serial)
    SELECT r.region_code, r.id, g.need_id, l.id, g.quantity, l.store, l.batch, l.serial
      FROM given g JOIN in_kind_request r ON r.id = g.request_id JOIN in_kind_lot l ON l.id = g.lot_id
     ORDER BY g.need_id, l.id
"""
_RESERVE = """
    INSERT INTO in_kind_movement (region_code, lot_id, kind, quantity, request_id, reference, "on", by_id)
    SELECT l.region_code, l.id, 'reserved', a.quantity, a.request_id, 'allotment:' || a.id || ':reserved',
           %(on)s, %(by)s
      FROM given g JOIN in_kind_allotment a ON a.need_id = g.need_id AND a.lot_id = g.lot_id
      JOIN in_kind_lot l ON l.id = a.lot_id ORDER BY l.id
"""
_MOVE = """
    UPDATE in_kind_request r SET status = 'allotted', allotted_on = %(on)s, allotted_by_id = %(by)s,
                                 points = p.points, place = p.place, tied = p.tied
      FROM placed p WHERE r.id = p.request_id
"""
_FREE = """
    INSERT INTO in_kind_movement (region_code, lot_id, kind, quantity, request_id, reference, "on", by_id)
    SELECT l.region_code, l.id, 'freed', a.quantity, a.request_id, 'allotment:' || a.id || ':freed', %(on)s, %(by)s
      FROM in_kind_allotment a JOIN in_kind_lot l ON l.id = a.lot_id WHERE a.request_id = %(request)s ORDER BY l.id
"""
