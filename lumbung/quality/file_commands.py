"""`lumbung uploads`: files that were taken in, and when they are removed."""

from datetime import datetime
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_or_today
from lumbung.quality import actions
from lumbung.quality.provenance import keeping

JSON = typer.Option("--json", help=_("Cetak sebagai JSON."))
BY = typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))
ON = typer.Option("--on", formats=["%Y-%m-%d"], help=_("Hari yang dihitung; tanpa ini, hari ini."))


def register(root: typer.Typer) -> None:
    """Mount `lumbung uploads purge`."""
    uploads = typer.Typer(help=_("Berkas yang diunggah: berapa lama disimpan."), no_args_is_help=True)
    uploads.command("purge", help=_("Hapus berkas yang impornya sudah lama selesai; sidiknya tetap tercatat."))(purge)
    root.add_typer(uploads, name="uploads")


def purge(
    on: Annotated[datetime | None, ON] = None,
    as_json_: Annotated[bool, JSON] = False,
    by: Annotated[str, BY] = "",
) -> None:
    """How long a file is kept is a dated figure."""
    day = day_or_today(on)
    with command_errors():
        who = actor(by)
        with acting(who):
            removed = actions.remove_old_files(on=day, by=who)
    kept = keeping.in_force(day).days_a_file_is_kept
    if as_json_:
        as_json({"removed": removed, "days_kept": kept})
    else:
        told = {"count": formats.count(removed), "days": kept}
        console.print(_("%(count)s berkas dihapus: impornya selesai lebih dari %(days)s hari lalu.") % told)
