"""Outreach for programs: persons, matches, visits and plans; cadres and places in their own file."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from lumbung.core import documents
from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.outreach import actions, papers, place_api, queries, schemas
from lumbung.outreach.models import Match, Outreach, Visit

router = Router(tags=["outreach"])
router.add_router("", place_api.router)


def _told(told: Any) -> dict[str, Any]:
    return dict(told.dict())


@router.get("/outreach", response=list[schemas.PersonOut])
@api_may("outreach.see")
@paginate
def list_persons(request: Request) -> Any:
    """Those whom the caller may know of; a cadre's own."""
    return queries.persons(viewer=request.user)


@router.post("/outreach", response={201: schemas.ReceivedOut})
@api_may("outreach.find")
def find(request: Request, told: schemas.FindIn) -> Status[dict[str, Any]]:
    """Somebody is found; who may not see persons in outreach is told that it was received."""
    made = actions.find(**_told(told), by=request.user, on=timezone.localdate())
    return Status(201, {"received": True, "id": made.pk if request.user.may("outreach.view") else None})


@router.get("/outreach/{outreach_id}", response=schemas.PersonOut)
@api_may("outreach.see")
def one_person(request: Request, outreach_id: int) -> Outreach:
    """One of them."""
    return queries.person(viewer=request.user, outreach_id=outreach_id)


@router.post("/outreach/{outreach_id}/home", response=schemas.PersonOut)
@api_may("outreach.lead")
def visit_home(request: Request, outreach_id: int, told: schemas.HomeIn) -> Outreach:
    """The first visit; the baseline of social functioning begins."""
    now: dict[str, Any] = {"on": timezone.localdate(), "at": timezone.now()}
    actions.visit_home(outreach_id=outreach_id, **_told(told), by=request.user, **now)
    return queries.person(viewer=request.user, outreach_id=outreach_id)


@router.get("/outreach/{outreach_id}/needs", response=list[schemas.AskedOut])
@api_may("outreach.see")
def asked_of(request: Request, outreach_id: int) -> Any:
    """What was asked of the referral desk for somebody."""
    return queries.asked_for(viewer=request.user, outreach_id=outreach_id)


@router.post("/outreach/{outreach_id}/needs", response={201: schemas.AskedOut})
@api_may("outreach.visit")
def ask_desk(request: Request, outreach_id: int, told: schemas.AskIn) -> Status[Any]:
    """What somebody needs from others; the desk finds from whom."""
    given = {"outreach_id": outreach_id, **_told(told)}
    return Status(201, actions.ask_desk(**given, by=request.user, on=timezone.localdate()))


@router.post("/outreach/{outreach_id}/person", response=schemas.PersonOut)
@api_may("outreach.lead")
def name_person(request: Request, outreach_id: int, told: schemas.PersonIn) -> Outreach:
    """Who somebody is in the registry."""
    actions.name_person(outreach_id=outreach_id, person_id=told.person_id, by=request.user)
    return queries.person(viewer=request.user, outreach_id=outreach_id)


@router.get("/outreach/{outreach_id}/cadres", response=list[schemas.RankedOut])
@api_may("outreach.lead")
def ranked(request: Request, outreach_id: int) -> list[dict[str, Any]]:
    """Cadres who could come, the best first."""
    found = queries.ranked(viewer=request.user, outreach_id=outreach_id, on=timezone.localdate())
    return [
        {
            "cadre_id": cadre.pk, "name": cadre.name, "near": one.pair.near, "metres": one.pair.metres,
            "load": one.load, "as_wished": one.pair.as_wished,
        }
        for cadre, one in found
    ]  # fmt: skip


@router.post("/outreach/{outreach_id}/match", response={201: schemas.MatchOut})
@api_may("outreach.lead")
def match(request: Request, outreach_id: int, told: schemas.MatchIn) -> Status[Match]:
    """A cadre, chosen by the caller."""
    return Status(201, actions.match(outreach_id=outreach_id, **_told(told), by=request.user, on=timezone.localdate()))


@router.post("/outreach/{outreach_id}/end-match", response=schemas.PersonOut)
@api_may("outreach.lead")
def end_match(request: Request, outreach_id: int, told: schemas.SaidIn) -> Outreach:
    """The cadre no longer comes."""
    actions.end_match(outreach_id=outreach_id, said=told.said, by=request.user, on=timezone.localdate())
    return queries.person(viewer=request.user, outreach_id=outreach_id)


@router.get("/outreach-matches", response=list[schemas.MatchOut])
@api_may("outreach.lead")
@paginate
def list_proposals(request: Request) -> Any:
    """What somebody has to decide."""
    return queries.proposals(viewer=request.user)


@router.post("/outreach-matches", response=int)
@api_may("outreach.lead")
def propose(request: Request, told: schemas.ProposeIn) -> int:
    """A proposal for everybody who waits; answers how many are new."""
    return actions.propose_matches(region_code=told.region_code, by=request.user, on=timezone.localdate())


