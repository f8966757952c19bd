"""Reports without an account are counted, for a regency and for a connection, so that no flood closes the door."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lumbung.childhood.models import CitizenSender
from lumbung.core.refusals import Refusal
from lumbung.core.senders import hour_of


class TooManyReports(Refusal):
    """More than anybody could look at within the hour, or than one connection may send."""

    message = _("Terlalu banyak laporan sekaligus. Telepon SAPA 129 atau polisi 110 sekarang; mereka selalu menjawab.")
    status = 429


def count_sender(*, mark: UUID | None, at: datetime, p: Any) -> None:
    """One report more of a connection; of one that is not known nothing is counted. Raises TooManyReports."""
    forget_senders(at=at)
    if mark is None:
        return
    found, first = CitizenSender.objects.select_for_update().get_or_create(
        mark=mark, defaults={"hour": hour_of(at), "reports": 1}
    )
    if first:
        return
    if found.reports >= p.citizens["an_address"]:
        raise TooManyReports
    CitizenSender.objects.filter(pk=found.pk).update(reports=F("reports") + 1)


@transaction.atomic
def forget_senders(*, at: datetime) -> int:
    """Whoever sent in an hour that is over is known no more; how many were forgotten."""
    return CitizenSender.objects.filter(hour__lt=hour_of(at)).delete()[0]
