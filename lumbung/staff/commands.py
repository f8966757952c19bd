"""`lumbung staff …`: the first administrator, and codes of demonstration accounts; `lumbung nightly …`."""

import typer
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core import commands
from lumbung.core.refusals import Refusal
from lumbung.staff import actions, nightly_commands, second_factor
from lumbung.staff.models import User


class OnlyInDemonstration(Refusal):
    """Codes of others are told for made-up accounts only."""

    message = _("Perintah ini hanya untuk peragaan.")


def register(root: typer.Typer) -> None:
    """`lumbung staff …` and `lumbung nightly …`."""
    staff = typer.Typer(help=_("Akun petugas."), no_args_is_help=True)
    staff.command("open", help=_("Buka akun pribadi dan cetak kata sandi sementaranya."))(open_account)
    staff.command("code", help=_("Cetak kode kedua sebuah akun peragaan."))(print_code)
    root.add_typer(staff, name="staff")
    nightly_commands.register(root)


def open_account(
    username: str = typer.Argument(help=_("Nama pengguna akun ini.")),
    name: str = typer.Option(..., help=_("Nama lengkap.")),
    role: str = typer.Option("administrator", help=_("Peran.")),
    region: str = typer.Option("", help=_("Kode wilayah; kosong berarti seluruh Indonesia.")),
    by: str | None = typer.Option(None, help=_("Nama pengguna yang membuka akun ini.")),
) -> None:
    """Print the temporary password."""
    with commands.command_errors():
        _user, password = actions.open_account(
            username=username,
            name=name,
            role=role,
            region_code=region,
            on=timezone.localdate(),
            by=commands.actor(by),
        )
    commands.console.print(password, markup=False, highlight=False)


def print_code(username: str = typer.Argument(help=_("Nama pengguna akun peragaan."))) -> None:
    """The code that the account's authenticator would show now."""
    with commands.command_errors():
        if not settings.DEMONSTRATION:
            raise OnlyInDemonstration
        user = User.objects.filter(username=username).first()
        if user is None:
            raise commands.UnknownActor(username=username)
        secret = second_factor.secret_of(user)
    code = second_factor.code_of(secret, at=timezone.now())
    commands.console.print(code, markup=False, highlight=False)
