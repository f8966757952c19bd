"""Files of cycles and banks for programs: orders written, answers looked at and booked, sheets of answers taken in."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, File, Router, Schema, Status, UploadedFile

from lumbung.core import files
from lumbung.core.api import api_may
from lumbung.payments import actions, queries
from lumbung.payments.models import BankFile, Cycle, Fund

router = Router(tags=["payments"])


class WhyIn(Schema):
    """The reason."""

    why: Annotated[str, Field(min_length=1, max_length=300)]


class CycleStateOut(Schema):
    """A cycle and how far it is; rupiah."""

    id: int
    status: str
    lines: int
    total: int


class WorkOut(Schema):
    """Work that goes on by itself: so many of so many."""

    id: int
    status: str
    done: int
    total: int | None


class AnswerOut(Schema):
    """What a bank's file says, and what booking it would change or has changed."""

    id: int
    name: str
    kind: str
    status: str
    lines: int
    total: int
    paid: int
    failed: int
    returned: int
    unknown: int
    differing: int
    other: int
    withdrawn: int


class FileStateOut(Schema):
    """A file that was taken in."""

    id: int
    name: str
    lines: int


class SentIn(Schema):
    """Messages that somebody sent."""

    entries: list[int]


class CountOut(Schema):
    """How many were new."""

    changed: int


class ReturnStateOut(Schema):
    """A list of money that was to go back."""

    id: int
    status: str


class FundStateOut(Schema):
    """A fund and how far it is."""

    id: int
    status: str


class DayKeptOut(Schema):
    """A day whose books are closed."""

    on: date
    agrees: bool


@router.post("/cycles/{cycle_id}/cancel", response=CycleStateOut, summary="Cancel a cycle")
@api_may("payments.view")
def cancel_cycle(request: HttpRequest, cycle_id: int, told: WhyIn) -> Cycle:
    """Whose money has not left; what was bound is free again."""
    return actions.cancel_cycle(cycle_id=cycle_id, reason=told.why, by=request.user, at=timezone.now())


@router.post("/cycles/{cycle_id}/files", response={202: WorkOut}, summary="Write the orders for the banks")
@api_may("payments.release_cycle")
def write_files(request: HttpRequest, cycle_id: int) -> Status[Any]:
    """Goes on by itself; asked again it is the same work."""
    return Status(202, actions.start_writing(cycle_id=cycle_id, by=request.user))


@router.post("/cycles/{cycle_id}/reconcile", response=CycleStateOut, summary="Close a cycle that agrees")
@api_may("payments.submit_cycle")
def reconcile(request: HttpRequest, cycle_id: int) -> Cycle:
    """409 while a line waits for its answer."""
    return actions.reconcile_cycle(cycle_id=cycle_id, by=request.user, at=timezone.now())


@router.post("/bank-answers", response={201: AnswerOut}, summary="Look at a bank's answer")
@api_may("payments.read_bank_file")
def receive_answer(request: HttpRequest, file: File[UploadedFile]) -> Status[BankFile]:
    """`pain.002`, `camt.053`, `camt.054` or a file of a declared layout. Nothing is booked yet."""
    return Status(201, actions.receive_answer(**_kept(file), by=request.user))


@router.get("/bank-answers/{file_id}", response=AnswerOut, summary="A bank's answer")
@api_may("payments.read_bank_file")
def get_answer(request: HttpRequest, file_id: int) -> BankFile:
    """And what booking it has changed."""
    return queries.bank_file(viewer=request.user, file_id=file_id)


@router.post("/bank-answers/{file_id}/book", response={202: WorkOut}, summary="Book a bank's answer")
@api_may("payments.read_bank_file")
def book_answer(request: HttpRequest, file_id: int) -> Status[Any]:
    """Goes on by itself; booked again it changes nothing."""
    return Status(202, actions.start_booking(file_id=file_id, by=request.user))


@router.post("/cycles/{cycle_id}/account-checks", response=list[FileStateOut], summary="Lists of accounts to check")
@api_may("payments.read_bank_file")
def write_check_lists(request: HttpRequest, cycle_id: int) -> Any:
    """One a bank, before the money leaves."""
    return actions.write_check_lists(cycle_id=cycle_id, by=request.user)


@router.post("/account-checks", response={201: FileStateOut}, summary="Take in what a bank says of accounts")
@api_may("payments.read_bank_file")
def take_account_checks(request: HttpRequest, file: File[UploadedFile]) -> Status[BankFile]:
    """Who fails goes by the post until repaired."""
    return Status(201, actions.take_account_checks(**_kept(file), by=request.user))


@router.post("/returns/{return_id}/cancel", response=ReturnStateOut, summary="Give a return up")
@api_may("payments.view")
def cancel_return(request: HttpRequest, return_id: int) -> Any:
    """Its money is due again."""
    return actions.cancel_return(return_id=return_id, by=request.user)


@router.post("/funds/{fund_id}/keep-open", response=FundStateOut, summary="Keep a fund open")
@api_may("payments.manage_fund")
def keep_open(request: HttpRequest, fund_id: int) -> Fund:
    """The request to close it is taken back."""
    return actions.keep_open(fund_id=fund_id, by=request.user)


@router.post("/sample-messages/sent", response=CountOut, summary="Note messages that were sent")
@api_may("payments.answer_sample")
def note_sent(request: HttpRequest, told: SentIn) -> Any:
    """Those noted before keep their day."""
    return {"changed": actions.note_sent(entry_ids=told.entries, by=request.user, on=timezone.localdate())}


@router.post("/sample-answers/file", response=CountOut, summary="Take in a sheet of recipients' answers")
@api_may("payments.answer_sample")
def import_answers(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Whole or not at all; again it changes nothing."""
    path = _kept(file)["path"]
    return {"changed": actions.import_answers(path=path, by=request.user, on=timezone.localdate())}


@router.post("/days/{on}/close", response=DayKeptOut, summary="Close the books of a day")
@api_may("payments.close_day")
def close_day(request: HttpRequest, on: date) -> Any:
    """Those of the days before it first; a kept day stays as it was found."""
    return actions.close_day(on=on, by=request.user)


def _kept(file: UploadedFile) -> dict[str, Any]:
    return {"path": files.path(files.store(file.read())), "name": Path(file.name or "").name}
