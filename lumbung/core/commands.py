"""What every command does the same way: who acts, how progress shows, how a refusal ends."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lumbung.core import sealing
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.refusals import BadInput, NotFound, Refusal

console = Console()
errors = Console(stderr=True)


class UnknownActor(NotFound):
    """`--by` names nobody."""

    message = _("Tidak ada akun dengan nama pengguna “%(username)s”.")


class NoSuchFile(NotFound):
    """A path that leads to no file."""

    message = _("Berkas %(file)s tidak ada. Periksa nama dan foldernya.")


@contextmanager
def command_errors() -> Iterator[None]:
    """A refusal ends the command with its sentence, and one for each blank to put right, on stderr and exit code 1."""
    try:
        yield
    except Refusal as refusal:
        blanks = refusal.fields.items() if isinstance(refusal, BadInput) else ()
        wrong = [f"  {name}: {sentence}" for name, sentence in blanks if str(sentence) != str(refusal)]
        for line in (str(refusal), *wrong):
            errors.print(line, style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None


def existing(path: Path) -> Path:
    """The path itself; raises `NoSuchFile` unless a file is there."""
    if not path.is_file():
        raise NoSuchFile(file=path)
    return path


def day_of(text: str) -> date:
    """The day that was written as 2026-11-20; today where nothing was."""
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        raise typer.BadParameter(_("Tulis tanggal seperti 2026-11-20.")) from None


def day_or_today(on: datetime | None) -> date:
    """The day that an option holds; today where it was left out."""
    return on.date() if on else timezone.localdate()


def actor(username: str | None) -> Any:
    """The account named by `--by`, or the system itself."""
    if not username:
        return SYSTEM
    found = get_user_model().objects.filter(username=username, is_active=True).first()
    if found is None:
        raise UnknownActor(username=username)
    return found


def as_json(value: Any) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


@contextmanager
def progress_of(title: str, *, quiet: bool = False) -> Iterator[Callable[[Job], None]]:
    """A progress bar for a job: pass what it yields to `jobs.run(progress=…)`."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, disable=quiet) as bar:
        task = bar.add_task(title, total=None)
        yield lambda job: bar.update(task, completed=job.done, total=job.total or None)


def register(root: typer.Typer) -> None:
    """`lumbung audit …`."""
    audit = typer.Typer(help=_("Jejak audit: segel dan periksa."), no_args_is_help=True)
    audit.command("verify", help=_("Periksa rantai segel dan setiap baris yang diaudit."))(verify_audit)
    audit.command("seal", help=_("Segel jejak audit sampai sekarang."))(seal_audit)
    root.add_typer(audit, name="audit")


def verify_audit(as_json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))) -> None:
    """Exit code 1 when a tampered row or a broken seal was found."""
    sealing.seal()
    found = list(sealing.verify())
    if as_json_:
        as_json({"findings": [{"table": f.table, "record": f.record, "kind": f.kind} for f in found]})
    else:
        for finding in found:
            console.print(str(finding), markup=False)
        if not found:
            console.print(_("Semua baris cocok dengan jejak auditnya."))
    raise typer.Exit(1 if found else 0)


def seal_audit(as_json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))) -> None:
    """Seal what is not sealed yet."""
    sealed = sealing.seal()
    if as_json_:
        as_json({"events": sealed})
    else:
        console.print(_("%(count)s peristiwa disegel.") % {"count": sealed})
