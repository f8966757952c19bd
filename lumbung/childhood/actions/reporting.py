"""A report of suspected abuse: taken from anybody at once, known to the team only, decided on by a named person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.cases.models import Case
from lumbung.childhood import rules
from lumbung.childhood.actions.common import person_may, report_of, sentence
from lumbung.childhood.actions.senders import TooManyReports, count_sender
from lumbung.childhood.models import AbuseReport, Risk, SafetyDecision, SiblingLook
from lumbung.core import bulk, states, wall
from lumbung.core.actors import SYSTEM
from lumbung.core.reach import whole_nation
from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.wording import one_of
from lumbung.law import days
from lumbung.regions.models import Region
from lumbung.registry import queries as registry
from lumbung.registry.models import Person

CLUSTER, PPKS = "anak", "anak_korban_kekerasan"


class NothingSuspected(BadInput):
    """A report says what is suspected."""

    message = _("Pilih paling sedikit satu dugaan.")


class NoChildNamed(BadInput):
    """Somebody is in danger, by whatever name."""

    message = _("Tulis nama panggilan anak, atau ciri-cirinya bila namanya tidak diketahui.")


class NowhereNamed(BadInput):
    """A report is heard where the child is."""

    message = _("Pilih kabupaten atau kota tempat anak berada.")


class NobodyHere(Refusal):
    """Whoever sees a child in danger is not sent to an administrator."""

    message = _(
        "Di wilayah ini belum ada tim yang menerima laporan lewat sini. Telepon SAPA 129 atau polisi 110 sekarang; "
        "mereka selalu menjawab."
    )
    status = 409


class AnotherDecides(Refusal):
    """Where the rules want it, who took the report doesn't decide on it."""

    message = _("Untuk risiko atau putusan ini, yang menerima laporan tidak memutuskan. Minta supervisor memutuskan.")
    status = 403


class NotOnTeam(Refusal):
    """Whoever decides is on the team, by name."""

    message = _("Yang memutuskan keselamatan anak harus anggota tim kasusnya.")
    status = 403


@dataclass(frozen=True)
class Told:
    """What somebody tells of a child. No time stands here: the server says when it came."""

    happened: str
    kinds: Collection[str]
    danger: str = AbuseReport.Known.UNKNOWN
    suspect_is_guardian: str = AbuseReport.Known.UNKNOWN
    person_id: int | None = None
    called: str = ""
    age: int | None = None
    region_code: str = ""
    told_by: str = ""


@transaction.atomic
def take_report(*, told: Told, by: Any, at: datetime, request_key: UUID | None = None) -> AbuseReport:
    """Take a report of suspected abuse from anybody who has signed in; the same request again is the same report.

    It lies on a case behind the wall, seen by its team only: by whoever reported no longer, unless they are on it. A
    second report of the same child joins the case; every other child of the household is to be looked at.
    """
    person_may(by, "childhood.report")
    on = timezone.localdate(at)
    person = registry.person(viewer=by, person_id=told.person_id) if told.person_id else None
    if person is None and not _within(told, by) and not _somewhere(told.region_code):
        raise NowhereNamed(fields={"region_code": str(NowhereNamed.message)})
    given = _given(told, person, on)
    with wall.lifted(), whole_nation():
        return _taken(told, person, given, by=by, at=at, request_key=request_key)


@transaction.atomic
def take_from_citizen(*, told: Told, at: datetime, request_key: UUID, sender: UUID | None = None) -> AbuseReport:
    """Take a report from anybody, without an account; the same request again is the same report.

    It names no child of the registry, so that nobody learns by it who is known here. So many come from one connection
    (`sender`, its mark for the hour) and from one regency within an hour and no more: beyond that people are sent to
    the telephone. Raises NowhereNamed, TooManyReports, NobodyHere.
    """
    on = timezone.localdate(at)
    if told.person_id is not None or not _somewhere(told.region_code):
        raise NowhereNamed(fields={"region_code": str(NowhereNamed.message)})
    given = _given(told, None, on)
    regency = told.region_code[:5]
    with wall.lifted(), whole_nation():
        bulk.one_at_a_time(f"citizens' reports {regency}")
        of_citizens = AbuseReport.objects.filter(taken_by=None, region_code__gte=regency, region_code__lt=f"{regency}/")
        if not of_citizens.filter(request_key=request_key).exists():
            p = rules.in_force(on)
            if of_citizens.filter(received_at__gt=at - timedelta(hours=1)).count() >= p.citizens["an_hour"]:
                raise TooManyReports
            count_sender(mark=sender, at=at, p=p)
        try:
            return _taken(told, None, given, by=SYSTEM, at=at, request_key=request_key)
        except cases.NobodyReceives as refusal:
            raise NobodyHere from refusal


def _within(told: Told, by: Any) -> bool:
    """Whether the child is where whoever reports works; where none is told, they are."""
    return bool(by.reach.covers(told.region_code or by.region_code))


def _somewhere(code: str) -> bool:
    return Region.objects.in_force().filter(pk=code, level__gte=Region.Level.REGENCY).exists()


