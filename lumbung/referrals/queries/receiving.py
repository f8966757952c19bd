"""What the other side is told: the parts that somebody agreed to, or that the law allows, and nothing else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lumbung.core.refusals import NotFound
from lumbung.core.wall import lifted
from lumbung.referrals import rules
from lumbung.referrals.models import Consent, Need, Referral


@dataclass(frozen=True)
class Disclosure:
    """What is told of somebody: label and value of each part; by consent, by law, or nothing but that they come."""

    ground: str
    parts: list[tuple[str, str]]

    @property
    def is_bare(self) -> bool:
        """Whether nothing is told but that somebody comes."""
        return not self.parts


def received(*, viewer: Any) -> QuerySet[Referral]:
    """Referrals to institutions for which the viewer answers, those that wait first, by their limit."""
    found = Referral.objects.visible_to(viewer).filter(institution__answerers__contains=[viewer.pk])
    return found.select_related("institution").order_by("due_on", "urgency", "pk")


def received_one(*, viewer: Any, referral_id: int) -> Referral:
    """One of them; raises NotFound."""
    found = received(viewer=viewer).filter(pk=referral_id).first()
    if found is None:
        raise NotFound(referral_id)
    return found


def consent_in_force(*, referral: Referral) -> Consent | None:
    """The agreement that holds now; for whoever was shown the referral."""
    with lifted():
        return Consent.objects.filter(referral_id=referral.pk, withdrawn_on=None).first()


def disclosed(*, referral: Referral, on: date) -> Disclosure:
    """What may be told of whoever comes with a referral, on a day; for whoever was shown the referral."""
    agreed = consent_in_force(referral=referral)
    if agreed is not None:
        return Disclosure("consent", _told(referral, agreed.parts))
    if referral.ground == Referral.Ground.CHILD:
        return Disclosure("law", _told(referral, rules.in_force(on).child_in_danger["parts"]))
    return Disclosure("", [])


def _told(referral: Referral, parts: Any) -> list[tuple[str, str]]:
    """Values of these parts that are known, in the order of the form."""
    with lifted():
        need = Need.objects.get(pk=referral.need_id)
    known = {
        Consent.Part.NAME: need.called,
        Consent.Part.AGE: _("%(age)s tahun") % {"age": need.age} if need.age is not None else "",
        Consent.Part.PHONE: need.phone or "",
        Consent.Part.ADDRESS: need.address,
        Consent.Part.NEED: need.words,
    }
    return [(str(part.label), value) for part, value in known.items() if part in parts and value]
