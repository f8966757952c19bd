"""Wanting a merge, agreeing to it, refusing it: two records of one person or of one family."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, following, states
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
from lumbung.registry import choosing
from lumbung.registry.actions.taking_up import behind, carry_out, plan_of
from lumbung.registry.models import Family, Merge, Person

ONE_CARD = "one_card"
MAY_MERGE, MAY_APPROVE = "registry.merge", "registry.approve_merge"


class AlreadyMerged(Refusal):
    """One of the two was merged into another record, or no longer counts, meanwhile."""

    message = _("Salah satu catatan sudah digabung ke catatan lain. Buka lagi untuk melihat catatan yang sekarang.")


class AlreadyProposed(Refusal):
    """The record is already being merged into another one."""

    message = _("Catatan ini sudah diajukan untuk digabung ke catatan lain. Putuskan dulu pengajuan itu.")


class SayWhyMerged(BadInput):
    """A decision about a merge needs its reason."""

    message = _("Tulis alasannya, supaya keputusan ini bisa dipahami orang lain.")


class SayWhyOneCard(BadInput):
    """Two members of one card are normally two people."""

    message = _(
        "Keduanya tercatat di satu Kartu Keluarga: bisa jadi anak kembar, atau ayah dan anak yang bernama sama. "
        "Tulis mengapa kartu ini memuat satu orang dua kali."
    )


class NotOneFamily(BadInput):
    """Two cards without a common member are two families."""

    message = _("Pilih sedikitnya satu orang yang tercatat di kedua kartu. Tanpa itu, keduanya dua keluarga.")


class SamePersonMerges(Refusal):
    """Who proposed a merge does not approve it."""

    message = _("Yang mengajukan penggabungan tidak bisa menyetujuinya. Minta pejabat lain.")
    status = 403


class BeyondReach(Refusal):
    """Something that hangs on the records lies outside the actor's region."""

    message = _("Sebagian catatan ini berada di luar wilayah Anda. Minta pejabat yang wilayahnya mencakup keduanya.")
    status = 403


@transaction.atomic
def merge_people(
    *,
    survivor_id: int,
    absorbed_id: int,
    reason: str,
    by: Any,
    on: date,
    choices: Mapping[str, int] | None = None,
    one_card_reason: str = "",
) -> Merge:
    """One person in two records: done at once, or proposed where a second person has to agree.

    `choices` maps a field to the record whose value stays; a field without a choice follows the proposal. The same
    call again gives the same merge.
    """
    survivor, absorbed = _wanted(Person, survivor_id, absorbed_id, by, reason)
    if known := _standing(Q(person=survivor, absorbed_person=absorbed)):
        return known
    _refuse_merged(survivor, absorbed)
    one_card = survivor.family_id == absorbed.family_id
    if one_card and not one_card_reason.strip():
        raise SayWhyOneCard(fields={"one_card_reason": str(SayWhyOneCard.message)})
    merge = Merge(
        kind=Merge.Kind.PERSON,
        person=survivor,
        absorbed_person=absorbed,
        choices=_taken(survivor, absorbed, choices, on),
        one_card=one_card,
        one_card_reason=one_card_reason.strip() if one_card else "",
        because=[ONE_CARD] if one_card else [],
    )
    return _begin(merge, reason=reason, by=by, on=on)


@transaction.atomic
def merge_families(
    *,
    survivor_id: int,
    absorbed_id: int,
    same_people: Sequence[tuple[int, int]],
    reason: str,
    by: Any,
    on: date,
    choices: Mapping[str, int] | None = None,
) -> Merge:
    """One family under two cards. `same_people` pairs a member of the survivor with the same person in the other card.

    Those become one person each, the other members move to the surviving family. The same call again gives the same
    merge.
    """
    survivor, absorbed = _wanted(Family, survivor_id, absorbed_id, by, reason)
    if known := _standing(Q(family=survivor, absorbed_family=absorbed)):
        return known
    _refuse_merged(survivor, absorbed)
    merge = Merge(
        kind=Merge.Kind.FAMILY,
        family=survivor,
        absorbed_family=absorbed,
        choices=_taken(survivor, absorbed, choices, on),
        same_people=[list(pair) for pair in same_people],
    )
    _refuse_strangers(merge)
    return _begin(merge, reason=reason, by=by, on=on)


@transaction.atomic
def approve_merge(*, merge_id: int, by: Any, on: date) -> Merge:
    """The second person agrees, and the merge is carried out; once approved, it stays as it is."""
    merge = locked_merge(merge_id, by, MAY_APPROVE)
    if merge.status == Merge.Status.DONE:
        return merge
    if by.pk is None or by.pk == merge.proposed_by_id:
        raise SamePersonMerges(merge)
    model = Person if merge.kind == Merge.Kind.PERSON else Family
    survivor, absorbed = _locked(model, merge.survivor_id, merge.absorbed_id, by)
    _refuse_merged(survivor, absorbed)
    if merge.kind == Merge.Kind.PERSON:
        merge.person, merge.absorbed_person = survivor, absorbed
    else:
        merge.family, merge.absorbed_family = survivor, absorbed
        _refuse_strangers(merge)
    return carry_out(merge, by=by, on=on)


