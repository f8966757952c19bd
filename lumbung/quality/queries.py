"""Reads about imports and duplicates; each starts with who is looking."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, Length, RowNumber

from lumbung.core.models import Job
from lumbung.core.refusals import NotFound
from lumbung.quality import lists
from lumbung.quality.mapping.proposing import Proposal
from lumbung.quality.models import (
    DuplicatePair,
    FamilyForm,
    ImportBatch,
    ImportedRow,
    ImportFinding,
    MappingProfile,
    ReferenceResult,
    SetAsideRow,
)
from lumbung.registry import queries as registry
from lumbung.registry.models import Person

REGENCY = 5
"""Characters of a regency's code."""
QUEUE = 500
"""So far the queue is looked along for the next pair."""


@dataclass(frozen=True)
class Waiting:
    """A set-aside row: its cells as they came and what is wrong with it."""

    row: int
    cells: dict[str, str | None]
    findings: tuple[ImportFinding, ...]
    corrected: bool


def batches(*, viewer: Any) -> QuerySet[ImportBatch]:
    """Imports within reach, the newest first."""
    return ImportBatch.objects.visible_to(viewer).select_related("by", "job").order_by("-pk")


def batch(*, viewer: Any, batch_id: int) -> ImportBatch:
    """One import; raises NotFound."""
    found = batches(viewer=viewer).select_related("undone_by").filter(pk=batch_id).first()
    if found is None:
        raise NotFound(batch_id)
    return found


def locked(*, viewer: Any, batch_id: int) -> ImportBatch:
    """One import, locked until the transaction ends; raises NotFound."""
    found = ImportBatch.objects.visible_to(viewer).select_for_update().filter(pk=batch_id).first()
    if found is None:
        raise NotFound(batch_id)
    return found


def proposal(*, batch: ImportBatch) -> Proposal | None:
    """What was proposed for the columns of a batch; none where a known layout read it."""
    return Proposal.from_json(json.loads(batch.proposal)) if batch.proposal else None


def profiles(*, viewer: Any) -> QuerySet[MappingProfile]:
    """Profiles of columns that the viewer's files are recognised by, those of the nearest region first."""
    return MappingProfile.objects.usable_by(viewer).select_related("made_by")


def examples(*, viewer: Any, batch_id: int) -> dict[str, ImportFinding]:
    """The first finding of each reason."""
    numbered = findings(viewer=viewer, batch_id=batch_id).annotate(
        place=Window(RowNumber(), partition_by=F("code"), order_by=F("row").asc())
    )
    return {finding.code: finding for finding in numbered.filter(place=1)}


def people_of(*, viewer: Any, batch_id: int, row: int | None = None) -> QuerySet[Person]:
    """The people that a file's rows became or were about, each with the `file_row` and whether they were `known`."""
    rows = ImportedRow.objects.visible_to(viewer).filter(batch_id=batch_id)
    row_of = Subquery(rows.filter(person_id=OuterRef("pk")).values("row")[:1])
    found = Person.objects.visible_to(viewer).filter(Q(batch_id=batch_id) | Q(pk__in=rows.values("person_id")))
    brought = Case(When(batch_id=batch_id, then=F("source_row")), output_field=BigIntegerField())
    known = Case(When(batch_id=batch_id, then=Value(value=False)), default=Value(value=True))
    annotated = found.select_related("family").annotate(known=known, file_row=Coalesce(brought, row_of))
    return (annotated if row is None else annotated.filter(file_row=row)).order_by("pk")


def findings(*, viewer: Any, batch_id: int) -> QuerySet[ImportFinding]:
    """Everything found in one file, by row."""
    return ImportFinding.objects.visible_to(viewer).filter(batch_id=batch_id).order_by("row", "pk")


def set_aside(*, viewer: Any, batch_id: int, rows: list[int] | None = None) -> Iterator[Waiting]:
    """Rows that stayed out, by row, each with its findings."""
    waiting = SetAsideRow.objects.visible_to(viewer).filter(batch_id=batch_id).order_by("row")
    found = findings(viewer=viewer, batch_id=batch_id).filter(severity=ImportFinding.Severity.ERROR)
    if rows is not None:
        waiting, found = waiting.filter(row__in=rows), found.filter(row__in=rows)
    by_row: dict[int, list[ImportFinding]] = {}
    for finding in found:
        by_row.setdefault(finding.row, []).append(finding)
    for one in waiting.iterator(chunk_size=5_000):
        cells = json.loads(one.cells)
        yield Waiting(one.row, cells, tuple(by_row.get(one.row, ())), one.corrected_at is not None)


def pairs(*, viewer: Any) -> QuerySet[DuplicatePair]:
    """Pairs within reach, the likeliest first; `a_now` and `b_now` are the records that stand for both today."""
    people = ("a__family__dwelling", "b__family__dwelling", "decided_by", "merge")
    now = {"a_now": Coalesce("a__merged_into", "a"), "b_now": Coalesce("b__merged_into", "b")}
    return DuplicatePair.objects.visible_to(viewer).select_related(*people).annotate(**now).order_by("pk")


