"""Reports of suspected abuse for their team, what is late, and everything that was done, in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lumbung.cases.models import Glass
from lumbung.childhood.models import AbusePaper, AbuseReferral, AbuseReport, CourtPrint, SafetyDecision, SiblingLook
from lumbung.core.refusals import NotFound


@dataclass(frozen=True)
class Act:
    """One thing that somebody did about a report, at which moment of the server; `ref` is a paper's fingerprint."""

    at: datetime
    who: str
    what: str
    said: str = ""
    ref: str = ""


def reports(*, viewer: Any) -> QuerySet[AbuseReport]:
    """Every report that the viewer is let know of, those without a decision first."""
    found = AbuseReport.objects.visible_to(viewer).select_related("taken_by", "case__worker", "case__supervisor")
    return found.order_by("-status", "decide_by", "-pk")


def report(*, viewer: Any, report_id: int) -> AbuseReport:
    """One report; raises NotFound, which tells nothing of what lies behind the wall."""
    found = reports(viewer=viewer).select_related("person").filter(pk=report_id).first()
    if found is None:
        raise NotFound(report_id)
    return found


def late_reports(*, viewer: Any, at: datetime) -> QuerySet[AbuseReport]:
    """Reports whose hour is over without a decision."""
    return reports(viewer=viewer).filter(status=AbuseReport.Status.OPEN, decide_by__lt=at)


def safety_of(*, viewer: Any, report_id: int) -> QuerySet[SafetyDecision]:
    """Decisions on a child's safety, the latest first."""
    found = SafetyDecision.objects.visible_to(viewer).filter(report_id=report_id)
    return found.select_related("decided_by").order_by("-at", "-pk")


def referrals_of(*, viewer: Any, report_id: int) -> QuerySet[AbuseReferral]:
    """Who was told of it."""
    found = AbuseReferral.objects.visible_to(viewer).filter(report_id=report_id)
    return found.select_related("by", "referral").order_by("at", "pk")


def siblings_of(*, viewer: Any, report_id: int) -> QuerySet[SiblingLook]:
    """The other children of the household."""
    found = SiblingLook.objects.visible_to(viewer).filter(report_id=report_id)
    return found.select_related("person", "by").order_by("pk")


def looks_due(*, viewer: Any) -> QuerySet[SiblingLook]:
    """Children whom nobody has looked at yet, the most pressing first."""
    found = SiblingLook.objects.visible_to(viewer).filter(answer__in=["", SiblingLook.Answer.NOT_FOUND])
    return found.select_related("case").order_by("due_at", "pk")


def papers_of(*, viewer: Any, report_id: int) -> QuerySet[AbusePaper]:
    """Papers about it."""
    return AbusePaper.objects.visible_to(viewer).filter(report_id=report_id).select_related("by").order_by("at", "pk")


def paper(*, viewer: Any, paper_id: int) -> AbusePaper:
    """One paper; raises NotFound."""
    found = AbusePaper.objects.visible_to(viewer).filter(pk=paper_id).first()
    if found is None:
        raise NotFound(paper_id)
    return found


def prints_of(*, viewer: Any, report_id: int) -> QuerySet[CourtPrint]:
    """Who printed the timeline, and for whom."""
    return CourtPrint.objects.visible_to(viewer).filter(report_id=report_id).select_related("by").order_by("at", "pk")


def acts_of(*, viewer: Any, report: AbuseReport) -> list[Act]:
    """Everything that was done about a report, in the order of the server's time."""
    return sorted(_acts(viewer, report), key=lambda act: act.at)


def _acts(viewer: Any, report: AbuseReport) -> Iterator[Act]:
    of: dict[str, Any] = {"viewer": viewer, "report_id": report.pk}
    taker = str(report.taken_by or _("laporan warga tanpa akun"))
    yield Act(report.received_at, taker, _("Laporan diterima"), report.happened)
    for one in safety_of(**of):
        what = _("Putusan keselamatan: %(decision)s (%(risk)s)")
        told = {"decision": one.get_decision_display(), "risk": one.get_risk_display()}
        yield Act(one.at, str(one.decided_by), what % told, one.said)
    for told_to in referrals_of(**of):
        what = _("Dirujuk ke %(place)s (%(sector)s), dasar: %(ground)s") % {
            "place": told_to.place, "sector": told_to.get_sector_display(), "ground": told_to.get_ground_display(),
        }  # fmt: skip
        yield Act(told_to.at, str(told_to.by), what, told_to.law or told_to.said)
    for child in siblings_of(**of).filter(at__isnull=False):
        told = {"name": child.person.name, "answer": child.get_answer_display()}
        yield Act(child.at, str(child.by), _("Anak lain dilihat: %(name)s, %(answer)s") % told, child.said)  # type: ignore[arg-type]
    for kept in papers_of(**of):
        yield Act(kept.at, str(kept.by), _("Berkas disimpan: %(what)s") % {"what": kept.what}, ref=kept.ref)
    for printed in prints_of(**of):
        yield Act(
            printed.at, str(printed.by), _("Garis waktu dicetak untuk %(why)s") % {"why": printed.why}, ref=printed.ref
        )
    for glass in Glass.objects.visible_to(viewer).filter(case=report.case_id).select_related("user"):
        yield Act(glass.at, str(glass.user), _("Kasus dibuka dalam keadaan darurat"), glass.reason)
