"""The standing audit for other systems: what was found, by control, region and month; explain, settle, look again."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Query, Router, Schema

from lumbung.core.api import api_may
from lumbung.core.crypto import mask
from lumbung.programmes import actions, controls, findings
from lumbung.programmes.models import ControlFinding

router = Router(tags=["controls"])
MOST = 500


class CountedOut(Schema):
    """One control and what stands of it within the caller's reach."""

    control: str
    title: str
    blocks: bool
    open: int
    explained: int
    settled: int
    families: int


class AreaOut(Schema):
    """Findings that stand in one area."""

    code: str
    name: str
    findings: int
    families: int


class MonthOut(Schema):
    """Findings that stood at the end of a month, by control."""

    month_end: date
    standing: dict[str, int]


class ReportOut(Schema):
    """The standing report as of its last look."""

    looked_on: date | None
    controls: list[CountedOut]
    regions: list[AreaOut]
    trend: list[MonthOut]


class FindingOut(Schema):
    """One finding; the NIK is masked."""

    id: int
    control: str
    status: str
    blocks: bool
    region_code: str
    family_id: int
    person_id: int | None
    nik: str
    found_on: date
    owner_id: int | None
    explanation: str
    explained_on: date | None
    settled_on: date | None
    settled_why: str

    @staticmethod
    def resolve_nik(finding: ControlFinding) -> str:
        """The last four digits."""
        return mask(finding.person.nik) if finding.person else ""


class WhyIn(Schema):
    """The reason."""

    why: str


class OwnerIn(Schema):
    """The account that the finding goes to."""

    user_id: int


class CheckIn(Schema):
    """Which region the controls look at; empty is the caller's own."""

    region_code: str = ""


class CheckOut(Schema):
    """The job that looks."""

    job_id: int
    regencies: int


@router.get("/controls", response=ReportOut, summary="The standing audit report")
@api_may("programmes.view")
def report(request: Any) -> dict[str, Any]:
    """By control, by region, by month."""
    last = findings.last_pass(viewer=request.user)
    found = findings.counts(viewer=request.user)
    return {
        "looked_on": last.on if last else None,
        "controls": [told(one) for one in found],
        "regions": findings.by_region(viewer=request.user),
        "trend": [
            {"month_end": month, "standing": standing}
            for month, standing in findings.trend(viewer=request.user, on=timezone.localdate())
        ],
    }


@router.post("/controls/check", response={202: CheckOut}, summary="Let the controls look again")
@api_may("programmes.check_controls")
def check(request: Any, wanted: CheckIn) -> tuple[int, dict[str, int]]:
    """A job looks regency by regency."""
    region = wanted.region_code or request.user.region_code
    job = actions.check_controls(region_code=region, on=timezone.localdate(), by=request.user)
    return 202, {"job_id": job.pk, "regencies": job.total}


@router.get("/control-findings", response=list[FindingOut], summary="Findings of the standing audit")
@api_may("programmes.view")
def listed(
    request: Any, control: str = "", status: str = "", after: int = 0, limit: int = Query(100, ge=1)
) -> list[ControlFinding]:
    """In the order of their ids; `after` is the last id seen."""
    found = findings.findings(viewer=request.user).filter(pk__gt=after).order_by("pk")
    found = found.filter(control=control) if control else found
    return list((found.filter(status=status) if status else found)[: max(1, min(limit, MOST))])


@router.post("/control-findings/{finding_id}/explain", response=FindingOut, summary="Say why a finding may stand")
@api_may("programmes.explain_finding")
def explain(request: Any, finding_id: int, given: WhyIn) -> ControlFinding:
    """A second person settles it."""
    return actions.explain_finding(finding_id=finding_id, why=given.why, by=request.user, on=timezone.localdate())


@router.post("/control-findings/{finding_id}/settle", response=FindingOut, summary="Settle what was explained")
@api_may("programmes.settle_finding")
def settle(request: Any, finding_id: int, given: WhyIn) -> ControlFinding:
    """Never by the one who explained it."""
    return actions.settle_finding(finding_id=finding_id, why=given.why, by=request.user, on=timezone.localdate())


@router.post("/control-findings/{finding_id}/return", response=FindingOut, summary="Give an explanation back")
@api_may("programmes.settle_finding")
def give_back(request: Any, finding_id: int, given: WhyIn) -> ControlFinding:
    """The finding is open again."""
    return actions.return_finding(finding_id=finding_id, why=given.why, by=request.user)


@router.put("/control-findings/{finding_id}/owner", response=FindingOut, summary="Hand a finding over")
@api_may("programmes.explain_finding")
def hand_over(request: Any, finding_id: int, given: OwnerIn) -> ControlFinding:
    """To somebody in whose reach it lies."""
    return actions.hand_over_finding(finding_id=finding_id, to=given.user_id, by=request.user)


def told(one: findings.Counted) -> dict[str, Any]:
    """A count as data."""
    control: controls.Control = one.control
    numbers = {name: getattr(one, name) for name in ("open", "explained", "settled", "families")}
    return {"control": control.name, "title": control.title, "blocks": control.blocks, **numbers}
