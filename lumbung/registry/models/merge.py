"""Merges: two records of one person, or of one family, become one, and can become two again."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField


def _record(model: str, words: Any) -> models.ForeignKey:
    return models.ForeignKey(f"registry.{model}", models.PROTECT, null=True, related_name="+", verbose_name=words)


class Merge(models.Model):
    """Which record was taken up by which, who wanted it, who agreed, and what was chosen from which of them.

    Its region is the smallest area that holds both. The absorbed record keeps its id and everything that stands on it;
    it points to the record that survives, and what the merge changed is kept in `MergeChange`.
    """

    class Kind(models.TextChoices):
        """What was merged."""

        PERSON = "person", _("Orang")
        FAMILY = "family", _("Keluarga")

    class Status(models.TextChoices):
        """Where the merge stands."""

        PROPOSED = "proposed", _("Menunggu orang kedua")
        DONE = "done", _("Digabung")
        REFUSED = "refused", _("Ditolak")
        TAKEN_BACK = "taken_back", _("Dipisahkan lagi")

    MOVES = {
        Status.PROPOSED: {Status.DONE, Status.REFUSED},
        Status.DONE: {Status.TAKEN_BACK},
        Status.REFUSED: set(),
        Status.TAKEN_BACK: set(),
    }

    region_code = RegionCodeField(_("Wilayah"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PROPOSED)
    person = _record("Person", _("Orang"))
    absorbed_person = _record("Person", _("Orang yang digabungkan"))
    family = _record("Family", _("Keluarga"))
    absorbed_family = _record("Family", _("Keluarga yang digabungkan"))
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts", verbose_name=_("Bagian dari"))
    choices = models.JSONField(_("Pilihan isi"), default=dict, help_text=_("Kolom dan catatan asal nilainya."))
    same_people = models.JSONField(
        _("Orang yang sama"), default=list, help_text=_("Anggota kedua keluarga yang orangnya sama.")
    )
    reason = models.TextField(_("Alasan"))
    one_card = models.BooleanField(_("Satu kartu"), default=False)
    one_card_reason = models.TextField(_("Alasan satu kartu"), blank=True)
    second_person = models.BooleanField(_("Perlu orang kedua"), default=False)
    because = models.JSONField(_("Alasan"), default=list, help_text=_("Mengapa perlu orang kedua."))
    proposed_by = somebody(_("Diusulkan oleh"))
    proposed_at = models.DateTimeField(_("Diusulkan pada"), auto_now_add=True)
    decided_by = somebody(_("Diputuskan oleh"))
    decided_at = models.DateTimeField(_("Diputuskan pada"), null=True)
    refused_because = models.TextField(_("Sebab ditolak"), blank=True)
    taken_back_by = somebody(_("Dipisahkan oleh"))
    taken_back_at = models.DateTimeField(_("Dipisahkan pada"), null=True)
    taken_back_because = models.TextField(_("Alasan dipisahkan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Penggabungan")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", person__isnull=False, absorbed_person__isnull=False, absorbed_family=None)
                & Q(family=None)
                | Q(kind="family", family__isnull=False, absorbed_family__isnull=False, absorbed_person=None)
                & Q(person=None),
                name="merge_of_one_kind",
            ),
            models.CheckConstraint(condition=~Q(person=F("absorbed_person")), name="person_not_into_itself"),
            models.CheckConstraint(condition=~Q(family=F("absorbed_family")), name="family_not_into_itself"),
            models.CheckConstraint(
                condition=Q(one_card=False) | (~Q(one_card_reason="") & Q(second_person=True)),
                name="one_card_needs_reason_and_second_person",
            ),
            models.CheckConstraint(
                condition=Q(second_person=False)
                | Q(status__in=["proposed", "refused"])
                | (Q(decided_by__isnull=False) & (Q(proposed_by=None) | ~Q(decided_by=F("proposed_by")))),
                name="merge_maker_is_not_checker",
            ),
            models.CheckConstraint(
                condition=~Q(status="taken_back") | ~Q(taken_back_because=""), name="taken_back_with_reason"
            ),
            models.UniqueConstraint(
                fields=["absorbed_person"], condition=Q(status__in=["proposed", "done"]), name="person_absorbed_once"
            ),
            models.UniqueConstraint(
                fields=["absorbed_family"], condition=Q(status__in=["proposed", "done"]), name="family_absorbed_once"
            ),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            pgtrigger.ReadOnly(
                name="merge_is_as_proposed",
                fields=["kind", "person", "absorbed_person", "family", "absorbed_family", "choices", "proposed_by"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.absorbed_id} → {self.survivor_id}"

    @property
    def survivor_id(self) -> int:
        """The record that stays."""
        return self.survivor.pk

    @property
    def absorbed_id(self) -> int:
        """The record that is taken up."""
        return self.absorbed.pk

    @property
    def survivor(self) -> Any:
        """The record that stays."""
        return self.person or self.family

    @property
    def absorbed(self) -> Any:
        """The record that is taken up."""
        return self.absorbed_person or self.absorbed_family


class MergeChange(models.Model):
    """One row that a merge changed or made: as it was before (null: was not there) and as the merge left it."""

    region_code = RegionCodeField(db_index=False)
    merge = models.ForeignKey(Merge, models.PROTECT, related_name="changes")
    table_name = models.TextField()
    record_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "table_name", "record_id"], name="merge_change_once")]
        indexes = [models.Index(fields=["table_name", "record_id"], name="merge_change_of_record")]

    def __str__(self) -> str:
        return f"{self.table_name} {self.record_id}"
