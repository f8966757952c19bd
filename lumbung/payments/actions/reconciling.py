"""Closing a cycle: every rupiah is accounted for, by the lines and by the ledger alike."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import Refusal, allowed
from lumbung.payments import queries
from lumbung.payments.actions.common import locked_cycle
from lumbung.payments.models import Cycle


class NotYetReconciled(Refusal):
    """Lines are still unreported."""

    message = _("%(count)s baris belum dilaporkan penyalur. Unggah laporannya dulu.")


class BooksDisagree(Refusal):
    """Lines and ledger tell different sums. This must never happen; nothing is closed on it."""

    message = _("Baris dan buku besar siklus ini tidak cocok di %(channels)s. Beri tahu pengelola sistem.")


@transaction.atomic
def reconcile_cycle(*, cycle_id: int, by: Any, at: datetime) -> Cycle:
    """Close a cycle in which nothing is pending and the ledger agrees to the rupiah."""
    allowed(by, "payments.read_bank_file")
    cycle = locked_cycle(cycle_id, by)
    if cycle.status == Cycle.Status.RECONCILED:
        return cycle
    table = queries.reconciliation(viewer=by, cycle_id=cycle.pk)
    if not table.agrees:
        raise BooksDisagree(cycle, channels=", ".join(row.name for row in table.rows if not row.agrees))
    if table.total.pending.lines and cycle.status == Cycle.Status.RECONCILING:
        raise NotYetReconciled(cycle, count=table.total.pending.lines)
    return states.move(cycle, Cycle.Status.RECONCILED, reconciled_by_id=by.pk, reconciled_at=at)
