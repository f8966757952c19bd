"""A need rises to the desk above: why, until when, who decided. It is history and never deleted."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import need_to_know, states
from lumbung.core.need_to_know import ReadersField, SecretQuerySet
from lumbung.core.people import somebody
from lumbung.core.reach import RegionCodeField
from lumbung.referrals.models import triggers
from lumbung.referrals.models.need import Level


class Escalation(models.Model):
    """One step upwards. Nobody proposed it where a limit has passed: the night did."""

    class Status(models.TextChoices):
        """What became of the proposal."""

        PROPOSED = "proposed", _("Diusulkan")
        AGREED = "agreed", _("Dinaikkan")
        DECLINED = "declined", _("Tetap di meja ini")

    MOVES = {Status.PROPOSED: {Status.AGREED, Status.DECLINED}}

    region_code = RegionCodeField(_("Wilayah"), editable=False)
    readers = ReadersField(editable=False)
    need = models.ForeignKey("referrals.Need", models.PROTECT, related_name="escalations", verbose_name=_("Kebutuhan"))
    from_level = models.TextField(_("Dari meja"), choices=Level.choices)
    to_level = models.TextField(_("Ke meja"), choices=Level.choices)
    reason = models.TextField(_("Alasan"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PROPOSED)
    proposed_on = models.DateField(_("Diusulkan pada"))
    proposed_by = somebody(_("Diusulkan oleh"))
    due_on = models.DateField(_("Batas di meja baru"), null=True)
    decided_on = models.DateField(_("Diputuskan pada"), null=True)
    decided_by = somebody(_("Diputuskan oleh"))
    said = models.TextField(_("Alasan tidak dinaikkan"), blank=True)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("Eskalasi")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_level="village", to_level="regency")
                | Q(from_level="regency", to_level="province")
                | Q(from_level="province", to_level="ministry"),
                name="one_level_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_escalation_says_why"),
            models.CheckConstraint(
                condition=Q(status="proposed", decided_on=None, decided_by=None)
                | (~Q(status="proposed") & Q(decided_on__isnull=False, decided_by__isnull=False)),
                name="an_escalation_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="agreed") | Q(due_on__isnull=False), name="an_escalation_has_a_limit"
            ),
            models.CheckConstraint(condition=~Q(status="declined") | ~Q(said=""), name="staying_at_a_desk_says_why"),
            models.UniqueConstraint(fields=["need"], condition=Q(status="proposed"), name="one_open_escalation_a_need"),
            models.UniqueConstraint(
                fields=["need", "to_level"], condition=Q(status="agreed"), name="a_desk_reached_once"
            ),
        ]
        triggers = [
            *need_to_know.audited(), states.moves_trigger(), triggers.OfNeed(),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.need_id} {self.to_level}"
