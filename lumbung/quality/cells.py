"""Reading cells: text as people write it, a column at a time, into the types of the canonical frame."""

import polars as pl

from lumbung.quality.canonical import FIELDS, Kind, written

NOTHING = ("", "-", "--", "#N/A", "NULL", "null")
BLANKS = r"[\s\u00a0\u2007\u202f]+"
YES, NO = ("1", "ya", "y", "ada"), ("2", "tidak", "t", "0", "tidak ada")
DATE_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y")
MONTHS = {
    "januari": "01", "jan": "01", "februari": "02", "pebruari": "02", "feb": "02", "maret": "03", "mar": "03",
    "april": "04", "apr": "04", "mei": "05", "juni": "06", "jun": "06", "juli": "07", "jul": "07",
    "agustus": "08", "ags": "08", "agt": "08", "agu": "08", "september": "09", "sept": "09", "sep": "09",
    "oktober": "10", "okt": "10", "november": "11", "nopember": "11", "nov": "11", "nop": "11",
    "desember": "12", "des": "12",
}  # fmt: skip
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
    read = kept.with_columns(_READERS[FIELDS[name].kind](written(name)).alias(name) for name in long)
    again = read.select(*long, *(f"written.{name}" for name in long))
    return short.with_columns(*again.get_columns(), *absent)


def unreadable(column: str) -> pl.Expr:
    """Something stood in the cell, but nothing of the column's kind."""
    return written(column).is_not_null() & pl.col(column).is_null()


def _trimmed(name: str) -> pl.Expr:
    text = written(name).str.replace_all(BLANKS, " ").str.strip_chars()
    return pl.when(~text.is_in(NOTHING)).then(text).alias(f"written.{name}")


def _number(text: pl.Expr) -> pl.Expr:
    """Digits without the blanks, dots, dashes and apostrophes that people put between them."""
    return text.str.replace_all(r"[\s.\-'’‘`]", "")


def _phone(text: pl.Expr) -> pl.Expr:
    """08… for a mobile, 0… for a landline: +62 becomes 0, and a 0 that a sheet dropped comes back."""
    digits = text.str.replace_all(r"[\s().\-'’‘`]", "").str.replace(r"^(\+62|0062|62)0?", "0").str.replace(r"^8", "08")
    return pl.when(digits.str.contains(r"^0\d{7,13}$")).then(digits)


def _region(text: pl.Expr) -> pl.Expr:
    """Two, two, two and four digits with dots between; anything else stays unread."""
    digits = text.str.replace_all(r"[\s.]", "")
    parts = (digits.str.slice(at, size) for at, size in ((0, 2), (2, 2), (4, 2), (6, 4)))
    dotted = pl.concat_str(*parts, separator=".").str.strip_chars_end(".")
    return pl.when(digits.str.contains(r"^\d{2}(\d{2}(\d{2}(\d{4})?)?)?$")).then(dotted)


def _part(text: pl.Expr) -> pl.Expr:
    """RT and RW in three digits: 1 and RT 01 are 001."""
    digits = text.str.extract(r"(?i)^(?:r[tw]\.?\s*)?(\d{1,3})$")
    return digits.str.zfill(3)


def _sex(text: pl.Expr) -> pl.Expr:
    letter = text.str.slice(0, 1).str.to_uppercase()
    return pl.when(letter.is_in(["L", "P"]) & text.str.contains(r"(?i)^(l|p|laki.*|perempuan)$")).then(letter)


def _date(text: pl.Expr) -> pl.Expr:
    """Year first or day first, with months as numbers or Indonesian names, or a sheet's day number."""
    plain = text.str.replace(r"[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$", "")
    named = plain.str.to_lowercase().str.replace_all(r"[\s\-/.,]+", " ").str.replace_many(MONTHS, leftmost=True)
    days = pl.when(plain.str.contains(r"^[1-6]\d{4}$")).then(plain.cast(pl.Int32, strict=False))
    tries = [plain.str.to_date(form, strict=False) for form in DATE_FORMATS[:-1]]
    read = pl.coalesce(*tries, named.str.to_date(DATE_FORMATS[-1], strict=False), SHEET_EPOCH + pl.duration(days=days))
    return _four_digit_year(read)


def _four_digit_year(day: pl.Expr) -> pl.Expr:
    """A year of two digits names no century: unread."""
    return pl.when(day.dt.year() >= 1000).then(day)


def _whole(dtype: type[pl.DataType]):
    return lambda text: text.str.replace(r"[.,]0+$", "").cast(dtype, strict=False)


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
    Kind.COUNT: _whole(pl.Int32),
    Kind.FLAG: _flag,
}


def _if_like_date(text: pl.Expr) -> pl.Expr:
    return _four_digit_year(text.str.to_date(DATE_FORMATS[0], strict=False))


def _if_like(pattern: str):
    return lambda text: pl.when(text.str.contains(pattern)).then(text)


_PLAIN = {
    Kind.TEXT: lambda text: pl.when(
        ~text.str.contains(r"^\s|\s$|\s\s|[\t\r\n\u00a0\u2007\u202f]|^(-*|#N/A|NULL|null)$")
    ).then(text),
    Kind.NUMBER: _if_like(r"^\d+$"),
    Kind.PHONE: _if_like(r"^0\d{7,13}$"),
    Kind.REGION: _if_like(r"^\d\d\.\d\d\.\d\d\.\d{4}$"),
    Kind.PART: _if_like(r"^\d{3}$"),
    Kind.SEX: lambda text: pl.when((text == "L") | (text == "P")).then(text),
    Kind.DATE: _if_like_date,
    Kind.CODE: lambda text: text.cast(pl.Int16, strict=False),
    Kind.COUNT: lambda text: text.cast(pl.Int32, strict=False),
    Kind.FLAG: lambda text: pl.when(text == YES[0]).then(True).when(text == NO[0]).then(False),
}
