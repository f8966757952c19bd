"""Verification by sample: draw, note messages sent, take in what recipients say, settle what differs."""

import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, files, states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.core.wording import one_of
from lumbung.payments import sampling
from lumbung.payments.actions.acts import NeedsPerson
from lumbung.payments.actions.common import locked_cycle
from lumbung.payments.models import Sample, SampleEntry, SampleFinding

_NUMBER = re.compile(r"\d(?:[ .\-]?\d){15}")
ANSWER = {
    "entry": "bigint",
    "received": "text",
    "amount": "bigint",
    "received_on": "date",
    "cut": "bigint",
    "held_by": "text",
    "said": "text",
}
"""What a recipient is asked, and how it is staged."""

HEADINGS = {
    "entry": ("nomor", "entry"),
    "received": ("diterima", "received"),
    "amount": ("jumlah", "amount"),
    "received_on": ("tanggal", "received_on"),
    "cut": ("potongan", "cut"),
    "held_by": ("pemegang_kartu", "held_by"),
    "said": ("kata_penerima", "said"),
}
_WORDS = {"ya": "yes", "belum": "no", "tidak tahu": "unsure", "tidak ditemui": "unreached"}
LARGEST = 10**12


class NobodyPaid(Refusal):
    """There is nothing to draw from."""

    message = _("Belum ada baris siklus ini yang masuk, jadi belum ada yang bisa diundi.")


class BadMargin(BadInput):
    """Margin and confidence lie within their limits, and a seed is a word."""

    message = _("Batas kesalahan 0,5 sampai 25 persen, kepercayaan 80 sampai 99,9 persen, benih tanpa nomor identitas.")


class BadAnswer(BadInput):
    """An answer that cannot be."""

    message = _("Jawaban ini tidak bisa dimasukkan: %(told)s.")


class AnsweredAlready(Refusal):
    """What was said stays as it was said."""

    message = _("%(count)s jawaban sudah tercatat berbeda. Jawaban yang sudah tercatat tidak diganti.")


class OwnFamily(Refusal):
    """Nobody tells or decides what their own family, or that of a relative they declared, has received."""

    message = _("Sebagian tugas ini menyangkut keluarga Anda atau kerabat yang Anda nyatakan. Minta petugas lain.")
    status = 403


class SamePersonSettles(Refusal):
    """Whoever noted the answer does not settle what it found."""

    message = _("Yang mencatat jawabannya tidak bisa menyelesaikan temuannya. Minta petugas lain.")
    status = 403


@transaction.atomic
def draw_sample(*, cycle_id: int, margin_bp: int, confidence_bp: int, seed: str, way: str, by: Any, on: date) -> Sample:
    """Draw paid lines of a cycle, in proportion to its regions; the same seed and margin again is the same sample."""
    allowed(by, "payments.draw_sample")
    if by.pk is None:
        raise NeedsPerson(cycle_id)
    seed = seed.strip()
    if not (50 <= margin_bp <= 2_500 and 8_000 <= confidence_bp <= 9_990 and seed) or _NUMBER.search(seed):
        raise BadMargin(fields={"margin": str(BadMargin.message)})
    cycle = locked_cycle(cycle_id, by)
    same = {
        "margin_bp": margin_bp,
        "confidence_bp": confidence_bp,
        "seed": seed,
        "way": one_of(Sample.Way, way, field="way"),
    }
    if known := Sample.objects.filter(cycle=cycle, **same).first():
        return known
    length = sampling.stratum_length(cycle.region_code)
    frame = bulk.read_frame(_FRAME, [length, cycle.pk], {"line_id": pl.Int64})
    size = sampling.size_needed(population=frame.height, margin_bp=margin_bp, confidence_bp=confidence_bp)
    if not size:
        raise NobodyPaid(cycle)
    kept = io.BytesIO()
    frame.write_parquet(kept)
    made = Sample.objects.create(
        cycle=cycle,
        region_code=cycle.region_code,
        population=frame.height,
        size=size,
        frame_ref=files.store(kept.getvalue(), ".parquet"),
        by=by,
        on=on,
        **same,
    )
    chosen = sampling.drawn(frame, size=size, seed=seed).select("line_id", "stratum")
    bulk.staged(chosen, "drawn", {"line_id": "bigint", "stratum": "text"})
    bulk.execute(_ENTRIES, {"sample": made.pk, "way": way, "stage": f"{cycle.programme.upper()} {cycle.stage}"})
    return made


@transaction.atomic
def note_sent(*, entry_ids: Sequence[int], by: Any, on: date) -> int:
    """Somebody sent these messages by hand, for no gateway does it; those noted before keep their day."""
    allowed(by, "payments.answer_sample")
    waiting = SampleEntry.objects.visible_to(by).filter(pk__in=list(entry_ids), way=Sample.Way.MESSAGE, sent_on=None)
    return waiting.update(sent_on=on)


