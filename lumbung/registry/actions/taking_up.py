"""How one record takes up another: what changes, in which order, all of it noted.

Nothing is re-pointed: payments, cards, enrolments, scores and cases stay where they stand, on the record that got them;
the absorbed record points to the one that survives, and pages read both. So a merge can be taken back.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from lumbung.core import following, states
from lumbung.core.following import Plan
from lumbung.core.reach import Reach, narrow_connection
from lumbung.registry import choosing
from lumbung.registry.actions import noting
from lumbung.registry.models import Family, Merge, PastMembership, Person

PEOPLE, FAMILIES, PAST = (model._meta.db_table for model in (Person, Family, PastMembership))
HEAD = 1


def carry_out(merge: Merge, *, by: Any, on: date) -> Merge:
    """Change the rows, note every change, tell those who follow. The caller holds the locks."""
    plan = plan_of(merge)
    following.ask(plan)
    if merge.kind == Merge.Kind.PERSON:
        _take_up_person(merge, noted_in=merge, on=on)
        _close_families(merge, plan.families)
    else:
        _take_up_family(merge, by=by, on=on)
    following.tell(plan, noting.keep_for(merge))
    noting.close(merge)
    _done(merge, by)
    following.tell_end(merge)
    return merge


def plan_of(merge: Merge) -> Plan:
    """What a merge will do: who is taken up by whom, which family by which, and every family that it touches."""
    if merge.kind == Merge.Kind.FAMILY:
        people = {absorbed: survivor for survivor, absorbed in merge.same_people}
        families = {merge.absorbed_id: merge.survivor_id}
        return Plan(merge, people, families, behind(Family, [merge.survivor_id, merge.absorbed_id]))
    survivor, absorbed = merge.person, merge.absorbed_person
    home = absorbed.family_id if choosing.HOME in merge.choices else survivor.family_id
    homes = {survivor.family_id, absorbed.family_id}
    emptied = {family: home for family in homes - {home} if _emptied(family, survivor, absorbed)}
    return Plan(merge, {absorbed.pk: survivor.pk}, emptied, behind(Family, homes))


def behind(model: type, ids: Iterable[int]) -> frozenset[int]:
    """These records and those that were merged into them, wherever they lie."""
    former = narrow_connection(Reach.national())
    found = model.objects.filter(merged_into__in=list(ids)).values_list("pk", flat=True)  # type: ignore[attr-defined]
    told = frozenset([*ids, *found])
    narrow_connection(Reach(*former))
    return told


def _emptied(family_id: int, survivor: Person, absorbed: Person) -> bool:
    """Whether nobody else in the family counts; its only people are the people of the other one."""
    others = Person.objects.filter(family_id=family_id, status=Person.Status.ACTIVE)
    counts = Family.objects.filter(pk=family_id, status=Family.Status.ACTIVE).exists()
    return counts and not others.exclude(pk__in=[survivor.pk, absorbed.pk]).exists()


def _take_up_person(merge: Merge, *, noted_in: Merge, on: date) -> None:
    survivor, absorbed = merge.person, merge.absorbed_person
    pointing = list(Person.objects.filter(merged_into=absorbed).values_list("pk", flat=True))
    noting.keep_for(noted_in)(PEOPLE, [survivor.pk, absorbed.pk, *pointing])
    if choosing.HOME in merge.choices:
        _remember_home(noted_in, [survivor], on)
    _take_over(survivor, absorbed, merge.choices)
    states.move(absorbed, Person.Status.MERGED, merged_into_id=survivor.pk)
    Person.objects.filter(pk__in=pointing).update(merged_into=survivor)


def _take_up_family(merge: Merge, *, by: Any, on: date) -> None:
    """The same people become one each, the others move over, and the card counts no more."""
    survivor, absorbed = merge.family, merge.absorbed_family
    members = {one.pk: one for one in Person.objects.filter(family__in=[survivor, absorbed])}
    noting.keep_for(merge)(PEOPLE, list(members))
    noting.keep_for(merge)(FAMILIES, [survivor.pk])
    for kept, taken in merge.same_people:
        part = _part(merge, members[kept], members[taken], on)
        _take_up_person(part, noted_in=merge, on=on)
        _done(part, by)
    others = Person.objects.filter(family=absorbed, status=Person.Status.ACTIVE)
    _remember_home(merge, others, on)
    others.filter(relation=HEAD).update(relation=None)
    others.update(family=survivor, in_family_since=on, region_code=survivor.region_code)
    _close_families(merge, {absorbed.pk: survivor.pk})
    _take_over(survivor, absorbed, merge.choices)
    survivor.members.exclude(region_code=survivor.region_code).update(region_code=survivor.region_code)


def _part(merge: Merge, survivor: Person, absorbed: Person, on: date) -> Merge:
    """The merge of two members within the merge of their families; the family of the survivor is their home."""
    taken = choosing.from_absorbed(survivor, absorbed, {choosing.HOME: survivor.pk}, on=on)
    return Merge.objects.create(
        kind=Merge.Kind.PERSON,
        region_code=merge.region_code,
        person=survivor,
        absorbed_person=absorbed,
        part_of=merge,
        choices=dict.fromkeys(taken, choosing.ABSORBED),
        reason=merge.reason,
        second_person=merge.second_person,
        because=merge.because,
        proposed_by_id=merge.proposed_by_id,
    )


def _remember_home(noted_in: Merge, people: Iterable[Person], on: date) -> None:
    """Where they lived until now."""
    left = [
        PastMembership(
            person=person,
            family_id=person.family_id,
            region_code=person.region_code,
            relation=person.relation,
            since=person.in_family_since,
            until=max(person.in_family_since, on),
        )
        for person in people
    ]
    noting.made(noted_in, PAST, [row.pk for row in PastMembership.objects.bulk_create(left)])


def _take_over(survivor: Any, absorbed: Any, chosen: Iterable[str]) -> None:
    taken = [column for name in chosen for column in choosing.columns(type(survivor), name)]
    for column in taken:
        setattr(survivor, column, getattr(absorbed, column))
    if taken:
        survivor.save(update_fields=[*taken, "updated_at"])


def _close_families(merge: Merge, families: Mapping[int, int]) -> None:
    """A family that is taken up points to the family of the survivor, and so do those that it had taken up."""
    for closed, into in families.items():
        pointing = list(Family.objects.filter(merged_into=closed).values_list("pk", flat=True))
        noting.keep_for(merge)(FAMILIES, [closed, *pointing])
        states.move(Family.objects.get(pk=closed), Family.Status.MERGED, merged_into_id=into)
        Family.objects.filter(pk__in=pointing).update(merged_into=into)


def _done(merge: Merge, by: Any) -> None:
    states.move(merge, Merge.Status.DONE, decided_by_id=by.pk, decided_at=timezone.now())
