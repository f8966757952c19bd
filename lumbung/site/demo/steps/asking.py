"""A sample of the first paid cycle: recipients were asked, most agree with the books, a few don't."""

from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.payments import actions, queries
from lumbung.payments.models import Cycle, Line, Sample
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import HEAD, OFFICER

TITLE = _("Uji petik")
SEED = "peragaan"
MARGIN, CONFIDENCE = 1_000, 9_500
TELLS_OTHERWISE: tuple[dict[str, Any], ...] = (
    {"received": "no", "amount": None, "cut": None, "said": "Kata anak saya belum masuk."},
    {"cut": 20_000, "said": "Agen minta dua puluh ribu."},
    {"held_by": "facilitator", "said": "Kartunya dititipkan."},
)
UNASKED = 5
"""Tasks that the demonstration leaves for whoever tries it."""


def is_done(demo: Demonstration) -> bool:
    """Whether a sample was drawn; where nobody was paid there is nobody to ask."""
    return Sample.objects.exists() or _cycle() is None


def do(demo: Demonstration, bar: Bar) -> None:
    """Draw, take in a sheet of answers, settle one finding."""
    officer, head, cycle = demo.person(OFFICER), demo.person(HEAD), _cycle()
    if cycle is None:
        return
    with acting(officer, reason=str(TITLE)):
        told: dict[str, Any] = {"margin_bp": MARGIN, "confidence_bp": CONFIDENCE, "seed": SEED, "way": "visit"}
        sample = actions.draw_sample(cycle_id=cycle.pk, **told, by=officer, on=demo.today)
        bar.part(1, 3)
        asked = list(queries.entries(viewer=officer, sample_id=sample.pk))[:-UNASKED]
        if not asked:
            return
        actions.answer_entries(rows=_answers(asked), by=officer, on=demo.today)
    bar.part(2, 3)
    with acting(head, reason=str(TITLE)):
        finding = queries.sample_findings(viewer=head).filter(kind="not_received").first()
        if finding is not None:
            said = "Diperiksa bersama bank: uangnya masuk sehari sesudahnya."
            actions.settle_sample_finding(finding_id=finding.pk, confirmed=False, said=said, by=head, on=demo.today)
    bar.part(3, 3)


def _cycle() -> Cycle | None:
    paid = Line.objects.filter(status=Line.Status.PAID).values("cycle")
    return Cycle.objects.filter(pk__in=paid).order_by("pk").first()


def _answers(asked: list[Any]) -> pl.DataFrame:
    rows: list[dict[str, Any]] = [
        {"entry": one.pk, "received": "yes", "amount": one.line.amount, "cut": 0, "held_by": "own", "said": ""}
        for one in asked
    ]
    for row, otherwise in zip(rows[::3], TELLS_OTHERWISE, strict=False):
        row.update(otherwise)
        if otherwise.get("cut"):
            row["amount"] -= otherwise["cut"]
    frame = pl.DataFrame(rows, schema_overrides={"amount": pl.Int64, "cut": pl.Int64})
    return frame.with_columns(received_on=pl.lit(None, dtype=pl.Date))
