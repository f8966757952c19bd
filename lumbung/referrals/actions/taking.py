"""A need comes in: at the desk, by telephone, in a message, with an officer, from a case; and how it ends."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, states
from lumbung.core.refusals import BadInput
from lumbung.core.wall import lifted
from lumbung.referrals import queries, rules
from lumbung.referrals.actions.common import held_need, known_sector, person_may, sentence
from lumbung.referrals.models import Escalation, Need, Referral, Urgency
from lumbung.registry import queries as registry


class NobodyNamed(BadInput):
    """A need is somebody's."""

    message = _("Pilih orangnya, atau tulis nama panggilannya. Surat tidak perlu.")


class OutsideTheRegion(BadInput):
    """A need is heard where it is."""

    message = _("Tulis kode wilayah tempat orangnya tinggal, di dalam wilayah Anda.")


class BadNeed(BadInput):
    """How it came, how urgent it is, how old somebody is."""

    message = _("Pilih cara masuk, kemendesakan, dan perkara dari daftarnya; umur 0 sampai 120 tahun.")


class StillUnderWay(BadInput):
    """Somebody else is still at it."""

    message = _("Masih ada rujukan yang berjalan. Tarik dulu, atau tunggu jawabannya.")


@dataclass(frozen=True)
class Heard:
    """What somebody told, in their own words. Nobody needs papers, so the registry may not know them."""

    words: str
    sector: str
    urgency: str = str(Urgency.SOON)
    channel: str = str(Need.Channel.WALK_IN)
    called: str = ""
    person_id: int | None = None
    region_code: str = ""
    age: int | None = None
    phone: str = ""
    address: str = ""
    topic: str = ""
    cause: str = ""


@transaction.atomic
def note_need(*, heard: Heard, by: Any, on: date, readers: Collection[int] | None = None) -> Need:
    """Note a need at the desk of whoever hears it. The same words about the same person on one day are one need.

    A sensitive topic, or `readers`, makes it secret: only they, and whoever notes it, find it anywhere.
    """
    person_may(by=by, permission="referrals.take")
    told = _told(heard, by, on)
    hidden: Any = _readers(heard, readers, by)
    same = {"person_id": told["person_id"]} if told["person_id"] else {"called": told["called"], "person": None}
    bulk.one_at_a_time(f"need {sorted(same.items(), key=str)} {told['region_code']}")
    known = Need.objects.visible_to(by).filter(**same, words=told["words"], cause=told["cause"], came_on=on)
    if found := known.first():
        return found
    level = queries.desk_of(user=by)
    due = rules.desk_due(level, told["urgency"], on, rules.in_force(on))
    return Need.objects.create(
        **told, level=level, due_on=due, came_on=on, noted_by_id=by.pk, asked_by_id=by.pk, readers=hidden
    )


@transaction.atomic
def solve_need(*, need_id: int, said: str, by: Any, on: date) -> Need:
    """The desk met it by itself; what is solved in the village does not rise."""
    return _end(need_id, Need.Status.SOLVED, said, by, on)


@transaction.atomic
def close_need(*, need_id: int, said: str, by: Any, on: date) -> Need:
    """It is no longer one: the person has changed their mind, or cannot be found."""
    return _end(need_id, Need.Status.CLOSED, said, by, on)


@transaction.atomic
def set_readers(*, need_id: int, readers: Collection[int] | None, by: Any) -> Need:
    """Who may know of a need; None is everybody in reach, which a sensitive topic doesn't allow.

    Only somebody who reads it changes that, and they go on reading it.
    """
    person_may(by=by, permission="referrals.refer")
    found = held_need(need_id=need_id, by=by)
    if readers is None and found.topic:
        raise BadNeed(fields={"everybody": str(_("Perkara sensitif tidak dibuka untuk wilayah."))})
    hidden: Any = None if readers is None else sorted({*readers, by.pk})
    found.readers = hidden
    found.save(update_fields=["readers"])
    return found


@transaction.atomic
def let_read(*, readers: Mapping[str, Collection[int] | None]) -> int:
    """Who may know of the needs of a cause, now that its team is another: cause → readers, None for everybody in reach.

    For whoever keeps the cause; they have asked who may. A desk that a need has risen to goes on reading it. Returns
    how many needs changed hands.
    """
    changed = 0
    with lifted():
        for found in Need.objects.select_for_update(no_key=True).filter(cause__in=list(readers)):
            wanted: Any = readers[found.cause]
            named: Any = None if wanted is None else sorted({*wanted, *_risen_to(found)})
            if found.readers != named:
                found.readers = named
                found.topic = found.topic if named is not None else Need.Topic.NONE
                found.save(update_fields=["readers", "topic"])
                changed += 1
    return changed


def _risen_to(need: Need) -> set[int]:
    """The accounts at the desks that a need has risen to."""
    reached = need.escalations.filter(status=Escalation.Status.AGREED).values_list("to_level", flat=True)
    return {pk for level in reached for pk in queries.accounts_at(level=level, region_code=need.region_code)}


def _end(need_id: int, status: str, said: str, by: Any, on: date) -> Need:
    person_may(by=by, permission="referrals.refer")
    known = Need.objects.visible_to(by).filter(pk=need_id, status=status, said=said.strip()).first()
    if known is not None:
        return known
    found = held_need(need_id=need_id, by=by)
    with lifted():
        under_way = Referral.objects.filter(need=found, status__in=Referral.UNDER_WAY).exists()
    if under_way:
        raise StillUnderWay(fields={"said": str(StillUnderWay.message)})
    return states.move(found, status, said=sentence(said), done_on=on, done_by=by)


def _told(heard: Heard, by: Any, on: date) -> dict[str, Any]:
    """What is written of a need, once it is complete."""
    fits = heard.urgency in Urgency.values and heard.channel in Need.Channel.values
    if not fits or heard.topic not in Need.Topic.values or not (heard.age is None or 0 <= heard.age <= 120):
        raise BadNeed(fields={"urgency": str(BadNeed.message)})
    person = registry.person(viewer=by, person_id=heard.person_id) if heard.person_id else None
    called = person.name if person else sentence(heard.called, field="called", needed=False)
    if not called:
        raise NobodyNamed(fields={"called": str(NobodyNamed.message)})
    place = person.region_code if person else heard.region_code or by.region_code
    if not place or not by.reach.covers(place):
        raise OutsideTheRegion(fields={"region_code": str(OutsideTheRegion.message)})
    dwelling = getattr(person.family, "dwelling", None) if person else None
    address = sentence(heard.address, field="address", needed=False) or (dwelling.address if dwelling else "")
    return {
        "region_code": place,
        "person_id": person.pk if person else None,
        "called": called,
        "age": registry.age_on(born=person.birth_date, on=on) if person and person.birth_date else heard.age,
        "phone": heard.phone.strip() or None,
        "address": address,
        "words": sentence(heard.words, field="words"),
        "sector": known_sector(heard.sector),
        "urgency": heard.urgency,
        "channel": heard.channel,
        "topic": heard.topic,
        "cause": heard.cause,
    }


def _readers(heard: Heard, readers: Collection[int] | None, by: Any) -> list[int] | None:
    secret = readers is not None or bool(heard.topic)
    return sorted({*(readers or ()), by.pk}) if secret else None
