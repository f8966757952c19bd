"""Collective account opening: a list is made by one person, approved by another, and goes to the bank as a file."""

from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, crypto, files, states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.core.wording import one_of
from lumbung.payments import queries
from lumbung.payments.banks import openings
from lumbung.payments.models import OpeningEntry, OpeningList
from lumbung.payments.models.ledger import NATION

_ENTRIES = """
    INSERT INTO payments_openingentry (list_id, family_id, person_id, region_code, holder_name, old_card_id, status)
    SELECT %s, f.id, p.id, f.region_code,
           coalesce(CASE WHEN h.id IS NOT NULL THEN p.name END, nullif(trim(f.head_name), ''), 'KELUARGA ' || f.id),
           w.card_id, 'listed'
      FROM wanted w
      JOIN registry_family f ON f.id = w.family_id
      LEFT JOIN payments_holder h ON h.family_id = f.id AND h.until IS NULL
      LEFT JOIN LATERAL (
           SELECT id, name FROM registry_person
            WHERE family_id = f.id AND status = 'active'
              AND CASE WHEN h.id IS NULL THEN relation = 1 ELSE id = h.person_id END
            ORDER BY id LIMIT 1) p ON true
     ORDER BY f.id
    ON CONFLICT DO NOTHING
"""
_FILE = """
    SELECT 'BK' || e.list_id || '-' || e.family_id AS reference, e.holder_name AS name, p.nik,
           coalesce(p.birth_place, '') AS birth_place, p.birth_date, coalesce(p.mother_name, '') AS mother_name,
           concat_ws(', ', nullif(d.address, ''), nullif(d.hamlet, ''), nullif('RT ' || d.rt, 'RT '),
                     nullif('RW ' || d.rw, 'RW ')) AS address,
           e.region_code, c.number AS old_card
      FROM payments_openingentry e
      JOIN registry_family f ON f.id = e.family_id
      JOIN registry_dwelling d ON d.id = f.dwelling_id
      LEFT JOIN registry_person p ON p.id = e.person_id
      LEFT JOIN payments_card c ON c.id = e.old_card_id
     WHERE e.list_id = %s AND e.status = 'listed'
     ORDER BY e.id
"""


class NotAnOpeningBank(BadInput):
    """The bank has no layout for lists, so it opens no accounts."""

    message = _("Bank ini tidak membuka rekening lewat daftar. Pilih bank lain.")


class NobodyToList(Refusal):
    """No family of the region waits for this bank."""

    message = _("Tidak ada keluarga yang perlu didaftarkan ke bank ini di wilayah itu.")


class SamePersonLists(Refusal):
    """Who made a list does not approve it."""

    message = _("Yang menyusun daftar tidak bisa menyetujuinya. Minta pejabat lain.")
    status = 403


@transaction.atomic
def prepare_opening_list(*, region_code: str, bank: str, kind: str, on: date, by: Any) -> OpeningList:
    """List the families of a region that need an account (`new`) or another card (`replacement`) at a bank.

    A draft for the same bank, kind and region is taken up again: who came to need a card since then joins it.
    """
    allowed(by, "payments.prepare_opening")
    if bank not in openings.opening_banks():
        raise NotAnOpeningBank(fields={"bank": str(NotAnOpeningBank.message)})
    place = {
        "bank": bank,
        "kind": one_of(OpeningList.Kind, kind, field="kind").value,
        "region_code": region_code or NATION,
    }
    if not by.reach.covers(place["region_code"]):
        raise NotFound(region_code)
    wanted = queries.families_to_list(viewer=by, on=on, **place)
    draft = OpeningList.objects.visible_to(by).select_for_update()
    listed = draft.filter(status=OpeningList.Status.DRAFT, **place).first()
    if listed is None:
        if wanted.is_empty():
            raise NobodyToList
        listed = OpeningList.objects.create(prepared_on=on, prepared_by_id=by.pk, **place)
    bulk.staged(wanted, "wanted", {"family_id": "bigint", "card_id": "bigint"})
    listed.lines += bulk.execute(_ENTRIES, [listed.pk])
    listed.save(update_fields=["lines"])
    return listed


@transaction.atomic
def approve_opening_list(*, list_id: int, on: date, by: Any) -> OpeningList:
    """A second person approves; the file is written in the bank's layout and the list counts as sent."""
    allowed(by, "payments.approve_opening")
    listed = _locked(list_id, by)
    if listed.status == OpeningList.Status.SENT and listed.approved_by_id == by.pk:
        return listed
    if by.pk is not None and listed.prepared_by_id == by.pk:
        raise SamePersonLists(listed)
    content = openings.write(listed.bank, _wanted(listed))
    return states.move(
        listed,
        OpeningList.Status.SENT,
        approved_by_id=by.pk,
        sent_on=on,
        file_name=f"{listed}.csv",
        ref=files.store(content, ".csv"),
    )


@transaction.atomic
def cancel_opening_list(*, list_id: int, by: Any) -> OpeningList:
    """A draft that will not be sent; its families may be listed again."""
    allowed(by, "payments.prepare_opening")
    listed = _locked(list_id, by)
    if listed.status == OpeningList.Status.CANCELLED:
        return listed
    states.move(listed, OpeningList.Status.CANCELLED)
    listed.entries.filter(status=OpeningEntry.Status.LISTED).update(status=OpeningEntry.Status.CANCELLED)
    return listed


def _locked(list_id: int, by: Any) -> OpeningList:
    found = OpeningList.objects.visible_to(by).select_for_update().filter(pk=list_id).first()
    if found is None:
        raise NotFound(list_id)
    return found


def _wanted(listed: OpeningList) -> pl.DataFrame:
    """The families as columns, their numbers in clear: only the bank's file holds them so."""
    found = bulk.read_frame(_FILE, [listed.pk])
    return found.with_columns(crypto.decrypt_series(found[name]) for name in ("nik", "old_card"))
