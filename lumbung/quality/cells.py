"""Reading cells: text as people write it, a column at a time, into the types of the canonical frame."""

import polars as pl

from lumbung.quality.canonical import FIELDS, Kind, written

NOTHING = ("", "-", "--", "---", ".", "#N/A", "N/A", "n/a", "NULL", "null", "None", "NaN", "nan")
BLANKS = r"[\s\x00-\x1f\x7f\u00a0\u2007\u202f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
AS_FORMULA = r'^="(.*)"$'
"""How some programs keep a spreadsheet from turning digits into a number: ="0812…"."""
YES, NO = ("1", "ya", "y", "ada", "yes", "true"), ("2", "tidak", "t", "0", "tidak ada", "tdk", "no", "false")
DATE_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d %m %Y", "%Y %m %d")
DIGITS_ONLY = ("%Y%m%d", "%d%m%Y")
DAY_OF_WEEK = r"(?i)^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s+"
TIME_OF_DAY = r"[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2}|WI[BT]|WITA|AM|PM)?$"
MONTHS = {
    "januari": "01", "djanuari": "01", "january": "01", "jan": "01", "djan": "01",
    "februari": "02", "pebruari": "02", "february": "02", "feb": "02", "peb": "02",
    "maret": "03", "march": "03", "mar": "03", "mrt": "03", "april": "04", "apr": "04", "apl": "04",
    "mei": "05", "may": "05", "juni": "06", "djuni": "06", "june": "06", "jun": "06",
    "juli": "07", "djuli": "07", "july": "07", "jul": "07",
    "agustus": "08", "august": "08", "agust": "08", "aug": "08", "ags": "08", "agt": "08", "agu": "08", "agst": "08",
    "september": "09", "sept": "09", "sep": "09", "oktober": "10", "october": "10", "okt": "10", "oct": "10",
    "november": "11", "nopember": "11", "nov": "11", "nop": "11", "desember": "12", "december": "12", "des": "12",
    "dec": "12",
}  # fmt: skip
NO_ANSWER = r"#(RUMUS!|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|CALC!|SPILL!|GETTING_DATA)|^#{2,}$"
"""What stands in a cell whose formula was never worked out or failed, or whose column was too narrow."""
SHEET_EPOCH = pl.date(1899, 12, 30)


def read_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """The canonical frame with types; each present text column is kept trimmed as `written.<column>`.

    Columns of the canonical frame that the file does not have are added as null. `row` and further columns pass
    through unchanged. A column whose cells are all written the plain way takes the short road; one cell that is not
    sends its column down the long one, and both roads lead to the same values.
    """
    present = [name for name in FIELDS if name in frame.columns]
    lacking = [name for name in FIELDS if name not in frame.columns]
    absent = [pl.lit(None, FIELDS[name].dtype).alias(name) for name in lacking]
    absent += [pl.lit(None, pl.String).alias(f"written.{name}") for name in lacking]
    raw = frame.with_columns(pl.col(name).alias(f"written.{name}") for name in present)
    short = raw.with_columns(_PLAIN[FIELDS[name].kind](written(name)).alias(name) for name in present)
    unread = short.select(unreadable(name).any().alias(name) for name in present).row(0, named=True)
    long = [name for name in present if unread[name]]
    kept = raw.with_columns(_trimmed(name) for name in long)
    unanswered = [written(name).str.contains(NO_ANSWER).alias(f"note.{name}.formula_without_value") for name in long]
    read = kept.with_columns(_READERS[FIELDS[name].kind](written(name)).alias(name) for name in long)
    again = read.select(*long, *(f"written.{name}" for name in long), *unanswered)
    return short.with_columns(*again.get_columns(), *absent)


def unreadable(column: str) -> pl.Expr:
    """Something stood in the cell, but nothing of the column's kind."""
    return written(column).is_not_null() & pl.col(column).is_null()


def _trimmed(name: str) -> pl.Expr:
    wide = written(name).str.normalize("NFKC") if FIELDS[name].kind is not Kind.TEXT else written(name)
    text = wide.str.replace(AS_FORMULA, "${1}").str.replace_all(BLANKS, " ").str.strip_chars()
    return pl.when(~text.is_in(NOTHING)).then(text).alias(f"written.{name}")


def _number(text: pl.Expr) -> pl.Expr:
    """Digits without the blanks, dots, dashes and apostrophes that people put between them."""
    return text.str.replace_all(r"[\s.\-'’‘`]", "")


def _phone(text: pl.Expr) -> pl.Expr:
    """08… for a mobile, 0… for a landline: +62 becomes 0, and a 0 that a sheet dropped comes back."""
    first = text.str.replace(r"\.0$", "").str.replace(r"\s*(?:[/;,]|\batau\b).*$", "")
    digits = first.str.replace_all(r"[\s().\-'’‘`]", "").str.replace(r"^(\+62|0062|62)0?", "0").str.replace(r"^8", "08")
    return pl.when(digits.str.contains(r"^0\d{7,13}$")).then(digits)


def _region(text: pl.Expr) -> pl.Expr:
    """Two, two, two and four digits with dots between; anything else stays unread."""
    digits = text.str.replace(r"^([0-9]{10})[.,]0+$", "${1}").str.replace_all(r"[\s.\-/]", "")
    parts = (digits.str.slice(at, size) for at, size in ((0, 2), (2, 2), (4, 2), (6, 4)))
    dotted = pl.concat_str(*parts, separator=".").str.strip_chars_end(".")
    return pl.when(digits.str.contains(r"^\d{2}(\d{2}(\d{2}(\d{4})?)?)?$")).then(dotted)


