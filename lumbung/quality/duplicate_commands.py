"""`lumbung duplicates`: find, list, and try the judgement on a file of which it is known who is who."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import SYSTEM
from lumbung.core.commands import actor, as_json, command_errors, console
from lumbung.core.refusals import Refusal
from lumbung.quality import actions, queries
from lumbung.quality.linkage import evaluating
from lumbung.quality.linkage.evaluating import Figures
from lumbung.quality.linkage.model import read

JSON = typer.Option("--json", help=_("Cetak sebagai JSON."))
BY = typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))
FILES = typer.Argument(help=_("Satu berkas CSV (boleh .gz), atau dua untuk dicocokkan satu sama lain."))
TRUTH = typer.Option("--truth", help=_("Kunci jawaban: CSV dengan nomor rekaman dan nomor orang."))
LAYOUT = typer.Option("--layout", help=_("Tata letak: penduduk, febrl, atau fake; biasanya dikenali dari kolomnya."))
MODEL = typer.Option("--model", help=_("Berkas model (JSON); tanpa ini, model bawaan."))
MOST_FILES = 2


class NoSuchFile(Refusal):
    """The path names no file."""

    message = _("Berkas %(file)s tidak ada. Periksa nama dan foldernya.")


class TooManyFiles(Refusal):
    """One list is searched in itself, two are matched with each other."""

    message = _("Paling banyak dua berkas: satu dicari di dalamnya, dua dicocokkan satu sama lain.")


def register(root: typer.Typer) -> None:
    """The commands under `lumbung duplicates`."""
    duplicates = typer.Typer(help=_("Data ganda: cari dan lihat antreannya."), no_args_is_help=True)
    duplicates.command("find", help=_("Cari data ganda yang pasti di seluruh registri."))(find_duplicates)
    duplicates.command("list", help=_("Tampilkan pasangan yang menunggu keputusan."))(list_duplicates)
    duplicates.command(
        "evaluate",
        help=_(
            "Uji penilaian data ganda pada berkas yang kunci jawabannya diketahui; registri tidak disentuh. "
            "precision: dari pasangan yang akan digabung tanpa orang, bagian yang benar satu orang. "
            "recall: dari pasangan yang benar satu orang, bagian yang digabung atau masuk antrean. "
            "f1: rata-rata harmonis keduanya."
        ),
    )(evaluate)
    root.add_typer(duplicates, name="duplicates")


def find_duplicates(as_json_: Annotated[bool, JSON] = False) -> None:
    """Same NIK; same name, birth date and mother."""
    with command_errors():
        new = actions.find_exact_duplicates()
    waiting = queries.pairs_waiting(viewer=SYSTEM).count()
    if as_json_:
        as_json({"new": new, "waiting": waiting})
    else:
        console.print(_("%(new)s pasangan baru; %(waiting)s menunggu keputusan.") % {"new": new, "waiting": waiting})


def list_duplicates(
    limit: Annotated[int, typer.Option("--limit", help=_("Paling banyak sekian pasangan."))] = 50,
    as_json_: Annotated[bool, JSON] = False,
    by: Annotated[str, BY] = "",
) -> None:
    """Pairs within the actor's reach, oldest first; numbers are masked."""
    with command_errors():
        waiting = queries.pairs_waiting(viewer=actor(by))[:limit]
    told = [
        {"pair": pair.pk, "kind": pair.kind, "region": pair.region_code, "a": pair.a.name, "b": pair.b.name}
        for pair in waiting
    ]
    if as_json_:
        as_json({"pairs": told})
        return
    table = Table(_("Pasangan"), _("Sebab"), _("Wilayah"), _("Orang"), _("Orang"))
    for pair in waiting:
        table.add_row(str(pair.pk), pair.get_kind_display(), pair.region_code, pair.a.name, pair.b.name)
    console.print(table)


def evaluate(
    files: Annotated[list[Path], FILES],
    truth: Annotated[Path | None, TRUTH] = None,
    layout: Annotated[str, LAYOUT] = "",
    model: Annotated[Path | None, MODEL] = None,
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Needs no database; a pair counts as merged when both records end in one group, however they came there."""
    with command_errors():
        if len(files) > MOST_FILES:
            raise TooManyFiles
        for path in (*files, truth, model):
            if path and not path.is_file():
                raise NoSuchFile(file=path.name)
        used = read(model) if model else None
        figures = evaluating.evaluate(files=files, truth=truth, layout=layout, model=used, on=timezone.localdate())
    if as_json_:
        as_json(_as_told(figures))
    else:
        _print(figures)


def _as_told(figures: Figures) -> dict[str, Any]:
    shares = {name: round(getattr(figures, name), 4) for name in ("precision", "recall", "f1")}
    return {**shares, **asdict(figures)}


def _print(figures: Figures) -> None:
    table = Table(_("Ukuran"), _("Nilai"), show_header=False)
    for name in ("precision", "recall", "f1"):
        table.add_row(name, f"{getattr(figures, name):.4f}")
    told = {
        _("Detik"): f"{figures.seconds:.1f}",
        _("Rekaman"): formats.count(figures.records),
        _("Pasangan yang benar satu orang"): formats.count(figures.pairs_true),
        _("Akan digabung tanpa orang"): formats.count(figures.pairs_merged),
        _("Masuk antrean untuk dilihat"): formats.count(figures.pairs_for_review),
        _("Tata letak dan model"): f"{figures.layout} {figures.model}",
    }
    for label, value in told.items():
        table.add_row(label, value)
    console.print(table)
