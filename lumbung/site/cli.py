"""The `lumbung` command: every context's commands under one root, in the language of LUMBUNG_LANG (id or en).

Exit codes: 0 done, 1 refused or failed, 2 wrong use. A refusal is one sentence; a bug is one sentence too, with its
traceback in `logs/lumbung.log` of the data folder, never on the screen.
"""

import logging.config
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import django
import structlog
import typer
from django.conf import settings
from django.db import DataError, OperationalError
from django.db import Error as DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from typer import rich_utils
from typer.core import TyperOption
from typer.main import get_command

from lumbung.core import embedded, logs
from lumbung.core.home import data_folder
from lumbung.core.refusals import CannotBeHeld, Refusal
from lumbung.site import wrong_use
from lumbung.site.wrong_use import DAY

LANGUAGES = ("id", "en")
WITHOUT_DATABASE = (["db", "stop"], ["duplicates", "evaluate"])
NO_DATABASE = "postgresql:///"
UNDEFINED_TABLE = "42P01"


def main() -> None:
    """The console script."""
    try:
        start(sys.argv[1:])
        sys.exit(run(root()))
    except embedded.EmbeddedServerFailed as failure:
        sys.exit(_end(str(failure)))
    except Refusal as refusal:
        sys.exit(_end(str(refusal)))
    except Exception as bug:
        sys.exit(_end(_sentence_about(bug)))


def start(arguments: list[str]) -> None:
    """Django, and the language of help and answers; reading help starts no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lumbung.site.settings")
    if needs_no_database(arguments):
        os.environ.setdefault("DATABASE_URL", NO_DATABASE)
    django.setup()
    wanted = os.environ.get("LUMBUNG_LANG", LANGUAGES[0])[:2]
    translation.activate(wanted if wanted in LANGUAGES else LANGUAGES[0])


def run(command: Any) -> int:
    """Run what was typed; the exit code."""
    try:
        ended = command(prog_name="lumbung", standalone_mode=False)
    except wrong_use.WrongUse as wrong:
        return wrong_use.tell(wrong)
    except typer.Abort:
        return _end(_("Dihentikan. Jalankan lagi untuk melanjutkan."))
    return ended if isinstance(ended, int) else 0


def needs_no_database(arguments: list[str]) -> bool:
    """Help, stopping the embedded server, and what works on a file alone."""
    return not arguments or "--help" in arguments or arguments[:2] in WITHOUT_DATABASE


def root() -> Any:
    """The whole command, once Django has started and the language is chosen."""
    rich_utils.ARGUMENTS_PANEL_TITLE = pgettext("command", "Isian")
    rich_utils.OPTIONS_PANEL_TITLE = _("Pilihan")
    rich_utils.COMMANDS_PANEL_TITLE = pgettext("command", "Perintah")
    rich_utils.ERRORS_PANEL_TITLE = _("Kesalahan")
    rich_utils.REQUIRED_LONG_STRING = _("[wajib]")
    rich_utils.DEFAULT_STRING = _("[bawaan: {}]")
    app = typer.Typer(
        name="lumbung",
        help=_("Lumbung: satu catatan tiap keluarga, dan setiap bantuan yang sampai kepadanya."),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for commands in modules("commands"):
        commands.register(app)
    command = get_command(app)
    _translate_help(command)
    return command


def modules(name: str) -> list[ModuleType]:
    """That module of every context that has it, from the bottom of the house to the top."""
    names = [f"lumbung.{context}.{name}" for context in settings.CONTEXTS]
    return [import_module(found) for found in names if find_spec(found)]


def _translate_help(command: Any) -> None:
    """The words that the parser itself would say in English, or in a programmer's tongue."""
    option = command.get_help_option(command.context_class(command))
    if option:
        option.help = _("Tampilkan bantuan ini.")
    command.options_metavar = _("[PILIHAN]")
    command.subcommand_metavar = _("PERINTAH [ISIAN]...")
    for blank in [*command.params, option]:
        if isinstance(blank, TyperOption) and blank.metavar is None:
            blank.metavar = _shape(blank)
    for child in getattr(command, "commands", {}).values():
        _translate_help(child)


def _shape(blank: TyperOption) -> str | None:
    """How a day is written, nothing beside a switch, and else what the parser says."""
    kind = blank.type_descriptor
    if kind.is_datetime:
        return _("<tanggal>") if DAY in (kind.parameter_info.formats or ()) else _("<waktu>")
    return "" if blank.is_flag else None


def _sentence_about(bug: Exception) -> str:
    """What a person reads instead of a traceback."""
    if isinstance(bug, DatabaseError) and getattr(bug.__cause__, "sqlstate", None) == UNDEFINED_TABLE:
        return _("Basis data ini belum disiapkan. Jalankan `lumbung prepare`, lalu ulangi.")
    if isinstance(bug, DataError):
        return str(CannotBeHeld())
    log = _write_down(bug)
    if isinstance(bug, OSError) and bug.filename:
        return _("Berkas %(file)s tidak bisa dibuka atau ditulis. Periksa nama, folder, dan izinnya.") % {
            "file": bug.filename
        }
    if isinstance(bug, OperationalError):
        return _("Basis data tidak bisa dihubungi. Periksa DATABASE_URL. Rinciannya di %(log)s.") % {"log": log}
    return _("Perintah ini berhenti karena kesalahan program, bukan karena Anda. Rinciannya di %(log)s.") % {"log": log}


def _write_down(bug: Exception) -> Path:
    """The traceback, scrubbed, also when Django itself could not start."""
    folder = data_folder() / "logs"
    logging.config.dictConfig(logs.settings(folder))
    logs.configure()
    structlog.get_logger("lumbung.site.cli").error("command failed", command=sys.argv[1:2], exc_info=bug)
    return folder / "lumbung.log"


def _end(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    main()
