"""Booking what happens to wallets: a list of wishes becomes transfers in one statement, one wish or sixty thousand.

Who asks has put the list into the temporary table `wished`, with the account that pays and the account that gets.
Here the accounts are held in the order of their ids, as the ledger's trigger does; only then their balances are looked
at, in a statement of its own that sees what others have committed meanwhile. So however many processes ask at once,
each wish is measured against what is really left, and those that do not fit are refused one by one.
"""

from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, formats
from lumbung.core.refusals import Refusal
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.models import Transfer

MANY = 5_000
GROWN = ("payments_transfer", "payments_account")
"""After so many transfers at once, these tables are counted anew."""
WISHED = """
    CREATE TEMPORARY TABLE wished (
        ordinal bigint, reference text, kind text, amount bigint, debit_id bigint, credit_id bigint, of_id bigint,
        act_id bigint, place text, region_code text, happened_at timestamptz, why text NOT NULL DEFAULT '',
        outcome text NOT NULL DEFAULT '', rest bigint, transfer_id bigint) ON COMMIT DROP
"""
_HOLD = """
    WITH held AS (
        SELECT id FROM payments_account
         WHERE id IN (SELECT debit_id FROM wished WHERE why = '' UNION SELECT credit_id FROM wished WHERE why = '')
         ORDER BY id FOR NO KEY UPDATE)
    SELECT count(*) FROM held
"""
_KNOWN = """
    UPDATE wished w
       SET transfer_id = t.id,
           outcome = CASE WHEN t.kind = w.kind AND t.amount = w.amount THEN 'same' ELSE 'refused' END,
           why = CASE WHEN t.kind = w.kind AND t.amount = w.amount THEN '' ELSE 'differs' END
      FROM payments_transfer t WHERE t.reference = w.reference AND w.outcome = ''
"""
_TWICE = """
    UPDATE wished w SET why = 'twice'
      FROM (SELECT ordinal, row_number() OVER (PARTITION BY reference ORDER BY ordinal) AS turn
              FROM wished WHERE outcome = '' AND why = '') again
     WHERE again.ordinal = w.ordinal AND again.turn > 1
"""
_QUEUE = """
    CREATE TEMPORARY TABLE queued ON COMMIT DROP AS
    SELECT w.ordinal, w.{key} AS whose, w.amount, tight.rest,
           row_number() OVER (PARTITION BY w.{key} ORDER BY w.ordinal) AS turn
      FROM wished w
      JOIN (SELECT asked.whose, limits.rest
              FROM (SELECT {key} AS whose, sum(amount) AS amount FROM wished
                     WHERE why = '' AND outcome = '' AND {key} IS NOT NULL GROUP BY {key}) AS asked
              JOIN LATERAL ({limit}) AS limits ON true
             WHERE asked.amount > limits.rest) AS tight ON tight.whose = w.{key}
     WHERE w.why = '' AND w.outcome = ''
"""
_LEFT_IN_PLACE = "SELECT balance AS rest FROM payments_account WHERE id = asked.whose"
_LEFT_TO_UNDO = """
    SELECT t.amount - coalesce((SELECT sum(u.amount) FROM payments_transfer u WHERE u.of_id = t.id), 0) AS rest
      FROM payments_transfer t WHERE t.id = asked.whose
"""
_LIMITS = (("of_id", _LEFT_TO_UNDO, "beyond"), ("debit_id", _LEFT_IN_PLACE, "short"))
_REFUSE = """
    WITH RECURSIVE walk AS (
        SELECT ordinal, whose, turn, rest, amount <= rest AS fits,
               rest - CASE WHEN amount <= rest THEN amount ELSE 0 END AS remaining
          FROM queued WHERE turn = 1
         UNION ALL
        SELECT q.ordinal, q.whose, q.turn, w.remaining, q.amount <= w.remaining,
               w.remaining - CASE WHEN q.amount <= w.remaining THEN q.amount ELSE 0 END
          FROM walk w JOIN queued q ON q.whose = w.whose AND q.turn = w.turn + 1)
    UPDATE wished SET why = %s, rest = walk.rest FROM walk WHERE walk.ordinal = wished.ordinal AND NOT walk.fits
"""
_BOOK = """
    WITH made AS (
        INSERT INTO payments_transfer (debit_id, credit_id, amount, kind, reference, of_id, act_id, place,
                                       region_code, by_id, happened_at)
        SELECT debit_id, credit_id, amount, kind, reference, of_id, act_id, coalesce(place, ''),
               region_code, %s, happened_at
          FROM wished WHERE why = '' AND outcome = '' ORDER BY reference
        ON CONFLICT DO NOTHING
        RETURNING id, reference)
    UPDATE wished w SET transfer_id = made.id, outcome = 'booked'
      FROM made WHERE made.reference = w.reference AND w.why = '' AND w.outcome = ''
"""
_REST = "UPDATE wished SET outcome = 'refused', why = coalesce(nullif(why, ''), 'undone') WHERE outcome = ''"
_TOLD = "SELECT ordinal, reference, outcome, why, rest, amount, transfer_id FROM wished ORDER BY ordinal"
_TYPES = {"ordinal": pl.Int64, "rest": pl.Int64, "amount": pl.Int64, "transfer_id": pl.Int64}


class NotEnough(Refusal):
    """The place that pays has less than what is asked."""

    message = _("Saldo tidak cukup: sisanya %(rest)s, diminta %(amount)s.")


class MoreThanMoved(Refusal):
    """More would be undone than was moved."""

    message = _("Yang dikembalikan melebihi belanjanya: sisanya %(rest)s, diminta %(amount)s.")