@transaction.atomic
def refuse_merge(*, merge_id: int, why: str, by: Any) -> Merge:
    """Nothing is merged; whoever proposed it may withdraw it as well."""
    merge = locked_merge(merge_id, by, MAY_MERGE if by.may(MAY_MERGE) else MAY_APPROVE)
    if not by.may(MAY_APPROVE) and by.pk != merge.proposed_by_id:
        raise NotAllowed(MAY_APPROVE)
    if not why.strip():
        raise SayWhyMerged(fields={"why": str(SayWhyMerged.message)})
    told = {"decided_by_id": by.pk, "decided_at": timezone.now(), "refused_because": why.strip()}
    states.move(merge, Merge.Status.REFUSED, **told)
    following.tell_end(merge)
    return merge


def locked_merge(merge_id: int, by: Any, permission: str) -> Merge:
    """A merge within reach, locked; raises NotAllowed, NotFound."""
    if not by.may(permission):
        raise NotAllowed(permission)
    merge = Merge.objects.visible_to(by).select_for_update().filter(pk=merge_id).first()
    if merge is None:
        raise NotFound(merge_id)
    return merge


def one_at_a_time() -> None:
    """Merges wait for one another. One of them touches records that others point to, which no order of row locks
    foresees; it takes milliseconds, and people decide far more slowly."""
    bulk.one_at_a_time("registry merges")


def common_area(one: str, other: str) -> str:
    """The smallest area that holds both; the nation is `0`."""
    mine, theirs = one.split("."), other.split(".")
    depth = next((at for at, parts in enumerate(zip(mine, theirs, strict=False)) if parts[0] != parts[1]), len(mine))
    return ".".join(mine[:depth]) or "0"


def _wanted(model: type, survivor_id: int, absorbed_id: int, by: Any, reason: str) -> tuple[Any, Any]:
    if not by.may(MAY_MERGE):
        raise NotAllowed(MAY_MERGE)
    if survivor_id == absorbed_id:
        raise NotFound(absorbed_id)
    if not reason.strip():
        raise SayWhyMerged(fields={"why": str(SayWhyMerged.message)})
    return _locked(model, survivor_id, absorbed_id, by)


def _locked(model: Any, survivor_id: int, absorbed_id: int, by: Any) -> tuple[Any, Any]:
    """Both records with their families and members, locked; raises NotFound, BeyondReach."""
    one_at_a_time()
    wanted = [survivor_id, absorbed_id]
    if model is Person:
        _lock(Person, pk__in=wanted)
        _lock(Family, members__in=wanted)
    else:
        _lock(Person, family__in=wanted)
        _lock(Family, pk__in=wanted)
    found = {row.pk: row for row in model.objects.visible_to(by).filter(pk__in=wanted)}
    if len(found) < len(wanted):
        raise NotFound(absorbed_id)
    everything = behind(model, wanted)
    if model.objects.visible_to(by).filter(pk__in=everything).count() < len(everything):
        raise BeyondReach(absorbed_id)
    return found[survivor_id], found[absorbed_id]


def _lock(model: Any, **which: Any) -> None:
    ids = model.objects.filter(**which).values("pk")
    list(model.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _begin(merge: Merge, *, reason: str, by: Any, on: date) -> Merge:
    """Record the merge; carry it out unless a second person has to agree."""
    merge.region_code = common_area(merge.survivor.region_code, merge.absorbed.region_code)
    merge.reason, merge.proposed_by_id = reason.strip(), by.pk
    plan = plan_of(merge)
    following.ask(plan)
    merge.because = [*merge.because, *following.reasons_for_a_second_person(plan)]
    merge.second_person = bool(merge.because)
    try:
        with transaction.atomic():
            merge.save()
    except IntegrityError as error:
        if "absorbed_once" not in str(error):
            raise
        raise AlreadyProposed(merge) from error
    return merge if merge.second_person else carry_out(merge, by=by, on=on)


def _taken(survivor: Any, absorbed: Any, chosen: Mapping[str, int] | None, on: date) -> dict[str, str]:
    return dict.fromkeys(choosing.from_absorbed(survivor, absorbed, chosen, on=on), choosing.ABSORBED)


def _standing(which: Q) -> Merge | None:
    return Merge.objects.filter(which, status__in=[Merge.Status.PROPOSED, Merge.Status.DONE]).first()


def _refuse_merged(*records: Any) -> None:
    for record in records:
        if record.status == "merged" or (isinstance(record, Family) and record.status != Family.Status.ACTIVE):
            raise AlreadyMerged(record)


def _refuse_strangers(merge: Merge) -> None:
    """Each pair joins a member of the one card with a member of the other, and nobody stands in two pairs."""
    sides = list(zip(*merge.same_people, strict=True)) or [(), ()]
    for family, people in zip((merge.family, merge.absorbed_family), sides, strict=True):
        counted = Person.objects.filter(family=family, pk__in=people).exclude(status=Person.Status.MERGED).count()
        if not people or counted != len(people) or len(set(people)) != len(people):
            raise NotOneFamily(fields={"same_people": str(NotOneFamily.message)})