def answer_entry(
    *,
    entry_id: int,
    received: str,
    by: Any,
    on: date,
    amount: int | None = None,
    received_on: date | None = None,
    cut: int | None = None,
    held_by: str = "",
    said: str = "",
) -> SampleEntry:
    """What one recipient said."""
    row = {"entry": entry_id, "received": received, "amount": amount, "received_on": received_on, "cut": cut}
    schema = {"entry": pl.Int64, "amount": pl.Int64, "cut": pl.Int64, "received_on": pl.Date}
    rows = pl.DataFrame([{**row, "held_by": held_by, "said": said}], schema_overrides=schema)
    answer_entries(rows=rows, by=by, on=on)
    return SampleEntry.objects.get(pk=entry_id)


@transaction.atomic
def answer_entries(*, rows: pl.DataFrame, by: Any, on: date) -> int:
    """What recipients said, one or thousands (`entry, received, amount, received_on, cut, held_by, said`), in a few
    statements; the same answers again change nothing. What differs from the ledger becomes a finding.

    Raises BadAnswer, AnsweredAlready, NotFound where one is not within reach.
    """
    allowed(by, "payments.answer_sample")
    if by.pk is None:
        raise NeedsPerson
    _check(rows, on)
    ids = rows["entry"].to_list()
    held = SampleEntry.objects.visible_to(by).filter(pk__in=ids).order_by("pk").select_for_update()
    if len(held) != len(set(ids)):
        raise NotFound(ids)
    _refuse_own_families(ids, by)
    bulk.staged(rows, "told", ANSWER)
    bulk.execute(_PLAIN)
    [(others,)] = bulk.rows(_OTHERWISE)
    if others:
        raise AnsweredAlready(count=others)
    new = bulk.execute(_ANSWER, {"by": by.pk, "on": on})
    bulk.execute(_FINDINGS, {"strangers": [str(one) for one in SampleEntry.STRANGERS], "by": by.pk, "on": on})
    return new


def import_answers(*, path: Path, by: Any, on: date) -> int:
    """A sheet of answers as CSV: `nomor, diterima, jumlah, tanggal, potongan, pemegang_kartu, kata_penerima`."""
    try:
        text = pl.read_csv(path, infer_schema=False)
    except Exception as broken:
        raise _bad(_("berkasnya bukan CSV yang utuh")) from broken
    named = {field: next((one for one in names if one in text.columns), None) for field, names in HEADINGS.items()}
    if named["entry"] is None or named["received"] is None:
        raise _bad(_("kolom nomor dan diterima harus ada"))
    columns = {field: pl.col(one) if one else pl.lit(None, dtype=pl.String) for field, one in named.items()}
    rows = text.select(**columns).with_columns(pl.all().str.strip_chars())
    rows = rows.with_columns(pl.when(pl.all() == "").then(None).otherwise(pl.all()).name.keep())
    whole = rows.with_columns(
        *(pl.col(name).cast(pl.Int64, strict=False) for name in ("entry", "amount", "cut")),
        pl.col("received_on").str.to_date("%Y-%m-%d", strict=False),
        pl.col("received").str.to_lowercase().replace(_WORDS),
        *(pl.col(name).fill_null("") for name in ("held_by", "said")),
    )
    lost = [
        name for name in ("entry", "amount", "cut", "received_on") if whole[name].null_count() > rows[name].null_count()
    ]
    if lost or whole["entry"].null_count():
        raise _bad(_("kolom %(names)s memuat isi yang tidak terbaca") % {"names": ", ".join(lost or ["nomor"])})
    return answer_entries(rows=whole, by=by, on=on)


@transaction.atomic
def settle_sample_finding(*, finding_id: int, confirmed: bool, said: str, by: Any, on: date) -> SampleFinding:
    """An officer has looked into it and says what came of it; not the one who noted the answer."""
    allowed(by, "payments.settle_sample")
    found = SampleFinding.objects.visible_to(by).select_for_update().filter(pk=finding_id).first()
    if found is None:
        raise NotFound(finding_id)
    to = SampleFinding.Status.CONFIRMED if confirmed else SampleFinding.Status.EXPLAINED
    if found.status == to and found.settled_by_id == by.pk:
        return found
    if found.noted_by_id == by.pk:
        raise SamePersonSettles(found)
    _refuse_own_families([found.entry_id], by)
    words = said.strip()
    if not words or _NUMBER.search(words):
        raise _bad(_("tulis penjelasannya, tanpa nomor identitas"), field="said")
    return states.move(found, to, settled_by=by, settled_on=on, said=words)


