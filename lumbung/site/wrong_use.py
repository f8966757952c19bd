"""What a person reads who typed a command that can't be understood, in the person's language."""

import re
from typing import Any

import typer
from django.utils.translation import gettext as _

# The parser's UsageError, which Typer does not hand out by name.
WrongUse: type[Exception] = typer.BadParameter.__mro__[1]
UNKNOWN_COMMAND = re.compile(r"No such command '(.+)'")
TOO_MUCH = re.compile(r"unexpected extra argument\(s\) \((.+)\)")
TAKES_NOTHING = "does not take a value"
DAY = "%Y-%m-%d"
EXIT_CODE = 2


def tell(wrong: Any) -> int:
    """Say what is wrong on stderr, or show the help where a command was left out; the exit code is 2."""
    if type(wrong).__name__ == "NoArgsIsHelpError":
        wrong.show()
        return EXIT_CODE
    command = wrong.ctx.command_path if wrong.ctx else "lumbung"
    typer.echo(sentence(wrong), err=True)
    typer.echo(_("Caranya ada di `%(command)s --help`.") % {"command": command}, err=True)
    return EXIT_CODE


def sentence(wrong: Any) -> str:
    """One sentence for each way to type a command wrongly."""
    kind = type(wrong).__name__
    if kind == "MissingParameter":
        return _("%(name)s belum diisi.") % {"name": _name(wrong)}
    if kind == "BadParameter" and not (wrong.param or wrong.param_hint):
        return wrong.message
    if kind == "BadParameter":
        return _("Isi %(name)s tidak cocok: %(problem)s") % {"name": _name(wrong), "problem": _problem(wrong)}
    if kind == "NoSuchOption":
        return _("Pilihan %(name)s tidak ada.") % {"name": wrong.option_name}
    if kind == "BadOptionUsage" and TAKES_NOTHING in wrong.message:
        return _("Pilihan %(name)s tidak memakai isian.") % {"name": wrong.option_name}
    if kind == "BadOptionUsage":
        return _("Pilihan %(name)s perlu satu isian.") % {"name": wrong.option_name}
    unknown = UNKNOWN_COMMAND.search(wrong.message)
    if unknown:
        return _("Perintah %(name)s tidak ada.") % {"name": unknown[1]}
    superfluous = TOO_MUCH.search(wrong.message)
    if superfluous:
        return _("Kelebihan isian: %(words)s.") % {"words": superfluous[1]}
    return _("Perintah ini tidak dimengerti: %(problem)s") % {"problem": wrong.message}


def _problem(wrong: Any) -> str:
    """What should stand there: ours in our words, the parser's by the kind of blank that it could not read."""
    blank = getattr(wrong.param, "type_descriptor", None)
    if wrong.__cause__ is None or blank is None:
        return wrong.message
    if blank.is_datetime:
        day = DAY in (blank.parameter_info.formats or ())
        return _("tulis tanggal seperti 2026-11-20.") if day else _("tulis waktu seperti 2026-11-20T14:30:00.")
    limits = {"least": blank.parameter_info.min, "most": blank.parameter_info.max}
    if None not in limits.values():
        return _("tulis angka dari %(least)s sampai %(most)s.") % limits
    if limits["least"] is not None:
        return _("tulis angka, paling sedikit %(least)s.") % limits
    numbers = {int: _("tulis bilangan bulat."), float: _("tulis angka, dengan titik untuk pecahan.")}
    return numbers.get(blank.annotation, wrong.message)


def _name(wrong: Any) -> str:
    hint = wrong.param_hint or (wrong.param.get_error_hint() if wrong.param else "?")
    return hint if isinstance(hint, str) else " / ".join(hint)
