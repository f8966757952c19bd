"""Goods come in, and a count that differs is corrected by two persons."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.in_kind import kinds
from lumbung.in_kind.actions.common import SamePersonDecides, allowed, sentence
from lumbung.in_kind.models import Correction, Lot, Movement

MOST = 1_000_000
COLUMNS = {
    "line": "text",
    "item": "text",
    "size": "integer",
    "batch": "text",
    "supplier": "text",
    "serial": "text",
    "quantity": "integer",
}


class BadDelivery(BadInput):
    """A delivery names goods of the kind, a supplier, and a number of pieces; a numbered piece is one."""

    message = _("Periksa kirimannya: barang, pemasok, jumlah; barang bernomor seri dicatat satu per satu.")


class CorrectionWaits(Refusal):
    """One correction at a time."""

    message = _("Koreksi lain untuk stok ini masih menunggu orang kedua.")


class CorrectionBelowStock(Refusal):
    """What was set aside is not lost without being set free first, and nothing goes below zero."""

    message = _("Koreksi ini membuat stok kurang dari yang disisihkan (%(reserved)s). Bebaskan dulu permintaannya.")


@dataclass(frozen=True)
class Delivery:
    """Where goods went and what they are for."""

    region_code: str
    store: str
    kind: str
    on: date


@transaction.atomic
def receive(
    *,
    region_code: str,
    store: str,
    kind: str,
    item: str,
    supplier: str,
    quantity: int,
    note: str,
    by: Any,
    on: date,
    size: int = 0,
    batch: str = "",
    serial: str = "",
) -> Lot:
    """Goods come into a store. `note` is the number of the delivery note: the same note and line again come once."""
    into = delivery(region_code=region_code, store=store, kind=kind, by=by, on=on)
    row = {"line": sentence(note, field="note"), "item": item, "size": size, "quantity": quantity}
    row |= {
        "batch": sentence(batch, field="batch", needed=False),
        "supplier": sentence(supplier, field="supplier"),
        "serial": sentence(serial, field="serial", needed=False),
    }
    if not fits(kinds.find(kind), row):
        raise BadDelivery(fields={"quantity": str(BadDelivery.message)})
    book(into, pl.DataFrame([row]), source="note", by=by)
    return Lot.objects.get(
        region_code=region_code, store=into.store, kind=kind, item=item, size=size, serial=row["serial"],
        supplier=row["supplier"], **({} if serial else {"batch": row["batch"], "received_on": on}),
    )  # fmt: skip


def delivery(*, region_code: str, store: str, kind: str, by: Any, on: date) -> Delivery:
    """Where goods go, once it is clear that this person may bring them there."""
    allowed(by=by, permission="in_kind.stock")
    if kind not in kinds.names() or not by.reach.covers(region_code):
        raise NotFound(kind)
    return Delivery(region_code, sentence(store, field="store"), kind, on)


def fits(kind: kinds.Kind, row: dict[str, Any]) -> bool:
    """Whether a line of a delivery can be taken: known goods, a number, and one piece under a serial number."""
    item = kind.items.get(row["item"])
    if item is None or not row["supplier"] or item.serial != bool(row["serial"]):
        return False
    return 0 < row["quantity"] <= (1 if item.serial else MOST) and 0 <= row["size"] <= MOST


def book(into: Delivery, rows: pl.DataFrame, *, source: str, by: Any) -> int:
    """Lots and their first movements in two statements, however many rows; what came before comes no second time."""
    bulk.staged(rows, "arrived", COLUMNS)
    told = {
        "region": into.region_code, "store": into.store, "kind": into.kind, "on": into.on, "by": by.pk,
        "source": f"{source}:{into.region_code}:{into.store}:",
    }  # fmt: skip
    bulk.execute(_FORGET_KNOWN, told)
    bulk.execute(_LOTS, told)
    return bulk.execute(_MOVEMENTS, told)


@transaction.atomic
def ask_correction(*, lot_id: int, difference: int, reason: str, by: Any, on: date) -> Correction:
    """Somebody counted and found more or fewer; the same again by the same person is the same record."""
    allowed(by=by, permission="in_kind.stock")
    lot = _locked(lot_id, by)
    why = sentence(reason, field="reason")
    known = Correction.objects.filter(lot=lot, status=Correction.Status.ASKED).first()
    if known is not None:
        if (known.asked_by_id, known.difference, known.reason) == (by.pk, difference, why):
            return known
        raise CorrectionWaits(lot)
    _stays_above(lot, difference)
    return Correction.objects.create(
        region_code=lot.region_code, lot=lot, difference=difference, reason=why, asked_by=by, asked_on=on
    )


@transaction.atomic
def decide_correction(*, correction_id: int, agree: bool, by: Any, on: date) -> Correction:
    """A second person agrees, and the stock changes, or refuses, and nothing does."""
    allowed(by=by, permission="in_kind.correct")
    found = Correction.objects.visible_to(by).select_for_update().filter(pk=correction_id).first()
    if found is None:
        raise NotFound(correction_id)
    to = Correction.Status.AGREED if agree else Correction.Status.REFUSED
    if found.status == to and found.decided_by_id == by.pk:
        return found
    if found.asked_by_id == by.pk:
        raise SamePersonDecides
    decided = states.move(found, to, decided_by=by, decided_on=on)
    if agree:
        lot = _locked(found.lot_id, by)
        _stays_above(lot, found.difference)
        Movement.objects.create(
            region_code=lot.region_code,
            lot=lot,
            kind=Movement.Kind.FOUND if found.difference > 0 else Movement.Kind.LOST,
            quantity=abs(found.difference),
            reference=f"correction:{found.pk}",
            on=on,
            by=by,
        )
    return decided


def _locked(lot_id: int, by: Any) -> Lot:
    lot = Lot.objects.visible_to(by).select_for_update(no_key=True).filter(pk=lot_id).first()
    if lot is None:
        raise NotFound(lot_id)
    return lot


def _stays_above(lot: Lot, difference: int) -> None:
    beyond = bool(lot.serial) and lot.on_hand + lot.issued + difference > 1
    if difference == 0 or abs(difference) > MOST or beyond:
        raise BadDelivery(fields={"difference": str(BadDelivery.message)})
    if lot.free + difference < 0:
        raise CorrectionBelowStock(lot, reserved=lot.reserved)


_FORGET_KNOWN = """
    DELETE FROM arrived a USING in_kind_movement m WHERE m.reference = %(source)s || a.line
"""
_LOTS = """
    INSERT INTO in_kind_lot (region_code, store, kind, item, size, batch, supplier, serial, received_on)
    SELECT DISTINCT %(region)s, %(store)s, %(kind)s, item, size, coalesce(batch, ''), supplier, coalesce(serial, ''),
           %(on)s::date
      FROM arrived ORDER BY 4, 5, 8 ON CONFLICT DO NOTHING
"""
_MOVEMENTS = """
    INSERT INTO in_kind_movement (region_code, lot_id, kind, quantity, reference, "on", by_id)
    SELECT l.region_code, l.id, 'received', a.quantity, %(source)s || a.line, %(on)s, %(by)s
      FROM arrived a
      JOIN in_kind_lot l ON l.kind = %(kind)s AND l.item = a.item AND l.size = a.size AND l.supplier = a.supplier
       AND l.serial = coalesce(a.serial, '') AND l.region_code = %(region)s AND l.store = %(store)s
       AND (l.serial <> '' OR l.batch = coalesce(a.batch, '') AND l.received_on = %(on)s)
     ORDER BY l.id
"""
