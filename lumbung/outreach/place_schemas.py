"""What programs send and are told about cadres, groups, workshops, mobile days and figures."""

from datetime import date

from ninja import Schema


class CadreIn(Schema):
    """Somebody of the registry becomes a cadre."""

    person_id: int
    user_id: int | None = None
    latitude: str = ""
    longitude: str = ""


class CadreOut(Schema):
    """A cadre."""

    id: int
    name: str
    region_code: str
    status: str
    since: date


class TrainingIn(Schema):
    """Hours learned on a day."""

    title: str
    hours: int
    on: date
    certificate: str = ""


class TrainingOut(Schema):
    """What was learned, and until when it counts."""

    id: int
    title: str
    hours: int
    on: date
    until: date


class StateIn(Schema):
    """A state and why."""

    status: str
    said: str = ""


class PayIn(Schema):
    """A month, any day of it, from a fund in a region."""

    month: date
    fund_id: int
    region_code: str = ""


class GroupIn(Schema):
    """Parents who meet."""

    name: str
    place: str
    region_code: str = ""
    cadre_id: int | None = None


class GroupOut(Schema):
    """A parent group."""

    id: int
    name: str
    place: str
    region_code: str


class GroupMemberIn(Schema):
    """A parent comes, for somebody."""

    outreach_id: int
    name: str
    relation: str


class MeetingIn(Schema):
    """A day and a topic."""

    on: date
    topic: str


class MeetingOut(Schema):
    """A meeting."""

    id: int
    on: date
    topic: str
    status: str
    said: str


class HoldIn(Schema):
    """What was talked about, and which members came."""

    said: str
    came: list[int]


class WorkshopIn(Schema):
    """A place to work."""

    name: str
    trades: list[str]
    region_code: str = ""
    address: str = ""
    places: int | None = None
    latitude: str = ""
    longitude: str = ""


class WorkshopOut(Schema):
    """A workshop."""

    id: int
    name: str
    region_code: str
    trades: list[str]
    places: int
    status: str


class EntryIn(Schema):
    """A wish to work there."""

    workshop_id: int
    trade: str
    wish: str


class EntryOut(Schema):
    """A wish, a member, or somebody who left."""

    id: int
    workshop_id: int
    outreach_id: int
    trade: str
    status: str
    said: str


class EntryDecisionIn(Schema):
    """May somebody enter, by which conference."""

    agree: bool
    said: str
    conference_id: int | None = None


class WorkDayIn(Schema):
    """Which members came on a day, and what each finished."""

    on: date
    came: list[int]
    pieces: dict[int, int] = {}


class LeaveIn(Schema):
    """Where somebody went."""

    to: str
    said: str


class DayIn(Schema):
    """A mobile day."""

    on: date
    place: str
    services: list[str]
    region_code: str = ""


class DayOut(Schema):
    """A mobile day with its count."""

    id: int
    on: date
    place: str
    services: list[str]
    status: str
    unnamed: int
    named: int = 0


class ServeIn(Schema):
    """Somebody was served."""

    called: str
    services: list[str]
    secret: bool = False


class CloseIn(Schema):
    """The day is over."""

    unnamed: int = 0
    said: str = ""


class AreaOut(Schema):
    """What is in one area."""

    code: str
    name: str
    persons: int
    cadres: int
    workshops: int
    waiting: int


class GapsOut(Schema):
    """Where somebody is missing: village → persons, and the numbers of cadres and workshops."""

    without_cadre: dict[str, int]
    above_load: list[int]
    untrained: list[int]
    full: list[int]


class FiguresOut(Schema):
    """Outreach between two days."""

    found: int
    by_source: dict[str, int]
    now: dict[str, int]
    days_to_cadre: float | None
    planned: int
    done: int
    missed: int
    members: int
    places: int
    entered: int
    served: int
    alone: int
    cadres: int
    load: float | None
