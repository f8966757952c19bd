"""What programs send and are told about persons in outreach."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from lumbung.outreach.models import Outreach


class PersonOut(Schema):
    """A person in outreach. No number of the registry: ask there, with a purpose."""

    id: int
    case_id: int
    called: str
    region_code: str
    status: str
    source: str
    found_on: date
    visited_on: date | None
    cadre: str | None = Field(None, alias="cadre_name")

    @staticmethod
    def resolve_called(one: Outreach) -> str:
        """As lists show it: of a secret case the first letter only."""
        return f"{one.case.called[:1]}•••" if one.case.sensitive else one.case.called


class FindIn(Schema):
    """Somebody found; a person of the registry, or a name and a region."""

    source: str
    told: str
    person_id: int | None = None
    called: str = ""
    region_code: str = ""
    elsewhere: str = ""
    sector: str = ""


class AskIn(Schema):
    """What somebody needs from others; the sector where it is known."""

    words: str
    sector: str = ""


class AskedOut(Schema):
    """A need at the referral desk."""

    id: int
    words: str
    sector: str
    status: str
    came_on: date


class ReceivedOut(Schema):
    """That it was received; the number for those who may see it."""

    received: bool = True
    id: int | None


class HomeIn(Schema):
    """The first visit."""

    home: str
    wished_sex: str = ""
    latitude: str = ""
    longitude: str = ""


class RankedOut(Schema):
    """A cadre who could come, the best first; `near` is 0 same village, 1 same district, 2 further."""

    cadre_id: int
    name: str
    near: int
    metres: int | None
    load: int
    as_wished: bool


class MatchIn(Schema):
    """A cadre for a person; beyond the load with a reason."""

    cadre_id: int
    over_reason: str = ""


class MatchOut(Schema):
    """A person and a cadre."""

    id: int
    outreach_id: int
    cadre_id: int
    status: str
    near: int
    metres: int | None


class ProposeIn(Schema):
    """For everybody who waits in a region; empty is the caller's own."""

    region_code: str = ""


class DecideIn(Schema):
    """Proposals to take, or not."""

    match_ids: list[int]
    accept: bool


class ScheduleIn(Schema):
    """A series of visits."""

    first_on: date
    times: int
    every_days: int | None = None


class VisitOut(Schema):
    """One visit."""

    id: int
    outreach_id: int
    cadre_id: int
    due_on: date
    status: str
    daily: str
    social: str
    work: str
    note: str
    version: int
    done_on: date | None


class NoteIn(Schema):
    """Answers one by one, as a form on a weak line sends them; `seen` is the version the writer had."""

    member: int = 0
    seen: int | None = None
    answers: dict[str, str]


class NoteOut(Schema):
    """The version now; what a form on a weak line asks for."""

    version: int
    said: list[Any] = []
    conflicts: list[Any] = []
    known: list[Any] = []


class MoveIn(Schema):
    """Another day."""

    to: date
    said: str


class PlanIn(Schema):
    """The plan at home: daily, social, work."""

    wish: str
    sides: list[str]
    until: date
    budget: int = 0
    fund_id: int | None = None


class EvaluationIn(Schema):
    """How somebody fares: 1 with much help, 2 with some, 3 alone."""

    outcome: str
    said: str
    daily: str = ""
    social: str = ""
    work: str = ""


class SaidIn(Schema):
    """One sentence."""

    said: str


class KindIn(Schema):
    """Goods or money."""

    kind: str = "goods"


class PersonIn(Schema):
    """Who somebody is."""

    person_id: int


class PhotoOut(Schema):
    """A photo of a visit; its picture is at the page's address."""

    id: int
    words: str
    at: datetime
