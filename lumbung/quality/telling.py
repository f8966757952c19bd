"""What was found, in words for people: reasons with an example, a sheet to correct, two records side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lumbung.core import sheets
from lumbung.quality import layouts, queries, rules
from lumbung.quality.canonical import label_of
from lumbung.quality.models import ImportBatch
from lumbung.quality.queries import Waiting
from lumbung.quality.reading.opening import SHEET_STEP, row_told
from lumbung.regions import queries as regions

NATION = "0"
HIDDEN = "••••"
MOST_VILLAGES = 40


@dataclass(frozen=True)
class ReasonTold:
    """One kind of finding: how many rows, one of them, and what to do."""

    code: str
    sentence: str
    rows: int
    example_row: str
    example_column: str


def reasons_of(batch: ImportBatch, severity: str, *, viewer: Any) -> list[ReasonTold]:
    """The reasons of one severity, most frequent first."""
    first = queries.examples(viewer=viewer, batch_id=batch.pk)
    known = rules.reasons()
    return [
        ReasonTold(
            code,
            known[code].sentence(),
            rows,
            row_told(first[code].row) if code in first and first[code].row else "",
            label_of(first[code].column) if code in first else "",
        )
        for code, rows in batch.rows_by_reason(severity).items()
    ]


def layout_title(batch: ImportBatch) -> str:
    """The layout in words, or the profile by whose name its columns were recognised."""
    if batch.profile:
        return str(batch.profile)
    return str(layouts.reader(batch.layout).TITLE) if batch.layout else ""


def parts_of(batch: ImportBatch) -> list[tuple[str, str, int]]:
    """What of a file can be taken in by itself: code, name, ready rows; districts where there are many villages."""
    left = {village: rows for village, rows in batch.villages.items() if village not in batch.taken}
    wide = len(left) > MOST_VILLAGES
    parts: dict[str, int] = {}
    for village, rows in left.items():
        code = village.rpartition(".")[0] if wide else village
        parts[code] = parts.get(code, 0) + rows
    names = regions.paths(codes=list(parts))
    return [(code, names.get(code, code), rows) for code, rows in parts.items()] if len(batch.villages) > 1 else []


def place(code: str) -> str:
    """The area in words; nothing for the nation."""
    return "" if code == NATION else regions.paths(codes=[code]).get(code, code)


def set_aside_sheet(batch: ImportBatch, *, viewer: Any) -> tuple[list[str], Iterator[list[Any]]]:
    """Headings and rows: file, row, column, code, sentence in both languages, then the row's own cells."""
    headings = next(queries.set_aside(viewer=viewer, batch_id=batch.pk), Waiting(0, {}, (), False)).cells
    heads = ["berkas", "baris", "kolom_salah", "kode", "keterangan", "explanation", *headings]
    return heads, _sheet_rows(batch, viewer, list(headings))


def _sheet_rows(batch: ImportBatch, viewer: Any, headings: list[str]) -> Iterator[list[Any]]:
    known = rules.reasons()
    for waiting in queries.set_aside(viewer=viewer, batch_id=batch.pk):
        if waiting.corrected:
            continue
        found = waiting.findings
        told: list[str | int] = [
            batch.file_name,
            waiting.row if waiting.row < SHEET_STEP else row_told(waiting.row),
            "; ".join(label_of(finding.column) for finding in found),
            "; ".join(finding.code for finding in found),
            " ".join(known[finding.code].sentence("id") for finding in found),
            " ".join(known[finding.code].sentence("en") for finding in found),
        ]
        cells = [waiting.cells.get(heading) or "" for heading in headings]
        yield [sheets.plain("text", value) for value in (*told, *cells)]


def headings_with_findings(batch: ImportBatch, waiting: Waiting) -> list[str]:
    """The file's own headings of the columns that a finding names, as far as they carry over one to one."""
    columns = layouts.reader(batch.layout, batch.mapping).COLUMNS
    names = {canonical: heading for heading, canonical in columns.items()}
    plain = {heading.lower(): heading for heading in waiting.cells}
    wanted = [names.get(finding.column, finding.column) for finding in waiting.findings]
    return list(dict.fromkeys(plain[heading] for heading in wanted if heading in plain))
