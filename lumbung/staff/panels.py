"""What accounts and the audit trail show on the pages of others."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import panels


def trail_panel(viewer: Any, record: Any) -> panels.Panel | None:
    """The way to the audit trail of a record, for those who may read it."""
    if not viewer.may("core.view_audit"):
        return None
    url = reverse("staff:record_history", args=[record._meta.db_table, record.pk])
    return panels.Panel(_("Jejak audit"), "staff/panels/trail.html", {"url": url}, place="aside")


panels.register("family", "trail", 90, trail_panel)
panels.register("person", "trail", 90, trail_panel)
