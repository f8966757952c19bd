"""Imports and duplicates for programs: bring a file, read what was found, take it in, give it back, decide."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from lumbung.core.api import api_may
from lumbung.core.crypto import mask
from lumbung.core.views import Request
from lumbung.quality import actions, api_columns, api_matching, form_api, queries, reference_api, rules, workspace
from lumbung.quality.canonical import label_of
from lumbung.quality.models import DuplicatePair, ImportBatch, ImportFinding
from lumbung.quality.provenance import changes
from lumbung.quality.schemas import BatchOut

MOST = 1_000
ALL_AREAS = Query([], description="Codes of villages, districts or regencies to take in now.")
NO_SHEETS = Form([], description="Names of the sheets that are read, repeated.")
router = Router(tags=["quality"])
router.add_router("", api_matching.router)
router.add_router("", reference_api.router)
router.add_router("", form_api.router)
router.add_router("", api_columns.router)


class FindingOut(Schema):
    """One finding with its sentence in the caller's language."""

    row: int
    column: str
    column_name: str
    code: str
    severity: str
    sentence: str
    other_row: int | None

    @staticmethod
    def resolve_column_name(finding: ImportFinding) -> str:
        """What people call the column."""
        return label_of(finding.column)

    @staticmethod
    def resolve_sentence(finding: ImportFinding) -> str:
        """What was found and what to do."""
        return rules.reasons()[finding.code].sentence()


class SideOut(Schema):
    """One record of a pair; the NIK is masked."""

    id: int
    family_id: int
    name: str
    nik: str
    region_code: str

    @staticmethod
    def resolve_nik(person: Any) -> str:
        """The last four digits."""
        return mask(person.nik)


class PairOut(Schema):
    """Two records that may be one person."""

    id: int
    kind: str
    status: str
    region_code: str
    a: SideOut
    b: SideOut
    why: str
    decided_at: datetime | None
    merge_id: int | None


class CheckOut(Schema):
    """A visit that looks into a pair."""

    id: int
    family_id: int
    status: str
    sent_at: datetime | None


class DecidedOut(PairOut):
    """A pair after a decision, with the visits that were opened for it."""

    checks: list[CheckOut]

    @staticmethod
    def resolve_checks(obj: DuplicatePair, context: Any) -> list[Any]:
        """Those of a pair that is in the field."""
        in_the_field = obj.status == DuplicatePair.Status.FIELD_CHECK
        return list(queries.checks_of(viewer=context["request"].user, pair=obj)) if in_the_field else []


class RowOut(Schema):
    """One row of a file and the person it became, or was about when they were known before."""

    file_row: int | None
    id: int
    family_id: int
    name: str
    known: bool


class ChangeOut(Schema):
    """One record with its facts that differ: label, before, after."""

    name: str
    kind: str
    row: int | None
    facts: list[tuple[str, str, str]]

    @staticmethod
    def resolve_kind(change: changes.Change) -> str:
        """Person, family or dwelling, in words."""
        return str(change.kind)


class CellsIn(Schema):
    """Corrected cells of one set-aside row, by the file's own headings."""

    cells: dict[str, str]


class SheetsIn(Schema):
    """Names of the sheets that are read."""

    sheets: list[str]


class DecisionIn(Schema):
    """What was decided about a pair (`same`, `different`, `unsure`) and why; which record stays, and which values."""

    decision: str
    why: str
    survivor: int | None = None
    choices: dict[str, int] = {}
    one_card_reason: str = ""


class ReasonIn(Schema):
    """Why something is done again."""

    why: str


@router.post("/imports", response={201: BatchOut})
@api_may("quality.import")
def preview(
    request: Request,
    file: File[UploadedFile],
    village: Form[str] = "",
    profile: Form[str] = "",
    sheet: list[str] = NO_SHEETS,
    ask: Form[bool] = True,
) -> Status[ImportBatch]:
    """Bring a file; it is looked at in the background, and nothing is written before it is taken in.

    Under unknown headings it waits with the status `mapping` until its columns are placed; with `ask=false` it is read
    as far as its columns are certain, or refused. `profile` names one to read it by. Of a workbook only the sheets
    named are read, hidden ones too; every visible one where none is named.
    """
    with workspace.incoming(file.chunks()) as path:
        batch = actions.preview_file(
            path=path,
            name=file.name or "berkas",
            by=request.user,
            village=village,
            profile=profile,
            sheets=sheet,
            asked=ask,
        )
        return Status(201, batch)


@router.get("/imports", response=list[BatchOut])
@api_may("quality.view")
def batches(request: Request, before: int | None = None, limit: int = Query(100, ge=1)) -> list[ImportBatch]:
    """Imports within reach, the newest first; `before` is the last id seen."""
    found = queries.batches(viewer=request.user)
    return list((found.filter(pk__lt=before) if before else found)[: min(limit, MOST)])


