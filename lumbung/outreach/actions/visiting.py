"""Visits: planned in a series, noted answer by answer, missed, moved, with photos."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import evidence, formats, states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.outreach import rules
from lumbung.outreach.actions.common import LEAD, VISIT, held, person_may, sentence
from lumbung.outreach.models import Alone, Match, Visit, VisitPhoto

Status = Visit.Status
SIDES = ("daily", "social", "work")


class NoCadreYet(Refusal):
    """Somebody has to come."""

    message = _("Orang ini belum punya kader. Pilih kadernya dulu.")


class BadSeries(BadInput):
    """So many visits, so many days apart."""

    message = _("Tulis 1 sampai %(most)s kunjungan, tiap 1 sampai 60 hari.")


class VisitToCome(Refusal):
    """What has not been is not noted."""

    message = _("Kunjungan ini baru %(day)s. Pindahkan dulu bila kader datang lebih awal.")


class NotOpenAnyMore(Refusal):
    """It was moved or called off."""

    message = _("Kunjungan ini “%(now)s” dan tidak dicatat lagi.")


class NoSuchAnswer(BadInput):
    """Bertemu or not; and for each side how much is done alone."""

    message = _("Pilih salah satu jawaban yang ada.")


class ChangedMeanwhile(Refusal):
    """Two people wrote; nobody's words are written over."""

    message = _("%(name)s sudah mengubah catatan ini. Muat ulang, lalu tulis lagi.")


@transaction.atomic
def schedule_visits(
    *, outreach_id: int, first_on: date, times: int, by: Any, on: date, every_days: int | None = None
) -> int:
    """A series of visits by the cadre; days that are planned already stay. Returns how many are new."""
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    p = rules.in_force(on)
    apart = p.visits["every_days"] if every_days is None else every_days
    if not 1 <= times <= p.visits["most"] or not 1 <= apart <= 60 or first_on < on:
        told = {"most": formats.count(p.visits["most"])}
        raise BadSeries(**told, fields={"times": str(BadSeries.message % told)})
    current = Match.objects.filter(outreach=found, status=Match.Status.OPEN).first()
    if current is None:
        raise NoCadreYet(found)
    days = [first_on + timedelta(days=apart * at) for at in range(times)]
    standing = Visit.objects.filter(outreach=found, due_on__in=days, status__in=[Status.PLANNED, *Visit.NOTED])
    taken = set(standing.values_list("due_on", flat=True))
    made = Visit.objects.bulk_create(
        Visit(case=found.case, outreach=found, cadre_id=current.cadre_id, due_on=day)
        for day in days
        if day not in taken
    )
    return len(made)


@transaction.atomic
def note_visit(*, visit_id: int, by: Any, at: datetime, seen: int | None = None, **answers: str) -> Visit:
    """What was seen: `state` done or missed, `daily`, `social`, `work`, `note`; what is not given stays.

    Sent twice it is one note. `seen` is the version that the writer had before them.
    """
    person_may(by=by, permission=VISIT)
    found = _held_visit(visit_id, by)
    if found.status in (Status.MOVED, Status.CANCELLED):
        raise NotOpenAnyMore(found, now=found.get_status_display())
    if timezone.localdate(at) < found.due_on:
        raise VisitToCome(found, day=formats.weekday(found.due_on))
    told = _answers(answers)
    to = told.pop("state", None) or (Status.DONE if found.status == Status.PLANNED else found.status)
    if to == found.status and all(getattr(found, name) == value for name, value in told.items()):
        return found
    if seen is not None and seen < found.version and found.noted_by_id not in (None, by.pk):
        raise ChangedMeanwhile(found, name=found.noted_by)
    told |= {"version": found.version + 1, "noted_at": at, "noted_by": by}
    if found.done_on is None:
        told["done_on"] = timezone.localdate(at)
    if to != found.status:
        return states.move(found, to, **told)
    for name, value in told.items():
        setattr(found, name, value)
    found.save(update_fields=list(told))
    return found


def _answers(answers: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name in SIDES:
        if name in answers:
            if answers[name] not in Alone.values:
                raise NoSuchAnswer(fields={name: str(NoSuchAnswer.message)})
            told[name] = answers[name]
    if "note" in answers:
        told["note"] = sentence(answers["note"], field="note", needed=False)
    if "state" in answers:
        if answers["state"] not in Visit.NOTED:
            raise NoSuchAnswer(fields={"state": str(NoSuchAnswer.message)})
        told["state"] = Status(answers["state"])
    return told


@transaction.atomic
def move_visit(*, visit_id: int, to: date, said: str, by: Any, on: date) -> Visit:
    """Another day; the one that stood stays with the reason. The same again is the same visit."""
    person_may(by=by, permission=VISIT)
    found = _held_visit(visit_id, by)
    standing = Visit.objects.filter(outreach_id=found.outreach_id, due_on=to, status=Status.PLANNED).first()
    if found.status == Status.MOVED and standing is not None:
        return standing
    if found.status != Status.PLANNED:
        raise NotOpenAnyMore(found, now=found.get_status_display())
    if to < on or to == found.due_on:
        raise BadInput(fields={"to": str(_("Tulis hari lain, hari ini atau sesudahnya."))})
    states.move(found, Status.MOVED, said=sentence(said))
    if standing is not None:
        return standing
    given = {"case_id": found.case_id, "outreach_id": found.outreach_id, "cadre_id": found.cadre_id}
    return Visit.objects.create(**given, due_on=to)


@transaction.atomic
def add_photo(*, visit_id: int, content: bytes, by: Any, at: datetime, words: str = "") -> VisitPhoto:
    """A photo of a visit, freed of place and telephone; the same one again is one."""
    person_may(by=by, permission=VISIT)
    found = _held_visit(visit_id, by)
    if found.status not in Visit.NOTED:
        raise NotOpenAnyMore(found, now=found.get_status_display())
    kept = evidence.keep(content)
    told = {"media_type": kept.media_type, "words": sentence(words, field="words", needed=False), "at": at, "by": by}
    common = {"case_id": found.case_id, "outreach_id": found.outreach_id}
    made, _new = VisitPhoto.objects.get_or_create(visit=found, ref=kept.ref, defaults={**common, **told})
    return made


def _held_visit(visit_id: int, by: Any) -> Visit:
    found = Visit.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=visit_id).first()
    if found is None:
        raise NotFound(visit_id)
    return found
