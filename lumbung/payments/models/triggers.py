"""Promises that the tables keep themselves, for one row and for a million alike."""

from collections.abc import Sequence
from typing import Any

import pgtrigger
from django.apps import apps
from django.conf import settings

from lumbung.core.reach import Reach


def enough(subject: str) -> str:
    """SQL: whether as many have countersigned as the amount demands; null where nobody has."""
    return f"(SELECT count(*) >= max(s.needed) FROM payments_countersignature s WHERE s.subject = {subject})"


class KeepBalances(pgtrigger.Trigger):
    """Each insert of transfers moves the balances of all accounts it touches, in one statement.

    Accounts are locked in the order of their ids, so that two bulk inserts wait instead of
    blocking each other; an account outside the writer's reach refuses the whole insert.
    """

    name = "keep_balances"
    when = pgtrigger.After
    level = pgtrigger.Statement
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="now_rows")
    declare = [("wanted", "bigint"), ("moved", "bigint")]

    def get_func(self, model: Any) -> str:
        """The function body."""
        return """
            PERFORM 1 FROM payments_account
              WHERE id IN (SELECT debit_id FROM now_rows UNION SELECT credit_id FROM now_rows)
              ORDER BY id FOR NO KEY UPDATE;
            SELECT count(*) INTO wanted
              FROM (SELECT debit_id FROM now_rows UNION SELECT credit_id FROM now_rows) AS touched;
            UPDATE payments_account a SET balance = a.balance + change.delta
              FROM (SELECT account, sum(delta) AS delta
                      FROM (SELECT debit_id AS account, -amount AS delta FROM now_rows
                             UNION ALL SELECT credit_id, amount FROM now_rows) AS sides
                     GROUP BY account) AS change
             WHERE a.id = change.account;
            GET DIAGNOSTICS moved = ROW_COUNT;
            IF moved <> wanted THEN
                RAISE EXCEPTION 'a transfer names an account outside the reach of its writer';
            END IF;
            RETURN NULL;
        """


class BalanceByTransfersOnly(pgtrigger.Trigger):
    """A balance changes only from inside the trigger above, never by hand."""

    name = "balance_by_transfers_only"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("balance")
    condition = pgtrigger.Condition("OLD.balance IS DISTINCT FROM NEW.balance AND pg_trigger_depth() < 1")
    func = "RAISE EXCEPTION 'a balance changes by transfers only';"


class UndoneByAnother(pgtrigger.Trigger):
    """What undoes a transfer goes the opposite way, comes from another person, and never exceeds it in sum.

    Named to run after the balances are kept: both accounts are held by then, so what others undid is seen.
    A card that was replaced since gets its money on the new one, so only the paying side is compared. On tables that
    were never counted this check took 64 s for 5,000 returns; a large booking has them counted (`bulk.freshen`).
    """

    name = "undone_by_another"
    when = pgtrigger.After
    level = pgtrigger.Statement
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="now_rows")

    def get_func(self, model: Any) -> str:
        """The function body; which kinds can be undone, the model itself says."""
        kinds = ", ".join(f"'{kind}'" for kind in apps.get_model(model._meta.label).OF_WALLETS)
        return f"""
            IF NOT EXISTS (SELECT 1 FROM now_rows WHERE of_id IS NOT NULL) THEN
                RETURN NULL;
            END IF;
            IF EXISTS (
                SELECT 1 FROM now_rows n LEFT JOIN payments_transfer t ON t.id = n.of_id
                 WHERE n.of_id IS NOT NULL
                   AND (t.id IS NULL OR n.debit_id <> t.credit_id OR n.by_id = t.by_id
                        OR (n.kind = 'purchase_returned' AND t.kind <> 'purchase')
                        OR (n.kind = 'reversal' AND (n.by_id IS NULL OR n.amount <> t.amount
                                                     OR t.kind NOT IN ({kinds})))
                        OR (n.act_id IS NOT NULL AND NOT EXISTS (
                            SELECT 1 FROM payments_act a
                             WHERE a.id = n.act_id AND a.transfer_id = n.of_id AND a.amount = n.amount
                               AND (SELECT count(*) FROM payments_signature s WHERE s.act_id = a.id)
                                   >= a.signatures_needed)))) THEN
                RAISE EXCEPTION 'another person undoes a transfer, the opposite way';
            END IF;
            IF EXISTS (
                SELECT 1 FROM now_rows n
                 WHERE n.kind = 'purchase_returned' AND n.act_id IS NULL AND {enough("n.reference")} IS NOT TRUE) THEN
                RAISE EXCEPTION 'goods come back with the signatures that their amount demands';
            END IF;
            IF EXISTS (
                SELECT 1 FROM (SELECT DISTINCT of_id FROM now_rows WHERE of_id IS NOT NULL) AS n
                  JOIN payments_transfer t ON t.id = n.of_id
                 WHERE t.amount < (SELECT sum(undoing.amount) FROM payments_transfer undoing
                                    WHERE undoing.of_id = n.of_id)) THEN
                RAISE EXCEPTION 'no more is undone than was moved';
            END IF;
            RETURN NULL;
        """


