"""Beside what waits: how far the money of the latest period is, in the viewer's own region."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lumbung.core import formats, panels
from lumbung.insight import queries


def money_panel(viewer: Any, today: date) -> panels.Panel | None:
    """Decided, reported and arrived, as a short chain."""
    if not viewer.may("insight.view"):
        return None
    chain = queries.latest_chain(viewer=viewer)
    if chain is None:
        return None
    steps = [
        {"title": _("Ditetapkan"), "value": chain.lines},
        {"title": _("Dilaporkan bank"), "value": chain.paid + chain.back},
        {"title": _("Uang masuk"), "value": chain.paid},
    ]
    return panels.Panel(
        title=_("PKH %(month)s di wilayah Anda") % {"month": formats.month(chain.since)},
        template="insight/money_panel.html",
        context={"steps": steps, "back": chain.back},
    )


panels.register("home", "money", 10, money_panel)
