"""Paying a channel of a cycle through an API instead of files: order and outcomes are kept like files."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import files
from lumbung.core.home import data_folder
from lumbung.core.refusals import Refusal, allowed
from lumbung.payments.actions import stages
from lumbung.payments.actions.answering import book_answer, receive_answer
from lumbung.payments.actions.common import locked_cycle, whole_ledger
from lumbung.payments.banks import profiles, written
from lumbung.payments.models import BankFile, Cycle, Fund, Line, StageEvent

API = "api"
"""The kind of an order that goes through an API, and the layout in which its outcomes are kept."""


class GoesByFile(Refusal):
    """The channel's files were written; what is in them is paid by them."""

    message = _(
        "Berkas %(channel)s untuk siklus ini sudah dibuat. Saluran ini dibayar lewat berkas itu, bukan lewat API."
    )


class NotReleased(Refusal):
    """Money is paid once it has been released, not before."""

    message = _("Uang siklus ini belum dilepas, jadi belum bisa dibayar lewat API.")


class NothingToPay(Refusal):
    """The cycle has no line of this channel."""

    message = _("Siklus ini tidak punya baris yang menunggu di saluran %(channel)s.")


def goes_by_api(cycle_id: int, channel: str) -> bool:
    """Whether the channel of a cycle is paid through an API; the cycle must be held."""
    return _orders(cycle_id, channel).filter(kind=API).exists()


def _orders(cycle_id: int, channel: str) -> Any:
    sent = BankFile.objects.filter(cycle_id=cycle_id, channel=channel, direction=BankFile.Direction.OUT)
    return sent.exclude(kind=BankFile.ACCOUNT_CHECK)


@transaction.atomic
def order_by_api(*, cycle_id: int, channel: str, by: Any) -> BankFile:
    """From now on the channel is paid through an API and no file of it is written. The same again is the same order."""
    allowed(by, "payments.release_cycle")
    cycle = locked_cycle(cycle_id, by)
    known = _orders(cycle.pk, channel).first()
    if known and known.kind != API:
        raise GoesByFile(cycle, channel=channel.upper())
    if known:
        return known
    if cycle.status not in Cycle.LEFT:
        raise NotReleased(cycle)
    lines = Line.objects.filter(cycle=cycle, channel=channel)
    sums = lines.aggregate(lines=Count("pk"), total=Sum("amount"), first_line=Min("pk"), last_line=Max("pk"))
    if not sums["lines"]:
        raise NothingToPay(cycle, channel=channel.upper())
    standing, day = StageEvent.Stage.STANDING_INSTRUCTION, timezone.localdate(cycle.released_at)
    stages.note(cycle_id=cycle.pk, stage=standing, on=day, by=by, channels=[channel])
    name = f"LB{cycle.pk}-{channel.upper()}-API"
    told = json.dumps({"order": name, "lines": sums["lines"], "total": int(sums["total"])})
    return BankFile.objects.create(
        direction=BankFile.Direction.OUT,
        status=BankFile.Status.WRITTEN,
        cycle=cycle,
        channel=channel,
        kind=API,
        name=f"{name}.json",
        ref=files.store(told.encode(), ".json"),
        message_id=name,
        region_code=cycle.region_code,
        by_id=by.pk,
        **sums,
    )


def payer_account(*, cycle_id: int) -> str:
    """The account that a cycle is paid from, for whoever may pay it: the nation's fund pays cycles of a regency."""
    with whole_ledger():
        return Fund.objects.get(cycles=cycle_id).payer_account


def book_outcomes(*, rows: Iterable[profiles.Row], name: str, by: Any) -> BankFile:
    """What an API told of lines, kept as a file and booked like any bank's; the same again books nothing."""
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        path = Path(folder) / name
        with path.open("wb") as out:
            written.write_answer(out, API, rows)
        kept = receive_answer(path=path, name=name, by=by)
    return book_answer(file_id=kept.pk, by=by)
