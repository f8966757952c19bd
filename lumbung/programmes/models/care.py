"""Mentoring: which facilitator cares for which family, P2K2 groups, their meetings, and who came."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField

USER = settings.AUTH_USER_MODEL


class Group(models.Model):
    """Families of one village that meet with their facilitator."""

    region_code = RegionCodeField(_("Wilayah"))
    name = models.TextField(_("Nama"))
    facilitator = models.ForeignKey(USER, models.PROTECT, related_name="p2k2_groups", verbose_name=_("Pendamping"))
    closed_on = models.DateField(_("Ditutup pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kelompok P2K2")
        constraints = [models.UniqueConstraint(fields=["region_code", "name"], name="group_name_in_its_village")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.name


class Care(models.Model):
    """A family in a facilitator's care, and in which group it meets, from a day on."""

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="cares", verbose_name=_("Keluarga"))
    facilitator = models.ForeignKey(USER, models.PROTECT, related_name="cares", verbose_name=_("Pendamping"))
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="members", verbose_name=_("Kelompok"))
    since = models.DateField(_("Sejak"))
    until = models.DateField(_("Sampai"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pendampingan")
        constraints = [
            models.UniqueConstraint(fields=["family"], condition=Q(until=None), name="one_facilitator_a_family"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="care_ends_in_order"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.facilitator_id} {self.family_id}"


class Session(models.Model):
    """One meeting of a group about one module."""

    class Status(models.TextChoices):
        """Whether it took place."""

        PLANNED = "planned", _("Direncanakan")
        HELD = "held", _("Sudah dilaksanakan")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.PLANNED: {Status.HELD, Status.CANCELLED},
        Status.HELD: set(),
        Status.CANCELLED: set(),
    }

    region_code = RegionCodeField(_("Wilayah"))
    group = models.ForeignKey(Group, models.PROTECT, related_name="sessions", verbose_name=_("Kelompok"))
    module = models.SlugField(_("Modul"), max_length=40)
    on = models.DateField(_("Hari"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PLANNED)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pertemuan P2K2")
        constraints = [
            models.UniqueConstraint(fields=["group", "on"], condition=~Q(status="cancelled"), name="one_meeting_a_day"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.module} {self.on}"


class Attendance(models.Model):
    """Whether a family of the group came to a meeting; nobody asked is null."""

    region_code = RegionCodeField(_("Wilayah"))
    session = models.ForeignKey(
        Session, models.PROTECT, db_index=False, related_name="attendances", verbose_name=_("Pertemuan")
    )
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, related_name="attendances", verbose_name=_("Keluarga")
    )
    present = models.BooleanField(_("Hadir"), null=True)
    from_list = models.ForeignKey(
        "programmes.DutyList", models.PROTECT, null=True, related_name="attendances", verbose_name=_("Dari daftar")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kehadiran P2K2")
        constraints = [models.UniqueConstraint(fields=["session", "family"], name="came_once")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.session_id} {self.family_id}"
