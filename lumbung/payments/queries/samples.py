"""Samples within reach, their tasks, what came out by region, and what differs from the ledger."""

from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import Count, Q, QuerySet

from lumbung.core import files
from lumbung.core.refusals import NotFound
from lumbung.payments import sampling
from lumbung.payments.models import Sample, SampleEntry, SampleFinding, Transfer
from lumbung.payments.sampling import Share


@dataclass(frozen=True)
class Result:
    """What came out in one stratum, or in all together (`stratum` is empty)."""

    stratum: str
    drawn: int
    answered: int
    received: Share
    uncut: Share
    own_card: Share

    @property
    def shares(self) -> tuple[Share, Share, Share]:
        """In the order of the page: received, without a cut, card in the family's hands."""
        return self.received, self.uncut, self.own_card


def samples(*, viewer: Any) -> QuerySet[Sample]:
    """Every sample whose cycle lies within reach, the newest first, with how many answered and what is open."""
    found = Sample.objects.visible_to(viewer).select_related("cycle", "by")
    answered = Count("entries", filter=~Q(entries__received=""), distinct=True)
    waits = Count("entries__findings", filter=Q(entries__findings__status="open"), distinct=True)
    return found.annotate(answered=answered, open_findings=waits).order_by("-pk")


def sample(*, viewer: Any, sample_id: int) -> Sample:
    """One sample; NotFound outside the viewer's reach."""
    found = samples(viewer=viewer).filter(pk=sample_id).first()
    if found is None:
        raise NotFound(sample_id)
    return found


def entries(*, viewer: Any, sample_id: int | None = None) -> QuerySet[SampleEntry]:
    """Tasks within reach: a facilitator sees those of their own area, whoever drew the sample."""
    found = SampleEntry.objects.visible_to(viewer).select_related("line__family", "answered_by").order_by("pk")
    return found if sample_id is None else found.filter(sample_id=sample_id)


def entry(*, viewer: Any, entry_id: int) -> SampleEntry:
    """One task; NotFound outside the viewer's reach."""
    found = entries(viewer=viewer).filter(pk=entry_id).first()
    if found is None:
        raise NotFound(entry_id)
    return found


def to_ask(*, viewer: Any) -> QuerySet[SampleEntry]:
    """Tasks that wait for an answer."""
    return entries(viewer=viewer).filter(received="")


def sample_findings(*, viewer: Any, sample_id: int | None = None) -> QuerySet[SampleFinding]:
    """What differs, within reach; what waits for an officer first."""
    found = SampleFinding.objects.visible_to(viewer).select_related("entry__line", "noted_by", "settled_by")
    found = found if sample_id is None else found.filter(entry__sample_id=sample_id)
    return found.order_by("-status", "pk")


def evidence_in_ledger(*, finding: SampleFinding) -> list[Transfer]:
    """The transfers behind a finding: what the books say happened, and when."""
    moved = Transfer.objects.filter(line_id=finding.entry.line_id, kind=Transfer.Kind.PAID)
    return list(moved.order_by("pk"))


def result(*, sample: Sample) -> list[Result]:
    """All together first, then each stratum; who was unsure or not reached is no yes and no no."""
    flags = {
        "drawn": Count("pk"),
        "answered": Count("pk", filter=~Q(received="")),
        "said": Count("pk", filter=Q(received__in=["yes", "no"])),
        "yes": Count("pk", filter=Q(received="yes")),
        "cut_told": Count("pk", filter=Q(received="yes", cut__isnull=False)),
        "uncut": Count("pk", filter=Q(received="yes", cut=0)),
        "holder": Count("pk", filter=~Q(held_by__in=["", "none"])),
        "own": Count("pk", filter=Q(held_by__in=["own", "family"])),
    }
    counted = SampleEntry.objects.filter(sample=sample).order_by("stratum").values("stratum").annotate(**flags)
    rows: list[dict[str, Any]] = [dict(row) for row in counted]
    whole = {"stratum": "", **{name: sum(row[name] for row in rows) for name in flags}}
    return [_result(row, sample.confidence_bp) for row in (whole, *rows)]


def redrawn(*, sample: Sample) -> bool:
    """Draw again from the frozen list by the recorded seed: whether the same payments come out."""
    frame = pl.read_parquet(files.path(sample.frame_ref))
    again = sampling.drawn(frame, size=sample.size, seed=sample.seed)
    stored = SampleEntry.objects.filter(sample=sample).values_list("line_id", flat=True)
    return sorted(again["line_id"].to_list()) == sorted(stored)


def _result(row: dict[str, Any], confidence_bp: int) -> Result:
    def share(yes: str, asked: str) -> Share:
        return sampling.wilson(row[yes], row[asked], confidence_bp=confidence_bp)

    shares = (share("yes", "said"), share("uncut", "cut_told"), share("own", "holder"))
    return Result(row["stratum"], row["drawn"], row["answered"], *shares)
