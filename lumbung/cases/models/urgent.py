"""What cannot wait: danger that an answer, a visit or a report has shown."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases import secrecy
from lumbung.cases.models.base import OfCase
from lumbung.core.people import somebody


class UrgentTask(OfCase):
    """Something to be done before its hour, opened once for each cause."""

    cause = models.TextField(_("Sebab"))
    title = models.TextField(_("Yang harus dilakukan"))
    opened_at = models.DateTimeField(_("Dibuka pada"))
    opened_by = somebody(_("Dibuka oleh"))
    due_at = models.DateTimeField(_("Paling lambat"))
    owner = models.ForeignKey(
        "staff.User", models.PROTECT, null=True, related_name="+", verbose_name=_("Penanggung jawab")
    )
    done_at = models.DateTimeField(_("Selesai pada"), null=True)
    done_by = somebody(_("Diselesaikan oleh"))
    said = models.TextField(_("Yang dilakukan"), blank=True)

    class Meta(OfCase.Meta):
        verbose_name = _("Tugas mendesak")
        constraints = [
            models.UniqueConstraint(fields=["case", "cause"], name="one_urgent_task_a_cause"),
            models.CheckConstraint(condition=Q(due_at__gte=F("opened_at")), name="urgent_task_has_time"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(said="")),
                name="urgent_task_ends_with_a_sentence",
            ),
        ]
        indexes = [models.Index(F("due_at"), F("owner"), condition=Q(done_at=None), name="urgent_tasks_due")]
        triggers = secrecy.of_case()

    def __str__(self) -> str:
        return self.title
