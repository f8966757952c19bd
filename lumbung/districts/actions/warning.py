"""Warnings of heat, cold and flood: entered or read, each once; whom they may hurt is called, the frailest first."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, formats, states
from lumbung.core.reach import whole_nation
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.core.wall import lifted
from lumbung.districts import cap, rules, statements
from lumbung.districts.actions import joining, placing
from lumbung.districts.actions.common import person_may, sentence
from lumbung.districts.models import Alert, AlertArea, Call
from lumbung.districts.queries.wall import seen
from lumbung.law import days
from lumbung.regions.models import Region

Status = Alert.Status


class BadAlert(BadInput):
    """Which danger, where, and how strong."""

    message = _("Pilih bahayanya, wilayahnya, dan suhu atau hujan yang terukur.")


class NowhereHere(BadInput):
    """No region of the warning lies within reach."""

    message = _("Peringatan ini tidak menyebut wilayah Anda: %(areas)s. Catat sendiri bila tetap berlaku di sini.")


class WarningIsOver(BadInput):
    """What is over calls nobody."""

    message = _("Peringatan ini hanya berlaku sampai %(until)s, jadi tidak membuka telepon.")


class NothingToCancel(BadInput):
    """A cancellation names the warning that it ends."""

    message = _("Pencabutan ini menunjuk peringatan yang belum pernah dicatat di sini.")


class WarnedElsewhere(Refusal):
    """A warning of several regencies is cancelled by who sent it."""

    message = _("Peringatan ini berlaku juga di wilayah lain. Hanya pengirimnya yang mencabutnya, lewat berkas CAP.")


@transaction.atomic
def enter_alert(
    *, hazard: str, regions_warned: Collection[str], measure: int, headline: str, by: Any, at: datetime,
) -> Alert:  # fmt: skip
    """A warning that an officer knows of; `measure` in tenths of °C, or of millimetres a day for floods.

    The same hazard in the same regions on one day is one warning, which grows with what is measured; after one that was
    withdrawn another begins. Below the threshold it is noted and nobody is called.
    """
    person_may(by=by, permission="districts.warn")
    codes = sorted({code.strip() for code in regions_warned if code.strip()})
    known = set(Region.objects.in_force().filter(pk__in=codes).values_list("pk", flat=True))
    if hazard not in Alert.Hazard.values or not codes or known != set(codes):
        raise BadAlert(fields={"regions": str(BadAlert.message)})
    if not all(by.reach.covers(code) for code in codes):
        raise NotFound(codes)
    told: dict[str, Any] = {
        "hazard": hazard,
        "headline": sentence(headline, field="headline"),
        "measure": measure,
        "effective_at": at,
    }
    alert = _taken(sender=joining.HERE, identifier=_of_the_day(hazard, codes, at), told=told, by=by, at=at)
    if rules.stronger(hazard, measure, alert.measure, rules.in_force(timezone.localdate(at))):
        alert.measure, alert.headline = measure, told["headline"]
        alert.save(update_fields=["measure", "headline"])
    return _opened(alert, codes, at=at)


def _of_the_day(hazard: str, codes: Collection[str], at: datetime) -> str:
    """The number of the day's warning; another one after each that was withdrawn."""
    number = f"{hazard}:{timezone.localdate(at)}:{','.join(codes)}"
    same = Q(identifier=number) | Q(identifier__startswith=f"{number}:")
    ended = Alert.objects.filter(same, sender=joining.HERE, status=Status.CANCELLED).count()
    return f"{number}:{ended + 1}" if ended else number


@transaction.atomic
def read_alert(*, content: bytes, by: Any, at: datetime) -> Alert:
    """A CAP 1.2 file: an alert or its update opens calls where the reader reaches, a cancellation drops them.

    An update that is over already ends its warning. Raises what `cap.read` raises, NowhereHere, NothingToCancel,
    WarningIsOver.
    """
    person_may(by=by, permission="districts.warn")
    messages = cap.read(content)
    if messages[0].kind == "Cancel":
        return _ended(messages[0])
    taken, nowhere = [], None
    for message in messages:
        try:
            taken.append(_read(message, alone=len(messages) == 1, by=by, at=at))
        except NowhereHere as refusal:
            nowhere = refusal
    if nowhere is not None and not taken:
        raise nowhere
    return taken[0]


