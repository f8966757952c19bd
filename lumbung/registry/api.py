"""Families and persons for programs. Numbers are masked; a number to look for is posted, never part of an address."""

from datetime import date
from typing import Any

from ninja import Field, Query, Router, Schema

from lumbung.core.api import api_may
from lumbung.core.crypto import mask
from lumbung.core.views import Request
from lumbung.registry import actions, merge_api, queries
from lumbung.registry.models import Family, Person

router = Router(tags=["registry"])
router.add_router("", merge_api.router)
MOST = 200


class PersonOut(Schema):
    """A person; the NIK is masked."""

    id: int
    family_id: int
    region_code: str
    name: str
    nik: str
    sex: str | None
    birth_date: date | None
    relation: int | None
    status: str
    merged_into_id: int | None

    @staticmethod
    def resolve_nik(person: Person) -> str:
        """The last four digits."""
        return mask(person.nik)


class FamilyOut(Schema):
    """A family; the card number is masked."""

    id: int
    region_code: str
    head_name: str
    kk: str
    status: str
    merged_into_id: int | None
    registered_on: date

    @staticmethod
    def resolve_kk(family: Family) -> str:
        """The last four digits."""
        return mask(family.kk)


class FamilyFile(FamilyOut):
    """A family with its members."""

    members: list[PersonOut]

    @staticmethod
    def resolve_members(family: Family, context: dict[str, Any]) -> list[Person]:
        """Head first."""
        return list(queries.members_of(viewer=context["request"].user, family_id=family.pk))


class FamilyPage(Schema):
    """Some families, and from which id the next ones follow."""

    count: int
    next_after: int | None
    families: list[FamilyOut]


class Wanted(Schema):
    """A name, misspelt or partial, with what else is known of the person; or a 16-digit NIK or card number."""

    text: str = Field(min_length=2, max_length=120)
    area: str = Field("", max_length=80, description="code or name of a village or a larger area")
    birth_year: int | None = Field(None, ge=1900, le=2200)
    digits: str = Field("", pattern="^[0-9]{0,16}$", description="the last digits of the NIK")


@router.get("/families", response=FamilyPage, summary="Families in the caller's region")
@api_may("registry.view")
def families(request: Request, area: str = "", after: int = 0, limit: int = Query(50, ge=1, le=MOST)) -> dict:
    """In the order of their ids; `area` is the code of a region, `after` the last id seen."""
    found = queries.families(viewer=request.user)
    if area:
        found = found.filter(region_code__gte=area, region_code__lt=f"{area}/")
    page = list(found.filter(pk__gt=after).order_by("pk")[: limit + 1])
    more = len(page) > limit
    return {"count": found.count(), "families": page[:limit], "next_after": page[limit - 1].pk if more else None}


@router.get("/families/{family_id}", response=FamilyFile, summary="One family with its members")
@api_may("registry.view")
def family(request: Request, family_id: int) -> Family:
    """The opening is noted, as on the page."""
    record, _noted = actions.open_family(family_id=family_id, by=request.user, purpose=request.user.purpose)
    return record


@router.get("/persons/{person_id}", response=PersonOut, summary="One person")
@api_may("registry.view")
def person(request: Request, person_id: int) -> Person:
    """The opening is noted, as on the page."""
    record, _noted = actions.open_person(person_id=person_id, by=request.user, purpose=request.user.purpose)
    return record


@router.post("/search", response=list[PersonOut], summary="People by name or number")
@api_may("registry.view")
def search(request: Request, wanted: Wanted) -> list[Person]:
    """The likest names first; a number that can't be one is refused with the reason."""
    return queries.sought(viewer=request.user, **wanted.model_dump())
