"""Which lines of a table are people: blank lines, repeated headings, totals and signatures are not."""

import re
from collections.abc import Sequence

import polars as pl

from lumbung.quality.reading.heading import Heading, is_column_numbers
from lumbung.quality.reading.pages import NIK_HEADING

HARDLY_A_CELL = 4
SHORT = 5
TOTAL = re.compile(
    r"(?i)^(?:sub\s*-?\s*total|grand\s*total|total|jumlah|jml|rata\s*-?\s*rata)\b[^\d]*[\d.,]*(?:\s\w+)?$"
)
SIGNATURE = re.compile(
    r"(?i)^\W*(?:mengetahui|menyetujui|dibuat oleh|disusun oleh|disahkan|diperiksa oleh|petugas|pendata|operator|"
    r"an\.|a\.n\.|kepala desa|kepala kelurahan|pj\.|plt\.|lurah|camat|sekretaris|kasi |kaur |ketua (?:rt|rw|tim)|"
    r"nip\b|nipd\b|ttd|tanda tangan|materai|meterai|stempel|cap )"
)
PLACE_AND_DAY = re.compile(
    r"(?i)^[a-z .'-]{3,40},\s*(?:tgl\.?\s*)?[\d.…_ ]{0,4}\s*[a-z]{3,10}\.?\s*\d{2,4}$|^[a-z .'-]{3,40},\s*[._…]{3,}.*$"
)
NOTE = re.compile(
    r"(?i)^\W*(?:catatan|keterangan|ket|sumber|nb|n\.b|dicetak|tanggal cetak|halaman|hal|page|lembar)\b\s*[.:]?"
)
SECTION = re.compile(
    r"(?i)^(?:rt|rw|rt/rw|dusun|dukuh|lingkungan|banjar|kampung|desa|kelurahan|blok|wilayah)\b[\s.:]*[\w\s./-]{0,40}$"
)
AMOUNT = re.compile(r"(?i)^[\d.,\s]*(?:orang|jiwa|kk|keluarga|rumah|laki-laki|perempuan|l|p)?$")
RULE = re.compile(r"^[\W_]+$")
LONG_NUMBER = re.compile(r"(?<!\d)\d{16}(?!\d)")


class Sieve:
    """Goes through a table chunk by chunk; after a signature or a note every line with hardly a cell belongs to it."""

    def __init__(self, heading: Heading) -> None:
        self._lines = [[(at, cell) for at, cell in enumerate(line) if cell] for line in heading.lines]
        self._nik = next((at for at, name in enumerate(heading.columns) if NIK_HEADING.search(name)), None)
        self._signed = False
        self.left_out: list[int] = []

    def people(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows that say something about a person; a whole look is taken only at rows with hardly a cell filled."""
        judged = frame.select(repeated=self._repeated(), suspect=self._suspect())
        dropped = frame.filter(judged["repeated"])["row"].to_list()
        if judged["suspect"].any():
            for row, *cells in frame.filter(judged["suspect"] & ~judged["repeated"]).rows():
                if not self.is_person([(cell or "").strip() for cell in cells], row):
                    dropped.append(row)
        return frame.filter(~pl.col("row").is_in(dropped)) if dropped else frame

    def is_person(self, cells: Sequence[str], row: int) -> bool:
        """One suspicious line; a total, a signature, a note or a section title is noted down as left out."""
        filled = [cell for cell in cells if cell]
        if not filled or is_column_numbers(filled):
            return False
        if self._nik is not None and LONG_NUMBER.search(cells[self._nik] if self._nik < len(cells) else ""):
            return True
        sparse = len(filled) < HARDLY_A_CELL
        ends = sparse and any(SIGNATURE.match(cell) or PLACE_AND_DAY.match(cell) or NOTE.match(cell) for cell in filled)
        self._signed = ends or (self._signed and sparse)
        words = next((cell for cell in filled if not cell.isdigit()), "")
        numbers = all(AMOUNT.match(cell) for cell in filled if cell != words)
        total = numbers and TOTAL.match(words)
        rule = sparse and RULE.match(words)
        section = len(filled) == 1 and SECTION.match(words)
        if self._signed or total or rule or section:
            self.left_out.append(row)
            return False
        return True

    def _repeated(self) -> pl.Expr:
        """The headings again, as on every page of a print-out: first and last cell of one of their lines."""
        again = [
            (pl.col(str(line[0][0])).str.strip_prefix("\ufeff") == line[0][1])
            & (pl.col(str(line[-1][0])) == line[-1][1])
            for line in self._lines
            if len(line) > 1
        ]
        return pl.any_horizontal(again).fill_null(False) if again else pl.lit(False)

    def _suspect(self) -> pl.Expr:
        """Hardly a cell filled in, or no number where the NIK should be."""
        sparse = pl.sum_horizontal(pl.exclude("row").is_not_null()) < HARDLY_A_CELL
        if self._nik is None:
            return sparse
        return sparse | (pl.col(str(self._nik)).str.len_chars().fill_null(0) < SHORT)
