"""What the commands of conditions, mentoring and leaving share: who acts, when, and with what words."""

from typing import Any

import typer
from django.utils.translation import gettext as _

from lumbung.core.actors import acting
from lumbung.core.commands import actor, command_errors

BY = typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))
WHY = typer.Option("--why", help=_("Alasannya."))
NUMBER = typer.Argument(help=_("Nomornya."))


def do(action: Any, by: str, **told: Any) -> Any:
    """One action by one person, audited as theirs; a refusal is told and ends the command."""
    with command_errors():
        who = actor(by)
        with acting(who):
            return action(by=who, **told)
