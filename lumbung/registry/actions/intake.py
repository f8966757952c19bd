"""Taking people in: one way for a row from a form and a million rows from a file.

Sealing (encryption, blind indexes, name keys) needs no database and may run ahead in another thread. Recording is a
handful of set-based statements in the caller's transaction. A family is known by its card or by the number that its
source gave it; a person by the family and the NIK. What is known already is changed only where the new row says
something else; silence changes nothing.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from lumbung.core import bulk, crypto
from lumbung.registry import names
from lumbung.registry.actions import merged_cards
from lumbung.registry.models import Dwelling, Person

CHANGED = "registry_changed"
_DWELLING_KEYS = {"id", "region_code", "batch_id", "updated_at"}
_PERSON_KEYS = {"id", "region_code", "family_id", "in_family_since", "nik", "nik_index", "batch_id", "source_row"}
_PERSON_MADE = {"name_key", "name_keys", "mother_key", "status", "merged_into_id", "updated_at"}
_TEXTS = {"address", "hamlet", "rt", "rw", "birth_place", "mother_name", "birth_date_source"}


def _columns(model: Any, without: set[str]) -> dict[str, str]:
    """Column → PostgreSQL type of the facts of one model."""
    types = {"CharField": "text", "TextField": "text", "BooleanField": "boolean", "DateField": "date"}
    fields = [field for field in model._meta.local_concrete_fields if field.column not in without]
    return {field.column: types.get(field.get_internal_type(), "integer") for field in fields}


DWELLING_FACTS = _columns(Dwelling, _DWELLING_KEYS)
PERSON_FACTS = _columns(Person, _PERSON_KEYS | _PERSON_MADE)
_FAMILY_STAGE = {
    "family_key": "uuid",
    "kk": "text",
    "kk_index": "uuid",
    "origin_key": "text",
    "region_code": "text",
    "phone": "text",
    "phone_index": "uuid",
    "head_name": "text",
    **DWELLING_FACTS,
}
_PERSON_STAGE = {
    "family_key": "uuid",
    "row": "bigint",
    "nik": "text",
    "nik_index": "uuid",
    "region_code": "text",
    "name_key": "text",
    "name_keys": "text[]",
    "mother_key": "text",
    "status": "text",
    **PERSON_FACTS,
}


@dataclass(frozen=True)
class Sealed:
    """People and their families, ready for the database; no number stands in the clear."""

    families: pl.DataFrame
    people: pl.DataFrame
    by_card: bool


@dataclass(frozen=True)
class Recorded:
    """What one frame did to the registry."""

    families_new: int
    people_new: int
    people_changed: int
    people_same: int
    elsewhere: tuple[int, ...] = ()


def seal_people(*, frame: pl.DataFrame) -> Sealed:
    """Encrypt and index the numbers, key the names. `frame`: row, kk or origin_key, and facts under their own names."""
    family_key = pl.coalesce("kk", "origin_key")
    keyed = frame.with_columns(family_key.alias("family_key"))
    families = keyed.unique("family_key", keep="first", maintain_order=True)
    heads = keyed.filter(pl.col("relation") == 1).unique("family_key", keep="first")
    heads = heads.select("family_key", pl.col("name").alias("head_name"))
    families = families.join(heads, on="family_key", how="left", maintain_order="left")
    families = families.with_columns(
        crypto.encrypt_series(families["kk"]),
        crypto.blind_series(families["kk"], "kk").alias("kk_index"),
        crypto.encrypt_series(families["phone"]),
        crypto.blind_series(families["phone"], "phone").alias("phone_index"),
    )
    by_card = keyed["origin_key"].null_count() == keyed.height
    blind = families["kk_index"] if by_card else crypto.blind_series(families["family_key"], "family")
    keys = pl.DataFrame({"family_key": families["family_key"], "blind": blind})
    people = keyed.with_columns(
        crypto.encrypt_series(keyed["nik"]),
        crypto.blind_series(keyed["nik"], "nik").alias("nik_index"),
        *_name_keys(keyed),
        _status().alias("status"),
        _source_of_birth_date(),
    )
    return Sealed(
        _blind_keys(families, keys).select(_FAMILY_STAGE.keys()),
        _blind_keys(people, keys).select(_PERSON_STAGE.keys()),
        by_card=by_card,
    )


def record_people(*, sealed: Sealed, batch_id: int | None, origin: str, on: date) -> Recorded:
    """Insert and update families, dwellings and people in the caller's transaction.

    Leaves the temporary table `registry_changed` (table_name, record_id, region_code, before jsonb) with every record
    that was there before and was changed, until the transaction ends. Rows of a card that another family beyond the
    caller's reach holds meanwhile are left out and named.
    """
    bulk.staged(sealed.families, "incoming_family", _FAMILY_STAGE, analyzed=False)
    bulk.staged(sealed.people, "incoming_person", _PERSON_STAGE, analyzed=False)
    bulk.execute(f"DROP TABLE IF EXISTS pg_temp.{CHANGED}, {_TEMPORARY}")
    bulk.execute(f"CREATE TEMPORARY TABLE {CHANGED} {_CHANGED_SHAPE} ON COMMIT DROP")
    given = {"batch": batch_id, "origin": origin, "on": on}
    bulk.execute(_MATCH.format(known=_BY_CARD if sealed.by_card else _BY_ORIGIN), given)
    merged_cards.lead_to_survivors(known=(_BY_CARD if sealed.by_card else _BY_ORIGIN), given=given)
    families_new = _open_families(sealed, given)
    people_known, people_changed = _change_known(given) if families_new < sealed.families.height else (0, 0)
    with bulk.hash_joins():
        people_new = bulk.execute(_INSERT_PEOPLE if people_known else _INSERT_PEOPLE_OF_NEW, given)
    learn_words(sounds=sealed.people["name_key"].str.split(" ").explode().unique())
    same = people_known - people_changed
    left = people_new + people_known < sealed.people.height
    return Recorded(families_new, people_new, people_changed, same, _elsewhere() if left else ())


def _elsewhere() -> tuple[int, ...]:
    """Rows whose family was neither opened nor found."""
    strange = (
        "SELECT i.row FROM incoming_person i LEFT JOIN incoming_key k USING (family_key) WHERE k.family_key IS NULL"
    )
    return tuple(sorted(row for (row,) in bulk.rows(strange)))


def learn_words(*, sounds: pl.Series) -> int:
    """Remember words of names that are new to the country; returns how many. In order, so that none wait in a ring."""
    known = bulk.rows("SELECT sound FROM registry_word WHERE sound = ANY(%s)", [sounds.to_list()])
    fresh = sounds.filter(~sounds.is_in([sound for (sound,) in known]) & (sounds != "")).sort()
    if fresh.is_empty():
        return 0
    return bulk.execute(
        "INSERT INTO registry_word (sound) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [fresh.to_list()]
    )


def gather_statistics(*, briefly: bool = False) -> None:
    """Tell PostgreSQL how the tables look after they grew; it would plan for empty ones until it looks by itself.

    Briefly, from a tenth of its usual sample, while they still grow.
    """
    if briefly:
        bulk.execute("SET LOCAL default_statistics_target = 10")
    bulk.execute("ANALYZE registry_person (family_id, nik_index, batch_id, name_key, birth_date, mother_key)")
    bulk.execute("ANALYZE registry_family (kk_index, origin, origin_key, status, batch_id)")
    bulk.execute("ANALYZE registry_dwelling (region_code)")
    if briefly:
        bulk.execute("SET LOCAL default_statistics_target = DEFAULT")


def gather_first_statistics() -> None:
    """The same, only where PostgreSQL has never looked: it takes such tables for empty and joins them row by row."""
    unseen = "SELECT 1 FROM pg_class WHERE oid = ANY(%s::regclass[]) AND reltuples < 0"
    if bulk.rows(unseen, [["registry_person", "registry_family"]]):
        gather_statistics()


def _open_families(sealed: Sealed, given: dict[str, Any]) -> int:
    """Families that are not known yet, each with its dwelling; returns how many they were.

    Another import may have opened one a moment ago: PostgreSQL waits for it at the unique card, in one order for
    everybody, and then the family is a known one.
    """
    with bulk.hash_joins():
        opened = bulk.execute(_INSERT_FAMILIES, given)
    if opened < bulk.rows("SELECT count(*) FILTER (WHERE is_new) FROM incoming_key")[0][0]:
        bulk.execute(
            "DELETE FROM incoming_key k WHERE is_new AND NOT EXISTS"
            " (SELECT 1 FROM registry_family f WHERE f.id = k.family_id)"
        )
        bulk.execute(_MATCH_AGAIN.format(known=_BY_CARD if sealed.by_card else _BY_ORIGIN), given)
    with bulk.hash_joins():
        bulk.execute(_INSERT_DWELLINGS, given)
    return opened


def _change_known(given: dict[str, Any]) -> tuple[int, int]:
    """Families that were there before the frame; what is changed is kept as it was. Returns people known and changed.

    The tables of what is known are mostly small, and PostgreSQL is told so.
    """
    bulk.execute(_KNOWN_FAMILIES)
    bulk.execute("ANALYZE known_family")
    bulk.execute(_KNOWN_PEOPLE)
    merged_cards.know_absorbed_people()
    with bulk.hash_joins():
        known = bulk.execute(_PEOPLE_AGAIN)
        bulk.execute(_FAMILIES_AGAIN)
    merged_cards.keep_facts_of_survivors()
    bulk.execute("ANALYZE person_again, family_again")
    bulk.execute(_KEEP_DWELLINGS)
    bulk.execute(_CHANGE_DWELLINGS, given)
    changed = bulk.execute(_KEEP_PEOPLE)
    bulk.execute(_CHANGE_PEOPLE, given)
    bulk.execute(_KEEP_FAMILIES)
    bulk.execute(_CHANGE_FAMILIES, given)
    if bulk.rows(_MOVED)[0][0]:
        bulk.execute(_KEEP_MEMBERS)
        bulk.execute(_MOVE_MEMBERS, given)
    return known, changed


def _name_keys(people: pl.DataFrame) -> list[pl.Series]:
    keys = names.name_keys(people["name"])
    listed = "{" + keys.list.join(",") + "}"
    mothers = names.name_key(people["mother_name"].fill_null(""))
    return [listed.alias("name_keys"), keys.list.join(" ").alias("name_key"), mothers.alias("mother_key")]


def _status() -> pl.Expr:
    """Who died or moved away does not count among the family (form, question 404)."""
    gone = {2: Person.Status.DEAD.value, 3: Person.Status.MOVED.value, 4: Person.Status.MOVED.value}
    return pl.col("presence").replace_strict(gone, default=Person.Status.ACTIVE.value, return_dtype=pl.String)


def _source_of_birth_date() -> pl.Expr:
    stated = pl.when(pl.col("birth_date").is_not_null()).then(pl.lit("stated"))
    return pl.coalesce("birth_date_source", stated).alias("birth_date_source")


def _blind_keys(frame: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    joined = frame.join(keys, on="family_key", how="left", maintain_order="left")
    return joined.with_columns(pl.col("blind").alias("family_key"))


def _stated(columns: dict[str, str], alias: str) -> str:
    """The facts of a new record; a text that was not stated is empty."""
    return ", ".join(f"coalesce({alias}.{name}, '')" if name in _TEXTS else f"{alias}.{name}" for name in columns)


def _differs(columns: dict[str, str], new: str, old: str) -> str:
    return " OR ".join(f"{new}.{name} IS NOT NULL AND {new}.{name} IS DISTINCT FROM {old}.{name}" for name in columns)


def _taken_over(columns: dict[str, str], new: str, old: str) -> str:
    return ", ".join(f"{name} = coalesce({new}.{name}, {old}.{name})" for name in columns)


_CHANGED_SHAPE = "(table_name text, record_id bigint, region_code text, before jsonb)"
_BY_CARD = "f.kk_index = i.kk_index"
_BY_ORIGIN = "f.origin = %(origin)s AND f.origin_key = i.origin_key"
_MATCH = """
    CREATE TEMPORARY TABLE incoming_key ON COMMIT DROP AS
    SELECT i.family_key, f.id IS NULL AS is_new,
           coalesce(f.id, nextval((SELECT pg_get_serial_sequence('registry_family', 'id')::regclass))) AS family_id,
           coalesce(f.dwelling_id, nextval((SELECT pg_get_serial_sequence('registry_dwelling', 'id')::regclass)))
               AS dwelling_id
      FROM incoming_family i LEFT JOIN registry_family f ON f.status = 'active' AND {known}
