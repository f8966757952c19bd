"""The directory of services for programs: look, add, change, take in a list."""

import tempfile
from pathlib import Path
from typing import Any

from ninja import File, Router, Schema, Status, UploadedFile
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request
from lumbung.referrals import actions, queries

router = Router(tags=["referrals"])


class EntryIn(Schema):
    """An entry of the directory; `answerers` are user names."""

    name: str
    services: str
    sectors: list[str]
    region_code: str = ""
    own: bool = False
    address: str = ""
    hours: str = ""
    contact: str = ""
    needed: str = ""
    who_answers: str = ""
    answerers: list[str] = []


class EntryOut(Schema):
    """An entry of the directory."""

    id: int
    region_code: str
    name: str
    own: bool
    sectors: list[str]
    services: str
    address: str
    hours: str
    contact: str
    needed: str
    who_answers: str
    status: str


class TakenOut(Schema):
    """How many entries a list held."""

    entries: int


@router.get("/referrals/directory", response=list[EntryOut])
@api_may("referrals.view")
@paginate
def directory(request: Request, words: str = "", sector: str = "") -> Any:
    """Institutions that serve the caller's region, found by words and sector, the nearest first."""
    return queries.institutions(viewer=request.user, text=words, sector=sector)


@router.post("/referrals/directory", response={201: EntryOut})
@api_may("referrals.keep_directory")
def add_institution(request: Request, told: EntryIn) -> Status[Any]:
    """A new entry; the same again is the same one."""
    return Status(201, actions.add_institution(entry=actions.Entry(**told.dict()), by=request.user))


@router.post("/referrals/directory-list", response={201: TakenOut})
@api_may("referrals.keep_directory")
def import_directory(request: Request, file: File[UploadedFile]) -> Status[Any]:
    """A list as CSV or XLSX, checked whole."""
    with tempfile.NamedTemporaryFile() as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        return Status(201, TakenOut(entries=actions.import_directory(path=Path(kept.name), by=request.user)))


@router.post("/referrals/directory/{institution_id}", response=EntryOut)
@api_may("referrals.keep_directory")
def change_institution(request: Request, institution_id: int, told: EntryIn) -> Any:
    """What has changed about an entry."""
    entry = actions.Entry(**told.dict())
    return actions.change_institution(institution_id=institution_id, entry=entry, by=request.user)


@router.post("/referrals/directory/{institution_id}/{act}", response=EntryOut)
@api_may("referrals.keep_directory")
def set_open(request: Request, institution_id: int, act: str) -> Any:
    """`open` it for referrals, or `close` it."""
    if act not in ("open", "close"):
        raise NotFound(act)
    return actions.set_institution_open(institution_id=institution_id, is_open=act == "open", by=request.user)
