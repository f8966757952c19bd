"""Lists about people who are known already, from schools and health posts: under anybody's headings, in any file.

The reader of a list names what it asks for and how people write that above a column; who is meant (NIK, name, birth
date) is found as in an import of families.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from lumbung.core import crypto
from lumbung.quality.canonical import FIELDS
from lumbung.quality.cells import read_cells
from lumbung.quality.mapping import headings
from lumbung.quality.mapping.folding import folded_heading
from lumbung.quality.mapping.mapped import header_fingerprint
from lumbung.quality.reading.opening import open_table
from lumbung.registry import queries as registry

WHO = ("nik", "name", "birth_date")
ALSO_WHO = ("nisn",)
"""What else may name people in a list that asks for it."""
LIKELY = 0.7
FEWEST = 2
SAMPLES = 3
NIK = r"^\d{16}$"


@dataclass(frozen=True)
class PeopleList:
    """A list as it is read: every heading with what it is taken for, and its rows.

    `rows` has `row`, `nik_index` (text), `name`, `name_key`, `birth_date`, `unreadable` (something stood where a
    number or a day belongs) and what was asked for, as text.
    """

    headings: tuple[str, ...]
    columns: Mapping[str, str]
    header: str
    rows: pl.DataFrame


def read(
    *, path: Path, name: str, wordings: Mapping[str, Sequence[str]], columns: Mapping[str, str] | None = None
) -> PeopleList:
    """Read a list; `wordings` are target → what people write above it, `columns` what a person has placed.

    Wordings of who is meant are taken besides those that imports know.
    Raises FileRefused with the sentence for the sender.
    """
    known = {folded_heading(said): target for target, several in wordings.items() for said in several}

    def worth(cells: Sequence[str]) -> float:
        found = set(_proposed(cells, known).values())
        return len(found) if len(found) >= FEWEST and found & {*WHO, *ALSO_WHO} else 0

    table = open_table(path, name=name, choose=lambda cells: None, known=", ".join(wordings), likely=worth)
    proposed = _proposed(table.columns, known) if columns is None else dict(columns)
    asked = tuple(target for target in wordings if target not in WHO)
    frames = [_people(chunk, proposed, asked) for chunk in table.chunks()]
    shown = tuple(heading for heading in table.columns if headings.is_a_heading(heading))
    return PeopleList(shown, proposed, header_fingerprint(shown), pl.concat(frames) if frames else _nobody(asked))


def _proposed(cells: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """Heading → target, the likeliest first; a target is filled by one column."""
    found: list[tuple[float, int, str, str]] = []
    for place, heading in enumerate(cells):
        if not headings.is_a_heading(heading):
            continue
        like = {target: sure for target, sure in headings.likenesses(heading).items() if target in WHO}
        for target, sure in headings.likenesses_among(heading, known).items():
            like[target] = max(sure, like.get(target, 0.0))
        found += [(sure, place, heading, target) for target, sure in like.items() if sure >= LIKELY]
    placed: dict[str, str] = {}
    for _sure, _place, heading, target in sorted(found, key=lambda one: (-one[0], one[1])):
        if heading not in placed and target not in placed.values():
            placed[heading] = target
    return placed


def _people(chunk: pl.DataFrame, columns: Mapping[str, str], asked: Sequence[str]) -> pl.DataFrame:
    by_target = {target: heading for heading, target in columns.items() if heading in chunk.columns}
    named = [pl.col(by_target[target]).alias(target) for target in WHO if target in by_target]
    who = chunk.select("row", *(named or [pl.lit(None, pl.String).alias("nik")]))
    read_ = read_cells(who)
    number = pl.col("nik").str.contains(NIK)
    plain = read_.with_columns(nik_sound=pl.when(number.fill_null(False)).then("nik"))
    bad = (pl.col("written.nik").is_not_null() & pl.col("nik_sound").is_null()) | (
        pl.col("written.birth_date").is_not_null() & pl.col("birth_date").is_null()
    )
    told = chunk.select(
        (pl.col(by_target[target]).str.strip_chars() if target in by_target else pl.lit(None, pl.String)).alias(target)
        for target in asked
    )
    names = plain["name"].fill_null("")
    return plain.select("row", "name", "birth_date", bad.alias("unreadable")).with_columns(
        crypto.blind_series(plain["nik_sound"], "nik").cast(pl.String).alias("nik_index"),
        registry.keys_of_names(names=names).alias("name_key"),
        *told.get_columns(),
    )


def _nobody(asked: Sequence[str]) -> pl.DataFrame:
    who = {"row": pl.Int64, "name": pl.String, "birth_date": pl.Date, "unreadable": pl.Boolean}
    texts = dict.fromkeys(("nik_index", "name_key", *asked), pl.String)
    return pl.DataFrame(schema={**who, **texts})


TARGETS = {name: FIELDS[name].label for name in WHO}
"""Who is meant, in words."""
