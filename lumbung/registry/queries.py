"""Reads about families and persons; each starts with who is looking, and finds nothing outside their reach."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from lumbung.core import crypto
from lumbung.core.reach import Reach, narrow_connection
from lumbung.core.refusals import BadInput, NotFound, allowed
from lumbung.regions import queries as regions
from lumbung.regions.models import Region
from lumbung.registry import choosing, identity, names, search
from lumbung.registry.models import Access, Family, Merge, Person
from lumbung.registry.names import name_key
from lumbung.registry.search import Known

RESEMBLES = 80
MONTHS = 12
NOTHING_MORE = Known()
AREAS_MEANT = 200
SHOWN = (
    *("name", "name_key", "nik", "sex", "birth_date", "relation", "status", "region_code", "merged_into_id"),
    *("family_id", "family__head_name", "family__region_code"),
)
"""What a list of people found tells; fifty persons with all they answered would take longer than finding them."""

VILLAGE = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])


class NotANumber(BadInput):
    """Neither a name nor a number that can be a NIK or a card number."""

    message = _("Tulis NIK atau KK dengan 16 angka. Yang Anda tulis %(digits)s angka.")


class UnknownArea(BadInput):
    """No area of that name within the searcher's reach."""

    message = _("Tidak ada wilayah bernama %(area)s di wilayah Anda. Tulis nama desa, kecamatan, atau kodenya.")


def families(*, viewer: Any) -> QuerySet[Family]:
    """Families that count, each with its `village` and its `size`."""
    alive = Person.objects.filter(family=OuterRef("pk"), status=Person.Status.ACTIVE).order_by()
    size = Subquery(alive.values("family").annotate(n=Count("pk")).values("n"))
    found = Family.objects.visible_to(viewer).filter(status=Family.Status.ACTIVE)
    return found.select_related("dwelling").annotate(village=VILLAGE, size=size)


def with_member_named(*, among: QuerySet[Family], text: str) -> QuerySet[Family]:
    """Families of which one member's name sounds like every word of the text."""
    for key in names.keys_of(text):
        among = among.filter(members__in=Person.objects.filter(search.has_word(key)))
    return among.distinct()


def family(*, viewer: Any, family_id: int) -> Family:
    """One family, merged and closed ones included; raises NotFound."""
    found = Family.objects.visible_to(viewer).select_related("dwelling").filter(pk=family_id).first()
    if found is None:
        raise NotFound(family_id)
    return found


def person(*, viewer: Any, person_id: int) -> Person:
    """One person with the family they live in; raises NotFound."""
    found = Person.objects.visible_to(viewer).select_related("family__dwelling").filter(pk=person_id).first()
    if found is None:
        raise NotFound(person_id)
    return found


def family_of_card(*, viewer: Any, kk: str) -> Family:
    """The family under a card number, however it was grouped; raises NotFound."""
    plain = identity.tidy_one(kk)
    found = Family.objects.visible_to(viewer).filter(kk_index=crypto.blind(plain, "kk"), status=Family.Status.ACTIVE)
    if plain is None or not found:
        raise NotFound
    return found[0]


def members_of(*, viewer: Any, family_id: int) -> QuerySet[Person]:
    """The people of a family: head first, then as on the card, then by age."""
    found = Person.objects.visible_to(viewer).filter(family_id=family_id).exclude(status=Person.Status.MERGED)
    return found.order_by(F("relation").asc(nulls_last=True), F("birth_date").asc(nulls_last=True), "pk")


def people_with_number(*, viewer: Any, number: str) -> QuerySet[Person]:
    """People by their NIK, or everybody of a family by its card; who was merged is found as the record that stays."""
    nik, card = crypto.blind(number, "nik"), crypto.blind(number, "kk")
    families = list(Family.objects.visible_to(viewer).filter(kk_index=card).values_list("pk", flat=True))
    found = Person.objects.visible_to(viewer).filter(Q(nik_index=nik) | Q(family__in=families))
    records = {pk for pair in found.values_list("pk", "merged_into") for pk in pair if pk}
    return _as_found(Person.objects.visible_to(viewer).filter(pk__in=records)).order_by("family", "relation", "pk")