@router.get("/imports/{batch_id}", response=BatchOut)
@api_may("quality.view")
def batch(request: Request, batch_id: int) -> ImportBatch:
    """One import."""
    return queries.batch(viewer=request.user, batch_id=batch_id)


@router.get("/imports/{batch_id}/findings", response=list[FindingOut])
@api_may("quality.view")
def findings(request: Request, batch_id: int, after: int = 0, limit: int = Query(100, ge=1)) -> list[ImportFinding]:
    """Findings by row; `after` is the last row seen."""
    queries.batch(viewer=request.user, batch_id=batch_id)
    found = queries.findings(viewer=request.user, batch_id=batch_id).filter(row__gt=after)
    return list(found[: min(limit, MOST)])


@router.post("/imports/{batch_id}/import", response=BatchOut)
@api_may("quality.import")
def take_in(request: Request, batch_id: int, area: list[str] = ALL_AREAS) -> ImportBatch:
    """Take the good rows in: of all villages, or of those within the areas named."""
    queries.batch(viewer=request.user, batch_id=batch_id)
    return actions.import_file(batch_id=batch_id, villages=area, by=request.user)


@router.post("/imports/{batch_id}/sheets", response=BatchOut)
@api_may("quality.import")
def choose_sheets(request: Request, batch_id: int, chosen: SheetsIn) -> ImportBatch:
    """Read only these sheets of a workbook that is not in yet, hidden ones too."""
    queries.batch(viewer=request.user, batch_id=batch_id)
    return actions.choose_sheets(batch_id=batch_id, sheets=chosen.sheets, by=request.user)


@router.get("/imports/{batch_id}/people", response=list[RowOut])
@api_may("quality.view")
def people(
    request: Request, batch_id: int, row: int | None = None, after: int = 0, limit: int = Query(100, ge=1)
) -> list[Any]:
    """Which row became, or was about, whom; `after` is the last person's id seen."""
    queries.batch(viewer=request.user, batch_id=batch_id)
    found = queries.people_of(viewer=request.user, batch_id=batch_id, row=row).filter(pk__gt=after)
    return list(found[: min(limit, MOST)])


@router.get("/imports/{batch_id}/changes", response=list[ChangeOut])
@api_may("quality.view")
def changed(request: Request, batch_id: int, limit: int = Query(100, ge=1)) -> list[changes.Change]:
    """Records that were there before, old beside new: before the import what would change, after it what did."""
    batch = queries.batch(viewer=request.user, batch_id=batch_id)
    return changes.changes_of(batch, viewer=request.user, most=min(limit, MOST))


@router.post("/imports/{batch_id}/cancel", response=BatchOut)
@api_may("quality.import")
def cancel(request: Request, batch_id: int) -> ImportBatch:
    """Decide against the file."""
    queries.batch(viewer=request.user, batch_id=batch_id)
    return actions.cancel_preview(batch_id=batch_id, by=request.user)


@router.post("/imports/{batch_id}/undo", response=BatchOut)
@api_may("quality.undo")
def undo(request: Request, batch_id: int) -> ImportBatch:
    """Give the import back, as long as nothing was built on it."""
    queries.batch(viewer=request.user, batch_id=batch_id)
    return actions.undo_import(batch_id=batch_id, by=request.user)


@router.put("/imports/{batch_id}/set-aside/{row}", response=BatchOut)
@api_may("quality.import")
def correct(request: Request, batch_id: int, row: int, correction: CellsIn) -> ImportBatch:
    """Take one set-aside row in with corrected cells."""
    actions.correct_row(batch_id=batch_id, row=row, cells=correction.cells, by=request.user)
    return queries.batch(viewer=request.user, batch_id=batch_id)


@router.get("/duplicates", response=list[PairOut])
@api_may("quality.view")
def pairs(request: Request, after: int = 0, limit: int = Query(100, ge=1)) -> list[DuplicatePair]:
    """Pairs that wait for a decision; `after` is the last id seen."""
    found = queries.pairs_waiting(viewer=request.user).filter(pk__gt=after)
    return list(found[: min(limit, MOST)])


@router.post("/duplicates/{pair_id}/decision", response=DecidedOut)
@api_may("quality.resolve_duplicate")
def decide(request: Request, pair_id: int, decision: DecisionIn) -> DuplicatePair:
    """Same person, two people, or somebody has to look; `choices` maps a field to the record whose value stays."""
    return actions.decide_duplicate(
        pair_id=pair_id,
        decision=decision.decision,
        why=decision.why,
        survivor_id=decision.survivor,
        choices=decision.choices,
        one_card_reason=decision.one_card_reason,
        by=request.user,
        on=timezone.localdate(),
    )


@router.post("/duplicates/{pair_id}/reopen", response=PairOut)
@api_may("quality.resolve_duplicate")
def reopen(request: Request, pair_id: int, told: ReasonIn) -> DuplicatePair:
    """A pair that was told apart waits again."""
    return actions.reopen_duplicate(pair_id=pair_id, why=told.why, by=request.user)
