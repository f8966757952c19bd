"""What happened to a proposal: every move with who, when and why. Never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.proposals.models.proposal import Proposal


class Step(models.Model):
    """One move. A move back or to an end carries a reason code and a sentence."""

    region_code = RegionCodeField()
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="steps")
    act = models.TextField()
    status_before = models.TextField(blank=True)
    status_after = models.TextField(choices=Proposal.Status.choices)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    said = models.TextField(blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Langkah usulan")
        constraints = [
            models.CheckConstraint(
                condition=~Q(act__in=["return", "reject", "lapse", "withdraw"]) | (~Q(reason="") & ~Q(said="")),
                name="a_step_back_says_why",
            ),
        ]
        triggers = [audit.append_only()]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.act}"