"""
_MATCH_AGAIN = """
    INSERT INTO incoming_key
    SELECT i.family_key, false, f.id, f.dwelling_id
      FROM incoming_family i JOIN registry_family f ON f.status = 'active' AND {known}
     WHERE NOT EXISTS (SELECT 1 FROM incoming_key k WHERE k.family_key = i.family_key)
"""
_TEMPORARY = ", ".join(
    f"pg_temp.{name}" for name in ("incoming_key", "known_family", "known_person", "person_again", "family_again")
)
_KNOWN_FAMILIES = """
    CREATE TEMPORARY TABLE known_family ON COMMIT DROP AS
    SELECT family_key, family_id, dwelling_id FROM incoming_key WHERE NOT is_new
"""
_KNOWN_PEOPLE = """
    CREATE TEMPORARY TABLE known_person ON COMMIT DROP AS
    SELECT DISTINCT ON (k.family_key, p.nik_index)
           k.family_key, p.nik_index, p.id AS person_id, p.status <> 'merged' AS counts
      FROM known_family k JOIN registry_person p ON p.family_id = k.family_id WHERE p.nik_index IS NOT NULL
     ORDER BY k.family_key, p.nik_index, p.status = 'merged'
"""
_PEOPLE_AGAIN = """
    CREATE TEMPORARY TABLE person_again ON COMMIT DROP AS
    SELECT i.*, q.person_id, q.counts FROM incoming_person i JOIN known_person q USING (family_key, nik_index)
