"""Filling a registry before the clock starts: made-up families straight into the tables, with numbers encrypted.

Not a measure of anything: the import is measured by its own part. Only the audit is left out; everything else that the
tables keep (keys of names, constraints, indexes, row-level security) is there when the clock starts.
"""

import io
from collections.abc import Iterator
from datetime import date

import polars as pl
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from benchmarks import people
from benchmarks.bare import bare
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


def fill(families: int, *, together: bool = False) -> int:
    """A migrated database with all areas and `families` families; one that has them already is left as it is.

    `together` they live in one regency.
    """
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Region.objects.exists():
        regions.import_areas(areas=sources.official_list(settings.BASE_DIR / PACKAGE), on=REGISTERED)
    [(found,)] = bulk.rows("SELECT count(*) FROM registry_family")
    if found == families:
        return families
    if found:
        raise SystemExit(f"this benchmark's database holds {found} families, not {families}: add --fresh")
    with bare(TABLES):
        _fill(people.districts(families, a_regency=families if together else people.FAMILIES_A_REGENCY))
    bulk.execute(f"VACUUM (ANALYZE) {', '.join(TABLES)}")
    return families


def _fill(districts: Iterator[pl.DataFrame]) -> None:
    first, sounds = 1, pl.Series("sound", [], dtype=pl.String)
    for district in districts:
        keys = names.name_keys(district["nama"])
        first = _write(district.with_columns(keys=keys), first=first)
        sounds = pl.concat([sounds, keys.explode().drop_nulls().alias("sound")]).unique()
    registry.learn_words(sounds=sounds)


def _write(district: pl.DataFrame, *, first: int) -> int:
    """One district; returns the next free family id (a family and its dwelling share theirs)."""
    numbered = district.with_columns(id=(pl.col("id_keluarga").rank("dense") + (first - 1)).cast(pl.Int64))
    homes = numbered.unique("id", keep="first", maintain_order=True)
    _put(_dwellings(homes), "registry_dwelling")
    _put(_families(homes), "registry_family")
    _put(_people(numbered), "registry_person")
    return first + homes.height


def _put(frame: pl.DataFrame, table: str) -> None:
    """COPY straight into the table; what it is not told stays unknown."""
    body = io.BytesIO()
    frame.with_columns(updated_at=pl.lit(REGISTERED)).write_csv(body, include_header=False)
    columns = ", ".join((*frame.columns, "updated_at"))
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)") as into:
        into.write(body.getbuffer())


def _dwellings(homes: pl.DataFrame) -> pl.DataFrame:
    return homes.select(
        "id",
        region_code="kode_wilayah",
        address="alamat",
        hamlet="dusun",
        rt="rt",
        rw="rw",
        **{ours: pl.col(theirs) for theirs, ours in {**DWELLING, **HERDS}.items()},
        **{ours: (pl.col(theirs) == YES).cast(pl.Int16) for theirs, ours in OWNED.items()},
    )


def _families(homes: pl.DataFrame) -> pl.DataFrame:
    return homes.select(
        "id",
        region_code="kode_wilayah",
        dwelling_id="id",
        kk=crypto.encrypt_series(homes["no_kk"]),
        kk_index=crypto.blind_series(homes["no_kk"], "kk"),
        head_name="nama",
        origin=pl.lit("own"),
        status=pl.lit("active"),
        registered_on=pl.lit(REGISTERED),
    )


def _people(numbered: pl.DataFrame) -> pl.DataFrame:
    return numbered.select(
        family_id="id",
        region_code="kode_wilayah",
        in_family_since=pl.lit(REGISTERED),
        nik=crypto.encrypt_series(numbered["nik"]),
        nik_index=crypto.blind_series(numbered["nik"], "nik"),
        name="nama",
        name_key=pl.col("keys").list.join(" "),
        name_keys=pl.concat_str(pl.lit("{"), pl.col("keys").list.join(","), pl.lit("}")),
        sex="jk",
        birth_date="tgl_lahir",
        birth_date_source=pl.lit("stated"),
        birth_place=pl.lit(""),
        mother_name="nama_ibu",
        mother_key=names.name_key(numbered["nama_ibu"]),
        status=pl.lit("active"),
        **{ours: pl.col(theirs) for theirs, ours in PERSON.items()},
        **{ours: pl.col(theirs) == YES for theirs, ours in FLAGS.items()},
    )