class SignedByAnother(pgtrigger.Trigger):
    """Neither who asked for an act nor who booked what it undoes signs it, and only an open act, in its days."""

    name = "signed_by_another"
    when = pgtrigger.Before
    operation = pgtrigger.Insert

    def get_func(self, model: Any) -> str:
        """The function body."""
        return f"""
            IF NOT EXISTS (
                SELECT 1 FROM payments_act a LEFT JOIN payments_transfer t ON t.id = a.transfer_id
                 WHERE a.id = NEW.act_id AND a.status = 'open' AND a.asked_by_id <> NEW.by_id
                   AND a.lapses_on > (NEW.at AT TIME ZONE '{settings.TIME_ZONE}')::date
                   AND NEW.role = ANY(a.roles) AND t.by_id IS DISTINCT FROM NEW.by_id) THEN
                RAISE EXCEPTION 'an act is signed by another person, in its days';
            END IF;
            RETURN NEW;
        """


class CountersignedInTime(pgtrigger.Trigger):
    """Nobody signs what was prepared too long ago."""

    name = "countersigned_in_time"
    when = pgtrigger.Before
    operation = pgtrigger.Insert
    func = "RAISE EXCEPTION 'what was prepared too long ago is not signed';"

    def get_condition(self, model: Any) -> pgtrigger.Condition:
        """On the day from which it is too late, by the nation's clock."""
        return pgtrigger.Condition(f"((NEW.at AT TIME ZONE '{settings.TIME_ZONE}')::date >= NEW.lapses_on)")


class CountersignedBefore(pgtrigger.Trigger):
    """A record makes this move only with as many countersignatures under it as its amount demands."""

    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("status")

    def __init__(self, *, move: tuple[str, str], subject: str) -> None:
        self.move, self.subject = move, subject
        super().__init__(name=f"countersigned_{move[1]}")

    def get_condition(self, model: Any) -> pgtrigger.Condition:
        """The move itself."""
        before, after = self.move
        return pgtrigger.Condition(f"OLD.status = '{before}' AND NEW.status = '{after}'")

    def get_func(self, model: Any) -> str:
        """Refuse it; `subject` is SQL over the record as it was."""
        return f"""
            IF {enough(self.subject)} IS NOT TRUE THEN
                RAISE EXCEPTION 'this needs the signatures that its amount demands';
            END IF;
            RETURN NEW;
        """


class DoneWhenSigned(pgtrigger.Trigger):
    """What was asked does not change, and it is done only with its signatures under it."""

    name = "done_when_signed"
    when = pgtrigger.Before
    operation = pgtrigger.Update
    func = """
        IF (OLD.kind, OLD.transfer_id, OLD.fund_id, OLD.amount, OLD.reason, OLD.signatures_needed, OLD.roles,
            OLD.region_code, OLD.asked_by_id, OLD.asked_at, OLD.lapses_on)
           IS DISTINCT FROM
           (NEW.kind, NEW.transfer_id, NEW.fund_id, NEW.amount, NEW.reason, NEW.signatures_needed, NEW.roles,
            NEW.region_code, NEW.asked_by_id, NEW.asked_at, NEW.lapses_on) THEN
            RAISE EXCEPTION 'what was asked does not change';
        END IF;
        IF NEW.status = 'done' AND (SELECT count(*) FROM payments_signature WHERE act_id = NEW.id)
                                   < NEW.signatures_needed THEN
            RAISE EXCEPTION 'an act is done with its signatures';
        END IF;
        RETURN NEW;
    """


