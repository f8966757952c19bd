"""Paying again what did not arrive: a cycle that follows another, each of its lines naming the line it replaces."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk
from lumbung.core.refusals import Refusal, allowed
from lumbung.payments.actions.common import locked_cycle
from lumbung.payments.models import Cycle

ACCOUNT_REASONS = ("AC01", "AC04", "AC06", "NARR")
"""Reasons that lie with the account: its family is paid by the post until the bank has put it right."""

_FAULTS = """
    INSERT INTO payments_accountcheck (line_id, card_id, result, reason, checked_on, told_in_id, region_code)
    SELECT l.id, l.card_id, 'failed', l.reason, coalesce(l.answered_on, current_date), l.answered_in_id, l.region_code
      FROM payments_line l
     WHERE l.cycle_id = %(cycle)s AND l.status IN ('failed', 'returned') AND l.card_id IS NOT NULL
       AND l.reason = ANY(%(reasons)s)
     ORDER BY l.id
    ON CONFLICT DO NOTHING
"""
_LINES = """
    INSERT INTO payments_line (cycle_id, family_id, card_id, programme, period, region_code, recipient, amount,
                               channel, end_to_end_id, status, reason, replaces_id)
    SELECT c.id, l.family_id, CASE WHEN fault.id IS NULL THEN k.id END, l.programme, l.period, l.region_code,
           coalesce(nullif(trim(f.head_name), ''), l.recipient), l.amount,
           CASE WHEN fault.id IS NULL THEN coalesce(k.bank, 'pos') ELSE 'pos' END,
           'LB' || c.id || '-' || l.family_id || '-' || upper(l.programme), 'waiting', '', l.id
      FROM payments_line l
      JOIN payments_cycle c ON c.id = %(follow_up)s
     CROSS JOIN LATERAL (SELECT id, head_name FROM registry_family
                          WHERE id = l.family_id AND status = 'active' OFFSET 0) f
      LEFT JOIN LATERAL (SELECT id, bank FROM payments_card
                          WHERE family_id = l.family_id AND status = 'active' OFFSET 0) k ON true
      LEFT JOIN LATERAL (SELECT id FROM payments_accountcheck
                          WHERE card_id = k.id AND result = 'failed' AND repaired_on IS NULL OFFSET 0) fault ON true
     WHERE l.cycle_id = %(cycle)s AND l.status IN ('failed', 'returned')
       AND (SELECT n.id FROM payments_line n WHERE n.replaces_id = l.id AND n.status <> 'cancelled') IS NULL
     ORDER BY l.id
    ON CONFLICT DO NOTHING
"""
"""One look at an index a line: joined whole, cards and faults would be read anew for every line."""


class NothingToFollow(Refusal):
    """Every failure was followed already, or nothing failed."""

    message = _("Tidak ada baris gagal atau kembali yang belum dibayar susulan.")


class NotLeftYet(Refusal):
    """Only money that has left can fail to arrive."""

    message = _("Uang siklus ini belum dilepas, jadi belum ada yang perlu disusulkan.")


@transaction.atomic
def prepare_follow_up(*, cycle_id: int, by: Any) -> Cycle:
    """A draft that pays again what failed or came back in a cycle and was not followed yet.

    A draft that stands already takes what has failed since; asked again it is the same draft. The cycle is held
    first, so two who ask at once get one draft, and the database follows no line twice.
    """
    allowed(by, "payments.prepare_cycle")
    cycle = locked_cycle(cycle_id, by)
    if cycle.status not in Cycle.LEFT:
        raise NotLeftYet(cycle)
    drafts = Cycle.objects.filter(follows=cycle, status=Cycle.Status.DRAFT)
    follow_up = drafts.select_for_update().first() or _draft(cycle, by)
    bulk.execute(_FAULTS, {"cycle": cycle.pk, "reasons": list(ACCOUNT_REASONS)})
    bulk.execute(_LINES, {"cycle": cycle.pk, "follow_up": follow_up.pk})
    if not follow_up.payment_lines.exists():
        raise NothingToFollow(cycle)
    return follow_up


def _draft(cycle: Cycle, by: Any) -> Cycle:
    number = Cycle.objects.filter(follows=cycle).count() + 1
    return Cycle.objects.create(
        follows=cycle,
        programme=cycle.programme,
        wallet=cycle.wallet,
        period=cycle.period,
        stage=f"{cycle.stage} (susulan {number})",
        region_code=cycle.region_code,
        fund_id=cycle.fund_id,
        source=f"follow:{cycle.pk}:{number}",
        prepared_by_id=by.pk,
    )
