"""Which role somebody held where, and since when."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import RegionCodeField
from lumbung.staff import roles


class Assignment(models.Model):
    """One role in one region for some time. A person holds at most one; past ones stay as history."""

    user = models.ForeignKey("staff.User", models.PROTECT, related_name="assignments", verbose_name=_("Petugas"))
    role = models.CharField(_("Peran"), max_length=30, choices=roles.choices)
    region_code = RegionCodeField(_("Wilayah"), blank=True)
    since = models.DateField(_("Sejak"))
    until = models.DateField(_("Sampai"), null=True)
    assigned_by = models.ForeignKey(
        "staff.User", models.PROTECT, null=True, related_name="+", verbose_name=_("Ditugaskan oleh")
    )
    ended_by = models.ForeignKey(
        "staff.User", models.PROTECT, null=True, related_name="+", verbose_name=_("Diakhiri oleh")
    )

    class Meta:
        verbose_name = _("Peran")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_open_assignment"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="assignment_in_order"),
            models.CheckConstraint(
                condition=Q(assigned_by=None) | ~Q(assigned_by=F("user")), name="nobody_assigns_themselves"
            ),
        ]
        triggers = [
            *audit.triggers(),
            pgtrigger.Protect(name="history_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="role_stays", fields=["user", "role", "region_code", "since", "assigned_by"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.region_code}".strip()
