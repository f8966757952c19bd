"""Lists of schools, health posts and meetings: looked at, their columns checked by a person, then taken in once."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, crypto, files, states
from lumbung.core.refusals import BadInput, NotFound, allowed
from lumbung.programmes.actions import caring, duties
from lumbung.programmes.conditions import lists, rules
from lumbung.programmes.models import Duty, DutyList, DutyListRow, ListProfile, Session
from lumbung.quality import queries as quality

NATION = "0"
LONG_NUMBER = r"\d{6,}"
"""A number in the column of names is nobody's name, and may be somebody's NIK."""
COLUMNS, EFFECTIVE = "columns", "effective_days"
EVIDENCE = {
    DutyList.Kind.SCHOOL: Duty.Evidence.STAMPED_RECAP,
    DutyList.Kind.HEALTH: Duty.Evidence.CLINIC_RECORD,
    DutyList.Kind.SESSION: "",
}
Reason = DutyListRow.Reason
_BY_NUMBER = """
    SELECT n.row, p.id AS person_id, p.family_id FROM list_now n JOIN registry_person p ON p.nik_index = n.nik_index
     WHERE p.status = 'active' AND p.region_code >= %(lo)s AND p.region_code < %(hi)s
"""
_BY_PUPIL = """
    SELECT n.row, p.id AS person_id, p.family_id FROM list_now n
      JOIN programmes_pupilnumber u ON u.nisn_index = n.nisn_index JOIN registry_person p ON p.id = u.person_id
     WHERE p.status = 'active' AND p.region_code >= %(lo)s AND p.region_code < %(hi)s
       AND NOT EXISTS (SELECT 1 FROM registry_person q WHERE q.nik_index = n.nik_index AND q.status = 'active')
"""
_BY_NAME = """
    SELECT n.row, p.id AS person_id, p.family_id FROM list_now n
      JOIN registry_person p ON p.name_key = n.name_key AND p.birth_date = n.birth_date
     WHERE p.status = 'active' AND p.region_code >= %(lo)s AND p.region_code < %(hi)s
       AND NOT EXISTS (SELECT 1 FROM registry_person q WHERE q.nik_index = n.nik_index AND q.status = 'active')
       AND NOT EXISTS (SELECT 1 FROM programmes_pupilnumber u WHERE u.nisn_index = n.nisn_index)
"""
_MET = f"""
    SELECT m.row, m.person_id, m.family_id, d.id AS duty_id FROM ({_BY_NUMBER} UNION {_BY_PUPIL} UNION {_BY_NAME}) m
      LEFT JOIN programmes_duty d ON d.person_id = m.person_id AND d.condition = %(condition)s AND d.month = %(month)s
     ORDER BY 1, 2
"""
_LEARN = """
    INSERT INTO programmes_pupilnumber (person_id, region_code, nisn, nisn_index, from_list_id, learnt_on)
    SELECT DISTINCT ON (p.id) p.id, p.region_code, n.nisn, n.nisn_index, %(list)s, %(on)s
      FROM list_now n JOIN registry_person p ON p.nik_index = n.nik_index
     WHERE n.nisn_index IS NOT NULL AND p.status = 'active' AND p.region_code >= %(lo)s AND p.region_code < %(hi)s
       AND NOT EXISTS (SELECT 1 FROM list_now o
                        WHERE o.nisn_index = n.nisn_index AND o.nik_index IS DISTINCT FROM n.nik_index)
     ORDER BY p.id, n.row
    ON CONFLICT DO NOTHING
"""
"""A number that a list gives to two is learnt for neither."""
_SCHEMA: dict[str, Any] = dict.fromkeys(("row", "person_id", "family_id", "duty_id"), pl.Int64)


class ConditionNeeded(BadInput):
    """A health post's list is about one condition."""

    message = _("Pilih kewajiban yang dicatat daftar ini.")


class ColumnsNeeded(BadInput):
    """Nobody can be found without a NIK or NISN, or without name and birth date; nothing is told without its column."""

    message = _("Tunjuk kolom NIK atau NISN, atau kolom nama dan tanggal lahir, dan kolom isinya.")