class SealedFromStatus(pgtrigger.Trigger):
    """From the first act on, what was acted upon does not change; an act once signed stays signed.

    Only an approval that lapses is signed anew; the audit trail keeps who had signed it first.
    """

    name = "sealed_once_submitted"
    when = pgtrigger.Before
    operation = pgtrigger.Update

    def __init__(self, *, content: Sequence[str], acts: Sequence[str], lapsing: Sequence[str]) -> None:
        self.content, self.acts, self.lapsing = content, acts, lapsing
        super().__init__()

    def get_func(self, model: Any) -> str:
        """The function body."""
        changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in self.content)
        resigned = " OR ".join(
            f"(OLD.{name} IS NOT NULL AND OLD.{name} IS DISTINCT FROM NEW.{name})"
            for name in self.acts
            if name not in self.lapsing
        )
        lapsed = " OR ".join(
            f"(OLD.{name} IS NOT NULL AND OLD.{name} IS DISTINCT FROM NEW.{name})" for name in self.lapsing
        )
        return f"""
            IF OLD.status <> 'draft' AND ({changed}) THEN
                RAISE EXCEPTION 'a submitted cycle is sealed';
            END IF;
            IF {resigned} OR (({lapsed}) AND NOT (
                NEW.status = 'submitted' AND OLD.status IN ('approved', 'authorised')
                AND NEW.lapses = OLD.lapses + 1)) THEN
                RAISE EXCEPTION 'an act once signed stays signed';
            END IF;
            IF OLD.status = 'draft' AND NEW.status = 'submitted' AND NOT EXISTS (
                SELECT 1 FROM payments_line WHERE cycle_id = NEW.id
                HAVING count(*) = NEW.lines AND sum(amount) = NEW.total) THEN
                RAISE EXCEPTION 'the total of a cycle is the sum of its lines';
            END IF;
            RETURN NEW;
        """


class ReleasedInTime(pgtrigger.Trigger):
    """No money leaves on an approval that was signed too long ago."""

    name = "released_in_time"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("status")
    func = "RAISE EXCEPTION 'an approval that lapsed releases nothing';"

    def get_condition(self, model: Any) -> pgtrigger.Condition:
        """Released on the day from which it is too late, by the nation's clock."""
        on = f"(NEW.released_at AT TIME ZONE '{settings.TIME_ZONE}')::date"
        return pgtrigger.Condition(
            f"(OLD.status IN ('approved', 'authorised') AND NEW.status = 'released' AND {on} >= OLD.lapses_on)"
        )


class LinesOfDraftsOnly(pgtrigger.Trigger):
    """Lines join a cycle only while it is a draft."""

    name = "lines_of_drafts_only"
    when = pgtrigger.After
    level = pgtrigger.Statement
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="now_rows")

    def get_func(self, model: Any) -> str:
        """The function body."""
        return """
            IF EXISTS (SELECT 1 FROM (SELECT DISTINCT cycle_id FROM now_rows) n
                        LEFT JOIN payments_cycle c ON c.id = n.cycle_id
                       WHERE c.status IS DISTINCT FROM 'draft') THEN
                RAISE EXCEPTION 'lines join a cycle only while it is a draft';
            END IF;
            RETURN NULL;
        """


class WayFrozen(pgtrigger.Trigger):
    """A line keeps its card and channel, but before the money leaves it may be given to the post."""

    name = "way_frozen"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("card_id", "channel")
    condition = pgtrigger.Condition(
        "OLD.card_id IS DISTINCT FROM NEW.card_id OR OLD.channel IS DISTINCT FROM NEW.channel"
    )
    func = """
        IF NEW.channel <> 'pos' OR NEW.card_id IS NOT NULL OR NEW.status <> 'waiting' OR EXISTS (
            SELECT 1 FROM payments_cycle WHERE id = NEW.cycle_id
               AND status NOT IN ('draft', 'submitted', 'approved', 'authorised')) THEN
            RAISE EXCEPTION 'a line changes its way only to the post, before the money leaves';
        END IF;
        RETURN NEW;
    """


