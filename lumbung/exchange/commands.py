"""`lumbung partner …`, `lumbung payout …`, `lumbung snap …`: the doors to other programs from the keyboard."""

import threading
from datetime import date, datetime
from pathlib import Path

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, progress_of
from lumbung.exchange import actions, message_commands, queries
from lumbung.exchange.models import Payout
from lumbung.exchange.snap import standin

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))


def register(root: typer.Typer) -> None:
    """Hang the commands under their words."""
    partner = typer.Typer(help=_("Mitra yang programnya boleh meminta pembayaran."), no_args_is_help=True)
    partner.command("list", help=_("Daftar mitra."))(list_partners)
    partner.command("register", help=_("Daftarkan mitra."))(register_partner)
    partner.command("key", help=_("Buat kunci untuk program mitra."))(issue_key)
    partner.command("move", help=_("Hentikan, berlakukan lagi, atau akhiri."))(move_partner)
    partner.command("calls", help=_("Panggilan terakhir."))(list_calls)
    partner.command("agree-vouchers", help=_("Setujui kupon dari dana mitra."))(agree_vouchers)
    partner.command("vouchers", help=_("Jumlah dan nilai kupon mitra."))(list_vouchers)
    root.add_typer(partner, name="partner")
    payout = typer.Typer(help=_("Pembayaran lewat API bank."), no_args_is_help=True)
    payout.command("list", help=_("Daftar pembayaran."))(list_payouts)
    payout.command("run", help=_("Bayar, atau lanjutkan yang terhenti."))(run_payout)
    root.add_typer(payout, name="payout")
    snap = typer.Typer(help=_("SNAP BI: bank tiruan untuk mencoba sambungan bank."), no_args_is_help=True)
    snap.command("stand-in", help=_("Jalankan bank tiruan di komputer ini."))(stand_in)
    root.add_typer(snap, name="snap")
    message_commands.register(root)


def list_partners(by: str = By, json: bool = Json) -> None:
    """Every partner in reach."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.partners(viewer=who))
    if json:
        as_json([{"id": one.pk, "name": one.name, "programme": one.programme, "status": one.status} for one in found])
        return
    table = Table(_("Nomor"), _("Mitra"), _("Program"), _("Wilayah"), _("Keadaan"))
    for one in found:
        table.add_row(str(one.pk), one.name, one.programme, one.region_code, one.get_status_display())
    console.print(table)


def register_partner(
    name: str = typer.Option(..., "--name", help=_("Nama lembaga.")),
    source_bb: str = typer.Option(..., "--source", help=_("SourceBBID, tepat 12 tanda.")),
    key: str = typer.Option(..., "--key", help=_("Nama pendek program.")),
    fund: int = typer.Option(..., "--fund", help=_("Nomor dana.")),
    by: str = By,
) -> None:
    """With a machine account."""
    with command_errors(), acting(who := actor(by)):
        made = actions.register_partner(
            name=name, source_bb=source_bb, key=key, fund_id=fund, on=timezone.localdate(), by=who
        )
    console.print(_("Mitra %(number)s didaftarkan.") % {"number": made.pk})


def issue_key(
    number: int = typer.Argument(help=_("Nomor mitra.")),
    until: datetime = typer.Option(..., "--until", formats=["%Y-%m-%d"], help=_("Hari terakhir kunci.")),
    by: str = By,
) -> None:
    """Printed once."""
    with command_errors(), acting(who := actor(by)):
        on: date = timezone.localdate()
        key = actions.issue_key(partner_id=number, expires_on=until.date(), on=on, by=who)
    console.print(key, markup=False, highlight=False)


def move_partner(
    number: int = typer.Argument(help=_("Nomor mitra.")),
    act: actions.Act = typer.Argument(help=_("suspend, resume, atau end.")),
    by: str = By,
) -> None:
    """Whether its calls are taken."""
    with command_errors(), acting(who := actor(by)):
        moved = actions.move_partner(partner_id=number, act=act, on=timezone.localdate(), by=who)
    console.print(f"{moved}: {moved.get_status_display()}", markup=False)


def agree_vouchers(
    number: int = typer.Argument(help=_("Nomor mitra.")),
    limit: int = typer.Option(..., "--limit", help=_("Rupiah, semua kupon yang belum dipakai; 0 menutup kupon.")),
    days: int = typer.Option(30, "--days", help=_("Masa berlaku kupon, hari.")),
    by: str = By,
) -> None:
    """By another person than the one who registered it."""
    with command_errors(), acting(who := actor(by)):
        told = actions.agree_vouchers(partner_id=number, limit=limit, days=days, by=who)
    console.print(f"{told}: {formats.rupiah(told.voucher_limit)}", markup=False)


def list_vouchers(number: int = typer.Argument(help=_("Nomor mitra.")), by: str = By, json: bool = Json) -> None:
    """By batch and state."""
    with command_errors(), acting(who := actor(by)):
        found = queries.voucher_sums(viewer=who, partner=queries.partner(viewer=who, partner_id=number))
    if json:
        fields = ("batch", "status", "vouchers", "total")
        as_json([{name: getattr(one, name) for name in fields} for one in found])
        return
    table = Table(_("Kiriman"), _("Keadaan"), _("Banyaknya"), _("Nilai"))
    for one in found:
        table.add_row(one.batch, str(one.label), formats.count(one.vouchers), formats.rupiah(one.total))
    console.print(table)


def list_calls(by: str = By, json: bool = Json) -> None:
    """The last hundred, newest first."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.calls(viewer=who).order_by("-pk")[:100])
    if json:
        fields = ("request_id", "operation", "at", "status", "code", "said", "lines", "total", "repeated")
        as_json([{name: getattr(one, name) for name in fields} for one in found])
        return
    table = Table(_("Nomor permintaan"), _("Permintaan"), pgettext("money", "Baris"), _("Nilai"), _("Jawaban"))
    for one in found:
        figures = (formats.count(one.lines), formats.rupiah(one.total))
        table.add_row(one.request_id, one.operation, *figures, f"{one.code} {one.said}")
    console.print(table)


