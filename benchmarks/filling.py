"""Filling a registry before the clock starts: made-up families straight into the tables, with numbers encrypted.

Not a measure of anything: the import is measured by its own part. Only the audit is left out, everything else that the
tables keep (keys of names, constraints, row-level security) is there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import polars as pl
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from benchmarks import people
from lumbung.core import bulk, crypto
from lumbung.regions import actions as regions
from lumbung.regions import sources
from lumbung.regions.commands import PACKAGE
from lumbung.regions.models import Region
from lumbung.registry import actions as registry
from lumbung.registry import names

REGISTERED = date(2026, 7, 1)
YES = 1
DWELLING = {
    "status_rumah": "tenure", "luas_lantai": "floor_area", "lantai": "floor", "dinding": "wall", "atap": "roof",
    "air_minum": "water", "penerangan": "lighting", "daya": "power", "bahan_bakar": "fuel", "jamban": "toilet",
    "kloset": "toilet_type", "tinja": "disposal",
}  # fmt: skip
OWNED = {
    "gas": "gas", "kulkas": "fridge", "ac": "ac", "pemanas": "heater", "telepon": "landline", "tv": "tv",
    "emas": "gold", "komputer": "computer", "motor": "motorcycle", "sepeda": "bicycle", "mobil": "car",
    "perahu": "boat", "kapal_motor": "motorboat", "hp_pintar": "smartphone", "lahan": "land",
    "rumah_lain": "house_elsewhere",
}  # fmt: skip
HERDS = {"sapi": "cattle", "kerbau": "buffalo", "kuda": "horse", "babi": "pig", "kambing": "goat"}
PERSON = {
    "hubungan": "relation", "status_kawin": "marital", "keberadaan": "presence", "status_sekolah": "school_status",
    "jenjang": "school_level", "kelas": "grade", "ijazah": "diploma", "lapangan": "sector", "kedudukan": "position",
    "sulit_lihat": "d_sight", "sulit_dengar": "d_hearing", "sulit_jalan": "d_walking", "sulit_tangan": "d_hands",
    "sulit_belajar": "d_learning", "sulit_perilaku": "d_behaviour", "sulit_bicara": "d_speech",
    "sulit_urus_diri": "d_selfcare", "sulit_ingat": "d_memory", "penyakit_kronis": "chronic",
}  # fmt: skip
FLAGS = {"bekerja": "works", "hamil": "pregnant"}
HOUSE_COLUMNS = (*DWELLING.values(), *OWNED.values(), *HERDS.values())
TABLES = ("registry_dwelling", "registry_family", "registry_person")
AUDITS = """
    SELECT tgrelid::regclass::text, tgname FROM pg_trigger
     WHERE tgname LIKE 'pgtrigger_audit_%%' AND tgrelid = ANY(%s::regclass[])
"""


def fill(families: int) -> int:
    """A migrated database with all areas and `families` families; one that has them already is left as it is."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Region.objects.exists():
        regions.import_areas(areas=sources.official_list(settings.BASE_DIR / PACKAGE), on=REGISTERED)
    [(found,)] = bulk.rows("SELECT count(*) FROM registry_family")
    if found == families:
        return families
    if found:
        raise SystemExit(f"this benchmark's database holds {found} families, not {families}: add --fresh")
    first = 1
    with _without_audit(TABLES):
        for district in people.districts(families):
            with transaction.atomic():
                first = _write(district, first=first)
    bulk.execute(f"ANALYZE {', '.join(TABLES)}")
    return families


@contextmanager
def _without_audit(tables: tuple[str, ...]) -> Iterator[None]:
    found = bulk.rows(AUDITS, [list(tables)])
    for table, trigger in found:
        bulk.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    yield
    for table, trigger in found:
        bulk.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")