def _check(rows: pl.DataFrame, on: date) -> None:
    known = list(SampleEntry.Received)
    wrong = {
        _("isian diterima tidak dikenal"): ~pl.col("received").is_in(known).fill_null(False),
        _("pemegang kartu tidak dikenal"): ~pl.col("held_by").is_in(["", *SampleEntry.Holder]),
        _("rupiah harus bilangan bulat dari nol"): ~pl.col("amount").fill_null(0).is_between(0, LARGEST)
        | ~pl.col("cut").fill_null(0).is_between(0, LARGEST),
        _("tanggal diterima belum lewat"): pl.col("received_on") > on,
        _("kata penerima memuat nomor identitas"): pl.col("said").str.contains(r"\d([ .\-]?\d){15}"),
        _("satu tugas dijawab dua kali"): pl.col("entry").is_duplicated(),
    }
    for told, condition in wrong.items():
        if rows.filter(condition).height:
            raise _bad(told)


def _refuse_own_families(entry_ids: Sequence[int], by: Any) -> None:
    if bulk.rows(_OWN, {"entries": list(entry_ids), "user": by.pk}):
        raise OwnFamily(by)


def _bad(told: Any, *, field: str = "received") -> BadAnswer:
    return BadAnswer(told=told, fields={field: str(BadAnswer.message) % {"told": told}})


_OWN = """
    WITH own AS MATERIALIZED (
        SELECT p.family_id FROM staff_declaration d JOIN registry_person p ON p.nik_index = d.nik_index
         WHERE d.user_id = %(user)s AND p.status <> 'merged'
         UNION
        SELECT f.id FROM staff_declaration d JOIN registry_family f ON f.kk_index = d.kk_index
         WHERE d.user_id = %(user)s)
    SELECT 1 FROM payments_sampleentry e JOIN payments_line l ON l.id = e.line_id
     WHERE e.id = ANY(%(entries)s) AND l.family_id IN (SELECT family_id FROM own) LIMIT 1
"""
_FRAME = """
    SELECT id AS line_id, end_to_end_id, left(region_code, %s) AS stratum FROM payments_line
     WHERE cycle_id = %s AND status = 'paid' ORDER BY id
"""
_ENTRIES = """
    INSERT INTO payments_sampleentry (sample_id, line_id, region_code, stratum, way, message, received, held_by, said)
    SELECT %(sample)s, l.id, l.region_code, d.stratum, asked.way,
           CASE asked.way WHEN 'message' THEN
             'Uji petik bansos ' || %(stage)s || '. Apakah uangnya sudah Anda terima? Balas: 1 sudah utuh,'
             || ' 2 sudah tetapi dipotong, 3 belum. Sebutkan jumlahnya dan siapa yang memegang kartu.'
             || ' Bantuan ini gratis. Jangan beri PIN kepada siapa pun.' ELSE '' END,
           '', '', ''
      FROM drawn d JOIN payments_line l ON l.id = d.line_id JOIN registry_family f ON f.id = l.family_id
     CROSS JOIN LATERAL (SELECT CASE WHEN %(way)s = 'message' AND f.phone_index IS NOT NULL THEN 'message'
                                     ELSE 'visit' END AS way) asked
     ORDER BY l.id
"""
"""Who has no telephone is visited. No message names an amount: whoever asks must not tell the answer."""

_PLAIN = "UPDATE told SET held_by = coalesce(held_by, ''), said = coalesce(said, '')"
_OTHERWISE = """
    SELECT count(*) FROM told t JOIN payments_sampleentry e ON e.id = t.entry
     WHERE e.received <> '' AND (e.received, e.amount, e.received_on, e.cut, e.held_by, e.said)
           IS DISTINCT FROM (t.received, t.amount, t.received_on, t.cut, t.held_by, t.said)
"""
_ANSWER = """
    UPDATE payments_sampleentry e SET received = t.received, amount = t.amount, received_on = t.received_on,
           cut = t.cut, held_by = t.held_by, said = t.said, answered_on = %(on)s, answered_by_id = %(by)s
      FROM told t WHERE e.id = t.entry AND e.received = ''
"""
_FINDINGS = """
    INSERT INTO payments_samplefinding (entry_id, region_code, kind, told, booked, status, noted_by_id, found_on, said)
    SELECT e.id, e.region_code, differs.kind, differs.told, l.amount, 'open', %(by)s, %(on)s, ''
      FROM told t JOIN payments_sampleentry e ON e.id = t.entry JOIN payments_line l ON l.id = e.line_id
     CROSS JOIN LATERAL (
        SELECT 'not_received' AS kind, 0::bigint AS told WHERE e.received = 'no' AND l.status = 'paid'
        UNION ALL SELECT 'amount', e.amount
         WHERE e.received = 'yes' AND e.amount IS NOT NULL AND e.amount + coalesce(e.cut, 0) <> l.amount
        UNION ALL SELECT 'cut', e.cut WHERE e.cut > 0
        UNION ALL SELECT 'card', NULL WHERE e.held_by = ANY(%(strangers)s)) differs
     ORDER BY e.id ON CONFLICT (entry_id, kind) DO NOTHING
"""
