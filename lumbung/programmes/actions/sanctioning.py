"""Sanctions: a second person signs or dismisses, the family appeals, another officer decides."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, formats, states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.programmes import conditions
from lumbung.programmes.models import Appeal, Departure, Sanction

_NEXT_QUARTER = """
    UPDATE programmes_sanction s
       SET since = told.quarter, until = (told.quarter + interval '3 months' - interval '1 day')::date
      FROM (SELECT o.id, greatest(o.since, date_trunc('quarter', %(on)s::date)::date, lined.quarter, decided.quarter)
                   AS quarter
              FROM programmes_sanction o
             CROSS JOIN LATERAL (SELECT date_trunc('quarter', max(upper(l.period)))::date AS quarter
                                   FROM payments_line l WHERE l.family_id = o.family_id AND l.programme = %(kind)s
                                    AND l.status <> 'cancelled') lined
             CROSS JOIN LATERAL (SELECT (date_trunc('quarter', max(r."on")) + interval '3 months')::date AS quarter
                                   FROM programmes_run r
                                  WHERE r.kind = %(kind)s AND r.status = 'decided' AND r.family_ids IS NULL
                                    AND starts_with(o.region_code, r.region_code)) decided
             WHERE o.id = ANY(%(ids)s)) told
     WHERE told.id = s.id
"""
"""The next quarter that is neither paid nor decided already, so that the sanction meets the next cycle."""


_OPEN_REMOVALS = """
    INSERT INTO programmes_departure (region_code, family_id, kind, route, status, found_on, minutes, sanction_id,
                                      assessment, said)
    SELECT s.region_code, s.family_id, %(kind)s, 'removal', 'found', %(on)s, '', s.id, '', ''
      FROM programmes_sanction s WHERE s.id = ANY(%(ids)s) AND s.step = 'removal' ORDER BY s.id
    ON CONFLICT DO NOTHING
"""


class SameSigns(Refusal):
    """Whoever proposed a sanction doesn't sign it."""

    message = _("Yang mengusulkan tidak bisa menandatangani. Minta pejabat lain.")
    status = 403


class SameDecides(Refusal):
    """Whoever signed a sanction or filed the appeal doesn't decide it."""

    message = _("Yang menandatangani sanksi atau mencatat keberatan tidak bisa memutusnya. Minta pejabat lain.")
    status = 403


class SayWhy(BadInput):
    """A decision about a family is given with its reason."""

    message = _("Tulis alasannya dalam kalimat yang bisa dibaca keluarga.")


class TooLateToAppeal(Refusal):
    """The days in which an appeal is taken are over."""

    message = _("Keberatan diajukan paling lambat %(days)s hari setelah sanksi ditandatangani, yaitu %(day)s.")


@transaction.atomic
def sign_sanctions(*, sanction_ids: Sequence[int], by: Any, on: date) -> int:
    """A second person signs: from the next cycle on the money follows. Returns how many were signed.

    Those signed before stay as they are. A removal also opens the family's way out, which three people walk.
    """
    allowed(by, "programmes.sign_sanction")
    wanted = set(sanction_ids)
    found = list(Sanction.objects.visible_to(by).select_for_update().filter(pk__in=wanted).order_by("pk"))
    if len(found) != len(wanted):
        raise NotFound(wanted)
    fresh = [one for one in found if one.status == Sanction.Status.PROPOSED]
    if any(one.proposed_by_id == by.pk for one in fresh):
        raise SameSigns(fresh)
    signed = Sanction.objects.filter(pk__in=[one.pk for one in fresh])
    signed.update(status=Sanction.Status.SIGNED, signed_by=by.pk, signed_on=on)
    told = {"on": on, "kind": conditions.PROGRAMME, "ids": [one.pk for one in fresh]}
    bulk.execute(_NEXT_QUARTER, told)
    bulk.execute(_OPEN_REMOVALS, told)
    return len(fresh)


@transaction.atomic
def dismiss_sanction(*, sanction_id: int, why: str, by: Any, on: date) -> Sanction:
    """The second person doesn't sign: an exemption, or a mistake in the records."""
    found = _locked(sanction_id, "programmes.sign_sanction", by)
    if found.proposed_by_id == by.pk:
        raise SameSigns(found)
    told = {"signed_by_id": by.pk, "signed_on": on, "dismissed_because": said(why)}
    return states.move(found, Sanction.Status.DISMISSED, **told)


@transaction.atomic
def appeal(
    *, sanction_id: int, words: str, by: Any, on: date, channel: str = Appeal.Channel.FACILITATOR, exemption: str = ""
) -> Appeal:
    """The family objects, itself or through its facilitator; until somebody decides, no money is withheld.

    The same call again gives the same appeal. Raises TooLateToAppeal after `appeal_days.file`.
    """
    allowed(by, "programmes.appeal")
    found = _locked(sanction_id, "programmes.appeal", by)
    if known := Appeal.objects.filter(sanction=found, words=words.strip(), filed_by_id=by.pk).first():
        return known
    days = conditions.in_force(on).appeal_days
    last = (found.signed_on or on) + timedelta(days=days["file"])
    if on > last:
        raise TooLateToAppeal(days=days["file"], day=formats.day_long(last))
    states.move(found, Sanction.Status.APPEALED)
    return Appeal.objects.create(
        region_code=found.region_code,
        sanction=found,
        channel=channel,
        exemption=exemption,
        words=said(words),
        filed_by_id=by.pk,
        filed_on=on,
        due_on=on + timedelta(days=days["answer"]),
        signer_id=found.signed_by_id,
    )


@transaction.atomic
def decide_appeal(*, appeal_id: int, granted: bool, answer: str, by: Any, on: date) -> Appeal:
    """Another officer decides. Granted: the sanction is lifted, and what was withheld comes with the next cycle."""
    allowed(by, "programmes.decide_appeal")
    found = Appeal.objects.visible_to(by).select_for_update().filter(pk=appeal_id).first()
    if found is None:
        raise NotFound(appeal_id)
    if by.pk in (found.filed_by_id, found.signer_id):
        raise SameDecides(found)
    sanction = Sanction.objects.select_for_update().get(pk=found.sanction_id)
    outcome = Appeal.Status.GRANTED if granted else Appeal.Status.REFUSED
    states.move(found, outcome, decided_by_id=by.pk, decided_on=on, answer=said(answer))
    states.move(sanction, Sanction.Status.LIFTED if granted else Sanction.Status.SIGNED)
    if granted:
        _close_removal(sanction, answer)
    else:
        bulk.execute(_NEXT_QUARTER, {"on": on, "kind": conditions.PROGRAMME, "ids": [sanction.pk]})
    return found


def said(why: str) -> str:
    """A reason that says something."""
    if not why.strip():
        raise SayWhy(fields={"why": str(SayWhy.message)})
    return why.strip()


def _locked(sanction_id: int, permission: str, by: Any) -> Sanction:
    allowed(by, permission)
    found = Sanction.objects.visible_to(by).select_for_update().filter(pk=sanction_id).first()
    if found is None:
        raise NotFound(sanction_id)
    return found


def _close_removal(sanction: Sanction, answer: str) -> None:
    for one in Departure.objects.select_for_update().filter(sanction=sanction, status__in=Departure.OPEN):
        states.move(one, Departure.Status.REJECTED, said=answer.strip())
