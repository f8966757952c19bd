"""The chain for programs: the funnel, papers, account faults, words, untouched money, follow-ups, the end of a fund."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from ninja.pagination import paginate

from lumbung.core import files
from lumbung.core.api import api_may
from lumbung.payments import actions, queries, words

router = Router(tags=["payments"])


class SoManyOut(Schema):
    """So many families, so many rupiah."""

    lines: int
    rupiah: int


class WordOut(Schema):
    """A stage or a status word: what it means and what to do next, in the caller's language."""

    code: str
    words: list[str]
    name: str
    means: str
    next: str
    reference: str


class StepOut(Schema):
    """A stage: who came so far or further, who stands here, who fell out here."""

    stage: WordOut
    reached: SoManyOut
    here: SoManyOut
    fell_out: SoManyOut


class ShareOut(Schema):
    """A region's or a bank's part: what reached each stage, in their order."""

    key: str
    name: str
    reached: list[SoManyOut]


class FunnelOut(Schema):
    """The chain of one programme and period in one region."""

    programme: str
    since: date
    region_code: str
    steps: list[StepOut]
    areas: list[ShareOut]
    banks: list[ShareOut]
    diverted: SoManyOut


class DocumentIn(Schema):
    """SPM or SP2D; an empty channel means the whole cycle."""

    stage: str
    number: str
    on: date
    channel: str = ""


class EventOut(Schema):
    """A stage that a cycle reached."""

    stage: str
    channel: str
    on: date
    document_number: str


class ChangedOut(Schema):
    """A line that the registry tells otherwise now. No names: ask the registry, with a purpose."""

    line_id: int
    family_id: int
    kinds: list[str]
    region_code: str
    region_now: str


class UntouchedOut(Schema):
    """Money that nobody took, with the days left."""

    id: int
    line_id: int
    card_id: int
    region_code: str
    amount: int
    since: date
    due_on: date
    days_left: int


class ReturnOut(Schema):
    """Money of a fund that goes back to the treasury."""

    id: int
    fund_id: int
    status: str
    due_by: date
    lines: int
    total: int
    prepared_at: datetime
    approved_at: datetime | None


class BudgetOut(Schema):
    """What one source gave for one fiscal year."""

    source: str
    fiscal_year: int
    funds: int
    budget: int
    committed: int
    disbursed: int
    to_treasury: int
    available: int


class FundStatusOut(Schema):
    """Whether a fund is open, being closed or closed."""

    id: int
    status: str


class FollowUpOut(Schema):
    """The draft that pays again what failed."""

    id: int
    stage: str
    status: str


class WordIn(Schema):
    """A status word about one family, as it is written."""

    family_id: int
    programme: str
    written: str
    on: date


class TakenOut(Schema):
    """What became of told words."""

    rows: int
    fresh: int
    repeated: int
    unknown_words: dict[str, int]


class RepairIn(Schema):
    """How an account was put right."""

    how: str


class FaultOut(Schema):
    """An account that failed its check."""

    id: int
    line_id: int
    card_id: int
    reason: str
    checked_on: date
    repaired_on: date | None


@router.get("/chain/funnel", response=FunnelOut, summary="Where the money of a period is, stage by stage")
@api_may("payments.view")
def get_funnel(request: HttpRequest, programme: str, since: date, region_code: str = "") -> Any:
    """Families and rupiah, by region and by bank; only of families in the caller's reach."""
    return queries.funnel(viewer=request.user, programme=programme, since=since, region_code=region_code)


@router.get("/chain/words", response=list[WordOut], summary="Status words and what they mean")
@api_may("payments.view")
def list_words(request: HttpRequest) -> Any:
    """The stages first, then the words beside families. SI is two codes."""
    return [*words.stages().values(), *words.statuses().values()]


@router.post("/chain/words", response=TakenOut, summary="Tell a status word of a family")
@api_may("payments.read_bank_file")
def tell_word(request: HttpRequest, told: WordIn) -> Any:
    """A word that no list knows is told back and not kept."""
    return actions.note_word(by=request.user, **told.dict())


