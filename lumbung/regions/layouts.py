"""Where the tiles of a region stand: districts of a known regency roughly where they lie, others in rows by code."""

from collections.abc import Sequence
from math import ceil, sqrt

EMPTY = "."
TEMANGGUNG = (
    "Tretep     Wonoboyo   Candiroto   Bejen",
    ".          Ngadirejo  Jumo        Gemawang",
    "Bansari    Parakan    Kedu        Kandangan",
    "Kledung    Bulu       Temanggung  Kaloran",
    ".          Tlogomulyo Tembarak    Kranggan",
    ".          .          Selopampang Pringsurat",
)
LAYOUTS = {"33.23": TEMANGGUNG}


def places(region_code: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Column and row of each name, in the order given."""
    drawn = {
        name: (column, row)
        for row, line in enumerate(LAYOUTS.get(region_code, ()))
        for column, name in enumerate(line.split())
        if name != EMPTY
    }
    if drawn and all(name in drawn for name in names):
        return [drawn[name] for name in names]
    wide = max(ceil(sqrt(len(names))), 1)
    wide = min(wide, 5)
    return [(place % wide, place // wide) for place in range(len(names))]