@router.post("/outreach-matches/decide", response=int)
@api_may("outreach.lead")
def decide(request: Request, told: schemas.DecideIn) -> int:
    """Take proposals or not; answers how many changed."""
    return actions.decide_matches(**_told(told), by=request.user, on=timezone.localdate())


@router.post("/outreach/{outreach_id}/visits", response=int)
@api_may("outreach.lead")
def schedule(request: Request, outreach_id: int, told: schemas.ScheduleIn) -> int:
    """A series; answers how many are new."""
    given = {"outreach_id": outreach_id, **_told(told)}
    return actions.schedule_visits(**given, by=request.user, on=timezone.localdate())


@router.get("/outreach-visits", response=list[schemas.VisitOut])
@api_may("outreach.see")
@paginate
def list_visits(request: Request) -> Any:
    """Visits of those whom the caller may see."""
    return queries.visits(viewer=request.user)


@router.patch("/outreach-visits/{visit_id}", response=schemas.NoteOut, url_name="save_visit")
@api_may("outreach.visit")
def save_visit(request: Request, visit_id: int, told: schemas.NoteIn) -> schemas.NoteOut:
    """What was seen, answer by answer; sent twice it is one note."""
    names = ("state", "daily", "social", "work", "note")
    given = {name: told.answers[name] for name in names if name in told.answers}
    saved = actions.note_visit(visit_id=visit_id, seen=told.seen, **given, by=request.user, at=timezone.now())
    return schemas.NoteOut(version=saved.version)


@router.post("/outreach-visits/{visit_id}/move", response={201: schemas.VisitOut})
@api_may("outreach.visit")
def move_visit(request: Request, visit_id: int, told: schemas.MoveIn) -> Status[Visit]:
    """Another day; answers the visit of that day."""
    made = actions.move_visit(visit_id=visit_id, **_told(told), by=request.user, on=timezone.localdate())
    return Status(201, made)


@router.post("/outreach-visits/{visit_id}/photos", response={201: schemas.PhotoOut})
@api_may("outreach.visit")
def add_photo(request: Request, visit_id: int, photo: File[UploadedFile], words: str = "") -> Status[Any]:
    """A photo, freed of place and telephone."""
    content = photo.read() if photo else b""
    made = actions.add_photo(visit_id=visit_id, content=content, words=words, by=request.user, at=timezone.now())
    return Status(201, made)


@router.post("/outreach/{outreach_id}/plan", response={201: int})
@api_may("outreach.lead")
def plan(request: Request, outreach_id: int, told: schemas.PlanIn) -> Status[int]:
    """The plan at home, submitted; answers its number."""
    made = actions.plan(outreach_id=outreach_id, **_told(told), by=request.user, on=timezone.localdate())
    return Status(201, made.pk)


@router.post("/outreach/{outreach_id}/evaluations", response={201: int})
@api_may("outreach.lead")
def evaluate(request: Request, outreach_id: int, told: schemas.EvaluationIn) -> Status[int]:
    """How somebody fares; answers its number."""
    made = actions.evaluate(outreach_id=outreach_id, **_told(told), by=request.user, on=timezone.localdate())
    return Status(201, made.pk)


@router.post("/outreach/{outreach_id}/independence-aid", response={201: int})
@api_may("outreach.lead")
def give_independence_aid(request: Request, outreach_id: int, told: schemas.KindIn) -> Status[int]:
    """The day's amount, once; answers the number of the aid."""
    given: dict[str, Any] = {"outreach_id": outreach_id, "kind": told.kind}
    return Status(201, actions.give_independence_aid(**given, by=request.user, on=timezone.localdate()).pk)


@router.post("/outreach/{outreach_id}/alone", response=schemas.PersonOut)
@api_may("outreach.lead")
def go_on_alone(request: Request, outreach_id: int) -> Outreach:
    """Into after-care."""
    actions.go_on_alone(outreach_id=outreach_id, by=request.user, on=timezone.localdate())
    return queries.person(viewer=request.user, outreach_id=outreach_id)


@router.post("/outreach/{outreach_id}/end", response=schemas.PersonOut)
@api_may("outreach.lead")
def end(request: Request, outreach_id: int, told: schemas.SaidIn) -> Outreach:
    """Outreach leaves."""
    actions.end(outreach_id=outreach_id, said=told.said, by=request.user, on=timezone.localdate())
    return queries.person(viewer=request.user, outreach_id=outreach_id)


@router.get("/outreach/{outreach_id}/visit-sheet")
@api_may("outreach.see")
def visit_sheet(request: Request, outreach_id: int) -> HttpResponse:
    """The sheet that a cadre takes along, as PDF."""
    return HttpResponse(
        papers.visit_sheet(viewer=request.user, outreach_id=outreach_id), content_type=documents.MEDIA_TYPE
    )
