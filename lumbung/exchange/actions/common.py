"""What every act of this context does first."""

from typing import Any

from lumbung.core.refusals import NotFound
from lumbung.exchange.models import Partner


def locked_partner(partner_id: int, by: Any) -> Partner:
    """The partner, held until the act is over; NotFound outside the actor's reach."""
    found = Partner.objects.visible_to(by).select_for_update().filter(pk=partner_id).first()
    if found is None:
        raise NotFound(partner_id)
    return found
