"""The other side answers: on the screen, by a letter that the desk enters, or through the API; and what came of it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
from lumbung.core.wall import lifted
from lumbung.referrals import rules
from lumbung.referrals.actions.common import SaySomething, held_referral, person_may, sentence
from lumbung.referrals.actions.sending import back_to_the_desk
from lumbung.referrals.models import Need, Referral

ANSWERS = (
    Referral.Status.ACCEPTED, Referral.Status.REFUSED, Referral.Status.NEEDS_MORE, Referral.Status.SERVED,
)  # fmt: skip
ANSWER, REFER = "referrals.answer", "referrals.refer"


class NoSuchAnswer(BadInput):
    """An answer is one of four."""

    message = _("Pilih jawabannya: diterima, ditolak, perlu keterangan, atau terlayani.")


class AnswersForThemselves(Refusal):
    """Whoever refers doesn't answer in the institution's place."""

    message = _("Yang merujuk tidak menjawab sendiri. Masukkan surat balasannya, atau minta petugas lembaga itu.")
    status = 403


class LetterMissing(BadInput):
    """A reply on paper is found again by its number."""

    message = _("Tulis nomor dan tanggal surat balasannya.")


class WaitsForThem(Refusal):
    """Nothing has come back yet."""

    message = _("Rujukan ini belum dijawab.")


@transaction.atomic
def answer(*, referral_id: int, said: str, status: str, by: Any, on: date, via: str = Referral.Via.SCREEN) -> Referral:
    """The institution says yes, no and why, what it still needs, or what it did. The same again changes nothing."""
    person_may(by=by, permission=ANSWER)
    found = held_referral(referral_id=referral_id, by=by)
    if by.pk not in found.institution.answerers:
        raise NotFound(referral_id)
    if by.pk == found.sent_by_id:
        raise AnswersForThemselves(found)
    return _answered(found, status, said, by, on, via=via)


@transaction.atomic
def enter_reply(*, referral_id: int, said: str, status: str, letter: str, by: Any, on: date) -> Referral:
    """The desk enters what a letter says, with its number; the same letter again changes nothing."""
    person_may(by=by, permission=REFER)
    found = held_referral(referral_id=referral_id, by=by)
    number = sentence(letter, field="letter", needed=False)
    if not number:
        raise LetterMissing(fields={"letter": str(LetterMissing.message)})
    return _answered(found, status, said, by, on, via=Referral.Via.LETTER, letter=number)


@transaction.atomic
def give_more(*, referral_id: int, said: str, by: Any, on: date) -> Referral:
    """What the institution asked for is added to the need, and its days begin again."""
    person_may(by=by, permission=REFER)
    found = held_referral(referral_id=referral_id, by=by)
    if found.status == Referral.Status.SENT and found.answered_on is not None:
        return found
    need = Need.objects.select_for_update(no_key=True).get(pk=found.need_id)
    need.words = f"{need.words}\n{sentence(said)}"
    need.save(update_fields=["words"])
    due = rules.answer_due(found.urgency, on, rules.in_force(on))
    return states.move(found, Referral.Status.SENT, due_on=due)


@transaction.atomic
def read_result(*, referral_id: int, by: Any, on: date) -> Referral:
    """Whoever asked has read what came back; read twice it is read."""
    person_may(by=by, permission="referrals.view")
    found = held_referral(referral_id=referral_id, by=by)
    if found.answered_on is None:
        raise WaitsForThem(found)
    if found.need.asked_by_id != by.pk:
        raise NotAllowed(referral_id)
    if found.told_on is None:
        found.told_on = on
        found.save(update_fields=["told_on"])
    return found


def _answered(found: Referral, status: str, said: str, by: Any, on: date, **how: Any) -> Referral:
    """The answer itself, its need with it: whoever answers need not be able to read that."""
    if status not in ANSWERS:
        raise NoSuchAnswer(fields={"status": str(NoSuchAnswer.message)})
    told = sentence(said, needed=False)
    if not told and status != Referral.Status.ACCEPTED:
        raise SaySomething(fields={"said": str(SaySomething.message)})
    if found.status == status and told in (found.reason, found.result):
        return found
    served = status == Referral.Status.SERVED
    words = {"result": told, "served_on": on} if served else {"reason": told}
    first = {"answered_on": on} if found.answered_on is None else {}
    states.move(found, status, answered_by=by, told_on=None, **words, **first, **how)
    with lifted():
        if served:
            _met(found, told, by, on)
        elif status == Referral.Status.REFUSED:
            back_to_the_desk(found, on=on)
    return found


def _met(referral: Referral, result: str, by: Any, on: date) -> None:
    """A need is met when nothing else of it is under way."""
    need = Need.objects.select_for_update(no_key=True).get(pk=referral.need_id)
    if need.is_open and not Referral.objects.filter(need=need, status__in=Referral.UNDER_WAY).exists():
        states.move(need, Need.Status.SOLVED, done_on=on, done_by=by, said=result)
