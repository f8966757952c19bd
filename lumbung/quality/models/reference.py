"""What a register of another agency says about a person, field by field."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.crypto import BlindIndexField
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class ReferenceResult(models.Model):
    """The latest answer of one reference about one field of one person; what it was before, the audit tells.

    The registry's own value is never touched. A field that differs is an issue until somebody has looked; `asked` is
    the blind index of the value that was asked about, so that the same answer to the same value opens nothing again.
    """

    class Result(models.TextChoices):
        """What the reference says about our value."""

        MATCH = "match", _("Sesuai")
        DIFFERS = "differs", _("Berbeda")
        UNKNOWN = "unknown", _("Tidak dijawab")

    class Status(models.TextChoices):
        """Whether somebody has to look."""

        FINE = "fine", _("Tidak perlu dilihat")
        OPEN = "open", _("Perlu dilihat")
        SETTLED = "settled", _("Sudah dilihat")

    MOVES = {
        Status.FINE: {Status.OPEN},
        Status.OPEN: {Status.FINE, Status.SETTLED},
        Status.SETTLED: {Status.OPEN, Status.FINE},
    }

    region_code = RegionCodeField(_("Wilayah"))
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, related_name="reference_results", verbose_name=_("Orang")
    )
    reference = models.TextField(_("Rujukan"))
    field = models.TextField(_("Isian"))
    result = models.TextField(_("Hasil"), choices=Result.choices)
    asked = BlindIndexField(db_index=False)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.FINE)
    purpose = models.TextField(_("Keperluan"))
    answered_at = models.DateTimeField(_("Dijawab pada"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("Diselesaikan oleh"),
    )
    settled_at = models.DateTimeField(_("Diselesaikan pada"), null=True)
    settled_because = models.TextField(_("Alasan penyelesaian"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Jawaban rujukan")
        constraints = [
            models.UniqueConstraint(fields=["person", "reference", "field"], name="one_answer_per_field"),
            models.CheckConstraint(
                condition=Q(status="fine") | Q(result="differs"), name="only_differences_are_issues"
            ),
            models.CheckConstraint(condition=~Q(status="settled") | ~Q(settled_because=""), name="settled_with_reason"),
            models.CheckConstraint(condition=~Q(purpose=""), name="asked_for_a_purpose"),
        ]
        indexes = [models.Index(fields=["status", "region_code"], condition=~Q(status="fine"), name="reference_issues")]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.reference} {self.field}: {self.result}"
