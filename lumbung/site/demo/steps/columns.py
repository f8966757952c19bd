"""A village's own sheet under its own headings: its columns are placed once and kept, the next one is recognised."""

from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs
from lumbung.core.actors import acting
from lumbung.quality import actions, queries
from lumbung.quality.models import ImportBatch
from lumbung.site.demo import files
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import VERIFIER

TITLE = _("Susunan kolom asing")
WAITING = "simdes-tanpa-profil.csv"
"""Left for whoever tries the page on which columns are placed."""
SHEETS = ("simdes-januari.csv", "simdes-februari.csv")
PROFILE = "SIMDes Temanggung"
ROWS = 60
CHANGED = 15
"""Every so many rows a birthplace differs from the registry, so that old and new can be looked at."""
OTHER_PLACE = "Kedu"
HEADINGS = {
    "no_kk": "Nomer KK",
    "nik": "NIK Warga",
    "nama": "Nama Warga",
    "jk": "L/P",
    "tempat_lahir": "Tmp. Lahir",
    "tgl_lahir": "Tgl. Lhr",
    "hubungan": "SHDK",
    "nama_ibu": "Ibu Kandung",
    "status_kawin": "Stat. Kwn",
    "kode_wilayah": "Kode Desa",
}
WORDS = {
    "hubungan": {"1": "Kep. Keluarga", "2": "Istri", "3": "Anak", "4": "Mantu", "5": "Cucu", "6": "Orang Tua"},
    "status_kawin": {"1": "BK", "2": "K", "3": "CH", "4": "CM"},
}


def is_done(demo: Demonstration) -> bool:
    """Whether both sheets are in, or there is nothing to make them of."""
    waits = ImportBatch.objects.filter(file_name=WAITING).exists()
    return not (demo.folder / files.CSV).exists() or (waits and all(_is_in(sheet) for sheet in SHEETS))


def do(demo: Demonstration, bar: Bar) -> None:
    """The first sheet is matched by a person, the second by the profile that was kept."""
    verifier = demo.person(VERIFIER)
    _leave(demo.folder / WAITING, demo.folder / files.CSV, verifier)
    for number, sheet in enumerate(SHEETS):
        path = demo.folder / sheet
        _write(demo.folder / files.CSV, path, number, HEADINGS)
        if not _is_in(sheet):
            _take_in(path, verifier, bar)


def _leave(path: Path, source: Path, verifier: Any) -> None:
    """The same system with one heading written differently: nobody has placed its columns yet."""
    if not ImportBatch.objects.filter(file_name=WAITING).exists():
        _write(source, path, len(SHEETS), {**HEADINGS, "nama_ibu": "Nama Orang Tua (Ibu)"})
        with acting(verifier, reason=str(TITLE)):
            actions.preview_file(path=path, name=path.name, by=verifier, asked=True, queued=False)


def _is_in(sheet: str) -> bool:
    return ImportBatch.objects.filter(file_name=sheet, status=ImportBatch.Status.IMPORTED).exists()


def _write(source: Path, path: Path, number: int, headings: dict[str, str]) -> None:
    """People whom the registry knows, in a village system's headings and words."""
    files_made = len(SHEETS) + 1
    people = pl.read_csv(source, infer_schema=False, n_rows=files_made * ROWS)
    rows = people.height // files_made
    people = people.slice(number * rows, rows)
    elsewhere = pl.int_range(pl.len()) % CHANGED == number
    told = people.with_columns(
        pl.when(elsewhere).then(pl.lit(OTHER_PLACE)).otherwise("tempat_lahir").alias("tempat_lahir"),
        *(pl.col(name).replace(words) for name, words in WORDS.items()),
    )
    told.select(pl.col(name).alias(heading) for name, heading in headings.items()).write_csv(path)


def _take_in(path: Path, verifier: Any, bar: Bar) -> None:
    with acting(verifier, reason=str(TITLE)):
        batch = actions.preview_file(path=path, name=path.name, by=verifier, asked=True, queued=False)
        if batch.status == ImportBatch.Status.MAPPING:
            batch = _place(batch, verifier)
    jobs.run(batch.job_id, progress=bar.job)
    batch.refresh_from_db()
    with acting(verifier, reason=str(TITLE)):
        if batch.profile is None:
            actions.save_profile(batch_id=batch.pk, name=PROFILE, by=verifier)
        batch = actions.import_file(batch_id=batch.pk, by=verifier, queued=False)
    jobs.run(batch.job_id, progress=bar.job)


def _place(batch: ImportBatch, verifier: Any) -> ImportBatch:
    """As a person would who agrees with what is proposed."""
    proposal = queries.proposal(batch=batch)
    columns = {guess.heading: guess.target for guess in proposal.guesses} if proposal else {}
    actions.place_columns(batch_id=batch.pk, columns=columns, by=verifier)
    return actions.place_values(batch_id=batch.pk, meanings={}, by=verifier, queued=False)