class ReferenceDiffers(Refusal):
    """The reference was booked before, for something else."""

    message = _("Rujukan %(reference)s sudah dibukukan dengan nilai atau jenis lain.")


class ReferenceTwice(Refusal):
    """One list has the reference twice, and what it says first was refused or differs."""

    message = _("Rujukan %(reference)s ada dua kali dalam daftar ini.")


class AlreadyUndone(Refusal):
    """Another has undone it meanwhile."""

    message = _("Pemindahan ini sudah dibetulkan.")


class AmountWrong(Refusal):
    """Nothing, or less than nothing."""

    message = _("Nilainya harus di atas nol.")


class CardUnknown(Refusal):
    """No such card in reach."""

    message = _("Kartu ini tidak ada, atau berada di luar wilayah Anda.")


class CardNotInUse(Refusal):
    """Blocked, closed, or not handed over yet."""

    message = _("Kartu ini tidak aktif. Uangnya tidak bisa dipakai sebelum kartunya aktif.")


class CardExpired(Refusal):
    """Its days are over."""

    message = _("Masa berlaku kartu ini sudah lewat. Mintakan kartu pengganti.")


class WalletUnknown(Refusal):
    """The card has no wallet of this kind."""

    message = _("Kartu ini tidak punya dompet tersebut.")


class PlaceUnknown(Refusal):
    """There is no such place for money."""

    message = _("Tempat uang yang menerima tidak dikenal.")


class PurchaseUnknown(Refusal):
    """What is to be given back was never bought."""

    message = _("Belanja yang dikembalikan tidak ditemukan.")


class SamePersonUndoes(Refusal):
    """Who booked it undoes it."""

    message = _("Yang membukukan tidak bisa membatalkannya sendiri. Minta orang lain.")
    status = 403


class SignatureMissing(Refusal):
    """The amount demands more signatures under what is brought back."""

    message = _("Tanda tangan Anda tersimpan. Nilai ini perlu tanda tangan orang lain lagi sebelum uangnya kembali.")


class RoleDoesNotReturn(Refusal):
    """This role signs no goods brought back."""

    message = _("Peran Anda tidak menandatangani belanja yang dikembalikan. Minta petugas lain.")
    status = 403


class BroughtBackTooLate(Refusal):
    """The days in which goods may come back are over."""

    message = _("Belanja ini sudah terlalu lama, jadi tidak bisa dikembalikan lagi.")


WHY: dict[str, type[Refusal]] = {
    "short": NotEnough,
    "beyond": MoreThanMoved,
    "differs": ReferenceDiffers,
    "twice": ReferenceTwice,
    "undone": AlreadyUndone,
    "amount": AmountWrong,
    "card_unknown": CardUnknown,
    "card_not_in_use": CardNotInUse,
    "card_expired": CardExpired,
    "wallet_unknown": WalletUnknown,
    "place_unknown": PlaceUnknown,
    "purchase_unknown": PurchaseUnknown,
    "same_person": SamePersonUndoes,
    "unsigned": SignatureMissing,
    "role": RoleDoesNotReturn,
    "late": BroughtBackTooLate,
}
"""Why a wish was refused; the sentence stands on the class."""


@dataclass(frozen=True)
class Booked:
    """What became of a list, in its order: `reference, outcome, why, rest, amount, transfer_id`.

    `outcome` is `booked`, `same` (booked by an earlier request with this reference) or `refused`, with `why`.
    """

    rows: pl.DataFrame

    def count(self, outcome: str) -> int:
        """How many came out so."""
        return int((self.rows["outcome"] == outcome).sum())

    def refusal(self, at: int) -> Refusal | None:
        """Why the wish at that place was refused, as a sentence; None if it was not."""
        row = self.rows.row(at, named=True)
        if row["outcome"] != "refused":
            return None
        values = {"reference": row["reference"], "rest": formats.rupiah(row["rest"] or 0)}
        return WHY[row["why"]](row["reference"], amount=formats.rupiah(row["amount"] or 0), **values)

    def only(self) -> Transfer:
        """The transfer of a list of one; raises its refusal."""
        if refusal := self.refusal(0):
            raise refusal
        with whole_ledger():
            return Transfer.objects.get(pk=self.rows["transfer_id"][0])


def book_wished(*, by: Any) -> Booked:
    """Book what `wished` holds and tell what became of each; needs the transaction that made the table."""
    bulk.execute("ANALYZE wished")
    with whole_ledger():
        bulk.rows(_HOLD)
        bulk.execute(_KNOWN)
        bulk.execute(_TWICE)
        for key, limit, why in _LIMITS:
            _refuse_beyond(key, limit, why)
        booked = bulk.execute(_BOOK, [by.pk])
        bulk.execute(_KNOWN)
    if booked >= MANY:
        bulk.freshen(*GROWN, came=booked)
    bulk.execute(_REST)
    return Booked(bulk.read_frame(_TOLD, schema=_TYPES))


def _refuse_beyond(key: str, limit: str, why: str) -> None:
    """Where more is asked than there is, go through the wishes in their order and refuse those that do not fit."""
    bulk.execute("DROP TABLE IF EXISTS pg_temp.queued")
    if bulk.execute(_QUEUE.format(key=key, limit=limit)):
        bulk.execute("CREATE INDEX ON queued (whose, turn)")
        bulk.execute("ANALYZE queued")
        bulk.execute(_REFUSE, [why])


def begin() -> None:
    """An empty list of wishes in this transaction."""
    bulk.execute("DROP TABLE IF EXISTS pg_temp.wished")
    bulk.execute(WISHED)
