"""Numbers of a sheet as people see them: days where the cell is formatted as one, long ones as the sheet wore them."""

import re
import zipfile
from dataclasses import dataclass
from datetime import date

import polars as pl
from lxml import etree

STYLES = "xl/styles.xml"
BUILT_IN_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
NOT_A_MARK = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
DAY_MARK = re.compile(r"[dmyhs]", re.IGNORECASE)
LONG = r"^\d{16,}(?:\.0+)?$|^\d(?:\.\d+)?[eE]\+?1[5-9]$"
INTACT = r"^\d{15}[1-9]$"
WHOLE = r"^-?\d+$"
SIGNIFICANT = 2**53
EPOCH, EPOCH_1904, NEVER_A_LEAP_YEAR = date(1899, 12, 30), date(1904, 1, 1), 60
SECONDS = 86_400


@dataclass(frozen=True)
class NumberFormats:
    """Which styles show a number as a day, and from which day they count."""

    days: frozenset[str]
    from_1904: bool = False

    def told(self, cells: pl.DataFrame) -> pl.Series:
        """`cells` has value, as written in the file, and style; the text that stands for each."""
        number = pl.col("value").cast(pl.Float64, strict=False)
        long = pl.col("value").str.contains(LONG)
        whole = pl.col("value").str.contains(WHOLE)
        rounded = (number.abs() < SIGNIFICANT) & (number == number.floor())
        plain = pl.when(whole).then("value").when(rounded).then(number.cast(pl.Int64, strict=False).cast(pl.String))
        told = cells.select(
            text=plain.otherwise(pl.coalesce(number.cast(pl.String), "value")),
            worn=long & ~pl.col("value").str.contains(INTACT),
            day=pl.col("style").is_in(list(self.days)) & number.is_between(0, 2_958_466),
        )
        text = told["text"]
        for at, shown in ((told["worn"], _worn), (told["day"], self._days)):
            if at.any():
                text = text.scatter(at.arg_true(), shown(cells["value"].filter(at)))
        return text

    def _days(self, serials: pl.Series) -> pl.Series:
        """A day as year, month and day, with the time where there is one; before 1 March 1900 a sheet is a day off."""
        first = EPOCH_1904 if self.from_1904 else EPOCH
        seconds = (pl.col("serial") * SECONDS).round(0).cast(pl.Int64)
        off = pl.when(pl.lit(not self.from_1904) & (pl.col("serial") < NEVER_A_LEAP_YEAR)).then(1).otherwise(0)
        moment = pl.lit(first).cast(pl.Datetime) + pl.duration(seconds=seconds, days=off)
        told = pl.when(seconds % SECONDS == 0).then(moment.dt.strftime("%Y-%m-%d"))
        days = serials.cast(pl.Float64).to_frame("serial")
        return days.select(told.otherwise(moment.dt.strftime("%F %T"))).to_series()


def number_formats(archive: zipfile.ZipFile, *, from_1904: bool) -> NumberFormats:
    """As the workbook's styles say; a workbook without styles has plain numbers only."""
    if STYLES not in archive.namelist():
        return NumberFormats(frozenset(), from_1904)
    styles = etree.fromstring(archive.read(STYLES), etree.XMLParser(resolve_entities=False, no_network=True))
    own = {int(one.get("numFmtId", "0")) for one in styles.iter("{*}numFmt") if _is_day(one.get("formatCode", ""))}
    others = {int(one.get("numFmtId", "0")) for one in styles.iter("{*}numFmt")} - own
    days = (BUILT_IN_DAYS | own) - others
    cells = next(styles.iter("{*}cellXfs"), ())
    shown = (str(at) for at, style in enumerate(cells) if int(style.get("numFmtId") or 0) in days)
    return NumberFormats(frozenset(shown), from_1904)


def is_intact(value: pl.Expr) -> pl.Expr:
    """Where the sixteenth digit is no 0, a program wrote the number and nothing is lost."""
    return value.str.contains(INTACT)


def _is_day(code: str) -> bool:
    marks = NOT_A_MARK.sub("", code.split(";")[0])
    return bool(DAY_MARK.search(marks)) and "general" not in marks.lower()


def _worn(values: pl.Series) -> pl.Series:
    """As the sheet shows it, because its end is gone: 3323014105909000 → 3.32301E+15."""
    return values.cast(pl.Float64).map_elements("{:.5E}".format, return_dtype=pl.String)
