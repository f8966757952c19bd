"""The lists of this context."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.core.tables import Column, Filter, Table
from lumbung.quality import rules
from lumbung.quality.canonical import label_of
from lumbung.quality.models import FamilyForm, ImportBatch, ImportFinding
from lumbung.quality.reading.opening import row_told

BATCH_BADGES = {
    "mapping": "do",
    "previewing": "run",
    "previewed": "do",
    "importing": "run",
    "partly": "do",
    "imported": "ok",
    "undone": "end",
    "cancelled": "end",
    "refused": "no",
}
FORM_BADGES = {"open": "do", "sent": "ok", "discarded": "end"}
LONGEST_NUMBER = 12
CORRECTABLE = {ImportBatch.Status.PREVIEWED, ImportBatch.Status.PARTLY, ImportBatch.Status.IMPORTED}
SEVERITY_BADGES = {"error": "no", "warning": "do"}


def sentence(code: str) -> str:
    """What a reason says, in the reader's language."""
    return rules.reasons()[code].sentence()


def _codes() -> list[tuple[str, Any]]:
    return [(code, reason.sentence()) for code, reason in rules.reasons().items()]


BATCHES = Table(
    columns=[
        Column("file_name", _("Berkas"), sort="file_name", link=lambda row: reverse("quality:batch", args=[row.pk])),
        Column(
            "status",
            _("Keadaan"),
            kind="badge",
            value=lambda row: (BATCH_BADGES[row.status], row.get_status_display()),
        ),
        Column("rows_read", _("Baris"), sort="rows_read", kind="count"),
        Column("people_new", _("Orang baru"), sort="people_new", kind="count"),
        Column("rows_set_aside", _("Disisihkan"), sort="rows_set_aside", kind="count"),
        Column("by", _("Oleh"), value=lambda row: row.by or _("Sistem")),
        Column("created_at", _("Diunggah"), sort="created_at", kind="time"),
    ],
    caption=_("Impor"),
    filters=[
        Filter(
            "keadaan",
            _("Keadaan"),
            lambda rows, value: rows.filter(status=value),
            choices=ImportBatch.Status.choices,
        ),
        Filter("berkas", _("Nama berkas"), lambda rows, value: rows.filter(file_name__icontains=value)),
    ],
    file_name="impor",
    empty=_("Belum ada berkas yang dimasukkan."),
    empty_help=_("Unggah berkas di atas. Tidak ada yang ditulis sebelum Anda melihat hasil pemeriksaannya."),
)


ROWS = Table(
    columns=[
        Column("file_row", _("Baris"), kind="count"),
        Column(
            "name",
            _("Orang"),
            sort="name",
            link=lambda row: reverse("registry:person", args=[row.pk]),
        ),
        Column(
            "family",
            _("Keluarga"),
            value=lambda row: row.family.head_name,
            link=lambda row: reverse("registry:family", args=[row.family_id]),
        ),
        Column(
            "known",
            _("Hasilnya"),
            kind="badge",
            value=lambda row: ("end", _("Sudah tercatat")) if row.known else ("ok", _("Orang baru")),
        ),
    ],
    caption=_("Baris dan orangnya"),
    filters=[Filter("baris", _("Nomor baris"), lambda rows, value: rows.filter(file_row=_number(value)))],
    order=["pk"],
    file_name="baris-dan-orang",
    empty=_("Tidak ada orang untuk baris ini."),
    empty_help=_("Barisnya disisihkan, atau orangnya di luar wilayah Anda."),
)


def _number(text: str) -> int:
    """A row's number; nothing has the row 0."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0


def findings_of(batch: ImportBatch) -> Table:
    """What was found in one file; rows that wait for a correction are links to it."""

    def link(row: ImportFinding) -> str:
        waits = batch.status in CORRECTABLE and row.severity == ImportFinding.Severity.ERROR
        return reverse("quality:correct", args=[batch.pk, row.row]) if waits else ""

    return Table(
        columns=[
            Column("row", _("Baris"), sort="row", link=link, value=lambda row: row_told(row.row)),
            Column("column", _("Kolom"), sort="column", value=lambda row: label_of(row.column)),
            Column(
                "severity",
                _("Jenis"),
                kind="badge",
                value=lambda row: (SEVERITY_BADGES[row.severity], row.get_severity_display()),
            ),
            Column("code", _("Temuan dan yang perlu dilakukan"), sort="code", value=lambda row: sentence(row.code)),
            Column("other_row", _("Baris lain"), kind="count"),
        ],
        caption=_("Temuan"),
        filters=[
            Filter(
                "jenis",
                _("Jenis"),
                lambda rows, value: rows.filter(severity=value),
                choices=ImportFinding.Severity.choices,
            ),
            Filter("kode", _("Temuan"), lambda rows, value: rows.filter(code=value), choices=_codes),
        ],
        order=["row", "pk"],
        file_name="temuan",
        empty=_("Tidak ada temuan."),
        empty_help=_("Semua baris berkas ini lolos pemeriksaan."),
    )


FORMS = Table(
    columns=[
        Column(
            "pk",
            _("Formulir"),
            value=lambda row: str(row),
            link=lambda row: reverse("quality:family_form", args=[row.pk]),
            small=lambda row: row.family.head_name if row.family else "",
        ),
        Column(
            "status", _("Keadaan"), kind="badge", value=lambda row: (FORM_BADGES[row.status], row.get_status_display())
        ),
        Column("region_code", _("Wilayah"), sort="region_code"),
        Column("by", _("Dimulai oleh"), value=lambda row: row.by or _("Sistem")),
        Column("touched_at", _("Terakhir diisi"), sort="touched_at", kind="time"),
    ],
    caption=_("Formulir keluarga"),
    filters=[
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), FamilyForm.Status.choices),
        Filter("jenis", _("Jenis"), lambda rows, value: rows.filter(kind=value), FamilyForm.Kind.choices),
    ],
    order=("-touched_at", "-pk"),
    file_name="formulir",
    empty=_("Belum ada formulir yang diisi."),
    empty_help=_("Mulai pendaftaran di atas, atau buka sebuah keluarga dan pilih Kunjungi keluarga ini."),
)


JOB_BADGES = {"waiting": "wait", "running": "run", "finished": "ok", "failed": "no", "refused": "no"}
MATCHINGS = Table(
    columns=[
        Column(
            "region_code",
            _("Wilayah"),
            value=lambda row: row.params["region_code"] or _("Seluruh Indonesia"),
            link=lambda row: reverse("quality:matching_job", args=[row.pk]),
        ),
        Column("created_at", _("Dimulai"), sort="created_at", kind="time"),
        Column("done", _("Orang"), sort="done", kind="count"),
        Column("found", _("Pasangan"), kind="count", value=lambda row: row.cursor.get("found", 0)),
        Column("by", _("Oleh"), value=lambda row: row.by or _("Sistem")),
        Column(
            "status",
            _("Keadaan"),
            kind="badge",
            value=lambda row: (JOB_BADGES[row.status], row.get_status_display()),
        ),
    ],
    caption=_("Pencarian sejauh ini"),
    order=["-pk"],
    file_name="pencarian-ganda",
    empty=_("Belum pernah dicari."),
    empty_help=_("Pencarian membandingkan semua orang di satu wilayah, kabupaten demi kabupaten."),
)
