"""A family form under way: kept answer by answer until it is sent to the registry."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.crypto import EncryptedField
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class FamilyForm(models.Model):
    """A new registration, or a visit to a family that is known. Its answers go when it is sent; the visit stays.

    `people` has a place for each member in their order: the person who is known, NEW or REMOVED.
    """

    NEW, REMOVED = 0, -1

    class Kind(models.TextChoices):
        """What the form is for."""

        REGISTRATION = "registration", _("Pendaftaran keluarga baru")
        VISIT = "visit", _("Kunjungan ke keluarga")

    class Status(models.TextChoices):
        """How far it is."""

        OPEN = "open", _("Sedang diisi")
        SENT = "sent", _("Terkirim")
        DISCARDED = "discarded", _("Dibuang")

    MOVES = {
        Status.OPEN: {Status.SENT, Status.DISCARDED},
        Status.SENT: set(),
        Status.DISCARDED: set(),
    }

    region_code = RegionCodeField(_("Wilayah"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, null=True, related_name="+", verbose_name=_("Keluarga")
    )
    people = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("Orang"))
    version = models.IntegerField(_("Susunan formulir"), default=0)
    batch = models.ForeignKey(
        "quality.ImportBatch", models.PROTECT, null=True, related_name="+", verbose_name=_("Impor")
    )
    latitude = models.DecimalField(_("Lintang"), max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(_("Bujur"), max_digits=8, decimal_places=5, null=True)
    photo = models.TextField(_("Foto"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )
    begun_at = models.DateTimeField(_("Mulai diisi"), auto_now_add=True)
    touched_at = models.DateTimeField(_("Terakhir diisi"), auto_now=True)
    sent_at = models.DateTimeField(_("Dikirim pada"), null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Dikirim oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Formulir keluarga")
        constraints = [
            models.CheckConstraint(condition=~Q(kind="visit") | Q(family__isnull=False), name="visit_is_to_a_family"),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False, batch__isnull=False),
                name="sent_form_has_its_batch",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="form_lies_on_the_globe",
            ),
            models.UniqueConstraint(
                fields=["family"], condition=Q(status="open", kind="visit"), name="one_open_visit_per_family"
            ),
        ]
        indexes = [models.Index(fields=["status", "touched_at"], name="forms_by_age")]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def numbers(self) -> list[int]:
        """The members that stand on the form, by number."""
        return [number for number, person in enumerate(self.people, start=1) if person != self.REMOVED]

    def person_of(self, member: int) -> int | None:
        """The person of the registry behind a number; None for a new one."""
        return self.people[member - 1] or None if 0 < member <= len(self.people) else None


class FormAnswer(models.Model):
    """One answer of one form as it was typed, encrypted; `version` is the form's when it was last changed."""

    region_code = RegionCodeField(db_index=False)
    form = models.ForeignKey(FamilyForm, models.CASCADE, related_name="answers")
    member = models.SmallIntegerField(default=0, help_text=_("0 untuk keluarga, 1 dan seterusnya untuk anggota."))
    field = models.TextField()
    value = EncryptedField(null=True)
    former = EncryptedField(null=True)
    version = models.IntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Jawaban formulir")
        constraints = [
            models.UniqueConstraint(fields=["form", "member", "field"], name="one_answer_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} {self.member} {self.field}"