class FollowsAFailure(pgtrigger.Trigger):
    """A follow-up pays the same family the same money for the same period, and only after it did not arrive."""

    name = "follows_a_failure"
    when = pgtrigger.After
    level = pgtrigger.Statement
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="now_rows")

    def get_func(self, model: Any) -> str:
        """The function body."""
        return """
            IF EXISTS (SELECT 1 FROM now_rows n
                         JOIN payments_cycle c ON c.id = n.cycle_id
                         LEFT JOIN payments_line l ON l.id = n.replaces_id
                        WHERE n.replaces_id IS NOT NULL
                          AND (l.status IS NULL OR l.status NOT IN ('failed', 'returned')
                               OR c.follows_id IS DISTINCT FROM l.cycle_id
                               OR (l.family_id, l.programme, l.period, l.amount) IS DISTINCT FROM
                                  (n.family_id, n.programme, n.period, n.amount)))
               OR EXISTS (SELECT 1 FROM now_rows n JOIN payments_cycle c ON c.id = n.cycle_id
                           WHERE (n.replaces_id IS NULL) <> (c.follows_id IS NULL)) THEN
                RAISE EXCEPTION 'a follow-up pays again what failed or came back, and nothing else';
            END IF;
            RETURN NULL;
        """


class NothingLeavesAClosedFund(pgtrigger.Trigger):
    """Money of a closed fund neither pays nor is set aside again, nor does that of a fund that one person asked for.

    Only the way back to the treasury is open to a fund that was asked for and refused.
    """

    name = "nothing_leaves_a_closed_fund"
    when = pgtrigger.After
    level = pgtrigger.Statement
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="now_rows")

    def get_func(self, model: Any) -> str:
        """The function body."""
        return """
            IF EXISTS (SELECT 1 FROM now_rows n
                         JOIN payments_account a ON a.id = n.debit_id AND a.fund_id IS NOT NULL
                         JOIN payments_fund f ON f.id = a.fund_id
                        WHERE f.status = 'closed'
                           OR f.status = 'asked' AND a.kind <> 'treasury' AND n.kind <> 'closing') THEN
                RAISE EXCEPTION 'nothing leaves a closed fund, or one that was only asked for';
            END IF;
            RETURN NULL;
        """


class ClosedDaysStay(pgtrigger.Trigger):
    """Nothing is booked into a day before today whose books were closed.

    What happens today is never held up by a day closed too early; that shows as a difference. Days are those of the
    whole nation's clock, and every writer sees every closed day, whatever their reach.
    """

    name = "closed_days_stay"
    when = pgtrigger.After
    level = pgtrigger.Statement
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="now_rows")
    declare = [("lo", "text"), ("hi", "text"), ("closed", "date"), ("today", "date")]

    def get_func(self, model: Any) -> str:
        """The function body."""
        nation, zone = Reach.national(), settings.TIME_ZONE
        return f"""
            lo := current_setting('lumbung.reach_lo', true);
            hi := current_setting('lumbung.reach_hi', true);
            PERFORM set_config('lumbung.reach_lo', '{nation.lo}', true),
                    set_config('lumbung.reach_hi', '{nation.hi}', true);
            SELECT max("on") INTO closed FROM payments_daycheck;
            PERFORM set_config('lumbung.reach_lo', coalesce(lo, ''), true),
                    set_config('lumbung.reach_hi', coalesce(hi, ''), true);
            today := (now() AT TIME ZONE '{zone}')::date;
            IF (SELECT min(at) FROM now_rows) < (least(closed + 1, today)::timestamp AT TIME ZONE '{zone}')
               AND closed IS NOT NULL THEN
                RAISE EXCEPTION 'the books of this day are closed';
            END IF;
            RETURN NULL;
        """
