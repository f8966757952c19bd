"""After a report: telling police, health and legal aid, looking at the other children, papers, the print for court."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.childhood import rules
from lumbung.childhood.actions.common import person_may, report_of, sentence
from lumbung.childhood.models import AbusePaper, AbuseReferral, AbuseReport, CourtPrint, SiblingLook
from lumbung.core import evidence, files
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.wording import one_of
from lumbung.referrals import actions as referrals
from lumbung.referrals import queries as referral_queries
from lumbung.referrals.models import Consent, Institution, Need, Urgency

UNMET = {
    "child_agrees": _("anak yang cukup besar harus ditanya dan setuju"),
    "guardian_agrees": _("orang tua atau wali harus ditanya dan setuju, kecuali ia sendiri terduga pelaku"),
    "suspect_not_asked": _("orang tua atau wali yang terduga pelaku jangan ditanya"),
}

TOLD = (Consent.Part.NAME, Consent.Part.AGE, Consent.Part.NEED)
"""What an institution is told of a child who agreed; where the law allows it without, the desk says what."""


class NobodyAgreedToIt(Refusal):
    """Neither consent nor law allows it."""

    message = _("Rujukan ini belum boleh: %(why)s.")


@transaction.atomic
def tell(
    *,
    report_id: int,
    sector: str,
    child: str,
    guardian: str,
    said: str,
    by: Any,
    at: datetime,
    place: str = "",
    institution_id: int | None = None,
) -> AbuseReferral:
    """Tell police, health or legal aid of a child, by consent or where the law allows it without.

    An institution of the directory is told through the referral desk, whose need only the team of the case reads, and
    answers there. The same place again is the same referral.
    """
    report = report_of(report_id, by)
    listed = referral_queries.institution(viewer=by, institution_id=institution_id) if institution_id else None
    p = rules.in_force(timezone.localdate(at))
    told = rules.Telling(sector, child, guardian, report.suspect_is_guardian, report.danger, report.age)
    ground, unmet = rules.ground(told, p)
    if not ground:
        raise NobodyAgreedToIt(report, why="; ".join(str(UNMET[name]) for name in unmet))
    name = listed.name if listed else sentence(place, field="place")
    known = AbuseReferral.objects.filter(report=report, sector=sector, place=name).first()
    if known is not None:
        return known
    words = sentence(said)
    return AbuseReferral.objects.create(
        case=report.case, report=report, sector=one_of(AbuseReferral.Sector, sector, field="sector"),
        place=name, said=words, ground=ground,
        child_said=one_of(AbuseReferral.Asked, child, field="child"),
        guardian_said=one_of(AbuseReferral.Asked, guardian, field="guardian"), at=at, by=by,
        law=p.entry("without_consent").law if ground == AbuseReferral.Ground.LAW else "",
        referral=_through_the_desk(report, listed, ground, words, by, at) if listed else None,
    )  # fmt: skip


def _through_the_desk(report: AbuseReport, place: Institution, ground: str, words: str, by: Any, at: datetime) -> Any:
    """A need in danger that the team reads, sent to one institution with what was agreed, or why it is told without."""
    on = timezone.localdate(at)
    team = report.case.members.filter(until=None).values_list("user_id", flat=True)
    where: dict[str, Any] = {"person_id": report.person_id}
    if report.person_id is None:
        where = {"called": report.called, "age": report.age, "region_code": report.region_code}
    kept: dict[str, Any] = {"topic": str(Need.Topic.CHILD), "cause": str(report)}
    heard = referrals.Heard(words, place.sectors[0], str(Urgency.DANGER), str(Need.Channel.CASE), **kept, **where)
    need = referrals.note_need(heard=heard, by=by, on=on, readers=list(team))
    spoken = {"relation": Consent.Relation.SELF, "sign": Consent.Sign.VERBAL, "witness": str(by)}
    agreement = referrals.Agreement(given_by=report.called, parts=list(TOLD), **spoken)
    by_consent = ground == AbuseReferral.Ground.CONSENT
    return referrals.refer(
        need_id=need.pk, institution_id=place.pk, by=by, on=on, agreement=agreement if by_consent else None,
        ground_said="" if by_consent else words,
    )  # fmt: skip


@transaction.atomic
def look_at(*, sibling_id: int, answer: str, said: str, by: Any, at: datetime) -> SiblingLook:
    """How another child of the household is. Who was not met may be looked at again; the same again changes nothing."""
    person_may(by, "childhood.protect")
    found = SiblingLook.objects.visible_to(by).select_for_update().filter(pk=sibling_id).first()
    if found is None:
        raise NotFound(sibling_id)
    report_of(found.report_id, by)
    told = sentence(said)
    if found.answer in ("", SiblingLook.Answer.NOT_FOUND):
        found.answer, found.said, found.at, found.by = one_of(SiblingLook.Answer, answer, field="answer"), told, at, by
        found.save(update_fields=["answer", "said", "at", "by"])
    return found


@transaction.atomic
def keep_paper(*, report_id: int, what: str, content: bytes, by: Any, at: datetime) -> AbusePaper:
    """Keep a paper under its fingerprint; the same paper again is the same record."""
    report = report_of(report_id, by)
    named = sentence(what, field="what")
    kept = evidence.keep(content)
    told = {"case": report.case, "what": named, "media_type": kept.media_type, "at": at, "by": by}
    made, _new = AbusePaper.objects.get_or_create(report=report, ref=kept.ref, defaults=told)
    return made


@transaction.atomic
def note_print(*, report_id: int, content: bytes, acts: int, why: str, by: Any, at: datetime) -> CourtPrint:
    """The timeline was printed: for whom, by whom, and the fingerprint by which the paper is known again."""
    report = report_of(report_id, by)
    ref = files.store(content, ".pdf")
    told = {"ref": ref, "acts": acts, "why": sentence(why, field="why"), "at": at, "by": by}
    return CourtPrint.objects.create(case=report.case, report=report, **told)
