"""Deciding about a pair: the same person, two people, or somebody has to go and look."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, Refusal, allowed
from lumbung.quality import queries
from lumbung.quality.actions.filling import open_checks
from lumbung.quality.models import DuplicatePair
from lumbung.registry import actions as registry
from lumbung.registry import queries as people
from lumbung.registry.models import Merge, Person

MAY_DECIDE = "quality.resolve_duplicate"
SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
Status = DuplicatePair.Status


class AlreadyDecided(Refusal):
    """Somebody else has decided about the pair."""

    message = _("Pasangan ini sudah diputuskan.")


class AlreadyOne(Refusal):
    """The two records became one by another merge."""

    message = _("Kedua catatan ini sudah menjadi satu oleh penggabungan lain.")


class SayWhy(BadInput):
    """A decision needs its reason."""

    message = _("Tulis alasannya, supaya keputusan ini bisa dipahami orang lain.")


class NotADecision(BadInput):
    """The decision is none of the three."""

    message = _("Pilih satu keputusan: orang yang sama, orang berbeda, atau belum pasti.")


class NotOfThePair(BadInput):
    """The record to keep is none of the two."""

    message = _("Pilih catatan yang dipertahankan dari kedua catatan ini.")


@transaction.atomic
def decide_duplicate(
    *,
    pair_id: int,
    decision: str,
    why: str,
    by: Any,
    on: date,
    survivor_id: int | None = None,
    choices: Mapping[str, int] | None = None,
    one_card_reason: str = "",
) -> DuplicatePair:
    """`same` merges the records or proposes it, `different` leaves both, `unsure` opens a visit to both families.

    `survivor_id` is the record to keep; `choices` maps a field to the record whose value stays. What nobody chose
    follows the proposal. A record merged since is decided about as the record it went into.
    """
    allowed(by, MAY_DECIDE)
    queries.pair(viewer=by, pair_id=pair_id)
    pair = DuplicatePair.objects.select_for_update(of=("self",)).select_related("a", "b").get(pk=pair_id)
    if pair.status not in DuplicatePair.WAITING:
        raise AlreadyDecided(pair)
    if not why.strip():
        raise SayWhy(pair, fields={"why": str(SayWhy.message)})
    told = {"decided_by_id": by.pk, "decided_at": timezone.now(), "why": why.strip()}
    if decision == DIFFERENT:
        return states.move(pair, Status.DIFFERENT, **told)
    if decision == UNSURE:
        return _send_to_the_field(pair, told, by)
    if decision != SAME:
        raise NotADecision(pair, fields={"decision": str(NotADecision.message)})
    survivor, absorbed = _sides(pair, survivor_id, by)
    merge = registry.merge_people(
        survivor_id=survivor.pk,
        absorbed_id=absorbed.pk,
        choices=choices,
        reason=why,
        one_card_reason=one_card_reason,
        by=by,
        on=on,
    )
    to = Status.SAME_PERSON if merge.status == Merge.Status.DONE else Status.PROPOSED
    return states.move(pair, to, merge=merge, **told)


@transaction.atomic
def reopen_duplicate(*, pair_id: int, why: str, by: Any) -> DuplicatePair:
    """Two people after all in doubt: a pair that was told apart waits again."""
    allowed(by, MAY_DECIDE)
    queries.pair(viewer=by, pair_id=pair_id)
    pair = DuplicatePair.objects.select_for_update().get(pk=pair_id)
    if pair.status != Status.DIFFERENT:
        raise AlreadyDecided(pair)
    if not why.strip():
        raise SayWhy(pair, fields={"why": str(SayWhy.message)})
    return states.move(pair, Status.OPEN, decided_by=None, decided_at=None, why=why.strip())


def follow_merge(*, merge: Merge) -> None:
    """The pair of a merge goes with it: settled when it is carried out, open again when it is refused or taken back."""
    pairs = DuplicatePair.objects.filter(merge=merge)
    if merge.status == Merge.Status.DONE:
        pairs.filter(status=Status.PROPOSED).update(status=Status.SAME_PERSON)
    elif merge.status in (Merge.Status.REFUSED, Merge.Status.TAKEN_BACK):
        pairs.update(status=Status.OPEN, merge=None, decided_by=None, decided_at=None)


def _send_to_the_field(pair: DuplicatePair, told: dict[str, Any], by: Any) -> DuplicatePair:
    """Whoever works there finds the visits among the forms; the pair waits until somebody has looked."""
    open_checks(family_ids={one.family_id for one in queries.sides(viewer=by, pair=pair)}, by=by)
    return pair if pair.status == Status.FIELD_CHECK else states.move(pair, Status.FIELD_CHECK, **told)


def _sides(pair: DuplicatePair, survivor_id: int | None, by: Any) -> tuple[Person, Person]:
    a, b = queries.sides(viewer=by, pair=pair)
    if a.pk == b.pk:
        raise AlreadyOne(pair)
    kept = survivor_id or people.record_to_keep(one=a, other=b).pk
    if kept not in (a.pk, b.pk):
        raise NotOfThePair(pair, fields={"survivor": str(NotOfThePair.message)})
    return (a, b) if kept == a.pk else (b, a)
