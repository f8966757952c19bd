"""People of Indonesia, as village lists, aid lists and surveys write them."""

from collections.abc import Set

import polars as pl

from lumbung.quality.linkage.comparing import Field, Level
from lumbung.quality.linkage.limits import Limits
from lumbung.quality.linkage.preparing import (
    MEANS_NOTHING,
    birth_columns,
    name_columns,
    of_few,
    readable_date,
    readable_nik,
    readable_sex,
)

NAME = MODEL = "penduduk"
SHORTEST_PHONE = 7
RECORD = "id_rekaman"
COLUMNS = (
    "id_rekaman", "nik", "no_kk", "nama", "jk", "tempat_lahir", "tgl_lahir", "nama_ibu", "kode_desa", "no_hp",
)  # fmt: skip
NEEDED = {"id_rekaman", "nama", "tgl_lahir"}
"""Without these nobody is told from anybody; what else a list lacks is unknown of everybody on it."""

FIELDS = (
    Field(
        "name",
        ("name_key",),
        (
            Level("same", "name_key_l = name_key_r", rare="name_key"),
            Level("shorter", "name_run_l = name_run_r OR list_has_all(name_l, name_r) OR list_has_all(name_r, name_l)"),
            Level(
                "similar",
                "jaro_winkler_similarity(name_run_l, name_run_r) >= 0.92"
                " OR least(length(name_run_l), length(name_run_r)) >= 6"
                " AND abs(length(name_run_l) - length(name_run_r)) <= 2"
                " AND damerau_levenshtein(name_run_l, name_run_r) <= 2",
            ),
            Level("partly", "list_has_any(name_l, name_r) OR jaro_winkler_similarity(name_run_l, name_run_r) >= 0.82"),
        ),
    ),
    Field(
        "birth_date",
        ("birth",),
        (
            Level("same", "birth_l = birth_r AND NOT birth_default_l"),
            Level("same_default", "birth_l = birth_r"),
            Level("swapped", "birth_text_l = birth_swapped_r"),
            Level(
                "default",
                "birth_year_l = birth_year_r AND (birth_default_l OR birth_default_r)",
            ),
            Level(
                "year_off",
                "birth_day_l = birth_day_r AND NOT birth_default_l AND abs(birth_year_l - birth_year_r) IN (1, 2, 10)",
            ),
            Level("days_off", "abs(birth_number_l - birth_number_r) <= 31"),
            Level(
                "one_digit",
                "birth_year_l = birth_year_r AND (birth_month_l = birth_month_r"
                " OR left(birth_day_l, 2) = left(birth_day_r, 2))"
                " OR damerau_levenshtein(birth_text_l, birth_text_r) <= 1",
            ),
            Level("same_year", "abs(birth_year_l - birth_year_r) <= 1"),
        ),
    ),
    Field("sex", ("sex",), (Level("same", "sex_l = sex_r"),)),
    Field(
        "nik",
        ("nik_part",),
        (
            Level("same", "nik_l = nik_r"),
            Level(
                "cut",
                "(nik_l IS NULL OR nik_r IS NULL)"
                " AND (starts_with(nik_part_l, nik_part_r) OR starts_with(nik_part_r, nik_part_l))",
            ),
            Level("serial", "left(nik_part_l, 12) = left(nik_part_r, 12)"),
            Level("one_digit", "damerau_levenshtein(nik_part_l, nik_part_r) <= 1"),
        ),
    ),
    Field(
        "mother",
        ("mother_key",),
        (
            Level("same", "mother_key_l = mother_key_r", rare="mother_key"),
            Level(
                "shorter",
                "mother_run_l = mother_run_r OR list_has_all(mother_l, mother_r) OR list_has_all(mother_r, mother_l)",
            ),
            Level("similar", "jaro_winkler_similarity(mother_run_l, mother_run_r) >= 0.9"),
        ),
    ),
    Field(
        "village",
        ("village",),
        (
            Level("same", "village_l = village_r"),
            Level("district", "district_l = district_r"),
            Level("regency", "regency_l = regency_r"),
        ),
        of_person=False,
    ),
    Field("birth_place", ("birth_place",), (Level("same", "birth_place_l = birth_place_r"),), of_person=False),
    Field(
        "household",
        ("card",),
        (Level("card", "card_l = card_r"), Level("phone", "phone_l = phone_r")),
        of_person=False,
    ),
)

BLOCKS = (
    ("nik_part",),
    ("nik_head",),
    ("nik_tail", "village"),
    ("card",),
    ("phone", "birth_day"),
    ("phone", "name_start"),
    ("name_key", "birth_year", "district"),
    ("name_key", "village"),
    ("name_key", "mother_key", "birth_year"),
    ("name_key", "birth_day", "regency"),
    ("birth", "name_first"),
    ("birth", "village"),
    ("birth", "mother_key"),
    ("birth_text", "phone"),
)
LEARN = (("nik",), ("name_key", "birth_year", "district"), ("birth", "village"))
RELATIVES = ("card",)
KEPT = ("name_letters",)
TWINS = {"birth_date": {"same": 0.003}, "nik": {"serial": 0.5}}
"""Learning takes twins for one person. About three in a thousand pairs of a household are twins, and then the NIKs
differ in the serial alone: beside the birth date, which is in the NIK, that says nothing."""

