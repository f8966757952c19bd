"""What lies in the stores: lots, their movements, sums by item, corrections that wait."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from lumbung.core.refusals import NotFound
from lumbung.in_kind.models import Correction, Lot, Movement


@dataclass(frozen=True)
class Shelf:
    """One item of one size in all stores within reach."""

    kind: str
    item: str
    size: int
    on_hand: int
    reserved: int
    issued: int
    lots: int

    @property
    def free(self) -> int:
        """What can still be set aside."""
        return self.on_hand - self.reserved

    @property
    def parts(self) -> list[int]:
        """Free, set aside, left: for a bar."""
        return [self.free, self.reserved, self.issued]


def lots(*, viewer: Any) -> QuerySet[Lot]:
    """Every lot of the stores within reach, the latest delivery first."""
    return Lot.objects.visible_to(viewer).order_by("-received_on", "-pk")


def lot(*, viewer: Any, lot_id: int) -> Lot:
    """One lot; raises NotFound."""
    found = Lot.objects.visible_to(viewer).filter(pk=lot_id).first()
    if found is None:
        raise NotFound(lot_id)
    return found


def shelves(*, viewer: Any) -> list[Shelf]:
    """Sums by item and size."""
    counted = Lot.objects.visible_to(viewer).order_by("kind", "item", "size").values("kind", "item", "size")
    sums = counted.annotate(
        hand=Sum("on_hand"), aside=Sum("reserved"), out=Sum("issued"), lots=Count("pk")
    ).values_list("kind", "item", "size", "hand", "aside", "out", "lots")
    return [Shelf(*row) for row in sums]


def movements_of(*, viewer: Any, lot_id: int) -> QuerySet[Movement]:
    """Everything that came and went of a lot, in order."""
    return Movement.objects.visible_to(viewer).filter(lot_id=lot_id).select_related("by").order_by("pk")


def corrections(*, viewer: Any) -> QuerySet[Correction]:
    """Corrections within reach, the newest first."""
    return Correction.objects.visible_to(viewer).select_related("lot", "asked_by", "decided_by").order_by("-pk")


def correction(*, viewer: Any, correction_id: int) -> Correction:
    """One correction; raises NotFound."""
    found = corrections(viewer=viewer).filter(pk=correction_id).first()
    if found is None:
        raise NotFound(correction_id)
    return found
