"""Questions sent to telephones: by sample, and one by one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from lumbung.exchange.models import Message
from lumbung.payments import queries as payments
from lumbung.payments.models import Sample, SampleEntry


@dataclass(frozen=True)
class Sending:
    """A sample that asks by message: how many wait to be sent, and how the others stand."""

    sample: Sample
    asked: int
    unsent: int
    unread: int
    answered: int
    counts: dict[str, int]


def sendings(*, viewer: Any) -> list[Sending]:
    """Every sample in reach that asks by message, the newest first."""
    told = payments.samples(viewer=viewer).filter(entries__way=Sample.Way.MESSAGE).distinct()
    return [sending(viewer=viewer, sample=one) for one in told]


def sending(*, viewer: Any, sample: Sample) -> Sending:
    """How the messages of one sample stand."""
    entries = SampleEntry.objects.visible_to(viewer).filter(sample=sample, way=Sample.Way.MESSAGE)
    found = messages(viewer=viewer, sample_id=sample.pk)
    sums = entries.aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=~Q(received="")),
        sent=Count("pk", filter=~Q(received="") | Q(sent_on__isnull=False)),
    )
    by_status = found.order_by("status").values_list("status")
    return Sending(
        sample=sample,
        asked=sums["asked"],
        unsent=sums["asked"] - sums["sent"],
        unread=found.filter(entry__received="").exclude(reply="").count(),
        answered=sums["answered"],
        counts={str(status): count for status, count in by_status.annotate(n=Count("pk"))},
    )


def messages(*, viewer: Any, sample_id: int) -> QuerySet[Message]:
    """The messages of one sample in reach; replies that a person must read first."""
    found = Message.objects.visible_to(viewer).filter(entry__sample_id=sample_id).select_related("entry__line")
    return found.order_by("pk")