def _read(message: cap.Message, *, alone: bool, by: Any, at: datetime) -> Alert:
    """One hazard of a file: a new warning, or what its sender says of one that is known.

    Messages that arrive in another order than they were sent end as if they had come in theirs: the newest one's words
    stand, and a warning has the number of its first message.
    """
    parts, waited_for = _parts(message)
    for one in parts:
        if message.identifier in joining.numbers(one):
            return one
    root = parts[0] if parts else None
    overtaken = waited_for or any(_newer(one, message) for one in parts)
    over = message.expires_at is not None and message.expires_at <= at
    if over and not overtaken and root is not None:
        return [joining.cancelled(one) for one in parts][0]
    if over and root is None and not message.references:
        told = {"until": formats.moment(message.expires_at)}
        raise WarningIsOver(**told, fields={"file": str(WarningIsOver.message % told)})
    codes, unmatched = placing.regions_of(message, by)
    if not codes:
        told = {"areas": ", ".join(message.areas) or "?"}
        raise NowhereHere(**told, fields={"file": str(NowhereHere.message % told)})
    values = {
        "hazard": message.hazard, "headline": sentence(message.headline, field="file"), "severity": message.severity,
        "effective_at": message.effective_at, "expires_at": message.expires_at, "unmatched": unmatched,
        "sent_at": message.sent_at,
    }  # fmt: skip
    number = message.identifier if alone else f"{message.identifier} {message.hazard}"
    if root is None:
        first: dict[str, Any] = {**values, "earlier": _not_here(message, known=())}
        root = _taken(sender=message.sender, identifier=number, told=first, by=by, at=at)
        return joining.cancelled(root) if over else _opened(root, codes, at=at)
    joining.join(root, parts[1:])
    _tied(root, message, number, {} if overtaken else values)
    return _opened(root, codes, at=at, severity=message.severity)


def _parts(message: cap.Message) -> tuple[list[Alert], bool]:
    """The warnings that a message makes one, the one that goes on first; and whether its sender said more since.

    What was cancelled goes on only where nothing else does: an update is told to whoever it may still help.
    """
    known, waiting = list(_known(message)), list(_waiting(message))
    live = [one for one in known if one.status != Status.CANCELLED] or known[:1]
    numbers = {one.pk for one in live}
    return [*live, *(one for one in waiting if one.pk not in numbers)], bool(waiting)


def _known(message: cap.Message) -> QuerySet[Alert]:
    """Warnings that a message is about, by their own number or by that of an update, arrived or awaited; of its hazard
    if it names one."""
    about = Q(pk=None)
    for sender, number in message.references:
        same = Q(identifier=number) | Q(identifier__startswith=f"{number} ")
        about |= Q(sender=sender) & (same | Q(updates__contains=[number]) | Q(earlier__contains=[number]))
    found = Alert.objects.filter(about).order_by("pk")
    return found.filter(hazard=message.hazard) if message.hazard else found


def _waiting(message: cap.Message) -> QuerySet[Alert]:
    """Warnings whose messages point at this one, which comes only now."""
    about = {"sender": message.sender, "hazard": message.hazard}
    return Alert.objects.filter(**about, earlier__contains=[message.identifier]).order_by("pk")


def _newer(root: Alert, message: cap.Message) -> bool:
    """Whether the sender has said something of it since."""
    return root.sent_at is not None and root.sent_at > message.sent_at


def _not_here(message: cap.Message, *, known: Collection[str]) -> list[str]:
    """Numbers that a message points at, and that have not come."""
    return [number for sender, number in message.references if sender == message.sender and number not in known]


