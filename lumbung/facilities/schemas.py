"""What several doors for programs tell of houses and stays."""

from datetime import date, datetime

from ninja import Schema


class FacilityOut(Schema):
    """A house with its beds tonight."""

    id: int
    name: str
    kind: str
    region_code: str
    sex: str
    age_from: int
    age_to: int
    status: str
    bed_count: int
    taken: int


class StayOut(Schema):
    """A stay. No name of the registry and no number: ask there, with a purpose."""

    id: int
    facility_id: int
    called: str
    sex: str
    age: int
    stay_type: str
    status: str
    admitted_at: datetime
    due_on: date
    extensions: int
    conference: str
    person_id: int | None
    left_on: date | None
    left_to: str


class Made(Schema):
    """The number of what was written."""

    id: int
