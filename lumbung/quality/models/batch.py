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

    region_code = RegionCodeField(_("Wilayah"))
    file_name = models.TextField(_("Nama berkas"))
    fingerprint = models.TextField(_("Sidik"))
    layout = models.TextField(_("Bentuk berkas"), blank=True)
    header = models.TextField(_("Kepala kolom"), blank=True)
    mapping = models.JSONField(_("Pencocokan kolom"), default=dict, blank=True)
    proposal = EncryptedField(_("Usulan"), null=True)
    profile = models.ForeignKey(
        "quality.MappingProfile", models.PROTECT, null=True, related_name="+", verbose_name=_("Profil")
    )
    sheets = models.JSONField(_("Lembar buku kerja"), default=list, help_text=_("Tiap lembar: nama, terlihat, dibaca."))
    sheets_chosen = models.JSONField(
        _("Lembar yang dipilih"), default=list, help_text=_("Kosong: semua lembar yang terlihat.")
    )
    village = models.CharField(_("Desa"), max_length=13, blank=True)
    reach_code = models.CharField(_("Wilayah pengirim"), max_length=13, blank=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PREVIEWING)
    refusal = models.TextField(_("Sebab ditolak"), blank=True)

    rows_read = models.BigIntegerField(_("Baris dibaca"), default=0)
    rows_ready = models.BigIntegerField(_("Baris siap"), default=0)
    rows_set_aside = models.BigIntegerField(_("Baris disisihkan"), default=0)
    rows_warned = models.BigIntegerField(_("Baris bercatatan"), default=0)
    found = models.JSONField(_("Yang ditemukan"), default=dict, help_text=_("Banyaknya baris menurut alasan."))
    villages = models.JSONField(_("Desa"), default=dict, help_text=_("Banyaknya baris siap menurut desa."))
    chosen = models.JSONField(
        _("Dipilih"), default=list, help_text=_("Desa yang sedang dimasukkan; kosong untuk semuanya.")
    )
    taken = models.JSONField(_("Dimasukkan"), default=list, help_text=_("Desa yang sudah masuk, bila belum semuanya."))
    families_new = models.BigIntegerField(_("Keluarga baru"), default=0)
    people_new = models.BigIntegerField(_("Orang baru"), default=0)
    people_changed = models.BigIntegerField(_("Orang berubah"), default=0)
    people_same = models.BigIntegerField(_("Orang tetap"), default=0)

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )
    job = models.ForeignKey("core.Job", models.PROTECT, related_name="+", verbose_name=_("Pekerjaan"))
    created_at = models.DateTimeField(_("Dibuat pada"), auto_now_add=True)
    imported_at = models.DateTimeField(_("Dimasukkan pada"), null=True)
    undone_at = models.DateTimeField(_("Dikembalikan pada"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Dikembalikan oleh")
    )
    source_removed_at = models.DateTimeField(_("Berkas dihapus pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Impor")
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint", "village", "reach_code", "sheets_chosen"],
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

    @property
    def sheets_read(self) -> list[str]:
        """Names of the sheets of a workbook that are read."""
        return [sheet["name"] for sheet in self.sheets if sheet["read"]]

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

    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="set_aside", verbose_name=_("Impor"))
    row = models.BigIntegerField(_("Baris"))
    cells = EncryptedField(_("Isi sel"))
    corrected_at = models.DateTimeField(_("Diperbaiki pada"), null=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Diperbaiki oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Baris yang disisihkan")
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
