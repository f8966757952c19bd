"""The newest status word of a family for each programme."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from lumbung.payments import words
from lumbung.payments.models import FamilyWord


@dataclass(frozen=True)
class Spoken:
    """One word about a family with its meaning; `word` is None for a code that no file knows any more."""

    told: FamilyWord
    word: words.Word | None


def _newest(viewer: Any) -> QuerySet[FamilyWord]:
    rows = FamilyWord.objects.visible_to(viewer)
    return rows.order_by("family_id", "programme", "-told_on", "-pk").distinct("family_id", "programme")


def words_of(*, viewer: Any, family_id: int) -> list[Spoken]:
    """The newest word of each programme for one family."""
    found = _newest(viewer).filter(family_id=family_id)
    return [Spoken(told, words.statuses().get(told.word)) for told in found]


def words_counted(*, viewer: Any) -> dict[str, int]:
    """How many families in reach stand under each word now."""
    newest = FamilyWord.objects.filter(pk__in=_newest(viewer).values("pk"))
    return dict(newest.order_by().values_list("word").annotate(Count("pk")))