def _part(text: pl.Expr) -> pl.Expr:
    """RT and RW in three digits: 1 and RT 01 are 001."""
    digits = text.str.extract(r"(?i)^(?:r[tw][.:]?\s*)?(\d{1,3})(?:\.0)?$")
    return digits.str.zfill(3)


def _sex(text: pl.Expr) -> pl.Expr:
    letter = text.str.slice(0, 1).str.to_uppercase()
    plain = pl.when(text.str.contains(r"(?i)^(l|lk|p|pr|laki.*|perempuan)\.?$")).then(letter)
    other = text.str.to_lowercase().replace_strict({"pria": "L", "wanita": "P"}, default=None, return_dtype=pl.String)
    return pl.coalesce(plain, other)


def _date(text: pl.Expr) -> pl.Expr:
    """Year first or day first, with months as numbers or Indonesian names, or a sheet's day number."""
    return _four_digit_year(day_written(text))


def day_written(text: pl.Expr) -> pl.Expr:
    """The day as it is written: where the year has two digits, a year below 100."""
    plain = text.str.replace(DAY_OF_WEEK, "").str.replace(TIME_OF_DAY, "")
    named = plain.str.to_lowercase().str.replace_all(r"[\s\-/.,]+", " ").str.replace_many(MONTHS, leftmost=True)
    serial = plain.str.replace(r"\.\d+$", "")
    days = pl.when(serial.str.contains(r"^[1-6]\d{4}$")).then(serial.cast(pl.Int32, strict=False))
    tries = [plain.str.to_date(form, strict=False) for form in DATE_FORMATS[:-2]]
    tries += [named.str.to_date(form, strict=False) for form in DATE_FORMATS[-2:]]
    digits = pl.when(plain.str.contains(r"^\d{8}$")).then(plain)
    tries += [_in_living_memory(digits.str.to_date(form, strict=False)) for form in DIGITS_ONLY]
    return pl.coalesce(*tries, SHEET_EPOCH + pl.duration(days=days))


def _in_living_memory(day: pl.Expr) -> pl.Expr:
    """Eight digits in a row are a year first or last; only one of them is a year of our time."""
    return pl.when(day.dt.year().is_between(1880, 2100)).then(day)


def _four_digit_year(day: pl.Expr) -> pl.Expr:
    """A year of two digits names no century: unread."""
    return pl.when(day.dt.year() >= 1000).then(day)


def _whole(dtype: type[pl.DataType]):
    return lambda text: text.str.replace(r"[.,]0+$", "").cast(dtype, strict=False)


def _count(text: pl.Expr) -> pl.Expr:
    """A whole number with the marks and words around it: 1.250, Rp1.250.000,00, 36 m², 2 ekor."""
    bare = text.str.replace(r"(?i)^(?:rp|idr)\.?\s*", "").str.replace(r"(?i)\s*(?:m2|m²|ekor|buah|unit|orang|,-)$", "")
    whole = bare.str.replace(r"[.,]0{1,2}$", "")
    thousands = pl.when(whole.str.contains(r"^\d{1,3}([.,]\d{3})+$")).then(whole.str.replace_all(r"[.,]", ""))
    return pl.coalesce(thousands, whole).cast(pl.Int32, strict=False)


def _flag(text: pl.Expr) -> pl.Expr:
    answer = text.str.to_lowercase().str.replace(r"\.0$", "")
    return pl.when(answer.is_in(YES)).then(True).when(answer.is_in(NO)).then(False)


_READERS = {
    Kind.TEXT: lambda text: text,
    Kind.NUMBER: _number,
    Kind.PHONE: _phone,
    Kind.REGION: _region,
    Kind.PART: _part,
    Kind.SEX: _sex,
    Kind.DATE: _date,
    Kind.CODE: _whole(pl.Int16),
    Kind.COUNT: _count,
    Kind.FLAG: _flag,
}


def _if_like_date(text: pl.Expr) -> pl.Expr:
    return _four_digit_year(text.str.to_date(DATE_FORMATS[0], strict=False))


def _if_like(pattern: str):
    return lambda text: pl.when(text.str.contains(pattern)).then(text)


_PLAIN = {
    Kind.TEXT: lambda text: pl.when(
        ~text.str.contains(
            r"^\s|\s$|\s\s|[\x00-\x1f\x7f\u00a0\u2007\u202f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|^[=#]|^(-*|\.|#N/A|N/A|n/a|NULL|null|None|NaN|nan)$"
        )
    ).then(text),
    Kind.NUMBER: _if_like(r"^[0-9]+$"),
    Kind.PHONE: _if_like(r"^0[0-9]{7,13}$"),
    Kind.REGION: _if_like(r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$"),
    Kind.PART: _if_like(r"^[0-9]{3}$"),
    Kind.SEX: lambda text: pl.when((text == "L") | (text == "P")).then(text),
    Kind.DATE: _if_like_date,
    Kind.CODE: lambda text: text.cast(pl.Int16, strict=False),
    Kind.COUNT: lambda text: text.cast(pl.Int32, strict=False),
    Kind.FLAG: lambda text: pl.when(text == YES[0]).then(True).when(text == NO[0]).then(False),
}
