"""Family forms for programs and for the page's own script: begin, answer, look, send, throw away."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.quality import actions
from lumbung.quality.family_forms import reading, telling
from lumbung.quality.models import FamilyForm, ImportBatch

FILL = "quality.fill_form"
MOST = 200
router = Router(tags=["quality"])


class FormOut(Schema):
    """One form; what was answered stays on its own page."""

    id: int
    kind: str
    status: str
    region_code: str
    family_id: int | None
    batch_id: int | None
    version: int
    begun_at: datetime
    touched_at: datetime
    sent_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None
    has_photo: bool
    members: list[int]

    @staticmethod
    def resolve_has_photo(form: FamilyForm) -> bool:
        """Whether a photo of the house is kept; it is seen on the form's page."""
        return bool(form.photo)

    @staticmethod
    def resolve_members(form: FamilyForm) -> list[int]:
        """The numbers of the people on the form; 0 is the family itself."""
        return form.numbers()


class BeginIn(Schema):
    """A visit to a family, or without one the registration of a new family in a village."""

    family_id: int | None = None
    region_code: str = ""


class AnswersIn(Schema):
    """Answers of the family (member 0) or of one member, and the version of the form that the typist saw."""

    answers: dict[str, str]
    member: int = 0
    seen: int = 0


class PlaceIn(Schema):
    """Where the house stands, in degrees, with a point or a comma: both, or none where only a photo is sent."""

    latitude: str = ""
    longitude: str = ""


class ConflictOut(Schema):
    """An answer that somebody else gave meanwhile; theirs stays."""

    field: str
    theirs: str
    sentence: str


class SaidOut(Schema):
    """What a check says about one answer."""

    field: str
    severity: str
    code: str
    sentence: str


class KnownOut(Schema):
    """Somebody of the registry who may be meant; beyond the caller's reach only that there is somebody."""

    kind: str
    blocks: bool
    sentence: str
    name: str
    age: int | None
    village: str
    family_id: int | None
    url: str


class SavedOut(Schema):
    """What was kept, where two people differ, and what the checks and the registry say about this member."""

    version: int
    kept: list[str]
    conflicts: list[ConflictOut]
    said: list[SaidOut]
    known: list[KnownOut]
    answered: int
    asked: int


class SentOut(Schema):
    """The batch that a sent form became, and what it did."""

    id: int
    region_code: str
    families_new: int
    people_new: int
    people_changed: int
    people_same: int


@router.get("/family-forms", response=list[FormOut], summary="Family forms in the caller's region")
@api_may(FILL)
def forms(request: Request, before: int | None = None, limit: int = Query(50, ge=1)) -> list[FamilyForm]:
    """The newest first; `before` is the last id seen."""
    found = reading.forms(viewer=request.user).order_by("-pk")
    return list((found.filter(pk__lt=before) if before else found)[: min(limit, MOST)])


@router.post("/family-forms", response={201: FormOut}, summary="Begin a registration or a visit")
@api_may(FILL)
def begin(request: Request, wanted: BeginIn) -> Status[FamilyForm]:
    """A visit that is under way is found again."""
    if wanted.family_id is not None:
        return Status(201, actions.start_visit(family_id=wanted.family_id, by=request.user))
    return Status(201, actions.start_registration(by=request.user, region_code=wanted.region_code))


@router.patch(
    "/family-forms/{form_id}/answers",
    response=SavedOut,
    summary="Keep answers as they were typed",
    url_name="save_family_form_answers",
)
@api_may(FILL)
def save(request: Request, form_id: int, given: AnswersIn) -> dict[str, Any]:
    """One answer or many; a wrong one is kept as well, and told."""
    saved = actions.save_answers(
        form_id=form_id,
        member=given.member,
        answers=given.answers,
        seen=given.seen,
        by=request.user,
        at=timezone.now(),
    )
    return telling.told_of_saving(saved, given.member, viewer=request.user)


@router.post("/family-forms/{form_id}/members", response=FormOut, summary="One more member")
@api_may(FILL)
def add_member(request: Request, form_id: int) -> FamilyForm:
    """Their number is the last of `members`."""
    actions.add_member(form_id=form_id, by=request.user)
    return reading.form(viewer=request.user, form_id=form_id)


@router.delete("/family-forms/{form_id}/members/{member}", response=FormOut, summary="A new member off again")
@api_may(FILL)
def remove_member(request: Request, form_id: int, member: int) -> FamilyForm:
    """Only somebody who is not registered yet."""
    return actions.remove_member(form_id=form_id, member=member, by=request.user)


@router.post("/family-forms/{form_id}/place", response=FormOut, summary="Where the house stands and how it looks")
@api_may(FILL)
def keep_place(
    request: Request, form_id: int, where: Form[PlaceIn], photo: File[UploadedFile | None] = None
) -> FamilyForm:
    """Coordinates, a photo (JPEG, PNG or WebP), or both; what is left out stays as it was."""
    content = photo.read() if photo else b""
    actions.keep_place(form_id=form_id, by=request.user, at=timezone.now(), photo=content, **where.model_dump())
    return reading.form(viewer=request.user, form_id=form_id)


@router.post("/family-forms/{form_id}/send", response=SentOut, summary="Send the form to the registry")
@api_may(FILL)
def send(request: Request, form_id: int) -> ImportBatch:
    """The same checks and the same way in as a file; the batch can be given back."""
    return actions.send_form(form_id=form_id, by=request.user, at=timezone.now())


@router.post("/family-forms/{form_id}/discard", response=FormOut, summary="Throw the form away")
@api_may(FILL)
def discard(request: Request, form_id: int) -> FamilyForm:
    """What was typed is gone at once."""
    return actions.discard_form(form_id=form_id, by=request.user)
