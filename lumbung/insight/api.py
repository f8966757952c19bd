"""The same figures for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from lumbung.core.api import api_may
from lumbung.insight import queries

router = Router(tags=["insight"])


@router.get("insight/", response=dict[str, Any])
@api_may("insight.view")
def region(request: HttpRequest, region: str = "") -> dict[str, Any]:
    """Counts by area and the money of each period, for a region within reach; null is withheld or not known."""
    picture = queries.picture(viewer=request.user, region_code=region)
    return {
        "region": picture.region_code,
        "areas": [
            {
                "code": area.code,
                "name": area.name,
                "families": area.families,
                "ranked": area.ranked,
                "deciles_1_to_4": area.poor,
                "deciles_1_to_4_paid": area.reached,
            }
            for area in picture.areas
        ],
        "decided": _decided(picture.decided),
        "recipients_by_decile": {str(decile): count for decile, count in picture.deciles.items()},
        "periods": [
            {
                "since": chain.since.isoformat(),
                "lines": chain.lines,
                "amount": chain.amount,
                "paid": chain.paid,
                "paid_amount": chain.paid_amount,
                "failed_or_returned": chain.back,
                "failed_or_returned_amount": chain.back_amount,
            }
            for chain in picture.chains
        ],
    }


def _decided(decided: queries.Decided | None) -> dict[str, Any] | None:
    if decided is None:
        return None
    return {
        "run": decided.run.pk,
        "on": decided.run.on.isoformat(),
        **decided.outcomes,
        "reasons": dict(decided.reasons),
    }
