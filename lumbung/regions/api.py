"""Areas over the API: one area with its path, and what lies below it."""

from django.http import HttpRequest
from ninja import Router, Schema

from lumbung.core.refusals import NotFound
from lumbung.regions import queries
from lumbung.regions.models import Region

router = Router(tags=["regions"])


class AreaOut(Schema):
    """One official area."""

    code: str
    name: str
    kind: str
    level: int
    path: str
    successor: str | None = None
    successor_certainty: str = ""

    @staticmethod
    def resolve_successor(region: Region) -> str | None:
        """The code of the successor."""
        return region.successor_id


@router.get("/regions", response=list[AreaOut])
def provinces(request: HttpRequest) -> list[Region]:
    """The provinces."""
    return list(queries.children())


@router.get("/regions/{code}", response=AreaOut)
def area(request: HttpRequest, code: str) -> Region:
    """One area, retired ones included."""
    return _found(code)


@router.get("/regions/{code}/children", response=list[AreaOut])
def below(request: HttpRequest, code: str) -> list[Region]:
    """Areas in force directly below."""
    return list(queries.children(code=_found(code).code))


def _found(code: str) -> Region:
    region = Region.objects.filter(pk=code).first()
    if region is None:
        raise NotFound(code)
    return region
