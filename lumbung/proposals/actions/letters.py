"""The signed letter of absolute responsibility (SPTJM): where no meeting is held, the village head answers alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.proposals.actions.common import Moved, claim, move, sentence
from lumbung.proposals.actions.papers import keep
from lumbung.proposals.flow import ACTS
from lumbung.proposals.models import AgendaItem, Letter, Meeting, Paper, Proposal


class OneVillage(BadInput):
    """A village head answers for the own village."""

    message = _("Satu SPTJM hanya untuk usulan dari satu desa.")


class LetterNumberTaken(BadInput):
    """A number of a letter is used once."""

    message = _("Nomor SPTJM “%(number)s” sudah dipakai desa ini.")


class OnAnAgenda(BadInput):
    """The meeting decides about it."""

    message = _("Usulan %(number)s ada di acara musyawarah yang sedang disiapkan. Selesaikan musyawarahnya dulu.")


@transaction.atomic
def sign_letter(
    *,
    proposal_ids: Sequence[int],
    number: str,
    signer: str,
    office: str,
    signed_on: date,
    content: bytes,
    by: Any,
    on: date,
) -> tuple[Letter, Moved]:
    """The signed letter over some proposals of one village; they go to the regency."""
    act = ACTS["agree"]
    chosen = claim(proposal_ids=proposal_ids, act=act, by=by, on=on)
    villages = set(Proposal.objects.filter(pk__in=chosen.done).values_list("region_code", flat=True))
    if len(villages) > 1:
        raise OneVillage(fields={"proposals": str(OneVillage.message)})
    [village] = villages
    _refuse_on_agenda(chosen.done)
    if Letter.objects.filter(region_code=village, number=number.strip()).exists():
        told = {"number": number}
        raise LetterNumberTaken(**told, fields={"number": str(LetterNumberTaken.message % told)})
    letter = Letter.objects.create(
        region_code=village,
        number=sentence(number, field="number"),
        signer=sentence(signer, field="signer"),
        office=sentence(office, field="office"),
        signed_on=signed_on,
        by=by,
    )
    keep(kind=Paper.Kind.LETTER, content=content, by=by, on=on, letter=letter)
    move(ids=chosen.done, act=act.name, to=act.to, by=by, on=on, letter=letter)
    return letter, chosen


def _refuse_on_agenda(ids: Sequence[int]) -> None:
    taken = AgendaItem.objects.filter(proposal__in=ids, meeting__status=Meeting.Status.CALLED).first()
    if taken:
        raise OnAnAgenda(taken, number=taken.proposal_id)