def _tied(root: Alert, message: cap.Message, number: str, values: dict[str, Any]) -> None:
    """One more message of a warning; the one from which it began gives it its number. Who was called already is not
    called again."""
    numbers, about = joining.numbers(root), [one for _sender, one in message.references]
    if message.identifier in root.earlier and not any(one in numbers for one in about):
        updates, root.identifier = numbers, number
    else:
        updates = joining.placed(numbers, message.identifier, about)[1:]
    known = {*numbers, message.identifier}
    awaited = [*(one for one in root.earlier if one not in known), *_not_here(message, known=known)]
    for name, value in {**values, "updates": updates, "earlier": sorted(set(awaited))}.items():
        setattr(root, name, value)
    root.save()


def _ended(message: cap.Message) -> Alert:
    roots = list(_known(message))
    if not roots:
        raise NothingToCancel(fields={"file": str(NothingToCancel.message)})
    return [joining.cancelled(root) for root in roots][0]


@transaction.atomic
def cancel_alert(*, alert_id: int, by: Any) -> Alert:
    """It is over, or was wrong: who was not called yet is called no more. Raises WarnedElsewhere."""
    person_may(by=by, permission="districts.warn")
    if not AlertArea.objects.visible_to(by).filter(alert_id=alert_id).exists():
        raise NotFound(alert_id)
    with whole_nation():
        areas = list(AlertArea.objects.filter(alert_id=alert_id).values_list("region_code", flat=True))
    if not all(by.reach.covers(code) for code in areas):
        raise WarnedElsewhere(alert_id)
    return joining.cancelled(Alert.objects.get(pk=alert_id))


@transaction.atomic
def escalate_calls(*, at: datetime, by: Any) -> int:
    """Whoever was not reached in time after a warning is visited today: in one statement, however many there are.

    Returns how many there are of people whom the actor may know of.
    """
    allowed(by, "districts.call")
    on = timezone.localdate(at)
    before = at - timedelta(hours=rules.in_force(on).calls["escalate_hours"])
    told: dict[str, Any] = {"before": before, "due": on, "lo": by.reach.lo, "hi": by.reach.hi}
    open_calls = seen(Call.objects, viewer=by).filter(kind=Call.Kind.WELFARE, status=Call.Status.OPEN)
    late = open_calls.filter(opened_at__lte=before).count()
    with lifted():
        bulk.execute(statements.PASS_LATE_CALLS, told)
    return late


def _taken(*, sender: str, identifier: str, told: dict[str, Any], by: Any, at: datetime) -> Alert:
    """The warning of that number, once."""
    values = {**told, "status": Status.NOTED, "taken_at": at, "by": by}
    return Alert.objects.get_or_create(sender=sender, identifier=identifier, defaults=values)[0]


def _opened(alert: Alert, codes: Collection[str], *, at: datetime, severity: str = "") -> Alert:
    """One call for everybody whom it may hurt in these regions, unless it is too weak or was cancelled; `severity` is
    that of a message of it."""
    alert = Alert.objects.select_for_update().get(pk=alert.pk)
    areas = [AlertArea(alert=alert, region_code=code) for code in codes]
    AlertArea.objects.bulk_create(areas, ignore_conflicts=True)
    on = timezone.localdate(at)
    p = rules.in_force(on)
    strong = any(rules.reaches(alert.hazard, alert.measure, one, p) for one in (alert.severity, severity))
    if alert.status == Status.CANCELLED or not strong:
        return alert
    if alert.status == Status.NOTED:
        states.move(alert, Status.ACTIVE)
    told: dict[str, Any] = {
        "alert": alert.pk,
        "on": on,
        "at": at,
        "born_by": days.born_by(on, p.at_risk["age"]),
        **p.at_risk,
    }
    points = {f"points_{name}": worth for name, worth in p.points.items()}
    with lifted():
        bulk.execute(statements.OPEN_WELFARE_CALLS, told | points)
    return alert