def _taken(
    told: Told, person: Any, given: dict[str, Any], *, by: Any, at: datetime, request_key: UUID | None
) -> AbuseReport:  # fmt: skip
    """The report on its case, once for a request, beyond every wall."""
    on = timezone.localdate(at)
    p = rules.in_force(on)
    bulk.one_at_a_time(f"abuse report {request_key or by.pk}")
    if person is not None:
        bulk.one_at_a_time(f"abuse reports of {person.pk}")
    if request_key and (same := AbuseReport.objects.filter(request_key=request_key).first()):
        return same
    case = _case(told, person, given, by, on)
    made = AbuseReport.objects.create(
        case=case, person=person, taken_by_id=by.pk, received_at=at, decide_by=rules.decide_by(at, p),
        earlier=_earlier(person, at, p), request_key=request_key, **given,
    )  # fmt: skip
    if person is not None:
        _look_at_others(made, person, at, p)
    return made


def _given(told: Told, person: Any, on: date) -> dict[str, Any]:
    """What was told, checked."""
    kinds = [kind for kind in AbuseReport.Kind.values if kind in told.kinds]
    called = person.name if person else sentence(told.called, field="called", needed=False)
    if not called:
        raise NoChildNamed(fields={"called": str(NoChildNamed.message)})
    if not kinds:
        raise NothingSuspected(fields={"kinds": str(NothingSuspected.message)})
    return {
        "called": called,
        "age": registry.age_on(born=person.birth_date, on=on) if person and person.birth_date else told.age,
        "kinds": kinds,
        "happened": sentence(told.happened, field="happened"),
        "danger": one_of(AbuseReport.Known, told.danger, field="danger"),
        "suspect_is_guardian": one_of(AbuseReport.Known, told.suspect_is_guardian, field="suspect_is_guardian"),
        "told_by": sentence(told.told_by, field="told_by", needed=False),
    }


def _case(told: Told, person: Any, given: dict[str, Any], by: Any, on: date) -> Case:
    """The secret case of the child that runs already, or a new one; an ordinary case learns nothing."""
    running = Case.objects.open().filter(person=person, cluster=CLUSTER, sensitive=True)
    if person is not None and (known := running.order_by("pk").first()):
        return known
    where = {} if person else {"called": given["called"], "region_code": told.region_code}
    # A child in danger is heard of wherever it is: beyond one's own region the house opens the case, as for citizens.
    opener = by if person or _within(told, by) else SYSTEM
    return cases.open_case(
        cluster=CLUSTER, ppks=PPKS, need=given["happened"], person_id=told.person_id, **where, by=opener, on=on,
        sensitive=True, danger=True,
    )  # fmt: skip


def _earlier(person: Any, at: datetime, p: Any) -> int:
    """How many reports of the child came in the last years."""
    if person is None:
        return 0
    since = at - timedelta(days=366 * p.repeat_years)
    return AbuseReport.objects.filter(person=person, received_at__gte=since).count()


def _look_at_others(report: AbuseReport, child: Any, at: datetime, p: Any) -> None:
    """Every other child of the card and of the house becomes somebody's task, in one statement."""
    oldest = days.born_by(timezone.localdate(at), p.sibling_age_to + 1)
    others = Person.objects.filter(
        family__dwelling=child.family.dwelling_id, status=Person.Status.ACTIVE, birth_date__gt=oldest
    ).exclude(pk=child.pk)
    running = SiblingLook.objects.filter(person=OuterRef("pk"), case=report.case_id, answer="")
    due_at = at + timedelta(hours=p.sibling_hours)
    SiblingLook.objects.bulk_create(
        SiblingLook(case=report.case, report=report, person=one, due_at=due_at)
        for one in others.exclude(Exists(running)).order_by("pk")
    )


@transaction.atomic
def decide_safety(*, report_id: int, risk: str, decision: str, said: str, by: Any, at: datetime) -> SafetyDecision:
    """Where the child is safe now, by the one who acts: named, on the team, not the intaker where the rules say so.

    The same decision by the same person again changes nothing; another one stands beside the earlier.
    """
    report = report_of(report_id, by)
    if not report.case.members.filter(user=by, until=None).exists():
        raise NotOnTeam(report)
    risk, decision = one_of(Risk, risk, field="risk"), one_of(SafetyDecision.Decision, decision, field="decision")
    p = rules.in_force(timezone.localdate(at))
    another = rules.another_decides(risk, decision, p)
    if another and report.taken_by_id == by.pk:
        raise AnotherDecides(report)
    why = sentence(said)
    last = SafetyDecision.objects.filter(report=report).order_by("-pk").first()
    if last and (last.decision, last.risk, last.said, last.decided_by_id) == (decision, risk, why, by.pk):
        return last
    made = SafetyDecision.objects.create(
        case=report.case, report=report, risk=risk,
        decision=decision, said=why,
        decided_by=by, taken_by_id=report.taken_by_id, needs_another=another, at=at,
        until=rules.decision_ends(decision, at, p),
    )  # fmt: skip
    if report.status == AbuseReport.Status.OPEN:
        return _closed(report, made)
    report.risk = risk
    report.save(update_fields=["risk"])
    return made


def _closed(report: AbuseReport, made: SafetyDecision) -> SafetyDecision:
    """The first decision stops the clock."""
    states.move(report, AbuseReport.Status.DECIDED, decided_at=made.at, risk=made.risk)
    return made
