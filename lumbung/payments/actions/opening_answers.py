"""Reading a bank's answer to an opening list: accounts opened, cards replaced, refusals with reasons; all or none."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, crypto, files, states
from lumbung.core.refusals import BadInput, allowed
from lumbung.payments import qr, rules
from lumbung.payments.actions import replacing
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.banks import openings
from lumbung.payments.models import OpeningAnswer, OpeningEntry, OpeningList

_COLUMNS = {
    "line": "integer",
    "family_id": "bigint",
    "outcome": "text",
    "reason": "text",
    "public_number": "text",
    "number": "text",
    "number_index": "uuid",
    "account_number": "text",
    "account_index": "uuid",
}
_NOT_LISTED = """
    SELECT min(t.line) FROM told t
     WHERE NOT EXISTS (SELECT 1 FROM payments_openingentry e WHERE e.list_id = %(list)s AND e.family_id = t.family_id)
"""
_CONTRADICTS = """
    SELECT min(t.line) FROM told t
      JOIN payments_openingentry e ON e.list_id = %(list)s AND e.family_id = t.family_id AND e.status <> 'listed'
      LEFT JOIN payments_card c ON c.id = e.card_id
     WHERE e.status <> t.outcome OR c.number_index <> t.number_index OR c.account_index <> t.account_index
"""
_TAKEN = """
    SELECT min(t.line) FROM told t
      JOIN payments_openingentry e ON e.list_id = %(list)s AND e.family_id = t.family_id AND e.status = 'listed'
     WHERE t.outcome = 'opened' AND EXISTS (
           SELECT 1 FROM payments_card c
            WHERE c.number_index = t.number_index
               OR (c.account_index = t.account_index AND c.status <> 'closed' AND c.id IS DISTINCT FROM e.old_card_id)
               OR (c.family_id = t.family_id AND c.status <> 'closed' AND c.id IS DISTINCT FROM e.old_card_id))
"""
_OPENED = """
    INSERT INTO payments_card (family_id, region_code, bank, number, number_index, account_number, account_index,
                               public_number, holder_name, status, issued_on, expires_on)
    SELECT e.family_id, e.region_code, %(bank)s, t.number, t.number_index, t.account_number, t.account_index,
           t.public_number, e.holder_name, 'issued', %(on)s, %(ends)s
      FROM told t JOIN payments_openingentry e ON e.list_id = %(list)s AND e.family_id = t.family_id
     WHERE e.status = 'listed' AND t.outcome = 'opened'
     ORDER BY e.id
"""
_ANSWERED = """
    UPDATE payments_openingentry e
       SET status = t.outcome, reason = t.reason, answered_on = %(on)s, card_id = c.id
      FROM told t LEFT JOIN payments_card c ON t.outcome = 'opened' AND c.number_index = t.number_index
     WHERE e.list_id = %(list)s AND e.family_id = t.family_id AND e.status = 'listed'
    RETURNING t.outcome
"""
_WALLETS = """
    INSERT INTO payments_account (kind, region_code, card_id, channel)
    SELECT kind, c.region_code, c.id, c.bank
      FROM told t JOIN payments_card c ON c.number_index = t.number_index
     CROSS JOIN (VALUES ('cash'), ('food')) AS wallets (kind)
     WHERE t.outcome = 'opened'
    ON CONFLICT DO NOTHING