"""
_FAMILIES_AGAIN = """
    CREATE TEMPORARY TABLE family_again ON COMMIT DROP AS
    SELECT i.*, k.family_id, k.dwelling_id FROM incoming_family i JOIN known_family k USING (family_key)
"""
_INSERT_DWELLINGS = f"""
    INSERT INTO registry_dwelling (id, region_code, batch_id, updated_at, {", ".join(DWELLING_FACTS)})
    SELECT k.dwelling_id, i.region_code, %(batch)s, now(), {_stated(DWELLING_FACTS, "i")}
      FROM incoming_family i JOIN incoming_key k USING (family_key) WHERE k.is_new
"""
_INSERT_FAMILIES = """
    INSERT INTO registry_family (id, region_code, dwelling_id, kk, kk_index, phone, phone_index, head_name,
                                 origin, origin_key, status, registered_on, batch_id, updated_at)
    SELECT k.family_id, i.region_code, k.dwelling_id, i.kk, i.kk_index, i.phone, i.phone_index,
           coalesce(i.head_name, ''), %(origin)s, i.origin_key, 'active', %(on)s, %(batch)s, now()
      FROM incoming_family i JOIN incoming_key k USING (family_key) WHERE k.is_new
     ORDER BY i.kk_index, i.origin_key
    ON CONFLICT DO NOTHING