def _write(district: pl.DataFrame, *, first: int) -> int:
    """One district; returns the next free family id (a family and its dwelling share theirs)."""
    numbered = district.with_columns(id=(pl.col("id_keluarga").rank("dense") + (first - 1)).cast(pl.Int64))
    homes = numbered.unique("id", keep="first", maintain_order=True)
    _stage_homes(homes)
    columns = ", ".join(HOUSE_COLUMNS)
    bulk.execute(
        f"INSERT INTO registry_dwelling (id, region_code, address, hamlet, rt, rw, updated_at, {columns})"
        f" OVERRIDING SYSTEM VALUE SELECT id, region_code, address, hamlet, rt, rw, now(), {columns} FROM homes"
    )
    bulk.execute(
        "INSERT INTO registry_family (id, region_code, dwelling_id, kk, kk_index, head_name, origin, status,"
        " registered_on, updated_at) OVERRIDING SYSTEM VALUE"
        " SELECT id, region_code, id, kk, kk_index, head_name, 'own', 'active', %s, now() FROM homes",
        [REGISTERED],
    )
    _stage_people(numbered)
    columns = ", ".join((*PERSON.values(), *FLAGS.values()))
    bulk.execute(
        "INSERT INTO registry_person (region_code, family_id, in_family_since, nik, nik_index, name, name_key,"
        " name_keys, sex, birth_date, birth_date_source, birth_place, mother_name, mother_key, status, updated_at,"
        f" {columns}) SELECT region_code, family_id, %s, nik, nik_index, name, name_key, string_to_array(keys, ' '),"
        f" sex, birth_date, 'stated', '', mother_name, mother_key, 'active', now(), {columns} FROM members",
        [REGISTERED],
    )
    registry.learn_words(sounds=names.name_keys(numbered["nama"]).explode().unique().drop_nulls())
    return first + homes.height


def _stage_homes(homes: pl.DataFrame) -> None:
    staged = homes.select(
        "id",
        region_code="kode_wilayah",
        address="alamat",
        hamlet="dusun",
        rt="rt",
        rw="rw",
        kk=crypto.encrypt_series(homes["no_kk"]),
        kk_index=crypto.blind_series(homes["no_kk"], "kk"),
        head_name="nama",
        **{ours: pl.col(theirs) for theirs, ours in {**DWELLING, **HERDS}.items()},
        **{ours: (pl.col(theirs) == YES).cast(pl.Int16) for theirs, ours in OWNED.items()},
    )
    text = dict.fromkeys(("region_code", "address", "hamlet", "rt", "rw", "kk", "head_name"), "text")
    kinds = {"id": "bigint", **text, "kk_index": "uuid", **dict.fromkeys(HOUSE_COLUMNS, "int")}
    bulk.staged(staged, "homes", kinds)


def _stage_people(numbered: pl.DataFrame) -> None:
    staged = numbered.select(
        family_id="id",
        region_code="kode_wilayah",
        nik=crypto.encrypt_series(numbered["nik"]),
        nik_index=crypto.blind_series(numbered["nik"], "nik"),
        name="nama",
        name_key=names.name_key(numbered["nama"]),
        keys=names.name_keys(numbered["nama"]).list.join(" "),
        sex="jk",
        birth_date="tgl_lahir",
        mother_name="nama_ibu",
        mother_key=names.name_key(numbered["nama_ibu"]),
        **{ours: pl.col(theirs) for theirs, ours in PERSON.items()},
        **{ours: pl.col(theirs) == YES for theirs, ours in FLAGS.items()},
    )
    text = ("region_code", "nik", "name", "name_key", "keys", "sex", "mother_name", "mother_key")
    kinds = {
        "family_id": "bigint", "nik_index": "uuid", "birth_date": "date", **dict.fromkeys(text, "text"),
        **dict.fromkeys(PERSON.values(), "int"), **dict.fromkeys(FLAGS.values(), "boolean"),
    }  # fmt: skip
    bulk.staged(staged, "members", kinds)
