"""A run on disk: facts and decisions as Parquet, one folder a regency, under a manifest of SHA-256 fingerprints.

The same facts, figures and rule give the same bytes, so a run made again has the same manifest.
"""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from uuid import UUID

import polars as pl

from lumbung.core import files
from lumbung.core.home import data_folder

FAMILIES, MEMBERS, DECISIONS, FINDINGS = "families", "members", "decisions", "findings"
TRAITS = "traits"
"""By which sums of a scenario are told apart; runs of before November 2026 froze none."""
SANCTIONS = "sanctions"
"""What sanctions hold on the run's day; runs made before there were sanctions froze none."""

FIGURES, MANIFEST = "parameters.yaml", "manifest.json"
PLACES, RANK, WITHIN_QUOTA = "quota_places", "quota_rank", "condition.within_quota"
"""Columns that a quota adds to the decisions, besides those of `law.decide`."""

ROW_GROUP = 20_000
Partition = dict[str, dict[str, str | int]]


def folder(key: UUID) -> Path:
    """Where a run lies."""
    return data_folder() / "runs" / str(key)


def partition(key: UUID, regency: str) -> Path:
    """Where one regency of a run lies."""
    return folder(key) / f"regency={regency}"


def exists(key: UUID, regency: str) -> bool:
    """Whether the files of a regency are in this data folder."""
    return (partition(key, regency) / f"{DECISIONS}.parquet").exists() and (folder(key) / MANIFEST).exists()


def freeze(key: UUID, regency: str, frames: Mapping[str, pl.DataFrame]) -> Partition:
    """Write the frames of a regency; returns rows and fingerprint of each. Writing again replaces them whole."""
    kept: Partition = {}
    for name, frame in frames.items():
        out = BytesIO(parquet(frame))
        kept[name] = {"rows": frame.height, "sha256": _keep(partition(key, regency) / f"{name}.parquet", out)}
    return kept


def parquet(frame: pl.DataFrame) -> bytes:
    """A frame as a file; the same rows give the same bytes."""
    out = BytesIO()
    frame.write_parquet(out, compression="zstd", row_group_size=ROW_GROUP, statistics=True)
    return out.getvalue()


def freeze_text(key: UUID, name: str, text: str) -> str:
    """Write a text of the run, such as the figures in force; returns its fingerprint."""
    return _keep(folder(key) / name, BytesIO(text.encode()))


def seal(key: UUID, content: Mapping) -> str:
    """Write the manifest; its fingerprint stands for everything frozen."""
    return freeze_text(key, MANIFEST, json.dumps(content, sort_keys=True, indent=1))


def altered(key: UUID, sealed: str) -> list[str]:
    """Files that are missing or no longer what the manifest says; the manifest itself first."""
    if not _is(folder(key) / MANIFEST, sealed):
        return [MANIFEST]
    told = manifest(key)
    expected = {FIGURES: told["figures"]}
    for regency, kept in told["partitions"].items():
        expected |= {f"regency={regency}/{name}.parquet": file["sha256"] for name, file in kept.items()}
    return [name for name, fingerprint in expected.items() if not _is(folder(key) / name, fingerprint)]


def rows_of(key: UUID, regency: str, name: str, family_id: int) -> pl.DataFrame:
    """What one frame of a regency says about one family; only the row groups that may hold it are read."""
    path = partition(key, regency) / f"{name}.parquet"
    if not path.exists():
        return pl.DataFrame(schema={"family_id": pl.Int64})
    return pl.scan_parquet(path).filter(pl.col("family_id") == family_id).collect()


def scan(key: UUID, regencies: Iterator[str] | list[str], name: str) -> pl.LazyFrame:
    """One frame over several regencies, read as far as it is asked for."""
    return pl.scan_parquet([partition(key, regency) / f"{name}.parquet" for regency in regencies])


def manifest(key: UUID) -> dict:
    """What the manifest says."""
    return json.loads(text(key, MANIFEST))


@lru_cache(maxsize=256)
def rule_of(key: UUID, sealed: str) -> str:
    """The fingerprint of the rule by which a run was made; a sealed manifest is read once."""
    return str(manifest(key)["rule"])


def text(key: UUID, name: str) -> str:
    """A frozen text."""
    return (folder(key) / name).read_text(encoding="utf-8")


def _is(path: Path, fingerprint: str) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        return files.fingerprint(file) == fingerprint


def _keep(path: Path, content: BytesIO) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content.getbuffer())
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    content.seek(0)
    return files.fingerprint(content)
