"""`lumbung money …` and `lumbung card statement`: passbooks, acts that need signatures, the books of every day."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.commands import actor, as_json, command_errors, console
from lumbung.payments import actions, passbook, queries
from lumbung.payments.models import Act

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
Reason = typer.Option(..., "--reason", help=_("Alasannya."))
Moved = typer.Argument(help=_("Nomor pemindahan dana."))
Rupiah = typer.Argument(help=_("Rupiah, tanpa titik."))
OfFund = typer.Argument(help=_("Nomor dana."))
OfAct = typer.Argument(help=_("Nomor tindakan yang menunggu tanda tangan."))
Day = typer.Option(None, "--on", formats=["%Y-%m-%d"], help=_("Hari yang ditutup; tanpa ini kemarin."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung money`."""
    money = typer.Typer(help=_("Tindakan uang yang perlu tanda tangan, dan buku setiap hari."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "acts": (acts, _("Tindakan yang menunggu tanda tangan.")),
        "correct": (correct, _("Minta sebuah pemindahan dibetulkan.")),
        "return": (give_back, _("Minta belanja dikembalikan, sebagian atau seluruhnya.")),
        "raise": (raise_fund, _("Minta pagu sebuah dana ditambah.")),
        "sign": (sign, _("Tanda tangani sebuah tindakan.")),
        "refuse": (refuse, _("Tolak sebuah tindakan, atau tarik permintaan sendiri.")),
        "days": (days, _("Apakah buku besar, laporan bank, dan dana cocok, hari demi hari.")),
        "close": (close, _("Tutup buku sampai sebuah hari.")),
        "withdrawals": (withdrawals, _("Penarikan yang dilaporkan bank dan tidak bisa dibukukan.")),
    }
    for name, (function, words) in told.items():
        money.command(name, help=words)(function)
    root.add_typer(money, name="money")


def statement(
    card: int = typer.Argument(help=_("Nomor kartu dalam Lumbung.")), by: str = By, json: bool = Json
) -> None:
    """Newest first, in plain words, with no number of a person."""
    with command_errors(), acting(who := actor(by)):
        found = queries.statement(viewer=who, card_id=card)
    entries = passbook.told(found)
    if json:
        as_json([entry | {"wallet": str(entry["wallet"]), "at": entry["at"].isoformat()} for entry in entries])
        return
    heads = (
        _("Tanggal"),
        _("Yang terjadi"),
        _("Tempat"),
        _("Dompet"),
        pgettext("money", "Masuk"),
        _("Keluar"),
        _("Sisa"),
    )
    table = Table(*heads, title=found.card.family.head_name)
    for entry in entries:
        rupiah = (formats.rupiah(entry[name]) if entry[name] or name == "remains" else "" for name in _SUMS)
        table.add_row(formats.moment(entry["at"]), entry["words"], entry["place"], str(entry["wallet"]), *rupiah)
    console.print(table)
    console.print(_("Sisa semua dompet: %(total)s") % {"total": formats.rupiah(found.total)})


_SUMS = ("came", "went", "remains")


def acts(by: str = By, json: bool = Json) -> None:
    """What lapses first is at the top."""
    with command_errors(), acting(who := actor(by)):
        _print_acts(list(queries.unsigned_acts(viewer=who)), json)


def correct(transfer: int = Moved, reason: str = Reason, by: str = By, json: bool = Json) -> None:
    """Another person signs; then it is undone whole."""
    _act(actions.ask_reversal, by, json, transfer_id=transfer, reason=reason)


def give_back(
    transfer: int = Moved, amount: int = Rupiah, reason: str = Reason, by: str = By, json: bool = Json
) -> None:
    """So many rupiah of a purchase."""
    _act(actions.ask_purchase_return, by, json, transfer_id=transfer, amount=amount, reason=reason)


def raise_fund(fund: int = OfFund, amount: int = Rupiah, reason: str = Reason, by: str = By, json: bool = Json) -> None:
    """By so many rupiah."""
    _act(actions.ask_fund_raise, by, json, fund_id=fund, amount=amount, reason=reason)


def sign(act: int = OfAct, by: str = By, json: bool = Json) -> None:
    """The last signature that is needed does it."""
    _act(actions.sign_act, by, json, act_id=act)


def refuse(act: int = OfAct, by: str = By, json: bool = Json) -> None:
    """Nothing moves."""
    _act(actions.refuse_act, by, json, act_id=act)


def _act(action: Any, by: str | None, json: bool, **told: Any) -> None:
    with command_errors(), acting(who := actor(by)):
        _print_acts([action(by=who, at=timezone.now(), **told)], json)


def _print_acts(found: list[Act], json: bool) -> None:
    if json:
        names = ("kind", "status", "amount", "reason", "signatures_needed")
        as_json(
            [{"id": one.pk, "signed": one.signatures.count()} | {n: getattr(one, n) for n in names} for one in found]
        )
        return
    table = Table(_("Nomor"), _("Tindakan"), _("Nilai"), _("Tanda tangan"), _("Keadaan"), _("Alasan"))
    for one in found:
        signed = f"{one.signatures.count()}/{one.signatures_needed}"
        words = (one.get_kind_display(), formats.rupiah(one.amount), signed, one.get_status_display(), one.reason)
        table.add_row(str(one.pk), *words)
    console.print(table)


def close(on: datetime = Day, json: bool = Json) -> None:
    """Days before it that are not kept yet are closed first."""
    with command_errors(), acting(SYSTEM):
        day = on.date() if on else queries.yesterday(today=timezone.localdate())
        _print_days([actions.close_day(on=day)], json)


def days(by: str = By, json: bool = Json) -> None:
    """The newest thirty."""
    with command_errors(), acting(who := actor(by)):
        _print_days(list(queries.days(viewer=who)[:30]), json)


def _print_days(found: list[Any], json: bool) -> None:
    names = ("transfers", "moved", "ledger", "bank_files", "funds", "aside", "wallets")
    if json:
        as_json([{"on": one.on, "agrees": one.agrees} | {name: getattr(one, name) for name in names} for one in found])
        return
    heads = (_("Pemindahan"), _("Rupiah"), _("Buku besar"), _("Laporan bank"), _("Dana"), _("Disisihkan"))
    table = Table(_("Hari"), *heads, _("Tempat uang"), "")
    for one in found:
        figures = (formats.count(getattr(one, name)) for name in names)
        table.add_row(formats.day(one.on), *figures, _("cocok") if one.agrees else _("TIDAK COCOK"))
    console.print(table)


def withdrawals(by: str = By, json: bool = Json) -> None:
    """Newest first, with what spoke against each."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.withdrawal_differences(viewer=who))
    if json:
        names = ("told", "amount", "rest", "why", "place", "booked_since")
        as_json([{name: getattr(one, name) for name in names} for one in found])
        return
    table = Table(_("Nomor transaksi bank"), _("Menurut bank"), _("Isi dompet waktu itu"), _("Sebab"))
    for one in found:
        rest = "" if one.rest is None else formats.rupiah(one.rest)
        table.add_row(one.told, formats.rupiah(one.amount), rest, one.get_why_display())
    console.print(table)
