"""What a column may become: the fields of the canonical frame, and helpers that are taken apart or looked up."""

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.quality.canonical import DWELLING, FAMILY, FIELDS, PERSON

PLACE = "place"
HELPERS: dict[str, tuple[Any, str]] = {
    "place.province": (_("Nama provinsi"), PLACE),
    "place.regency": (_("Nama kabupaten atau kota"), PLACE),
    "place.district": (_("Nama kecamatan"), PLACE),
    "place.village": (_("Nama desa atau kelurahan"), PLACE),
    "birth_place_date": (_("Tempat dan tanggal lahir dalam satu sel"), PERSON),
    "rt_rw": (_("RT dan RW dalam satu sel"), DWELLING),
    "occupation": (_("Pekerjaan"), PERSON),
}
GROUPS = {PERSON: _("Orang"), FAMILY: _("Keluarga"), PLACE: _("Nama wilayah"), DWELLING: _("Rumah dan harta")}
UNTOLD = {"birth_date_source"}
IN_PLACE_OF = {
    "region_code": ("place.village",),
    "birth_date": ("birth_place_date",),
    "kk": ("origin_key",),
}
"""Fields that another column can stand for."""


@cache
def all_targets() -> dict[str, str]:
    """Target → whose it is: a person's, a family's, an area's, a dwelling's."""
    fields = {name: column.of for name, column in FIELDS.items() if name not in UNTOLD}
    return {**fields, **{name: of for name, (_label, of) in HELPERS.items()}}


def label_of(target: str) -> str:
    """What people call a target."""
    return str(HELPERS[target][0]) if target in HELPERS else str(FIELDS[target].label)


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: groups of (target, label)."""
    grouped = [(title, [name for name, of in all_targets().items() if of == group]) for group, title in GROUPS.items()]
    return [(str(title), [(name, label_of(name)) for name in names]) for title, names in grouped]


def lacking(taken: set[str], *, village: str) -> list[str]:
    """Fields without which nobody can be recorded, and which no taken column can stand for."""
    needed = [name for name, column in FIELDS.items() if column.required] + ["kk"]
    if village:
        needed.remove("region_code")
    return [name for name in needed if not taken.intersection({name, *IN_PLACE_OF.get(name, ())})]
