"""One file taken in: who, when, which bytes, what was found, which rows became which records."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.crypto import EncryptedField
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class ImportBatch(models.Model):
    """A file on its way into the registry. Its region is the smallest area that holds all its rows."""

    class Status(models.TextChoices):
        """Where the file stands."""

        MAPPING = "mapping", _("Menunggu kolomnya dicocokkan")
        PREVIEWING = "previewing", _("Sedang diperiksa")
        PREVIEWED = "previewed", _("Menunggu keputusan Anda")
        IMPORTING = "importing", _("Sedang dimasukkan")
        PARTLY = "partly", _("Masuk sebagian")
        IMPORTED = "imported", _("Sudah masuk")
        UNDONE = "undone", _("Dikembalikan")
        CANCELLED = "cancelled", _("Dibatalkan")
        REFUSED = "refused", _("Tidak bisa dibaca")

    MOVES = {
        Status.MAPPING: {Status.PREVIEWING, Status.CANCELLED},
        Status.PREVIEWING: {Status.PREVIEWED, Status.REFUSED, Status.CANCELLED},
        Status.PREVIEWED: {Status.IMPORTING, Status.CANCELLED, Status.MAPPING},
        Status.IMPORTING: {Status.IMPORTED, Status.PARTLY},
        Status.PARTLY: {Status.IMPORTING, Status.UNDONE},
        Status.IMPORTED: {Status.UNDONE},
    }

    region_code = RegionCodeField()
    file_name = models.TextField()
    fingerprint = models.TextField()
    layout = models.TextField(blank=True)
    header = models.TextField(blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    proposal = EncryptedField(null=True)
    profile = models.ForeignKey("quality.MappingProfile", models.PROTECT, null=True, related_name="+")
    village = models.CharField(max_length=13, blank=True)
    reach_code = models.CharField(max_length=13, blank=True)
    status = models.TextField(choices=Status.choices, default=Status.PREVIEWING)
    refusal = models.TextField(blank=True)

    rows_read = models.BigIntegerField(default=0)
    rows_ready = models.BigIntegerField(default=0)
    rows_set_aside = models.BigIntegerField(default=0)
    rows_warned = models.BigIntegerField(default=0)
    found = models.JSONField(default=dict, help_text=_("Banyaknya baris menurut alasan."))
    villages = models.JSONField(default=dict, help_text=_("Banyaknya baris siap menurut desa."))
    chosen = models.JSONField(default=list, help_text=_("Desa yang sedang dimasukkan; kosong untuk semuanya."))
    taken = models.JSONField(default=list, help_text=_("Desa yang sudah masuk, bila belum semuanya."))
    families_new = models.BigIntegerField(default=0)
    people_new = models.BigIntegerField(default=0)
    people_changed = models.BigIntegerField(default=0)
    people_same = models.BigIntegerField(default=0)

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey("core.Job", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    imported_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    source_removed_at = models.DateTimeField(null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint", "village", "reach_code"],
                condition=Q(status__in=["importing", "partly", "imported"]),
                name="one_import_per_file",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_mapped(self) -> bool:
        """Whether a person's mapping reads it, and that is settled."""
        return bool(self.mapping.get("columns")) and self.status != self.Status.MAPPING

    def rows_by_reason(self, severity: str) -> dict[str, int]:
        """Rows by reason code, most frequent first."""
        return dict(sorted(self.found.get(severity, {}).items(), key=lambda one: (-one[1], one[0])))


class ImportFinding(models.Model):
    """What one check found in one cell; the sentence belongs to the code."""

    class Severity(models.TextChoices):
        """Whether the row stayed out."""

        ERROR = "error", _("Tidak bisa masuk")
        WARNING = "warning", _("Perlu dilihat")

    region_code = RegionCodeField(db_index=False)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="findings")
    row = models.BigIntegerField()
    column = models.TextField()
    code = models.TextField()
    severity = models.TextField(choices=Severity.choices)
    other_row = models.BigIntegerField(null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["batch", "code", "row"], name="finding_of_batch")]

    def __str__(self) -> str:
        return f"{self.row} {self.code}"


class SetAsideRow(models.Model):
    """A row that stayed out, with its cells as they came, until somebody corrects it."""

    region_code = RegionCodeField(db_index=False)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="set_aside")
    row = models.BigIntegerField()
    cells = EncryptedField()
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "row"], name="set_aside_once")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.row}"


class ImportChange(models.Model):
    """A record that was there before the file and was changed by it, as it was before."""

    region_code = RegionCodeField(db_index=False)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    table_name = models.TextField()
    record_id = models.BigIntegerField()
    before = models.JSONField()

    objects = ReachQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["batch", "table_name", "record_id"], name="change_of_batch")]

    def __str__(self) -> str:
        return f"{self.table_name} {self.record_id}"


class ImportedRow(models.Model):
    """A row of a file about somebody whom the registry knew already; a new person keeps the row themselves."""

    region_code = RegionCodeField(db_index=False)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="known_rows")
    row = models.BigIntegerField()
    person_id = models.BigIntegerField(db_index=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["batch", "row"], name="row_of_batch")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.row}"
