"""Before a cycle is submitted: the standing audit has looked lately, and nothing it found stands open."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import formats, gates
from lumbung.core.refusals import Refusal
from lumbung.payments.models import Cycle
from lumbung.programmes import controls, findings
from lumbung.programmes.models import Run

SOURCE = "run:"


class FindingsAmongRecipients(Refusal):
    """Families of the cycle have findings that nobody has settled."""

    message = _(
        "%(families)s penerima di siklus ini punya %(findings)s temuan audit yang belum diselesaikan. "
        "Lihat daftarnya di halaman Temuan audit: selesaikan temuannya, atau batalkan siklus ini dan susun lagi "
        "dengan menahan keluarga itu."
    )


class NotLookedAtLately(Refusal):
    """The controls last looked too long ago, or never."""

    message = _(
        "Temuan audit wilayah ini belum diperiksa dalam %(days)s hari terakhir. "
        "Periksa lagi di halaman Temuan audit, lalu ajukan siklusnya."
    )


def before_submitting(*, cycle: Cycle, by: Any, at: datetime) -> None:
    """Cycles from a run and what follows them are asked about; other payments know their own recipients."""
    if not cycle.source.startswith(SOURCE) and cycle.follows_id is None:
        return
    if run := _run_of(cycle):
        days = controls.in_force(timezone.localdate(at)).days_a_check_holds
        looked = findings.oldest_pass(regencies=sorted(run.frozen))
        if looked is None or looked < at - timedelta(days=days):
            raise NotLookedAtLately(cycle, days=days)
    families, found = findings.in_cycle(cycle_id=cycle.pk)
    if families:
        raise FindingsAmongRecipients(cycle, families=formats.count(families), findings=formats.count(found))


def _run_of(cycle: Cycle) -> Run | None:
    """The run behind a cycle; behind one that follows up, the run of the first."""
    while cycle.follows:
        cycle = cycle.follows
    number = cycle.source.removeprefix(SOURCE).split(":")[0] if cycle.source.startswith(SOURCE) else ""
    return Run.objects.filter(pk=number).first() if number.isdecimal() else None


gates.register("payments.submit_cycle", before_submitting)
