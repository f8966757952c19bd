"""The one frame that every format is turned into and every check reads: a row is a person in a family in a dwelling.

Cells arrive as text. `read_cells` gives each column its type; what could not be read becomes null and stays in
`written.<column>`, so that a check can say what stood there. A null is "not known", never "no".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.registry import codes

PERSON, FAMILY, DWELLING, SOURCE = "person", "family", "dwelling", "source"


class Kind(Enum):
    """How a cell is read."""

    TEXT = pl.String
    NUMBER = pl.String.__name__ + " of 16 digits"
    PHONE = pl.String.__name__ + " of a telephone"
    REGION = pl.String.__name__ + " of an official code"
    PART = pl.String.__name__ + " of three digits"
    SEX = pl.String.__name__ + " L or P"
    DATE = pl.Date
    CODE = pl.Int16
    COUNT = pl.Int32
    FLAG = pl.Boolean


@dataclass(frozen=True)
class Field:
    """One column: what it is called on screens, how it is read, whose it is, which codes it allows."""

    label: Any
    kind: Kind
    of: str
    codes: Mapping[Any, Any] = field(default_factory=dict)
    required: bool = False

    @property
    def dtype(self) -> Any:
        """The Polars type of the column once read."""
        return self.kind.value if not isinstance(self.kind.value, str) else pl.String


def _text(label: Any, of: str, kind: Kind = Kind.TEXT, *, required: bool = False) -> Field:
    return Field(label, kind, of, required=required)


def _code(label: Any, allowed: Mapping[Any, Any], of: str = PERSON, *, required: bool = False) -> Field:
    return Field(label, Kind.CODE, of, allowed, required)


FIELDS: dict[str, Field] = {
    "origin_key": _text(_("Nomor keluarga di berkas asal"), FAMILY),
    "kk": _text(_("Nomor KK"), FAMILY, Kind.NUMBER),
    "region_code": _text(_("Kode desa"), FAMILY, Kind.REGION, required=True),
    "phone": _text(_("Telepon"), FAMILY, Kind.PHONE),
    "nik": _text(_("NIK"), PERSON, Kind.NUMBER, required=True),
    "name": _text(_("Nama"), PERSON, required=True),
    "sex": Field(_("Jenis kelamin"), Kind.SEX, PERSON, codes.SEX, required=True),
    "birth_date": _text(_("Tanggal lahir"), PERSON, Kind.DATE, required=True),
    "birth_date_source": Field(_("Asal tanggal lahir"), Kind.TEXT, PERSON, codes.BIRTH_DATE_SOURCE),
    "birth_place": _text(_("Tempat lahir"), PERSON),
    "mother_name": _text(_("Nama ibu kandung"), PERSON),
    "relation": _code(_("Hubungan dengan kepala keluarga"), codes.RELATION, required=True),
    "marital": _code(_("Status perkawinan"), codes.MARITAL),
    "presence": _code(_("Keberadaan"), codes.PRESENCE),
    "pregnant": _text(_("Hamil"), PERSON, Kind.FLAG),
    "school_status": _code(_("Partisipasi sekolah"), codes.SCHOOL_STATUS),
    "school_level": _code(_("Jenjang sekolah"), codes.SCHOOL_LEVEL),
    "grade": _code(_("Kelas"), dict.fromkeys(range(1, 9))),
    "diploma": _code(_("Ijazah tertinggi"), dict.fromkeys(range(1, 24))),
    "works": _text(_("Bekerja"), PERSON, Kind.FLAG),
    "sector": _code(_("Lapangan usaha"), codes.SECTOR),
    "position": _code(_("Kedudukan dalam pekerjaan"), codes.POSITION),
    **{name: _code(label, codes.DIFFICULTY) for name, label in codes.DIFFICULTIES.items()},
    "sad": _code(_("Sedih atau murung"), codes.SADNESS),
    "carer": _code(_("Yang merawat"), codes.CARER),
    "chronic": _code(_("Penyakit menahun"), codes.CHRONIC),
    "violation_victim": _text(_("Korban pelanggaran HAM berat"), PERSON, Kind.FLAG),
    "address": _text(_("Alamat"), DWELLING),
    "hamlet": _text(_("Dusun"), DWELLING),
    "rt": _text(_("RT"), DWELLING, Kind.PART),
    "rw": _text(_("RW"), DWELLING, Kind.PART),
    "tenure": _code(_("Penguasaan rumah"), codes.TENURE, DWELLING),
    "floor_area": Field(_("Luas lantai (m²)"), Kind.COUNT, DWELLING),
    "floor": _code(_("Jenis lantai"), codes.FLOOR, DWELLING),
    "wall": _code(_("Jenis dinding"), codes.WALL, DWELLING),
    "roof": _code(_("Jenis atap"), codes.ROOF, DWELLING),
    "water": _code(_("Sumber air minum"), codes.WATER, DWELLING),
    "lighting": _code(_("Penerangan"), codes.LIGHTING, DWELLING),
    "power": _code(_("Daya listrik"), codes.POWER, DWELLING),
    "fuel": _code(_("Bahan bakar memasak"), codes.FUEL, DWELLING),
    "toilet": _code(_("Tempat buang air besar"), codes.TOILET, DWELLING),
    "toilet_type": _code(_("Jenis kloset"), codes.TOILET_TYPE, DWELLING),
    "disposal": _code(_("Pembuangan akhir tinja"), codes.DISPOSAL, DWELLING),
    **{name: Field(label, Kind.COUNT, DWELLING) for name, label in codes.ASSETS.items()},
}
COUNTS = {"floor_area": (1, 5000)}
ANY_COUNT = (0, 999)
REQUIRED = tuple(name for name, column in FIELDS.items() if column.required)


def of_kind(*kinds: Kind) -> tuple[str, ...]:
    """The columns that are read in one of these ways."""
    return tuple(name for name, column in FIELDS.items() if column.kind in kinds)


def written(column: str) -> pl.Expr:
    """The cell as it stood in the file, trimmed; null for nothing."""
    return pl.col(f"written.{column}")


def label_of(column: str) -> str:
    """What people call a column; a column that is no field keeps its own name."""
    return str(FIELDS[column].label) if column in FIELDS else column


def in_list(column: str) -> pl.Expr:
    """Whether a code is one of its list, or a count within reason."""
    allowed = FIELDS[column].codes
    low, high = (min(allowed), max(allowed)) if allowed else COUNTS.get(column, ANY_COUNT)
    return pl.col(column).is_between(low, high)
