"""A regency with a secret case that has come a long way, an ordinary one beside it, and the words that betray it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from lumbung.cases import actions
from lumbung.cases.models import Case, Contact
from lumbung.cases.tests import factories
from lumbung.cases.tests.factories import DAY, NOON
from lumbung.childhood import actions as childhood
from lumbung.childhood.tests import factories as children
from lumbung.referrals import actions as desk
from lumbung.referrals.tests import factories as referring

NEED = "Disekap di gudang Wanasepikarang"
CALLED = "Zubaedahningrum"
WITNESS = "Bidan Tridayaningsih"
TITLE = "Pindahkan ke rumah aman Sekarmelati"
SEEN = "Lebam di punggung Gendhukarum"
NEIGHBOUR = "Mbah Wirasandiko"
RESULT = "Didampingi konselor Wulansarirukma"


@dataclass
class Care:
    """Who works there, the secret cases, the ordinary one, and every word that tells of the secret ones."""

    who: dict[str, Any]
    secret: Case
    child: Case
    ordinary: Case
    betraying: set[str] = field(default_factory=set)


def regency(called: str = CALLED) -> Care:
    """A trafficking victim in a centre up to after-care, known to her team; nothing of it is anybody else's."""
    who = factories.people()
    ordinary = factories.opened(who)
    person = factories.person(called)
    given = {
        "mode": "residential",
        "mode_reason": f"{NEED}, tidak aman di rumah.",
        "need": NEED,
        "referred_by": WITNESS,
    }
    case = factories.secret(who, of=person, **given)
    case = factories.discussed(who, factories.agreed(who, case, withheld=f"Alamat {WITNESS}"))
    case = factories.conferred(who, case)
    at = {"case_id": case.pk, "on": DAY}
    for step in ("plan", "implementation", "monitoring"):
        case = actions.skip_step(step=step, reason=NEED, by=who["supervisor"], **at)
    contact = Contact.objects.filter(case=case).earliest("due_on")
    actions.note_contact(contact_id=contact.pk, found="relapse", said=NEED, by=who["worker"], on=DAY, at=NOON)
    actions.open_urgent_task(case=case, cause="test", title=TITLE, by=who["worker"], at=timezone.now())
    duty = factories.proposals.somebody("social_worker", factories.REGENCY)
    glass = actions.break_glass(case_id=case.pk, reason=NEED, by=duty, at=timezone.now())
    actions.review_glass(glass_id=glass.pk, verdict="wrong", by=who["supervisor"], on=DAY)
    _refer(who, case)
    link = f'href="/kasus/{case.pk}/"'
    words = {NEED, WITNESS, TITLE, RESULT, link, f"Kasus {case.pk}", "dijemput dari"}
    child = hurt(who)
    words |= {SEEN, NEIGHBOUR, f'href="/kasus/{child.pk}/"', f"Kasus {child.pk}"}
    return Care(who, case, child, ordinary, words)


def hurt(who: dict[str, Any]) -> Case:
    """A child of whom a village operator has told: decided on, referred, a sister looked at, a paper, a print."""
    one, _others = children.household()
    given = {"person_id": one.pk, "happened": SEEN, "told_by": NEIGHBOUR, "suspect_is_guardian": "yes"}
    report = children.reported(who, **given)
    at: dict[str, Any] = {"report_id": report.pk, "by": who["supervisor"], "at": NOON}
    childhood.decide_safety(risk="high", decision="relative", said=SEEN, **at)
    police = {"sector": "police", "place": NEIGHBOUR, "child": "yes", "guardian": "not_asked", "said": SEEN}
    childhood.tell(**police, **at)
    look = report.siblings.earliest("pk")
    childhood.look_at(sibling_id=look.pk, answer="worry", said=SEEN, by=who["supervisor"], at=NOON)
    childhood.keep_paper(what=SEEN, content=b"%PDF-1.4", **at)
    childhood.note_print(content=b"%PDF-1.4", acts=4, why=NEIGHBOUR, **at)
    return report.case


def _refer(who: dict[str, Any], case: Case) -> None:
    """She is referred with what she agreed to, served, and referred once more: that need has risen to the province."""
    there = referring.people()
    spoken = referring.agreement("need", given_by=CALLED, sign="verbal", witness=WITNESS)
    given: dict[str, Any] = {"case_id": case.pk, "by": who["worker"], "on": DAY}
    place = referring.health_centre(there)
    sent = actions.refer_person(institution_id=place.pk, words=NEED, agreement=spoken, **given)
    desk.answer(referral_id=sent.pk, status="served", said=RESULT, by=there["answers"], on=DAY)
    other = referring.health_centre(there, name="Rumah Sakit Umum")
    again = actions.refer_person(institution_id=other.pk, words=f"{NEED}, lukanya dalam", **given)
    desk.escalate(need_id=again.need_id, reason=NEED, by=who["worker"], on=DAY)