"""


class AnswersNoList(BadInput):
    """References of no list of ours, of several lists, or of a list of another bank."""

    message = _("Berkas %(file)s tidak menjawab satu daftar pembukaan rekening yang sudah dikirim ke bank ini.")


class RowNotListed(BadInput):
    """A family that was not on the list."""

    message = _("Berkas %(file)s baris %(line)s: keluarga ini tidak ada dalam daftar %(list)s. Tidak ada yang diubah.")


class RowContradicts(BadInput):
    """The bank said something else about this family before."""

    message = _("Berkas %(file)s baris %(line)s: bank sudah menjawab lain sebelumnya. Tidak ada yang diubah.")


class NumberTaken(BadInput):
    """A card or account number that another card has, or a family that has another card by now."""

    message = _(
        "Berkas %(file)s baris %(line)s: nomor ini sudah dipakai kartu lain, atau keluarganya sudah punya kartu. "
        "Tidak ada yang diubah."
    )


@transaction.atomic
def read_opening_answer(*, path: Path, name: str, on: date, by: Any) -> OpeningAnswer:
    """Take in what a bank answered to a list, in one go; the same file again is the same record.

    A bank may answer a list in several files. Raises a Refusal naming file and line; then nothing has changed.
    """
    allowed(by, "payments.read_bank_file")
    answer = openings.read(path, name=name)
    rows, listed = _of_one_list(answer, name, by)
    ref = files.store(path)
    known = OpeningAnswer.objects.visible_to(by).filter(ref=ref).first()
    if known:
        return known
    _stage(rows)
    values = {"list": listed.pk, "bank": listed.bank, "on": on, "ends": rules.card_ends(on), "by": by.pk}
    with whole_ledger():
        for sql, refusal in ((_NOT_LISTED, RowNotListed), (_CONTRADICTS, RowContradicts), (_TAKEN, NumberTaken)):
            [(line,)] = bulk.rows(sql, values)
            if line is not None:
                raise refusal(file=name, line=line, list=listed)
    told = _booked(listed, values, by)
    counts = {outcome: told.count(outcome) for outcome in ("opened", "refused")}
    if not listed.entries.filter(status=OpeningEntry.Status.LISTED).exists():
        states.move(listed, OpeningList.Status.ANSWERED)
    return OpeningAnswer.objects.create(
        list=listed,
        region_code=listed.region_code,
        name=name,
        ref=ref,
        unchanged=rows.height - len(told),
        by_id=by.pk,
        **counts,
    )


def _booked(listed: OpeningList, values: dict[str, Any], by: Any) -> list[str]:
    """Close the cards to be replaced, write the new ones, carry over what was on the old; returns the new outcomes."""
    replaces = listed.kind == OpeningList.Kind.REPLACEMENT
    if replaces:
        replacing.close_old(values)
    bulk.execute(_OPENED, values)
    told = [outcome for (outcome,) in bulk.rows(_ANSWERED, values)]
    bulk.execute(_WALLETS)
    if replaces:
        replacing.carry_over(values, by=by)
    return told


def _of_one_list(answer: openings.Answer, name: str, by: Any) -> tuple[pl.DataFrame, OpeningList]:
    """The rows with their family, and the one list they answer, held until the act is over."""
    reference = pl.col("reference")
    rows = answer.rows.with_columns(
        list_id=reference.str.extract(r"^BK(\d{1,9})-\d{1,15}$").cast(pl.Int64),
        family_id=reference.str.extract(r"^BK\d{1,9}-(\d{1,15})$").cast(pl.Int64),
    )
    lists = rows["list_id"].unique().to_list()
    if len(lists) != 1 or lists[0] is None:
        raise AnswersNoList(file=name)
    sent = (OpeningList.Status.SENT, OpeningList.Status.ANSWERED)
    known = OpeningList.objects.visible_to(by).select_for_update()
    listed = known.filter(pk=lists[0], bank=answer.bank, status__in=sent).first()
    if listed is None:
        raise AnswersNoList(file=name)
    return rows, listed


def _stage(rows: pl.DataFrame) -> None:
    secret = rows.with_columns(
        crypto.encrypt_series(rows["number"]),
        crypto.encrypt_series(rows["account_number"]),
        crypto.blind_series(rows["number"], "card").alias("number_index"),
        crypto.blind_series(rows["account_number"], "account").alias("account_index"),
        qr.random_numbers(rows.height).alias("public_number"),
    )
    bulk.staged(secret, "told", _COLUMNS)