def list_payouts(by: str = By, json: bool = Json) -> None:
    """Every payout in reach."""
    with command_errors(), acting(who := actor(by)):
        _print([(one, queries.counts_of(payout=one)) for one in queries.payouts(viewer=who)], json)


def run_payout(
    cycle: int = typer.Argument(help=_("Nomor siklus.")),
    bank: str = typer.Option(..., "--bank", help=_("Bank, misalnya bri.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """A killed run is gone on with by the same command; what is not certain is asked about first."""
    with command_errors():
        who = actor(by)
        with acting(who):
            begun = actions.start_payout(cycle_id=cycle, channel=bank, by=who, queued=False)
        with progress_of(_("Membayar lewat API"), quiet=json) as progress:
            actions.pay_out(payout_id=begun.pk, by=who, progress=progress)
        with acting(who):
            found = queries.payout(viewer=who, payout_id=begun.pk)
            _print([(found, queries.counts_of(payout=found))], json)


def _print(found: list[tuple[Payout, dict[str, tuple[int, int]]]], json: bool) -> None:
    if json:
        as_json(
            [
                {
                    "id": one.pk,
                    "channel": one.channel,
                    "status": one.status,
                    "problem": one.problem,
                    "counts": {state: lines for state, (lines, _total) in counts.items()},
                }
                for one, counts in found
            ]
        )
        return
    table = Table(_("Nomor"), _("Pembayaran"), _("Keadaan"), pgettext("money", "Baris"), _("Nilai"))
    for one, _counts in found:
        figures = (formats.count(one.lines), formats.rupiah(one.total))
        table.add_row(str(one.pk), str(one), one.get_status_display(), *figures)
    console.print(table)


def stand_in(
    port: int = typer.Option(8443, "--port", min=1, max=65535, help=_("Pintu di komputer ini.")),
    bank: str = typer.Option("bri", "--bank", help=_("Bank yang ditirukan.")),
    closed: int = typer.Option(2, "--closed", help=_("Berapa dari seratus rekening sudah ditutup.")),
    seconds: float = typer.Option(0, "--seconds", help=_("Berhenti sesudah sekian detik; 0 terus berjalan.")),
    folder: Path = typer.Option(Path(), "--folder", help=_("Tempat kunci rahasia disimpan.")),
) -> None:
    """Prints what the environment of Lumbung needs to pay through it. It holds no real money."""
    with standin.serving(port=port, closed_of_hundred=closed) as (_books, door):
        key = folder / f"snap-{bank}.pem"
        key.touch(mode=0o600)
        key.write_text(door.private_key, encoding="ascii")
        told = {"URL": door.address, "CLIENT_ID": door.client_id, "SECRET": door.secret, "PRIVATE_KEY": key.resolve()}
        for name, value in told.items():
            console.print(f"export LUMBUNG_SNAP_{bank.upper()}_{name}={value}", markup=False, soft_wrap=True)
        threading.Event().wait(seconds or None)