@transaction.atomic
def look_at_list(
    *,
    path: Path,
    name: str,
    kind: str,
    month: date,
    by: Any,
    on: date,
    condition: str = "",
    session_id: int | None = None,
) -> DutyList:
    """Keep a list and propose what its columns are, from a profile of its headings or from their words.

    The same file for the same month again is the same list. Raises FileRefused for what is no table.
    """
    allowed(by, "programmes.enter_duties")
    wanted = rules.SCHOOL if kind == DutyList.Kind.SCHOOL else condition
    if kind == DutyList.Kind.HEALTH and wanted not in (*rules.VISITS, rules.ANTENATAL):
        raise ConditionNeeded(fields={"condition": str(ConditionNeeded.message)})
    if kind == DutyList.Kind.SESSION:
        caring.locked_session(session_id or 0, by)
    told = {"kind": kind, "condition": wanted, "month": month.replace(day=1), "session_id": session_id}
    told |= {"region_code": by.region_code or NATION, "file": files.store(path)}
    known = DutyList.objects.visible_to(by).filter(**told).exclude(status=DutyList.Status.CANCELLED).first()
    if known:
        return known
    read = quality.people_list(path=path, name=name, wordings=lists.wordings()[kind])
    profile = ListProfile.objects.visible_to(by).filter(kind=kind, header=read.header).order_by("-region_code").first()
    columns = {heading: read.columns.get(heading, "") for heading in read.headings}
    chosen = {**columns, **profile.columns} if profile else columns
    return DutyList.objects.create(
        **told, name=name, columns={COLUMNS: chosen}, rows=read.rows.height, by_id=by.pk, on=on
    )


@transaction.atomic
def take_list(
    *, list_id: int, by: Any, on: date, columns: Mapping[str, str] | None = None, effective_days: int | None = None
) -> DutyList:
    """Fill in what the list tells of people who owe it; each row that found nobody is kept with its reason.

    The columns as a person placed them stay for the next list with these headings. Taken again it stays as it is.
    """
    allowed(by, "programmes.enter_duties")
    found = DutyList.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=list_id).first()
    if found is None:
        raise NotFound(list_id)
    if found.status == DutyList.Status.TAKEN:
        return found
    placed = {heading: target for heading, target in (columns or found.columns[COLUMNS]).items() if target}
    _refuse_incomplete(found, set(placed.values()))
    read = quality.people_list(
        path=files.path(found.file), name=found.name, wordings=lists.wordings()[found.kind], columns=placed
    )
    rows = lists.told(_numbered(read.rows), kind=found.kind, condition=found.condition, effective_days=effective_days)
    _list_duties(found, by)
    told = _told_apart(rows, _met(found, rows, by), found)
    changed = _write(found, told, by, on)
    bulk.execute(_LEARN, {"list": found.pk, "on": on, "lo": by.reach.lo, "hi": by.reach.hi})
    _keep_left_over(found, told)
    _keep_profile(found, read.header, placed, by)
    kept = {COLUMNS: {heading: placed.get(heading, "") for heading in read.headings}, EFFECTIVE: effective_days}
    matched = told.filter(pl.col("reason") == "").height
    return states.move(found, DutyList.Status.TAKEN, columns=kept, rows=rows.height, matched=matched, changed=changed)


@transaction.atomic
def cancel_list(*, list_id: int, by: Any) -> DutyList:
    """Nothing of a list that was looked at goes in."""
    allowed(by, "programmes.enter_duties")
    found = DutyList.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=list_id).first()
    if found is None:
        raise NotFound(list_id)
    return states.move(found, DutyList.Status.CANCELLED)


def _refuse_incomplete(found: DutyList, targets: set[str]) -> None:
    who = targets & {"nik", "nisn"} or {"name", "birth_date"} <= targets
    content = "present_days" if found.kind == DutyList.Kind.SCHOOL else "kept"
    if not (who and content in targets):
        raise ColumnsNeeded(fields={"columns": str(ColumnsNeeded.message)})


