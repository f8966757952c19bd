"""Somebody is referred: where, for what, with which consent; and a referral that is taken back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.referrals import rules
from lumbung.referrals.actions.common import held_need, held_referral, person_may, sentence
from lumbung.referrals.actions.consenting import Agreement, write_consent
from lumbung.referrals.models import Institution, Need, Referral


class TakesNobody(Refusal):
    """The institution has closed."""

    message = _("Lembaga ini sedang tidak melayani. Pilih yang lain di direktori.")


class NotInThatSector(BadInput):
    """It serves other needs."""

    message = _("Lembaga ini tidak melayani sektor kebutuhan ini.")


class NoChild(BadInput):
    """The exception is for children."""

    message = _("Dasar ini hanya untuk anak. Orang ini tercatat berumur %(age)s tahun; catat persetujuannya.")


@transaction.atomic
def refer(
    *,
    need_id: int,
    institution_id: int,
    by: Any,
    on: date,
    service: str = "",
    agreement: Agreement | None = None,
    ground_said: str = "",
) -> Referral:
    """Send somebody to an institution, which answers until a day. The same place again is the same referral, to
    which an agreement that comes later is added.

    Without an agreement it learns that somebody comes; `ground_said` says why it is told of a child in danger.
    """
    person_may(by=by, permission="referrals.refer")
    need = held_need(need_id=need_id, by=by)
    place = Institution.objects.visible_to(by).filter(pk=institution_id).first()
    if place is None:
        raise NotFound(institution_id)
    known = Referral.objects.filter(need=need, institution=place, status__in=Referral.UNDER_WAY).first()
    if known is not None:
        return _agreed_later(known, agreement, by=by, on=on)
    _fits(need, place)
    p = rules.in_force(on)
    reason = _ground(need, ground_said, p)
    made = Referral.objects.create(
        need=need, institution=place, sector=need.sector, urgency=need.urgency,
        service=sentence(service, field="service", needed=False) or place.services,
        ground=Referral.Ground.CHILD if reason else Referral.Ground.NONE, ground_said=reason,
        sent_on=on, sent_by=by, due_on=rules.answer_due(need.urgency, on, p),
    )  # fmt: skip
    made.refresh_from_db()
    if agreement is not None:
        write_consent(made, agreement, by=by, on=on)
    if need.status == Need.Status.OPEN:
        states.move(need, Need.Status.REFERRED)
    return made


@transaction.atomic
def withdraw_referral(*, referral_id: int, said: str, by: Any, on: date) -> Referral:
    """They no longer go there; the need waits at the desk again."""
    person_may(by=by, permission="referrals.refer")
    found = held_referral(referral_id=referral_id, by=by)
    if found.status == Referral.Status.WITHDRAWN:
        return found
    states.move(found, Referral.Status.WITHDRAWN, reason=sentence(said))
    back_to_the_desk(found, on=on)
    return found


def back_to_the_desk(referral: Referral, *, on: date) -> None:
    """A need that goes nowhere any more waits at its desk, with the limit of the desk from that day on."""
    need = Need.objects.select_for_update(no_key=True).get(pk=referral.need_id)
    under_way = Referral.objects.filter(need=need, status__in=Referral.UNDER_WAY).exists()
    if need.status == Need.Status.REFERRED and not under_way:
        due = rules.desk_due(need.level, need.urgency, on, rules.in_force(on))
        states.move(need, Need.Status.OPEN, due_on=due)


def _agreed_later(known: Referral, agreement: Agreement | None, *, by: Any, on: date) -> Referral:
    """A referral that was sent already, with the consent that comes only now; what was taken back stays so."""
    if agreement is not None and not known.consents.exclude(withdrawn_on=None).exists():
        write_consent(known, agreement, by=by, on=on)
    return known


def _fits(need: Need, place: Institution) -> None:
    if place.status != Institution.Status.OPEN:
        raise TakesNobody(place)
    if need.sector not in place.sectors:
        raise NotInThatSector(fields={"institution_id": str(NotInThatSector.message)})


def _ground(need: Need, said: str, p: Any) -> str:
    """Why a child in danger is told of without consent; raises NoChild for somebody who is known to be grown up."""
    told = sentence(said, field="ground_said", needed=False)
    if told and rules.told_of_a_child(need.age, p) is None:
        wrong = {"age": need.age}
        raise NoChild(**wrong, fields={"ground_said": str(NoChild.message % wrong)})
    return told