def sought(*, viewer: Any, text: str, area: str = "", birth_year: int | None = None, digits: str = "") -> list[Person]:
    """People by a whole NIK or card number, or by a name with what else is known: an area by its code or name, the year
    of birth, the last digits of the NIK. Raises NotAllowed, NotANumber and UnknownArea."""
    allowed(viewer, "registry.view")
    if identity.form_one(text) == identity.WELL_FORMED:
        return list(people_with_number(viewer=viewer, number=identity.tidy_one(text) or ""))
    if not any(letter.isalpha() for letter in text):
        raise NotANumber(digits=sum(letter.isdigit() for letter in text))
    known = Known(_areas_meant(area.strip(), viewer), birth_year, digits.strip())
    return people_named(viewer=viewer, text=text, known=known)


def _areas_meant(area: str, viewer: Any) -> tuple[str, ...]:
    if not area or area[0].isdigit():
        return (area,) if area else ()
    within = Region.objects.in_force().filter(code__gte=viewer.reach.lo, code__lt=viewer.reach.hi)
    found = tuple(regions.named(text=area, among=within).values_list("code", flat=True)[:AREAS_MEANT])
    if not found:
        raise UnknownArea(fields={"area": UnknownArea.message % {"area": area}}, area=area)
    return found


def people_named(*, viewer: Any, text: str, known: Known = NOTHING_MORE, limit: int = 50) -> list[Person]:
    """People whose name is like the text, the likest first: words may be missing, misspelt or in old spelling.

    `known` narrows them by area, year of birth or last digits of the NIK.
    """
    found = search.named(viewer=viewer, text=text, known=known, limit=limit)
    people = _as_found(Person.objects.visible_to(viewer)).only(*SHOWN).in_bulk(found)
    return [people[pk] for pk in found if pk in people]


def cards_beyond_reach(*, viewer: Any, cards: Iterable[str]) -> list[str]:
    """Which of these card numbers active families outside the viewer's reach hold; nothing else is told of them."""
    if viewer.reach == Reach.national():
        return []
    blinded = {crypto.blind(card, "kk"): card for card in set(cards)}
    former = narrow_connection(Reach.national())
    held = Family.objects.filter(kk_index__in=blinded, status=Family.Status.ACTIVE).exclude(
        region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi
    )
    found = [blinded[index] for index in held.values_list("kk_index", flat=True)]
    narrow_connection(Reach(*former))
    return found


def openings_of(*, viewer: Any, kind: str, record_id: int) -> QuerySet[Access]:
    """Who opened a file, the latest first."""
    return (
        Access.objects.visible_to(viewer).filter(kind=kind, record_id=record_id).select_related("user").order_by("-pk")
    )


def merges(*, viewer: Any) -> QuerySet[Merge]:
    """Merges within reach, the newest first; the members merged with their families are told there."""
    records = ("person", "absorbed_person", "family", "absorbed_family")
    officers = ("proposed_by", "decided_by", "taken_back_by")
    return Merge.objects.visible_to(viewer).filter(part_of=None).select_related(*records, *officers).order_by("-pk")


def merge(*, viewer: Any, merge_id: int) -> Merge:
    """One merge; raises NotFound."""
    found = merges(viewer=viewer).filter(pk=merge_id).first()
    if found is None:
        raise NotFound(merge_id)
    return found


def merges_to_approve(*, viewer: Any) -> QuerySet[Merge]:
    """Merges that wait for a second person, those that the viewer proposed left out."""
    return merges(viewer=viewer).filter(status=Merge.Status.PROPOSED).exclude(proposed_by=viewer.pk)


def merges_of(*, viewer: Any, record: Family | Person) -> QuerySet[Merge]:
    """Merges in which a record stood or stands, as a member of its family too, the newest first."""
    own = Q(person=record) | Q(absorbed_person=record) if isinstance(record, Person) else Q()
    if isinstance(record, Family):
        own = Q(family=record) | Q(absorbed_family=record)
    return Merge.objects.visible_to(viewer).filter(own).order_by("-pk")


