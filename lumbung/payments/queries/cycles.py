"""Cycles, what each waits for, its lines and files."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from lumbung.core.models import Job
from lumbung.core.refusals import NotFound
from lumbung.payments.models import BankFile, Cycle, Line

Status = Cycle.Status

AT_HAND = {
    "submit": "payments.submit_cycle",
    "approve": "payments.approve_cycle",
    "authorise": "payments.authorise_cycle",
    "release": "payments.release_cycle",
    "files": "payments.release_cycle",
    "answers": "payments.read_bank_file",
    "reconcile": "payments.read_bank_file",
}
"""Each act that a cycle can wait for, and the permission it asks."""


def cycles(*, viewer: Any) -> QuerySet[Cycle]:
    """Every cycle in reach, newest first."""
    return Cycle.objects.visible_to(viewer).order_by("-pk")


def cycle(*, viewer: Any, cycle_id: int) -> Cycle:
    """One cycle with the persons who signed; NotFound outside the viewer's reach."""
    persons = ("prepared_by", "submitted_by", "approved_by", "authorised_by", "released_by", "reconciled_by")
    found = Cycle.objects.visible_to(viewer).select_related(*persons).filter(pk=cycle_id).first()
    if found is None:
        raise NotFound(cycle_id)
    return found


def next_act(*, cycle: Cycle) -> str | None:
    """What the cycle waits for: a key of AT_HAND, or None when it is over."""
    after_approval = "authorise" if cycle.needs_authorisation else "release"
    orders = cycle.files.filter(direction=BankFile.Direction.OUT).exclude(kind=BankFile.ACCOUNT_CHECK)
    after_release = "answers" if orders.exists() else "files"
    waits = {
        Status.DRAFT: "submit",
        Status.SUBMITTED: "approve",
        Status.APPROVED: after_approval,
        Status.AUTHORISED: "release",
        Status.RELEASED: after_release,
        Status.RECONCILING: "reconcile",
    }
    if cycle.status == Status.RECONCILING and cycle.payment_lines.filter(status=Line.Status.WAITING).exists():
        return "answers"
    return waits.get(Status(cycle.status))


def waiting_cycles(*, viewer: Any) -> list[tuple[Cycle, str]]:
    """(cycle, act) of everything that waits for this very person: role, and not yet signed by them."""
    found = []
    for one in cycles(viewer=viewer).exclude(status__in=[Status.RECONCILED, Status.CANCELLED]):
        act = next_act(cycle=one)
        signed = (one.submitted_by_id, one.approved_by_id, one.authorised_by_id, one.released_by_id)
        barred = act in ("approve", "authorise", "release") and viewer.pk in signed
        if act and not barred and viewer.may(AT_HAND[act]):
            found.append((one, act))
    return found


def lines_of(*, viewer: Any, cycle_id: int) -> QuerySet[Line]:
    """The lines of a cycle that lie in reach: a village sees its own families."""
    return Line.objects.visible_to(viewer).filter(cycle_id=cycle_id).order_by("pk")


def files_of(*, viewer: Any, cycle_id: int) -> list[BankFile]:
    """Orders and answers of a cycle, in the order they were made."""
    found = BankFile.objects.visible_to(viewer).filter(cycle_id=cycle_id).select_related("by")
    return list(found.order_by("pk"))


def bank_file(*, viewer: Any, file_id: int) -> BankFile:
    """One file, to look at or to take along; NotFound outside the viewer's reach."""
    found = BankFile.objects.visible_to(viewer).select_related("cycle", "by").filter(pk=file_id).first()
    if found is None:
        raise NotFound(file_id)
    return found


def work_under_way(*, cycle_id: int) -> list[Job]:
    """Jobs that write files of a cycle and are not over."""
    over = [Job.Status.FINISHED, Job.Status.FAILED, Job.Status.REFUSED]
    return list(Job.objects.filter(kind__startswith="payments.", params__cycle=cycle_id).exclude(status__in=over))


def work_on(*, cycle_id: int, job_id: int) -> Job:
    """One job of a cycle."""
    found = Job.objects.filter(pk=job_id, kind__startswith="payments.", params__cycle=cycle_id).first()
    if found is None:
        raise NotFound(job_id)
    return found


def lost_lines(*, cycle_id: int) -> int:
    """Lines of a cycle that failed or came back and that no other line pays again."""
    lost = Line.objects.filter(cycle=cycle_id, status__in=[Line.Status.FAILED, Line.Status.RETURNED])
    again = Line.objects.filter(replaces=OuterRef("pk")).exclude(status=Line.Status.CANCELLED)
    return lost.exclude(Exists(again)).count()
