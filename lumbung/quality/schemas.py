"""What several API operations of this context answer with."""

from datetime import datetime

from ninja import Schema


class BatchOut(Schema):
    """One import."""

    id: int
    file_name: str
    fingerprint: str
    layout: str
    sheets: list[dict[str, str | bool]]
    sheets_chosen: list[str]
    region_code: str
    villages: dict[str, int]
    taken: list[str]
    status: str
    refusal: str
    rows_read: int
    rows_ready: int
    rows_set_aside: int
    rows_warned: int
    found: dict[str, dict[str, int]]
    families_new: int
    people_new: int
    people_changed: int
    people_same: int
    created_at: datetime
    imported_at: datetime | None
