"""What the commands on proposals and on meetings share: options, files, days, what an act did."""

from pathlib import Path

import typer
from django.utils.translation import gettext as _

from lumbung.core.commands import as_json, console, existing
from lumbung.proposals import telling
from lumbung.proposals.actions import Moved

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Reason = typer.Option("", "--reason", help=_("Kode alasan untuk return dan reject."))
Said = typer.Option("", "--said", help=_("Penjelasan dalam satu kalimat."))


def print_moved(moved: Moved, said: str, json: bool) -> None:
    """What an act did, in words or as JSON."""
    if json:
        as_json({"done": moved.done, "held": moved.held})
    else:
        console.print(telling.held(moved, said))


def content_of(path: Path) -> bytes:
    """What a file holds; raises NoSuchFile."""
    return existing(path).read_bytes()
