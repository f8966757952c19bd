"""Mobile service days: the centre comes to a place, offers services, and counts who was served."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, need_to_know, states
from lumbung.core.need_to_know import ReadersField, SecretQuerySet
from lumbung.core.people import somebody
from lumbung.core.reach import RegionCodeField
from lumbung.outreach.models.base import CommonQuerySet


class Service(models.TextChoices):
    """What is offered at a mobile day."""

    CHECK = "check", _("Pemeriksaan kesehatan")
    THERAPY = "therapy", _("Terapi fisik dan wicara")
    AIDS = "aids", _("Ukur alat bantu")
    COUNSEL = "counsel", _("Konsultasi keluarga")
    PAPERS = "papers", _("Urus KTP dan KK")
    SKILL = "skill", _("Coba keterampilan")


class ServiceDay(models.Model):
    """One day at one place."""

    class Status(models.TextChoices):
        """Whether it took place."""

        PLANNED = "planned", _("Direncanakan")
        HELD = "held", _("Sudah dilaksanakan")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {Status.PLANNED: {Status.HELD, Status.CANCELLED}}

    region_code = RegionCodeField(_("Wilayah"))
    on = models.DateField(_("Pada"))
    place = models.TextField(_("Tempat"))
    services = ArrayField(models.TextField(choices=Service.choices), verbose_name=_("Layanan"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PLANNED)
    unnamed = models.IntegerField(_("Dilayani tanpa dicatat namanya"), default=0)
    said = models.TextField(_("Catatan"), blank=True)
    by = somebody(_("Direncanakan oleh"))

    objects = CommonQuerySet.as_manager()

    class Meta:
        verbose_name = _("Layanan keliling")
        constraints = [
            models.UniqueConstraint(fields=["region_code", "on", "place"], name="one_mobile_day_at_a_place"),
            models.CheckConstraint(condition=Q(unnamed__gte=0), name="unnamed_never_negative"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.place} {self.on}"


class ServedQuerySet(SecretQuerySet):
    """Who was served: for those who lead outreach; who asked not to be known, for who wrote it down."""

    def visible_to(self, viewer: Any) -> Self:
        """Region, readers, and no cadre: neighbours need not know who had themselves looked at."""
        within = super().visible_to(viewer)
        return within if viewer.pk is None or viewer.may("outreach.view") else within.none()


class Served(models.Model):
    """Somebody who was served at a mobile day, and with what. It tells of no case."""

    region_code = RegionCodeField(_("Wilayah"))
    readers = ReadersField()
    day = models.ForeignKey(
        "outreach.ServiceDay", models.PROTECT, related_name="served", verbose_name=_("Layanan keliling")
    )
    called = models.TextField(_("Nama panggilan"))
    services = ArrayField(models.TextField(choices=Service.choices), verbose_name=_("Layanan"))
    by = somebody(_("Dicatat oleh"))

    objects = ServedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Yang dilayani keliling")
        constraints = [
            models.UniqueConstraint(fields=["day", "called"], condition=Q(readers=None), name="served_once_a_day"),
            models.UniqueConstraint(
                fields=["day", "called", "by"], condition=Q(readers__isnull=False), name="served_in_secret_once_a_day"
            ),
        ]
        triggers = [*need_to_know.audited()]

    def __str__(self) -> str:
        return self.called
