"""What must stand behind money that enters a fund, leaves it for families, or goes back to the treasury."""

from typing import Any

import pgtrigger

from lumbung.payments.models.triggers import enough


class HasItsCause(pgtrigger.Trigger):
    """A budget is asked for or was raised by signatures, a release is that of a released cycle, and what goes back was
    let go by as many as the amount demands. Whoever writes into the ledger past the acts finds this."""

    name = "has_its_cause"
    when = pgtrigger.After
    level = pgtrigger.Statement
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="now_rows")

    def get_func(self, model: Any) -> str:
        """The function body."""
        returned = enough("'return:' || u.treasury_return_id")
        ended = enough("'closing:' || f.id || ':' || floor(extract(epoch FROM f.closing_at))::bigint")
        return f"""
            IF NOT EXISTS (SELECT 1 FROM now_rows WHERE kind IN ('budget', 'release', 'expired', 'closing')) THEN
                RETURN NULL;
            END IF;
            IF EXISTS (SELECT 1 FROM now_rows n LEFT JOIN payments_cycle c ON c.id = n.cycle_id
                        WHERE n.kind = 'release' AND (c.status = 'released') IS NOT TRUE) THEN
                RAISE EXCEPTION 'money leaves a fund for a released cycle only';
            END IF;
            IF EXISTS (SELECT 1 FROM now_rows n LEFT JOIN payments_untouched u ON u.line_id = n.line_id
                        WHERE n.kind = 'expired' AND {returned} IS NOT TRUE) THEN
                RAISE EXCEPTION 'money goes back to the treasury with its signatures only';
            END IF;
            IF EXISTS (SELECT 1 FROM now_rows n JOIN payments_account a ON a.id = n.debit_id
                         JOIN payments_fund f ON f.id = a.fund_id
                        WHERE n.kind = 'closing' AND f.status <> 'asked'
                          AND (f.status = 'closing' AND {ended}) IS NOT TRUE) THEN
                RAISE EXCEPTION 'a fund ends with its signatures only';
            END IF;
            IF EXISTS (SELECT 1 FROM now_rows n JOIN payments_account a ON a.id = n.credit_id
                         JOIN payments_fund f ON f.id = a.fund_id
                        WHERE n.kind = 'budget'
                          AND NOT (n.act_id IS NULL AND f.status = 'asked' AND f.budget = n.amount
                                   AND NOT EXISTS (SELECT 1 FROM payments_transfer t
                                                    WHERE t.credit_id = n.credit_id AND t.kind = 'budget'
                                                      AND t.id <> n.id))
                          AND NOT EXISTS (SELECT 1 FROM payments_act x
                                           WHERE x.id = n.act_id AND x.kind = 'fund_raise' AND x.fund_id = f.id
                                             AND x.amount = n.amount AND x.status = 'open'
                                             AND (SELECT count(*) FROM payments_signature s WHERE s.act_id = x.id)
                                                 >= x.signatures_needed)) THEN
                RAISE EXCEPTION 'a budget is asked for once, and raised by signatures';
            END IF;
            RETURN NULL;
        """
