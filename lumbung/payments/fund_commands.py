"""`lumbung fund …`: ask for a fund, confirm it as another person, refuse it."""

from collections.abc import Callable

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, command_errors, console
from lumbung.payments import actions
from lumbung.payments.models import Fund

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
OfFund = typer.Argument(help=_("Nomor dana."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung fund`."""
    fund = typer.Typer(help=_("Dana: diajukan satu orang, disahkan orang lain."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "open": (open_fund, _("Ajukan sebuah dana dengan pagunya.")),
        "confirm": (confirm, _("Sahkan pagu dana yang diajukan orang lain.")),
        "refuse": (refuse, _("Tolak dana yang diajukan orang lain.")),
        "keep": (keep, _("Tarik pengajuan penutupan: dana tetap terbuka.")),
    }
    for name, (function, words) in told.items():
        fund.command(name, help=words)(function)
    root.add_typer(fund, name="fund")


def open_fund(
    name: str = typer.Argument(help=_("Nama dana.")),
    budget: int = typer.Argument(min=1, max=10**15, help=_("Pagu dalam rupiah, tanpa titik.")),
    source: Fund.Source = typer.Option(Fund.Source.STATE, "--source", help=_("Sumber: APBN, APBD, SWASTA, MITRA.")),
    year: int = typer.Option(..., "--year", min=2017, max=2100, help=_("Tahun anggaran.")),
    region: str = typer.Option("0", "--region", help=_("Kode wilayah; 0 untuk seluruh Indonesia.")),
    payer: str = typer.Option(..., "--payer", help=_("Nama pembayar.")),
    account: str = typer.Option(..., "--account", help=_("Nomor rekening pembayar.")),
    by: str = By,
) -> None:
    """The first person."""
    with command_errors(), acting(who := actor(by)):
        asked = actions.open_fund(
            name=name,
            source=source,
            fiscal_year=year,
            budget=budget,
            region_code=region,
            payer_name=payer,
            payer_account=account,
            by=who,
        )
    _print(asked)


def confirm(fund: int = OfFund, by: str = By) -> None:
    """Another person."""
    with command_errors(), acting(who := actor(by)):
        found = actions.confirm_fund(fund_id=fund, by=who, at=timezone.now())
    _print(found)


def refuse(fund: int = OfFund, by: str = By) -> None:
    """Another person says no."""
    with command_errors(), acting(who := actor(by)):
        found = actions.refuse_fund(fund_id=fund, by=who, at=timezone.now())
    _print(found)


def keep(fund: int = OfFund, by: str = By) -> None:
    """Its end is no longer asked for."""
    with command_errors(), acting(who := actor(by)):
        found = actions.keep_open(fund_id=fund, by=who)
    _print(found)


def _print(fund: Fund) -> None:
    console.print(f"{fund.pk} · {fund} · {fund.get_status_display()} · {formats.rupiah(fund.budget)}", markup=False)
