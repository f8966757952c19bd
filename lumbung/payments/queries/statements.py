"""What came into a wallet, what went out of it, where, and what remained: as in a passbook."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lumbung.core import bulk
from lumbung.core.refusals import NotFound
from lumbung.payments.models import Account, Card, Transfer
from lumbung.payments.queries.cards import card as one_card

SHOWN = 200
_ROWS = """
    WITH wallets AS (SELECT id, kind FROM payments_account WHERE card_id = %(card)s),
    sides AS (
        SELECT w.id AS wallet_id, w.kind AS wallet, t.*, t.amount AS came, 0::bigint AS went
          FROM wallets w JOIN payments_transfer t ON t.credit_id = w.id
         UNION ALL
        SELECT w.id, w.kind, t.*, 0, t.amount FROM wallets w JOIN payments_transfer t ON t.debit_id = w.id),
    told AS (
        SELECT s.*, sum(s.came - s.went) OVER (PARTITION BY s.wallet_id ORDER BY s.id)::bigint AS remains FROM sides s)
    SELECT s.id, s.wallet, coalesce(s.happened_at, s.at), s.kind, coalesce(o.kind, ''), coalesce(l.programme, ''),
           coalesce(c.stage, ''), s.place, s.came, s.went, s.remains,
           EXISTS (SELECT 1 FROM payments_transfer u WHERE u.of_id = s.id AND u.kind = 'reversal')
      FROM told s
      LEFT JOIN payments_transfer o ON o.id = s.of_id
      LEFT JOIN payments_line l ON l.id = s.line_id
      LEFT JOIN payments_cycle c ON c.id = s.cycle_id
     ORDER BY s.id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Entry:
    """One line of the passbook; `kind` is that of the transfer, `of` that of the one it undoes."""

    transfer_id: int
    wallet: str
    at: datetime
    kind: str
    of: str
    programme: str
    stage: str
    place: str
    came: int
    went: int
    remains: int
    undone: bool

    @property
    def wallet_name(self) -> Any:
        """What the wallet is called."""
        return Account.Kind(self.wallet).label


@dataclass(frozen=True)
class Statement:
    """A card's passbook: what each wallet holds, and the newest entries of all of them, newest first."""

    card: Card
    wallets: list[Account]
    entries: list[Entry]
    shortened: bool

    @property
    def total(self) -> int:
        """What remains in all wallets together."""
        return sum(wallet.balance for wallet in self.wallets)


def statement(*, viewer: Any, card_id: int, limit: int = SHOWN) -> Statement:
    """The passbook of one card in reach. It holds no number of a person, a card or an account."""
    card = one_card(viewer=viewer, card_id=card_id)
    found = [Entry(*row) for row in bulk.rows(_ROWS, {"card": card.pk, "limit": limit + 1})]
    wallets = sorted(card.wallets.all(), key=lambda wallet: Account.OF_CARD.index(Account.Kind(wallet.kind)))
    return Statement(card, wallets, found[:limit], shortened=len(found) > limit)


def movement(*, viewer: Any, transfer_id: int) -> Transfer:
    """One movement of a wallet in reach."""
    found = Transfer.objects.visible_to(viewer).filter(pk=transfer_id, kind__in=Transfer.OF_WALLETS).first()
    if found is None:
        raise NotFound(transfer_id)
    return found