@router.post("/chain/words/file", response=TakenOut, summary="Take in a list of status words")
@api_may("payments.read_bank_file")
def take_words(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """CSV with nomor_kk, program, status, tanggal; the same list again changes nothing."""
    path = files.path(files.store(file.read()))
    return actions.take_words(path=path, name=Path(file.name or "").name, by=request.user)


@router.get("/cycles/{cycle_id}/stages", response=list[EventOut], summary="Stages of a cycle")
@api_may("payments.view")
def list_stages(request: HttpRequest, cycle_id: int) -> Any:
    """In the order of the chain, with the numbers of SPM and SP2D."""
    return queries.stage_events(viewer=request.user, cycle_id=cycle_id)


@router.post("/cycles/{cycle_id}/documents", response=EventOut, summary="Enter SPM or SP2D")
@api_may("payments.release_cycle")
def enter_document(request: HttpRequest, cycle_id: int, told: DocumentIn) -> Any:
    """By the treasurer; told again nothing changes."""
    return actions.enter_document(cycle_id=cycle_id, by=request.user, **told.dict())


@router.get("/cycles/{cycle_id}/differences", response=list[ChangedOut], summary="What the registry says otherwise now")
@api_may("payments.view")
def list_differences(request: HttpRequest, cycle_id: int, kind: str = "") -> Any:
    """The cycle is frozen and stays as it is."""
    return queries.changed_since(viewer=request.user, cycle_id=cycle_id, kind=kind)


@router.post("/cycles/{cycle_id}/follow-up", response=FollowUpOut, summary="Pay again what failed")
@api_may("payments.prepare_cycle")
def follow_up(request: HttpRequest, cycle_id: int) -> Any:
    """A draft whose lines name the lines they replace; asked again it is the same draft."""
    return actions.prepare_follow_up(cycle_id=cycle_id, by=request.user)


@router.get("/account-faults", response=list[FaultOut], summary="Accounts that failed their check")
@paginate
@api_may("payments.view")
def list_faults(request: HttpRequest) -> Any:
    """Their families are paid through the post until repaired."""
    return queries.account_faults(viewer=request.user)


@router.post("/account-faults/{check_id}/repair", response=FaultOut, summary="An account was put right")
@api_may("payments.read_bank_file")
def repair(request: HttpRequest, check_id: int, told: RepairIn) -> Any:
    """The next cycle goes to the bank again."""
    return actions.repair_account(check_id=check_id, how=told.how, on=timezone.localdate(), by=request.user)


@router.get("/untouched", response=list[UntouchedOut], summary="Money that nobody took")
@paginate
@api_may("payments.view")
def list_untouched(request: HttpRequest) -> Any:
    """Soonest due first."""
    return queries.untouched(viewer=request.user, on=timezone.localdate())


@router.get("/returns", response=list[ReturnOut], summary="Returns to the treasury")
@paginate
@api_may("payments.view")
def list_returns(request: HttpRequest) -> Any:
    """Newest first."""
    return queries.treasury_returns(viewer=request.user)


@router.post("/funds/{fund_id}/returns", response=ReturnOut, summary="Prepare a return")
@api_may("payments.prepare_cycle")
def prepare_return(request: HttpRequest, fund_id: int) -> Any:
    """Gathers what is due; a list that stands prepared is given as it is."""
    now = timezone.now()
    return actions.prepare_return(fund_id=fund_id, on=timezone.localdate(now), by=request.user, at=now)


@router.post("/returns/{return_id}/approve", response=ReturnOut, summary="Let a return go")
@api_may("payments.release_cycle")
def approve_return(request: HttpRequest, return_id: int) -> Any:
    """By another person than the one who prepared it."""
    return actions.approve_return(return_id=return_id, by=request.user, at=timezone.now())


@router.get("/budgets", response=list[BudgetOut], summary="Budgets by source and fiscal year")
@api_may("payments.view")
def list_budgets(request: HttpRequest) -> Any:
    """Commitment, disbursement and remainder over the funds in reach."""
    return queries.budgets(viewer=request.user)


@router.post("/funds/{fund_id}/closing", response=FundStatusOut, summary="Ask to close a fund, or close it")
@api_may("payments.manage_fund")
def close_fund(request: HttpRequest, fund_id: int) -> Any:
    """The first call asks; the call of another person closes."""
    state = queries.fund_state(viewer=request.user, fund_id=fund_id)
    act = actions.ask_to_close if state.fund.status == "open" else actions.close_fund
    return act(fund_id=fund_id, by=request.user, at=timezone.now())
