"""`lumbung bank …`: the layouts of banks' files, and a try of one on a file."""

from pathlib import Path

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, existing
from lumbung.payments import queries
from lumbung.payments.layout_api import told

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung bank`."""
    bank = typer.Typer(help=_("Susunan berkas penyalur."), no_args_is_help=True)
    bank.command("layouts", help=_("Daftar susunan berkas."))(list_layouts)
    bank.command("try", help=_("Baca sebuah berkas menurut susunannya; tidak ada yang disimpan."))(try_file)
    root.add_typer(bank, name="bank")


def list_layouts(by: str = By, json: bool = Json) -> None:
    """Every distributor with a layout."""
    with command_errors(), acting(who := actor(by)):
        found = [told(plan) for _bank, plan in queries.layouts_known(viewer=who)]
    if json:
        as_json(found)
        return
    table = Table(_("Penyalur"), _("Bentuk"), _("Huruf"), _("Asal"))
    for one in found:
        table.add_row(one["bank"], one["format"], one["encoding"], _("contoh") if one["example"] else _("perjanjian"))
    console.print(table)


def try_file(
    path: Path = typer.Argument(help=_("Berkas dari atau untuk penyalur.")),
    bank: str = typer.Option("", "--bank", help=_("Penyalur; tanpa ini dikenali dari baris pertama.")),
    kind: str = typer.Option("", "--kind", help=_("out, answer, failed, atau withdrawn.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """The whole file is read; a line that does not fit is named."""
    with command_errors(), acting(who := actor(by)):
        existing(path)
        tried = queries.try_layout(viewer=who, path=path, name=path.name, bank=bank, kind=kind)
    if json:
        as_json({**vars(tried)})
        return
    said = _("%(bank)s, %(kind)s: %(lines)s baris, %(total)s, dikenal %(known)s.")
    figures = {"lines": formats.count(tried.lines), "total": formats.rupiah(tried.total)}
    console.print(said % {"bank": tried.bank, "kind": tried.kind, "known": formats.count(tried.known), **figures})
