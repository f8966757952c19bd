"""Whose codes a file's areas carry: the official ones (Kemendagri) or those of the statistics office (BPS).

Both write ten digits, and a third of the regencies read as another place in the other list. So the whole file decides,
by evidence: dots, which only official codes carry; codes that exist; names beside them; the first digits of the NIK,
which are official. Where the evidence points both ways nothing is guessed: the sender is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from lumbung.quality.checking import WARNING, Reason
from lumbung.quality.places import Places, plain_name

CODES_ARE_BPS = "region_codes_are_bps"
REASONS = (
    Reason(
        CODES_ARE_BPS,
        WARNING,
        id="Kode wilayah di berkas ini kode BPS; dicarikan kode Kemendagrinya lewat jembatan kode dan nama desa.",
        en="The area codes of this file are those of BPS; official ones were found by the bridge and by names.",
        do_id="Bila desanya tidak ditemukan, tambahkan kolom nama kecamatan dan desa, atau pakai kode Kemendagri.",
        do_en="Where a village was not found, add the names of district and village, or use official codes.",
    ),
    Reason(
        "region_bps_translated",
        WARNING,
        id="Kode BPS ini sudah diganti dengan kode Kemendagri desa yang sama.",
        en="This BPS code was replaced by the official code of the same village.",
        do_id="Pakai kode Kemendagri pada berkas berikutnya.",
        do_en="Use official codes in the next file.",
    ),
)
OFFICIAL, BPS, UNCLEAR = "official", "bps", "unclear"
NAMES = {level: f"place.{level}" for level in ("province", "regency", "district", "village")}
"""Columns of a canonical frame with names of areas, where the file has them."""
DOTTED = r"^\d{2}\.\d{2}"
WHOLE = r"^[0-9]{10}$"
KINDS_OF_VILLAGE = ("1", "2", "3")
MOST, HARDLY, CLEARLY = 0.5, 0.1, 0.3


@dataclass(frozen=True)
class Evidence:
    """Shares among the distinct codes of a file; null where there is nothing to compare."""

    known: float
    bridged: float
    impossible: float
    named_officially: float | None
    nik_official: float | None
    nik_bps: float | None


def told_by(found: Mapping[str, Mapping[str, int]]) -> str:
    """What was decided about a file, by the findings kept of it: a row corrected later is read the same way."""
    return BPS if CODES_ARE_BPS in found.get(WARNING, {}) else OFFICIAL


def decide(canonical: pl.DataFrame, places: Places) -> str:
    """`official`, `bps` or `unclear`, from the first rows of a file as text columns of the canonical frame."""
    if "region_code" not in canonical.columns:
        return OFFICIAL
    written = canonical.with_columns(digits=_digits(pl.col("region_code")))
    whole = written.filter(pl.col("digits").str.contains(WHOLE) & ~pl.col("region_code").str.contains(DOTTED))
    if whole.height <= written["region_code"].count() * MOST:
        return OFFICIAL
    return _judge(_evidence(whole, places))


def translate(canonical: pl.DataFrame, places: Places) -> pl.DataFrame:
    """BPS codes into official ones: by the bridge, then by names below the regency; the rest keep their regency.

    Notes `note.region_code.region_bps_translated` where a village was found.
    """
    if "region_code" not in canonical.columns:
        return canonical
    digits = _digits(pl.col("region_code"))
    whole = dict(places.bps.iter_rows())
    names = [
        plain_name(pl.col(NAMES[level])).alias(level) if NAMES[level] in canonical.columns else _nothing.alias(level)
        for level in ("district", "village")
    ]
    here = canonical.select(
        *names,
        digits.replace_strict(whole, default=None, return_dtype=pl.String).alias("direct"),
        digits.str.slice(0, 4).replace_strict(whole, default=None, return_dtype=pl.String).alias("regency"),
    )
    found = here.join(places.below_regency, on=["regency", "district", "village"], how="left", maintain_order="left")
    village = pl.coalesce("direct", "code")
    told = found.select(
        code=pl.coalesce(village, "regency"), translated=village.str.len_chars().eq(len("33.23.01.2001"))
    )
    return canonical.with_columns(
        region_code=pl.select(pl.coalesce(told["code"], canonical["region_code"])).to_series(),
        **{"note.region_code.region_bps_translated": told["translated"].fill_null(False)},
    )


def _judge(seen: Evidence) -> str:
    bps_fits = seen.bridged >= 1 - HARDLY
    if seen.named_officially is not None and (seen.named_officially >= MOST or not bps_fits):
        return OFFICIAL
    if seen.named_officially is not None and seen.named_officially < HARDLY:
        return BPS
    if seen.impossible >= CLEARLY:
        return BPS if seen.known < HARDLY or seen.impossible >= MOST else UNCLEAR
    if not bps_fits or seen.nik_official is None or seen.nik_bps is None:
        return OFFICIAL
    return UNCLEAR if seen.nik_bps > seen.nik_official + CLEARLY else OFFICIAL


def _evidence(whole: pl.DataFrame, places: Places) -> Evidence:
    codes = whole.select("digits").unique()
    official = places.regions.select(digits=_digits(pl.col("code")), official=plain_name(pl.col("name")))
    known = codes.join(official, on="digits", how="semi").height / codes.height
    impossible = codes.select((~pl.col("digits").str.slice(6, 1).is_in(KINDS_OF_VILLAGE)).mean()).item()
    bridge = dict(places.bps.iter_rows())
    regency = pl.col("digits").str.slice(0, 4)
    bridged = codes.select(regency.is_in(list(bridge)).mean()).item()
    return Evidence(known, bridged, impossible, _by_name(whole, official), *_by_nik(whole, bridge))


def _by_name(whole: pl.DataFrame, official: pl.DataFrame) -> float | None:
    """How often the code, read as official, names the village that is written beside it."""
    if NAMES["village"] not in whole.columns:
        return None
    pairs = whole.select("digits", name=plain_name(pl.col(NAMES["village"]))).drop_nulls().unique()
    if pairs.is_empty():
        return None
    return (
        pairs.join(official, on="digits", how="left")
        .select((pl.col("name") == pl.col("official")).fill_null(False).mean())
        .item()
    )


def _by_nik(whole: pl.DataFrame, bridge: dict[str, str]) -> tuple[float | None, float | None]:
    """How often a NIK begins with the regency of the code, read as official and as BPS; only where those differ."""
    if "nik" not in whole.columns or not bridge:
        return None, None
    regency = pl.col("digits").str.slice(0, 4)
    pairs = whole.select(
        nik=pl.col("nik").str.replace_all(r"\D", "").str.slice(0, 4),
        official=regency,
        bps=_digits(regency.replace_strict(bridge, default=None, return_dtype=pl.String)),
    )
    differ = pairs.drop_nulls().filter(pl.col("official") != pl.col("bps"))
    if differ.is_empty():
        return None, None
    return (
        differ.select((pl.col("nik") == pl.col("official")).mean()).item(),
        differ.select((pl.col("nik") == pl.col("bps")).mean()).item(),
    )


def _digits(code: pl.Expr) -> pl.Expr:
    """A code without dots and blanks, and without the .0 of a program that took it for a number."""
    return code.str.replace(r"^(\d{4,10})\.0$", "${1}").str.replace_all(r"[\s.]", "")


_nothing = pl.lit(None, pl.String)