"""
_INSERT_PEOPLE_OF_NEW = f"""
    INSERT INTO registry_person (region_code, family_id, in_family_since, nik, nik_index, batch_id, source_row,
                                 name_key, name_keys, mother_key, status, updated_at, {", ".join(PERSON_FACTS)})
    SELECT i.region_code, k.family_id, %(on)s, i.nik, i.nik_index, %(batch)s, i.row,
           i.name_key, i.name_keys, i.mother_key, i.status, now(), {_stated(PERSON_FACTS, "i")}
      FROM incoming_person i JOIN incoming_key k USING (family_key)
"""
_INSERT_PEOPLE = f"""{_INSERT_PEOPLE_OF_NEW}
     WHERE NOT EXISTS (
           SELECT 1 FROM known_person q WHERE q.family_key = i.family_key AND q.nik_index = i.nik_index)
"""
_PERSON_CHANGES = {**PERSON_FACTS, "region_code": "text"}
_KEEP_PEOPLE = f"""
    INSERT INTO {CHANGED} SELECT 'registry_person', p.id, p.region_code, to_jsonb(p)
      FROM person_again i JOIN registry_person p ON p.id = i.person_id
     WHERE i.counts AND ({_differs(_PERSON_CHANGES, "i", "p")})
"""
_CHANGE_PEOPLE = f"""
    UPDATE registry_person p SET name_key = i.name_key, name_keys = i.name_keys, updated_at = now(),
           mother_key = CASE WHEN i.mother_name IS NULL THEN p.mother_key ELSE i.mother_key END,
           status = CASE WHEN i.presence IS NULL THEN p.status ELSE i.status END,
           {_taken_over(_PERSON_CHANGES, "i", "p")}
      FROM person_again i, {CHANGED} c
     WHERE p.id = i.person_id AND c.table_name = 'registry_person' AND c.record_id = p.id
