"""`lumbung nightly`: run what the night has left, and see what ran when."""

from datetime import datetime
from typing import Annotated

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats, nightly
from lumbung.core.commands import actor, as_json, command_errors, console, progress_of
from lumbung.core.models import Job, NightlyTurn
from lumbung.staff import nights

JSON = typer.Option("--json", help=_("Cetak sebagai JSON."))
BY = typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))
ON = typer.Option("--on", formats=["%Y-%m-%d"], help=_("Hari yang dipakai; tanpa ini, hari ini."))
ACT = typer.Option("--act", help=_("Hanya pekerjaan ini; boleh beberapa kali. Tanpa ini, semuanya."))
LIMIT = typer.Option("--limit", help=_("Paling banyak sekian baris."))


def register(root: typer.Typer) -> None:
    """The commands, under `lumbung nightly`."""
    group = typer.Typer(help=_("Pekerjaan malam: jalankan dan lihat hasilnya."), no_args_is_help=True)
    group.command("run", help=_("Kerjakan yang belum dikerjakan hari ini; aman diulang."))(run)
    group.command("list", help=_("Tampilkan apa yang berjalan, kapan, dan hasilnya."))(list_turns)
    root.add_typer(group, name="nightly")


def run(
    act: Annotated[list[str] | None, ACT] = None,
    on: Annotated[datetime | None, ON] = None,
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Exit code 1 when an act was stopped by a fault. What has had its turn for the day is not done again."""
    today = timezone.localdate()
    day = on.date() if on else today
    with command_errors():
        turns = nightly.take(names=act or nights.left_of(on=day), on=day, today=today, by=actor(by))
    done = []
    for turn in turns:
        with progress_of(nights.title_of(turn.act), quiet=as_json_) as bar:
            done.append(nightly.run_turn(turn, progress=bar))
    _print(done, as_json_)
    if any(turn.status == Job.Status.FAILED for turn in done):
        raise typer.Exit(1)


def list_turns(
    limit: Annotated[int, LIMIT] = 50, by: Annotated[str, BY] = "", as_json_: Annotated[bool, JSON] = False
) -> None:
    """The newest first."""
    with command_errors():
        found = NightlyTurn.objects.visible_to(actor(by)).select_related("job", "by").order_by("-on", "-pk")
    _print(list(found[:limit]), as_json_)


def _print(turns: list[NightlyTurn], json: bool) -> None:
    if json:
        as_json({"turns": [nights.as_told(turn) for turn in turns]})
        return
    table = Table(_("Hari"), _("Pekerjaan"), _("Keadaan"), _("Hasil"), _("Selesai"))
    for turn in turns:
        state, ended = str(Job.Status(turn.status).label), formats.moment(nights.finished_at(turn))
        table.add_row(turn.on.isoformat(), turn.act, state, nights.result_of(turn), ended)
    console.print(table)
