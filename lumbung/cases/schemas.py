"""What several doors for programs tell of a case."""

from datetime import date

from ninja import Schema


class CaseOut(Schema):
    """A case. No name and no number: ask the registry, with a purpose."""

    id: int
    cluster: str
    ppks: str
    status: str
    mode: str
    sensitive: bool
    region_code: str
    person_id: int | None
    worker_id: int | None
    supervisor_id: int | None
    opened_on: date
    limit_on: date | None
    closed_on: date | None
    ending: str


class SaidIn(Schema):
    """One sentence."""

    said: str