def pairs_waiting(*, viewer: Any) -> QuerySet[DuplicatePair]:
    """Pairs that somebody has to look at; two records that became one by another merge are settled."""
    waiting = pairs(viewer=viewer).filter(status__in=DuplicatePair.WAITING)
    return waiting.exclude(Q(a_now=F("b_now")))


def pairs_of_ones_own(*, viewer: Any) -> QuerySet[DuplicatePair]:
    """Those that nobody nearer can decide: for who reaches beyond a regency, pairs across regencies."""
    waiting = pairs_waiting(viewer=viewer)
    if len(viewer.region_code) >= REGENCY:
        return waiting
    return waiting.annotate(depth=Length("region_code")).filter(depth__lt=REGENCY)


def pair(*, viewer: Any, pair_id: int) -> DuplicatePair:
    """One pair; raises NotFound."""
    found = pairs(viewer=viewer).filter(pk=pair_id).first()
    if found is None:
        raise NotFound(pair_id)
    return found


def reference_results(*, viewer: Any, person_id: int | None = None) -> QuerySet[ReferenceResult]:
    """What references said, of one person or of everybody within reach, the newest first."""
    found = ReferenceResult.objects.visible_to(viewer).select_related("person", "by", "settled_by")
    return (found.filter(person_id=person_id) if person_id else found).order_by("-answered_at", "-pk")


def open_references(*, viewer: Any) -> int:
    """How many differences wait for a look."""
    return ReferenceResult.objects.visible_to(viewer).filter(status=ReferenceResult.Status.OPEN).count()


def reference_result(*, viewer: Any, result_id: int) -> ReferenceResult:
    """One answer; raises NotFound."""
    found = reference_results(viewer=viewer).filter(pk=result_id).first()
    if found is None:
        raise NotFound(result_id)
    return found


def reference_jobs(*, viewer: Any) -> list[Job]:
    """The latest jobs that asked a reference about a region within reach."""
    inside = Q(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)
    found = Job.objects.filter(inside | Q(by=viewer.pk), kind="quality.reference").order_by("-pk")
    return list(found[:5])


def reference_job(*, viewer: Any, job_id: int) -> Job:
    """One of them; raises NotFound."""
    inside = Q(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)
    found = Job.objects.filter(inside | Q(by=viewer.pk), kind="quality.reference", pk=job_id).first()
    if found is None:
        raise NotFound(job_id)
    return found


def sides(*, viewer: Any, pair: DuplicatePair) -> tuple[Person, Person]:
    """The two records that stand for the pair today: what was merged since is seen as the record it went into."""
    decided = pair.status in (DuplicatePair.Status.SAME_PERSON, DuplicatePair.Status.PROPOSED)
    if decided and pair.merge_id:
        return pair.a, pair.b
    a, b = ((pair.a.merged_into_id or pair.a_id), (pair.b.merged_into_id or pair.b_id))
    return registry.person(viewer=viewer, person_id=a), registry.person(viewer=viewer, person_id=b)


def checks_of(*, viewer: Any, pair: DuplicatePair) -> QuerySet[FamilyForm]:
    """The visits that look into a pair: to the families of both, under way or sent since it went to the field."""
    families = [one.family_id for one in sides(viewer=viewer, pair=pair)]
    visits = FamilyForm.objects.visible_to(viewer).filter(kind=FamilyForm.Kind.VISIT, family__in=families)
    since = Q(status=FamilyForm.Status.SENT, sent_at__gte=pair.decided_at) if pair.decided_at else Q()
    return visits.filter(Q(status=FamilyForm.Status.OPEN) | since).select_related("family", "sent_by").order_by("pk")


def pairs_in_the_field(*, viewer: Any, family_id: int) -> QuerySet[DuplicatePair]:
    """Pairs that a visit to this family looks into."""
    of_family = Q(a__family=family_id) | Q(b__family=family_id)
    return pairs(viewer=viewer).filter(of_family, status=DuplicatePair.Status.FIELD_CHECK)


def visits_for_pairs(*, viewer: Any) -> int:
    """How many visits under way look into a pair."""
    waiting = DuplicatePair.objects.filter(status=DuplicatePair.Status.FIELD_CHECK)
    asked = waiting.filter(Q(a__family=OuterRef("family")) | Q(b__family=OuterRef("family")))
    visits = FamilyForm.objects.visible_to(viewer).filter(kind=FamilyForm.Kind.VISIT, status=FamilyForm.Status.OPEN)
    return visits.filter(Exists(asked)).count()


def next_pair(*, among: QuerySet[DuplicatePair], after: int) -> DuplicatePair | None:
    """The pair to look at after this one, in the order of the list; from the last it goes on at the first."""
    ids = list(among.values_list("pk", flat=True)[:QUEUE])
    left = [pk for pk in ids if pk != after]
    if not left:
        return None
    at = ids.index(after) if after in ids else 0
    return among.get(pk=left[at % len(left)])


def people_list(
    *, path: Path, name: str, wordings: Mapping[str, Sequence[str]], columns: Mapping[str, str] | None = None
) -> lists.PeopleList:
    """A list about known people, in any file and under anybody's headings; `wordings` say what is asked for."""
    return lists.read(path=path, name=name, wordings=wordings, columns=columns)
