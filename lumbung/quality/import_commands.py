"""`lumbung imports`: what became of the files sent so far, and the acts on one that waits."""

from collections.abc import Callable
from itertools import islice
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console
from lumbung.core.refusals import BadInput, allowed
from lumbung.quality import actions, queries, rules
from lumbung.quality.canonical import label_of
from lumbung.quality.models import ImportBatch

MOST = 1_000
JSON = Annotated[bool, typer.Option("--json", help=_("Cetak sebagai JSON."))]
BY = Annotated[str, typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))]
LIMIT = Annotated[int, typer.Option("--limit", min=1, max=MOST, help=_("Paling banyak sekian."))]
BATCH = Annotated[int, typer.Argument(help=_("Nomor impor."))]
ROW = Annotated[int, typer.Argument(help=_("Nomor baris di berkas."))]
CELLS = Annotated[list[str], typer.Argument(help=_("JUDUL=ISI: isi kolom itu yang benar. Boleh berulang."))]


class NotACell(BadInput):
    """A corrected cell is a heading and what stands there; it is not repeated, for it may be anybody's number."""

    message = _("Tulis tiap isi sebagai JUDUL=ISI, misalnya jk=P.")


def register(root: typer.Typer) -> None:
    """Mount under `lumbung imports`."""
    imports = typer.Typer(help=_("Impor: lihat, perbaiki baris, cocokkan lagi, batalkan."), no_args_is_help=True)
    imports.command("list", help=_("Tampilkan impor, yang terbaru dulu."))(list_imports)
    imports.command("rows", help=_("Tampilkan baris yang disisihkan dan sebabnya."))(rows)
    imports.command("correct", help=_("Masukkan satu baris yang disisihkan dengan isi yang diperbaiki."))(correct)
    imports.command("reopen", help=_("Cocokkan kolom sebuah berkas sekali lagi."))(reopen)
    imports.command("cancel", help=_("Batalkan berkas yang belum dimasukkan; hasil pemeriksaannya dihapus."))(cancel)
    root.add_typer(imports, name="imports")


def list_imports(limit: LIMIT = 50, by: BY = "", as_json_: JSON = False) -> None:
    """Within the actor's reach."""
    with command_errors():
        allowed(who := actor(by), "quality.view")
        with acting(who):
            found = list(queries.batches(viewer=who)[:limit])
    if as_json_:
        as_json({"imports": [_told(batch) for batch in found]})
        return
    table = Table(_("Nomor"), _("Nama berkas"), _("Keadaan"), _("Baris siap"), _("Baris disisihkan"))
    for batch in found:
        counted = (formats.count(batch.rows_ready), formats.count(batch.rows_set_aside))
        table.add_row(str(batch.pk), batch.file_name, batch.get_status_display(), *counted)
    console.print(table)


def rows(batch: BATCH, limit: LIMIT = 50, by: BY = "", as_json_: JSON = False) -> None:
    """Row by row which column is wrong and why; no cell is printed."""
    with command_errors():
        allowed(who := actor(by), "quality.view")
        with acting(who):
            queries.batch(viewer=who, batch_id=batch)
            waiting = (one for one in queries.set_aside(viewer=who, batch_id=batch) if not one.corrected)
            found = list(islice(waiting, limit))
    known = rules.reasons()
    told = [
        {"row": one.row, "column": str(label_of(wrong.column)), "code": wrong.code,
         "sentence": str(known[wrong.code].sentence())}
        for one in found
        for wrong in one.findings
    ]  # fmt: skip
    if as_json_:
        as_json({"rows": told})
        return
    for one in told:
        console.print(f"{one['row']:>9}  {one['column']}: {one['sentence']}", markup=False, highlight=False)


def correct(batch: BATCH, row: ROW, given: CELLS, by: BY = "", as_json_: JSON = False) -> None:
    """Every check is made again, those over the whole file too; before the import the row waits with the others."""
    with command_errors():
        if any("=" not in one for one in given):
            raise NotACell
    cells = {heading.strip(): cell for heading, _sign, cell in (one.partition("=") for one in given)}
    _act(actions.correct_row, by, as_json_, batch_id=batch, row=row, cells=cells)


def reopen(batch: BATCH, by: BY = "", as_json_: JSON = False) -> None:
    """The columns are then placed on the page or by program."""
    _act(actions.reopen_columns, by, as_json_, batch_id=batch)


def cancel(batch: BATCH, by: BY = "", as_json_: JSON = False) -> None:
    """Nothing of it goes in; what was found in it is gone."""
    _act(actions.cancel_preview, by, as_json_, batch_id=batch)


def _act(action: Callable[..., ImportBatch], by: str, quiet: bool, **told: Any) -> None:
    with command_errors():
        who = actor(by)
        with acting(who):
            batch = action(by=who, **told)
    if quiet:
        as_json(_told(batch))
        return
    counted = {"ready": formats.count(batch.rows_ready), "aside": formats.count(batch.rows_set_aside)}
    sentence = _("Impor %(number)s (%(file)s): %(status)s; %(ready)s baris siap, %(aside)s disisihkan.")
    words = {"number": batch.pk, "file": batch.file_name, "status": batch.get_status_display()}
    console.print(sentence % {**words, **counted}, markup=False, highlight=False)


def _told(batch: ImportBatch) -> dict[str, Any]:
    return {
        "batch": batch.pk,
        "file": batch.file_name,
        "status": batch.status,
        "rows_valid": batch.rows_ready,
        "rows_set_aside": batch.rows_set_aside,
    }