"""
_DWELLING_CHANGES = {**DWELLING_FACTS, "region_code": "text"}
_KEEP_DWELLINGS = f"""
    INSERT INTO {CHANGED} SELECT 'registry_dwelling', d.id, d.region_code, to_jsonb(d)
      FROM family_again i JOIN registry_dwelling d ON d.id = i.dwelling_id
     WHERE ({_differs(_DWELLING_CHANGES, "i", "d")})
"""
_CHANGE_DWELLINGS = f"""
    UPDATE registry_dwelling d SET updated_at = now(), {_taken_over(_DWELLING_CHANGES, "i", "d")}
      FROM family_again i, {CHANGED} c
     WHERE d.id = i.dwelling_id AND c.table_name = 'registry_dwelling' AND c.record_id = d.id
"""
_FAMILY_CHANGES = {"region_code": "text", "head_name": "text", "phone_index": "uuid"}
_KEEP_FAMILIES = f"""
    INSERT INTO {CHANGED} SELECT 'registry_family', f.id, f.region_code, to_jsonb(f)
      FROM family_again i JOIN registry_family f ON f.id = i.family_id
     WHERE ({_differs(_FAMILY_CHANGES, "i", "f")})
"""
_CHANGE_FAMILIES = f"""
    UPDATE registry_family f SET updated_at = now(), {_taken_over(_FAMILY_CHANGES, "i", "f")},
           phone = CASE WHEN i.phone_index IS DISTINCT FROM f.phone_index THEN coalesce(i.phone, f.phone)
                        ELSE f.phone END
      FROM family_again i, {CHANGED} c
     WHERE f.id = i.family_id AND c.table_name = 'registry_family' AND c.record_id = f.id
"""
_KEEP_MEMBERS = f"""
    INSERT INTO {CHANGED} SELECT 'registry_person', p.id, p.region_code, to_jsonb(p)
      FROM family_again i JOIN registry_person p ON p.family_id = i.family_id
     WHERE p.region_code <> i.region_code
       AND NOT EXISTS (SELECT 1 FROM {CHANGED} c WHERE c.table_name = 'registry_person' AND c.record_id = p.id)
"""
_MOVE_MEMBERS = """
    UPDATE registry_person p SET region_code = i.region_code, updated_at = now()
      FROM family_again i
     WHERE p.family_id = i.family_id AND p.region_code <> i.region_code
"""
_MOVED = f"""
    SELECT count(*) FROM {CHANGED} c JOIN registry_family f ON f.id = c.record_id
     WHERE c.table_name = 'registry_family' AND c.region_code <> f.region_code
"""
