"""Two records that may be one person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class DuplicatePair(models.Model):
    """A pair waits until a person decides. Its region is the smallest area that holds both.

    `probability` is the model's, from 0 to 1; `weights` lists what speaks for and against as field, level and weight
    (in doublings of the odds), without anything of the two people; `hold` is why it is never merged without a person.
    """

    class Kind(models.TextChoices):
        """Why the two were put side by side."""

        SAME_NIK = "same_nik", _("NIK sama")
        SAME_NAME = "same_name_birth_mother", _("Nama, tanggal lahir, dan ibu sama")
        PROBABLE = "probable", _("Kemungkinan orang yang sama")

    CERTAIN = (Kind.SAME_NIK, Kind.SAME_NAME)
    """Found by equality, not by likeness."""

    class Status(models.TextChoices):
        """What was decided."""

        OPEN = "open", _("Menunggu keputusan")
        FIELD_CHECK = "field_check", _("Diperiksa di lapangan")
        PROPOSED = "proposed", _("Menunggu orang kedua")
        SAME_PERSON = "same_person", _("Orang yang sama")
        DIFFERENT = "different", _("Orang berbeda")

    MOVES = {
        Status.OPEN: {Status.FIELD_CHECK, Status.PROPOSED, Status.SAME_PERSON, Status.DIFFERENT},
        Status.FIELD_CHECK: {Status.PROPOSED, Status.SAME_PERSON, Status.DIFFERENT},
        Status.PROPOSED: {Status.OPEN, Status.SAME_PERSON},
        Status.SAME_PERSON: {Status.OPEN},
        Status.DIFFERENT: {Status.OPEN},
    }
    WAITING = (Status.OPEN, Status.FIELD_CHECK)
    """Somebody still has to look."""
    UNSETTLED = (Status.OPEN, Status.FIELD_CHECK, Status.PROPOSED)
    """Nobody is paid on both records, and nobody on one, before these are settled."""

    region_code = RegionCodeField(_("Wilayah"))
    a = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", verbose_name=_("Catatan pertama"))
    b = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", verbose_name=_("Catatan kedua"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    found_at = models.DateTimeField(_("Ditemukan pada"), auto_now_add=True)
    decided_at = models.DateTimeField(_("Diputuskan pada"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Diputuskan oleh")
    )
    why = models.TextField(_("Alasan"), blank=True)
    merge = models.ForeignKey(
        "registry.Merge", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Penggabungan")
    )
    probability = models.FloatField(_("Peluang"), null=True)
    weights = models.JSONField(_("Bobot tiap isian"), default=list, blank=True)
    model_version = models.TextField(_("Versi pembobot"), blank=True)
    hold = models.TextField(_("Sebab ditahan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Dugaan ganda")
        constraints = [
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="pair_in_order"),
            models.UniqueConstraint(fields=["a", "b"], name="pair_once"),
            models.CheckConstraint(condition=Q(probability=None) | Q(probability__range=(0, 1)), name="pair_probable"),
        ]
        indexes = [models.Index(fields=["status", "region_code"], name="pairs_waiting")]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.a_id} = {self.b_id}?"
