"""What shops show on a family's page: where its card may buy, and what it bought."""

from typing import Any

from django.utils.translation import gettext as _

from lumbung.core import panels
from lumbung.core.panels import Panel
from lumbung.payments import queries as payments
from lumbung.shops.models import Purchase

SHOWN = 5


def shopping_panel(viewer: Any, family: Any) -> Panel | None:
    """The newest purchases with the family's card, and the way to its codes and vouchers."""
    if not viewer.may("shops.issue_code"):
        return None
    card = payments.card_of(viewer=viewer, family_id=family.pk)
    if card is None:
        return None
    bought = Purchase.objects.visible_to(viewer).filter(card__family=family).select_related("shop")
    context = {"card": card, "purchases": list(bought.order_by("-sold_at", "-pk")[:SHOWN])}
    return Panel(_("Belanja di e-warong"), "shops/panel.html", context)


panels.register("family", "shopping", 30, shopping_panel)
