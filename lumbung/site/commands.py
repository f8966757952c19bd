"""`lumbung prepare`, `serve`, `worker` and `db …`: the installation itself."""

import os
import subprocess

import typer
from django.core.management import call_command
from django.utils.translation import gettext as _

from lumbung.core import embedded
from lumbung.core.commands import command_errors, console
from lumbung.site import serving, working
from lumbung.site.demo import commands as demo

ANYTHING = {"ignore_unknown_options": True, "allow_extra_args": True}


def register(root: typer.Typer) -> None:
    """Mount on the root command."""
    root.command("prepare", help=_("Siapkan basis data dan berkas halaman; aman diulang."))(prepare)
    root.command("serve", help=_("Buka situs: halaman dan pekerjaan latar sekaligus."))(serve)
    demo.register(root)
    root.command("worker", help=_("Kerjakan antrean saja, misalnya di mesin lain."))(worker)
    database = typer.Typer(help=_("Basis data: alamat, layar psql, berhenti."), no_args_is_help=True)
    database.command("url", help=_("Cetak alamat untuk psql dan pg_dump."))(print_address)
    database.command("psql", context_settings=ANYTHING, help=_("Buka psql pada basis data ini."))(open_psql)
    database.command("dump", context_settings=ANYTHING, help=_("Salin basis data dengan pg_dump yang cocok."))(dump)
    database.command("restore", context_settings=ANYTHING, help=_("Kembalikan salinan dengan pg_restore."))(restore)
    database.command("stop", help=_("Hentikan basis data bawaan."))(stop_database)
    root.add_typer(database, name="db")


def prepare() -> None:
    """Bring the tables and the static files up to date."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def serve(
    port: int = typer.Option(8000, help=_("Pintu di mesin ini."), min=1, max=65535),
    host: str = typer.Option("127.0.0.1", help=_("Alamat; bawaan hanya untuk mesin ini.")),
    workers: int = typer.Option(1, help=_("Banyaknya proses halaman."), min=1),
) -> None:
    """Web and worker under one supervisor, until Ctrl+C or SIGTERM."""
    with command_errors():
        serving.serve(host=host, port=port, workers=workers, say=lambda line: console.print(line, highlight=False))


def worker() -> None:
    """Work the queue until SIGTERM."""
    working.work()


def print_address() -> None:
    """A libpq address on one line."""
    typer.echo(embedded.operator_url())


def open_psql(context: typer.Context) -> None:
    """What follows is passed on to psql."""
    _run_client("psql", context.args)


def dump(context: typer.Context) -> None:
    """What follows is passed on to pg_dump, for instance `--format=custom --file=lumbung.dump`."""
    _run_client("pg_dump", context.args)


def restore(context: typer.Context) -> None:
    """What follows is passed on to pg_restore; see docs/howto/backup.md."""
    _run_client("pg_restore", context.args)


def _run_client(name: str, arguments: list[str]) -> None:
    """The embedded server's own program, or the machine's for a server of your own."""
    program = name if "DATABASE_URL" in os.environ else embedded.client_program(name)
    ended = subprocess.run([program, f"--dbname={embedded.operator_url()}", *arguments], check=False)
    raise typer.Exit(ended.returncode)


def stop_database() -> None:
    """The embedded server starts again by itself with the next command."""
    stopped = embedded.stop()
    console.print(_("Basis data bawaan berhenti.") if stopped else _("Basis data bawaan memang tidak berjalan."))