SAME_HOME = (
    "(coalesce(card_l = card_r, false) OR coalesce(phone_l = phone_r, false)"
    " OR coalesce(mother_key_l = mother_key_r, false))"
)
BROTHER_AND_SISTER = (
    "gamma_nik = 1 AND left(nik_part_l, 6) = left(nik_part_r, 6) AND right(nik_part_l, 9) = right(nik_part_r, 9)"
    " AND abs(substr(nik_part_l, 7, 1)::int - substr(nik_part_r, 7, 1)::int) = 4"
)
SAME_BIRTH, FIRM_BIRTH = "gamma_birth_date >= 6", "gamma_birth_date >= 5"
NIK_SPEAKS = f"(gamma_nik = 4 OR gamma_nik = 1 AND {SAME_BIRTH} AND {SAME_HOME} AND NOT ({BROTHER_AND_SISTER}))"
SAME_LETTERS = "name_letters_l = name_letters_r"
HOLDS = {
    "parent_child": "gamma_name >= 2 AND abs(birth_year_l - birth_year_r) > 10",
    "nik_of_several": "gamma_nik = 4 AND (gamma_name <= 1 OR gamma_birth_date BETWEEN 0 AND 1)",
    "twins": (
        f"gamma_nik = 2 OR {BROTHER_AND_SISTER}"
        f" OR NOT {NIK_SPEAKS} AND birth_l = birth_r AND NOT {SAME_LETTERS} AND {SAME_HOME}"
    ),
    "nik_differs": "gamma_nik = 0",
    "name_differs": f"gamma_name <= 1 OR NOT {NIK_SPEAKS} AND NOT {SAME_LETTERS}",
    "birth_differs": f"NOT {NIK_SPEAKS} AND NOT {FIRM_BIRTH}",
    "elsewhere": f"NOT {NIK_SPEAKS} AND NOT {SAME_HOME} AND (village_l <> village_r OR NOT {SAME_BIRTH})",
}
"""Why a pair waits for a person however much speaks for it; the first that fits is told.

Without a NIK that speaks, the names have to agree letter by letter: a twin is called almost the same.
"""
LIMITS: Limits | None = None
APART = ("parent_child", "twins", "nik_of_several")
"""Of these, no third record may join the two."""


def matches(headings: Set[str]) -> bool:
    """The columns that nothing can do without are there, in any order, among any others."""
    return headings >= NEEDED


def truth(frame: pl.DataFrame) -> pl.DataFrame | None:
    """The file does not say who is who."""
    return None


def prepare(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns that are compared; what can't be read, or means nothing, is null."""
    text = pl.col(pl.String).str.strip_chars()
    card = pl.col("no_kk").str.replace_all(r"[\s.\-'’]", "")
    phone = pl.col("no_hp").str.replace_all(r"[^\d]", "").str.replace(r"^(62)?0*", "")
    lacking = [pl.lit(None, pl.String).alias(name) for name in COLUMNS if name not in frame.columns]
    read = (
        frame.with_columns(*lacking)
        .with_columns(text)
        .with_columns(pl.col(pl.String).replace(["", "-", "--", "NULL", "null"], None))
    )
    return people(
        read.select(
            unique_id=RECORD,
            name="nama",
            mother="nama_ibu",
            sex=readable_sex(pl.col("jk")),
            birth=readable_date(pl.col("tgl_lahir")),
            nik="nik",
            card=pl.when(card.str.contains(r"^\d{16}$") & ~card.str.contains(MEANS_NOTHING)).then(card),
            phone=pl.when(phone.str.len_chars() >= SHORTEST_PHONE).then(phone),
            village="kode_desa",
            birth_place="tempat_lahir",
        )
    )


def people(read: pl.DataFrame) -> pl.DataFrame:
    """The same for records whose cells are read already: the registry's own."""
    place = pl.col("birth_place").str.to_lowercase().str.replace(r"^(kabupaten|kab|kota)\b\.?\s*", "")
    plain = read.with_columns(
        nik_part=readable_nik(pl.col("nik")),
        birth_place=place,
        village=pl.col("village").str.replace_all(r"\D", ""),
    ).with_columns(
        *(of_few(column) for column in ("nik_part", "card", "phone")),
        district=pl.col("village").str.slice(0, 6),
        regency=pl.col("village").str.slice(0, 4),
    )
    whole = pl.when(pl.col("nik_part").str.len_chars() == 16).then(pl.col("nik_part"))
    plain = plain.with_columns(nik=whole, nik_head=whole.str.slice(0, 12), nik_tail=whole.str.slice(6))
    return birth_columns(name_columns(name_columns(plain, "name"), "mother"))
