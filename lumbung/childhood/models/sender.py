"""How many reports without an account came from one connection within the hour that runs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SENDER = "citizen's report"
"""For what a connection is marked."""


class CitizenSender(models.Model):
    """A connection by its mark for one hour, never by its address; it names no report, and is gone with the hour."""

    hour = models.DateTimeField(_("Jam yang berjalan"))
    mark = models.UUIDField(_("Tanda pengirim"), unique=True)
    reports = models.SmallIntegerField(_("Jumlah laporan"))

    class Meta:
        verbose_name = _("Pengirim laporan warga")
        constraints = [models.CheckConstraint(condition=Q(reports__gt=0), name="a_sender_sent_something")]

    def __str__(self) -> str:
        return f"{self.hour:%H} {self.reports}"
