"""Families' traits as they were when they were ranked, kept by the fingerprint of what is in them."""

import io

import polars as pl

from lumbung.core import files

SUFFIX = ".parquet"


def packed(features: pl.DataFrame) -> bytes:
    """The traits as Parquet; the same traits give the same bytes."""
    content = io.BytesIO()
    features.write_parquet(content, compression="zstd", compression_level=1, statistics=False)
    return content.getvalue()


def opened(ref: str) -> pl.DataFrame | None:
    """The traits behind a reference; nothing when none were kept or the file is not at hand."""
    if not ref or not files.path(ref).is_file():
        return None
    return pl.read_parquet(files.path(ref))
