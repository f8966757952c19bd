"""How long uploaded files are kept: they hold numbers in the clear, so no longer than somebody may need them."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from lumbung.law.parameters import Parameters, Values
from lumbung.quality.models import ImportBatch

OVER = (
    ImportBatch.Status.IMPORTED,
    ImportBatch.Status.UNDONE,
    ImportBatch.Status.CANCELLED,
    ImportBatch.Status.REFUSED,
)


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).with_name("parameters.yaml"))


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def undecided(*, on: date, viewer: Any) -> QuerySet[ImportBatch]:
    """Batches that have waited for a person's decision longer than files are kept."""
    until = on - timedelta(days=in_force(on).days_a_file_is_kept)
    waiting = (ImportBatch.Status.MAPPING, ImportBatch.Status.PREVIEWED)
    return ImportBatch.objects.visible_to(viewer).filter(status__in=waiting, created_at__date__lte=until)


def files_to_remove(*, on: date, viewer: Any) -> QuerySet[ImportBatch]:
    """Batches that were settled longer ago than files are kept, and whose file is still there."""
    until = on - timedelta(days=in_force(on).days_a_file_is_kept)
    over = ImportBatch.objects.visible_to(viewer).filter(
        status__in=OVER, source_removed_at=None, fingerprint__startswith="sha256-"
    )
    settled = Coalesce(F("undone_at"), F("imported_at"), F("created_at"))
    return over.annotate(settled_at=settled).filter(settled_at__date__lte=until).order_by("pk")