def _list_duties(found: DutyList, by: Any) -> None:
    """A list may come before anybody asked for the month: what is owed is written down first."""
    if found.kind != DutyList.Kind.SESSION:
        duties.list_duties(month=found.month, by=by)


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """With the numbers of pupils as they are kept: encrypted, and found by their index."""
    read = lists.numbered(rows)
    index = crypto.blind_series(read["nisn"], "nisn").cast(pl.String)
    return read.with_columns(crypto.encrypt_series(read["nisn"]).alias("nisn"), index.alias("nisn_index"))


def _met(found: DutyList, rows: pl.DataFrame, by: Any) -> pl.DataFrame:
    columns = {"row": "bigint", "nik_index": "uuid", "name_key": "text", "birth_date": "date"}
    columns |= {"nisn": "text", "nisn_index": "uuid"}
    bulk.staged(rows, "list_now", columns)
    told = {"lo": by.reach.lo, "hi": by.reach.hi, "condition": found.condition, "month": found.month}
    return bulk.read_frame(_MET, told, _SCHEMA)


def _told_apart(rows: pl.DataFrame, met: pl.DataFrame, found: DutyList) -> pl.DataFrame:
    """Every row with whom it means and, where it changes nothing, why."""
    if found.kind == DutyList.Kind.SESSION:
        group = caring.families_of(session=found.session or Session())
        met = met.with_columns(duty_id=pl.when(pl.col("family_id").is_in(group)).then("family_id"))
    owing = met.filter(pl.col("duty_id").is_not_null())
    candidates = pl.concat([owing, met.join(owing, on="row", how="anti")])
    one = candidates.group_by("row", maintain_order=True).agg(
        pl.col("duty_id", "person_id", "family_id").first(), candidates=pl.col("person_id").n_unique()
    )
    joined = rows.join(one, on="row", how="left", maintain_order="left")
    several = pl.col("candidates") > 1
    again = pl.col("duty_id").is_not_null() & (pl.col("duty_id").cum_count().over("duty_id") > 1)
    nameless = pl.col("birth_date").is_null() | (pl.col("name_key").fill_null("") == "")
    keyless = pl.col("nik_index").is_null() & pl.col("nisn_index").is_null() & nameless
    reason = (
        pl.when(keyless & pl.col("unreadable")).then(pl.lit(Reason.UNREADABLE.value))
        .when(keyless).then(pl.lit(Reason.NO_KEY.value))
        .when(pl.col("person_id").is_null()).then(pl.lit(Reason.NOBODY.value))
        .when(several).then(pl.lit(Reason.SEVERAL.value))
        .when(pl.col("duty_id").is_null()).then(pl.lit(Reason.OWES_NOTHING.value))
        .when(~pl.col("says").fill_null(False)).then(pl.lit(Reason.UNREADABLE.value))
        .when(again).then(pl.lit(Reason.TWICE.value))
        .otherwise(pl.lit(""))
    )  # fmt: skip
    return joined.with_columns(reason=reason)


def _write(found: DutyList, told: pl.DataFrame, by: Any, on: date) -> int:
    good = told.filter(pl.col("reason") == "")
    if found.kind == DutyList.Kind.SESSION and found.session:
        came = good.select("family_id", present="kept").unique("family_id", keep="first")
        session = caring.locked_session(found.session.pk, by)
        return caring.write_attendance(session=session, came=came, on=on, list_id=found.pk)
    names = [name for name in duties.FILLED if name != "evidence"]
    filled = good.select("duty_id", *names, evidence=pl.lit(str(EVIDENCE[DutyList.Kind(found.kind)])))
    return duties.fill(rows=filled, by=by, on=on, list_id=found.pk)


def _keep_left_over(found: DutyList, told: pl.DataFrame) -> None:
    shown = pl.col("name").fill_null("").str.replace_all(LONG_NUMBER, "…")
    left = told.filter(pl.col("reason") != "").select("row", "reason", name=shown).rows(named=True)
    DutyListRow.objects.bulk_create(
        [DutyListRow(region_code=found.region_code, list=found, **one) for one in left], batch_size=1000
    )


def _keep_profile(found: DutyList, header: str, placed: Mapping[str, str], by: Any) -> None:
    ListProfile.objects.update_or_create(
        region_code=found.region_code,
        kind=found.kind,
        header=header,
        defaults={"columns": dict(placed), "by_id": by.pk},
    )