def absorbed_by(*, viewer: Any, record: Any) -> list[Any]:
    """The records that were merged into this one; what stands on them belongs to its history."""
    found = type(record).objects.visible_to(viewer).filter(merged_into=record.pk).order_by("pk")
    return list(found)


def records_of(*, person_id: int) -> list[int]:
    """The number of a person and of every record within reach that became theirs: found by an index, so that pages ask
    for what stands on any of them."""
    return [person_id, *Person.objects.filter(merged_into=person_id).values_list("pk", flat=True)]


def record_to_keep(*, one: Any, other: Any) -> Any:
    """Of two records of one person or family the one that is proposed to stay."""
    return choosing.survivor(one, other)


def choices_between(*, survivor: Any, absorbed: Any, on: date) -> list[choosing.Choice]:
    """The fields in which two records differ, each with the record whose value is proposed, and why."""
    return choosing.choices(survivor, absorbed, on=on)


def members_alike(*, viewer: Any, family_id: int, other_id: int) -> dict[int, int]:
    """Member of the other family → member of this one who seems to be the same: by NIK, else by name and birth date."""
    mine = list(members_of(viewer=viewer, family_id=family_id))
    by_number = {one.nik_index: one.pk for one in mine if one.nik_index}
    by_name: dict[tuple[str, date | None], int] = {
        (one.name_key, one.birth_date): one.pk for one in mine if one.birth_date
    }
    found: dict[int, int] = {}
    for other in members_of(viewer=viewer, family_id=other_id):
        same = by_number.get(other.nik_index) or by_name.get((other.name_key, other.birth_date))
        if same and same not in found.values():
            found[other.pk] = same
    return found


def age_on(*, born: date | None, on: date) -> int | None:
    """Whole years; None when the birth date is not known."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) if born else None


def _as_found(people: QuerySet[Person]) -> QuerySet[Person]:
    counted = people.exclude(status=Person.Status.MERGED)
    return counted.select_related("family").annotate(village=VILLAGE)


def people_resembling(*, viewer: Any, name: str, born: date | None, limit: int = 5) -> list[Person]:
    """People within reach who may be the one that is being written down: a like name, born about then, likest first."""
    key = names.key_of(name)
    if not key or born is None:
        return []
    found = {one.pk: one for one in people_named(viewer=viewer, text=name, limit=search.CANDIDATES)}
    exact = _as_found(Person.objects.visible_to(viewer).filter(name_key=key, birth_date__in=_days_meant(born)))
    near = [one for one in found.values() if one.birth_date and abs(one.birth_date.year - born.year) <= 1]
    likest = {one.pk: one for one in (*exact[:limit], *near)}
    alike = {pk: fuzz.token_sort_ratio(key, one.name_key) for pk, one in likest.items()}
    ranked = sorted(likest.values(), key=lambda one: (one.birth_date != born, -alike[one.pk]))
    return [one for one in ranked if alike[one.pk] >= RESEMBLES][:limit]


def people_beyond_reach(*, viewer: Any, niks: Iterable[str]) -> list[str]:
    """Which of these NIK people outside the viewer's reach hold; neither who they are nor where is told."""
    if viewer.reach == Reach.national():
        return []
    blinded = {crypto.blind(nik, "nik"): nik for nik in set(niks)}
    former = narrow_connection(Reach.national())
    held = Person.objects.filter(nik_index__in=blinded).exclude(status=Person.Status.MERGED)
    held = held.exclude(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)
    found = [blinded[index] for index in held.values_list("nik_index", flat=True).distinct()]
    narrow_connection(Reach(*former))
    return found


def _days_meant(born: date) -> list[date]:
    """The day itself, day and month the other way round, and the days that stand in for an unknown one."""
    days = {born, date(born.year, 7, 1), date(born.year, 12, 31)}
    return [*days, date(born.year, born.day, born.month)] if born.day <= MONTHS else list(days)


def keys_of_names(*, names: pl.Series) -> pl.Series:
    """The key under which each name is stored, for comparing a list of names with people who are recorded."""
    return name_key(names)
