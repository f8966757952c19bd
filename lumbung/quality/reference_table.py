"""The list of what references said."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.tables import Column, Filter, Table
from lumbung.quality import references
from lumbung.quality.canonical import label_of
from lumbung.quality.models import ReferenceResult

RESULT_BADGES = {"match": "ok", "differs": "do", "unknown": "q"}
STATUS_BADGES = {"fine": "end", "open": "do", "settled": "ok"}


def title(row: ReferenceResult) -> str:
    """The name that people know the reference by."""
    reference = references.all_references().get(row.reference)
    return str(reference.TITLE) if reference else row.reference


def field_label(row: ReferenceResult) -> Any:
    """What people call the field."""
    return label_of(row.field)


def _references() -> list[tuple[str, Any]]:
    return [(name, module.TITLE) for name, module in references.all_references().items()]


RESULTS = Table(
    columns=[
        Column(
            "person",
            _("Orang"),
            sort="person__name",
            value=lambda row: row.person.name,
            link=lambda row: reverse("quality:reference_result", args=[row.pk]),
        ),
        Column("field", pgettext_lazy("record", "Keterangan"), sort="field", value=field_label),
        Column(
            "result",
            _("Jawaban"),
            kind="badge",
            value=lambda row: (RESULT_BADGES[row.result], row.get_result_display()),
        ),
        Column(
            "status",
            _("Keadaan"),
            kind="badge",
            value=lambda row: (STATUS_BADGES[row.status], row.get_status_display()),
        ),
        Column("reference", _("Rujukan"), value=title),
        Column("answered_at", _("Dijawab"), sort="answered_at", kind="time"),
    ],
    caption=_("Jawaban rujukan"),
    filters=[
        Filter(
            "keadaan",
            _("Keadaan"),
            lambda rows, value: rows.filter(status=value),
            choices=ReferenceResult.Status.choices,
        ),
        Filter(
            "jawaban",
            _("Jawaban"),
            lambda rows, value: rows.filter(result=value),
            choices=ReferenceResult.Result.choices,
        ),
        Filter("rujukan", _("Rujukan"), lambda rows, value: rows.filter(reference=value), choices=_references),
    ],
    order=["-answered_at", "-pk"],
    file_name="jawaban-rujukan",
    empty=_("Tidak ada perbedaan yang perlu dilihat."),
    empty_help=_("Perbedaan muncul di sini sesudah sebuah rujukan ditanya."),
)
