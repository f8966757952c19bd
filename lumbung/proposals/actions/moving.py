"""Letting proposals go on: village, verifier, head of office, regent, ministry.

Every act takes numbers of proposals, one or thousands: a docket is signed by the same statement as a single case.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk
from lumbung.core.refusals import Refusal
from lumbung.proposals import queries
from lumbung.proposals.actions.common import Moved, claim, move
from lumbung.proposals.flow import ACTS
from lumbung.proposals.models import Docket, Paper, Proposal
from lumbung.proposals.models.way import SIGNATURES, after

REGENCY = 5


class PapersMissing(Refusal):
    """The village sends nothing on without its papers."""

    message = _("Bukti usulan %(number)s belum lengkap: %(papers)s.")


class PlaceMissing(Refusal):
    """The photo must say where it was taken."""

    message = _("Koordinat foto usulan %(number)s belum ada. Tambahkan foto rumah dengan koordinatnya.")


@transaction.atomic
def check_proposals(*, proposal_ids: Sequence[int], by: Any, on: date) -> Moved:
    """The village operator finds them complete: the meeting, or the village head's letter, is next."""
    chosen = claim(proposal_ids=proposal_ids, act=ACTS["check"], by=by, on=on)
    _refuse_incomplete(chosen.done)
    return _advance("check", chosen, by, on)


@transaction.atomic
def verify_proposals(*, proposal_ids: Sequence[int], by: Any, on: date) -> Moved:
    """The regency's verifier finds that papers and answers agree."""
    return _advance("verify", claim(proposal_ids=proposal_ids, act=ACTS["verify"], by=by, on=on), by, on)


@transaction.atomic
def endorse_proposals(*, proposal_ids: Sequence[int], by: Any, on: date) -> Moved:
    """The head of the social office endorses: they go into the regency's docket of the month."""
    chosen = claim(proposal_ids=proposal_ids, act=ACTS["endorse"], by=by, on=on)
    regency = Proposal.objects.filter(pk__in=chosen.done).values_list("region_code", "pk")
    by_regency: dict[str, list[int]] = {}
    for village, pk in regency:
        by_regency.setdefault(village[:REGENCY], []).append(pk)
    for code, ids in by_regency.items():
        _advance("endorse", Moved(tuple(ids)), by, on, docket=_docket(code, on))
    return chosen


@transaction.atomic
def sign_proposals(*, proposal_ids: Sequence[int], by: Any, on: date) -> Moved:
    """The regent or mayor signs, normally a whole docket: they go to the ministry."""
    return _advance("sign", claim(proposal_ids=proposal_ids, act=ACTS["sign"], by=by, on=on), by, on)


@transaction.atomic
def decide_proposals(*, proposal_ids: Sequence[int], by: Any, on: date) -> Moved:
    """The ministry agrees: somebody goes and looks."""
    return _advance("decide", claim(proposal_ids=proposal_ids, act=ACTS["decide"], by=by, on=on), by, on)


def _advance(act: str, chosen: Moved, by: Any, on: date, **written: Any) -> Moved:
    step = ACTS[act]
    move(ids=chosen.done, act=act, to=step.to, by=by, on=on, **{SIGNATURES[step.at]: by}, **written)
    return chosen


def _refuse_incomplete(ids: Sequence[int]) -> None:
    """The first of them that lacks a paper or a place."""
    for number, lacking in queries.lacking(proposal_ids=ids).items():
        if lacking.papers:
            words = ", ".join(str(Paper.Kind(kind).label) for kind in lacking.papers)
            raise PapersMissing(number, number=number, papers=words)
        raise PlaceMissing(number, number=number)


def _docket(regency: str, on: date) -> Docket:
    """The month's docket that the regent has not begun to sign; else the next number."""
    bulk.one_at_a_time(f"docket {regency} {on:%Y-%m}")
    month = on.replace(day=1)
    signed = Proposal.objects.filter(docket=OuterRef("pk"), status__in=after(ACTS["sign"].at))
    known = Docket.objects.filter(region_code=regency, month=month)
    unsigned = known.filter(~Exists(signed)).order_by("-number").first()
    return unsigned or Docket.objects.create(region_code=regency, month=month, number=known.count() + 1)
