"""Exact duplicates: a few decided by the verifier, the others left in the queue."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.quality import actions
from lumbung.quality.models import DuplicatePair
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import VERIFIER

TITLE = _("Dugaan ganda")
DECIDED = 4
"""So many are decided; at least one always waits for whoever tries the queue."""


def is_done(demo: Demonstration) -> bool:
    """Whether some are decided, or there are too few to leave one."""
    return _pairs(demo).exclude(status=DuplicatePair.Status.OPEN).exists() or _pairs(demo).count() < 2


def do(demo: Demonstration, bar: Bar) -> None:
    """The same number is the same person; a name shared by chance is not."""
    verifier = demo.person(VERIFIER)
    waiting = list(_pairs(demo).filter(status=DuplicatePair.Status.OPEN)[: DECIDED + 1])[:DECIDED]
    for number, pair in enumerate(waiting[: max(len(waiting) - 1, 1)]):
        same = number % 2 == 0
        with acting(verifier, reason=str(TITLE)):
            actions.decide_duplicate(
                pair_id=pair.pk,
                decision="same" if same else "different",
                why=str(
                    _("Sudah ditanyakan ke desa: orangnya sama.") if same else _("Sudah ditanyakan ke desa: dua orang.")
                ),
                by=verifier,
                on=demo.today,
            )
        bar.part(number + 1, len(waiting))


def _pairs(demo: Demonstration) -> QuerySet[DuplicatePair]:
    return DuplicatePair.objects.visible_to(demo.person(VERIFIER)).order_by("pk")
