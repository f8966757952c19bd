"""Two warnings that turn out to be one: a message between them arrived last. What was done about either stays done."""

from collections.abc import Collection, Sequence

from lumbung.core import bulk, states
from lumbung.core.reach import whole_nation
from lumbung.core.wall import lifted
from lumbung.districts import statements
from lumbung.districts.models import Alert, AlertArea, Call

HERE = "lumbung"
NEWEST = ("headline", "severity", "effective_at", "expires_at", "unmatched", "sent_at")
Status = Alert.Status


def numbers(alert: Alert) -> list[str]:
    """Of every message of a warning that came, its own first."""
    return [alert.identifier.removesuffix(f" {alert.hazard}"), *alert.updates]


def cancelled(alert: Alert) -> Alert:
    """It is over: who was not called yet is called no more."""
    if alert.status != Status.CANCELLED:
        states.move(alert, Status.CANCELLED)
        with whole_nation(), lifted():
            bulk.execute(statements.DROP_WELFARE_CALLS, {"alert": alert.pk})
    return alert


def join(root: Alert, others: Collection[Alert]) -> None:
    """Take other warnings into this one: their numbers, regions and calls, and the newest words of all.

    One that was cancelled cancels the whole, as it would have if all had come in the order in which they were sent.
    Saves nothing of `root` but its end.
    """
    for other in others:
        root.updates = [*root.updates, *numbers(other)]
        root.earlier = [*root.earlier, *other.earlier]
        if _said_at(other) > _said_at(root):
            for name in NEWEST:
                setattr(root, name, getattr(other, name))
        with whole_nation(), lifted():
            _take(root, other)
    if any(other.status == Status.CANCELLED for other in others):
        cancelled(root)
    elif root.status == Status.NOTED and any(other.status == Status.ACTIVE for other in others):
        states.move(root, Status.ACTIVE)


def placed(known: Sequence[str], number: str, after: Collection[str]) -> list[str]:
    """Numbers with one more, right behind the last one that it is about."""
    behind = max((known.index(one) for one in after if one in known), default=0)
    return [*known[: behind + 1], number, *known[behind + 1 :]]


def _said_at(alert: Alert) -> float:
    return alert.sent_at.timestamp() if alert.sent_at else 0.0


def _take(root: Alert, other: Alert) -> None:
    """Regions and calls: of two calls to one person the one that was made stays, and no call that was made is lost."""
    both = {"root": root.pk, "other": other.pk}
    for statement in statements.JOIN_WARNINGS:
        bulk.execute(statement, both)
    if not Call.objects.filter(alert_id=other.pk).exists():
        AlertArea.objects.filter(alert_id=other.pk).delete()
        other.delete()
        return
    # Somebody was called about both: that stays under the old warning, which answers to its sender's number no more.
    ended = Alert.objects.get(pk=other.pk)
    ended.sender, ended.identifier, ended.earlier, ended.updates = HERE, f"{other.sender} {other.identifier}", [], []
    ended.save()
    cancelled(ended)
