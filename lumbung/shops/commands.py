"""`lumbung shop …`: shops, codes and purchases, vouchers off line, settlements and signals from the keyboard."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_or_today, existing
from lumbung.core.refusals import Refusal
from lumbung.shops import actions, life_commands, off_line_commands, queries, signals

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option(None, "--on", formats=["%Y-%m-%d"], help=_("Untuk tanggal ini, bukan hari ini."))
ShopId = typer.Argument(help=_("Nomor toko dalam Lumbung."))
CardId = typer.Argument(help=_("Nomor kartu dalam Lumbung."))
Number = typer.Argument(help=_("Nomor pelunasan."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung shop`."""
    shop = typer.Typer(help=_("E-warong: toko, kupon luring, pelunasan, tanda penyalahgunaan."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "list": (list_shops, _("Daftar toko dalam wilayah.")),
        "accept": (accept, _("Terima sebuah toko yang diajukan.")),
        "prices": (prices, _("Daftar harga sebuah toko, di samping harga acuan.")),
        "code": (code, _("Buat kode belanja sekali pakai untuk sebuah kartu.")),
        "buy": (buy, _("Jual barang dengan kode kartu dan kode belanja.")),
        "vouchers": (vouchers, _("Sisihkan uang dan cetak kupon luring sebuah kartu.")),
        "upload": (upload, _("Unggah catatan penjualan luring; setiap kupon dibayar satu kali.")),
        "end-vouchers": (end_vouchers, _("Kembalikan uang kupon yang lewat masa; aman diulang.")),
        "settle": (settle, _("Siapkan pelunasan satu hari untuk semua toko.")),
        "approve-settlement": (approve_settlement, _("Setujui pelunasan; berkas bank ditulis.")),
        "read-answer": (read_answer, _("Bukukan laporan bank tentang sebuah pelunasan.")),
        "look": (look, _("Cari tanda penyalahgunaan.")),
        "signals": (list_signals, _("Daftar tanda penyalahgunaan dengan buktinya.")),
    }
    for name, (function, words) in told.items():
        shop.command(name, help=words)(function)
    life_commands.register(shop)
    off_line_commands.register(shop)
    root.add_typer(shop, name="shop")


def list_shops(by: str = By, json: bool = Json) -> None:
    """By name."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.shops(viewer=who))
    if json:
        as_json([{"id": one.pk, "number": one.number, "name": one.name, "status": one.status} for one in found])
        return
    table = Table(_("Nomor"), _("Toko"), _("Wilayah"), _("Keadaan"))
    for one in found:
        table.add_row(str(one.pk), one.name, one.region_code, str(one.get_status_display()))
    console.print(table)


def accept(shop: int = ShopId, by: str = By) -> None:
    """By another person than who asked."""
    with command_errors(), acting(who := actor(by)):
        found = actions.accept_shop(shop_id=shop, on=timezone.localdate(), by=who)
    console.print(_("Toko %(name)s diterima.") % {"name": found.name}, markup=False)


def prices(shop: int = ShopId, on: datetime = On, by: str = By, json: bool = Json) -> None:
    """Rupiah for one unit."""
    day = day_or_today(on)
    with command_errors(), acting(who := actor(by)):
        found = queries.price_list(shop=queries.shop(viewer=who, shop_id=shop), day=day)
    if json:
        as_json([{"good": one.good.code, "price": one.price, "usual": one.usual, "above": one.above} for one in found])
        return
    table = Table(_("Barang"), _("Harga"), _("Acuan"), title=day.isoformat())
    for one in found:
        table.add_row(str(one.good), formats.rupiah(one.price), formats.rupiah(one.usual) if one.usual else "–")
    console.print(table)


def code(card: int = CardId, by: str = By) -> None:
    """Printed this once."""
    with command_errors(), acting(who := actor(by)):
        made, text = actions.issue_code(card_id=card, at=timezone.now(), by=who)
    console.print(f"{text}  ({formats.moment(made.expires_at)})", markup=False)


def buy(
    shop: int = ShopId,
    card_code: str = typer.Option(..., "--card", help=_("Isi kode QR kartu.")),
    one_time: str = typer.Option(..., "--code", help=_("Kode belanja keluarga.")),
    good: list[str] = typer.Option(..., "--good", help=_("Barang dan banyaknya, misalnya rice=2.5.")),
    key: str = typer.Option(..., "--key", help=_("Kunci permintaan; yang sama lagi adalah belanja yang sama.")),
    by: str = By,
) -> None:
    """A wrong code stays counted, so its refusal is told only after the transaction."""
    refused = None
    with command_errors(), acting(who := actor(by)):
        told = {"card_code": card_code, "code": one_time, "key": key, "at": timezone.now(), "by": who}
        try:
            sold = actions.buy(shop_id=shop, quantities=off_line_commands.quantities(good), **told)
        except Refusal as refusal:
            refused = refusal
    with command_errors():
        if refused is not None:
            raise refused
    console.print(_("Belanja %(total)s dibayar.") % {"total": formats.rupiah(sold.total)}, markup=False)


def vouchers(
    card: int = CardId,
    amount: int = typer.Option(..., "--amount", help=_("Rupiah yang disisihkan.")),
    key: str = typer.Option(..., "--key", help=_("Kunci permintaan; yang sama lagi adalah buku yang sama.")),
    by: str = By,
) -> None:
    """The texts of the codes, one a line."""
    with command_errors(), acting(who := actor(by)):
        signed = actions.issue_vouchers(card_id=card, amount=amount, key=key, at=timezone.now(), by=who)
    for text in signed.texts:
        typer.echo(text)


def upload(
    file: Path = typer.Argument(help=_("Berkas catatan, satu sebaris.")), by: str = By, json: bool = Json
) -> None:
    """Uploaded again it changes nothing."""
    with command_errors(), acting(who := actor(by)):
        texts = existing(file).read_text(encoding="ascii", errors="replace").splitlines()
        came_to = actions.upload_records(texts=texts, at=timezone.now(), by=who)
    if json:
        as_json({"counts": came_to.counts, "paid": came_to.paid, "known": came_to.known})
        return
    told = {
        "paid": formats.count(came_to.count("paid")),
        "rupiah": formats.rupiah(came_to.paid),
        "others": formats.count(sum(came_to.counts.values()) - came_to.count("paid")),
        "known": formats.count(came_to.known),
    }
    sentence = _("%(paid)s kupon dibayar (%(rupiah)s), %(others)s tidak dibayar, %(known)s sudah pernah diunggah.")
    console.print(sentence % told, markup=False)


def end_vouchers(on: datetime = On, by: str = By) -> None:
    """What the night does by itself."""
    day = day_or_today(on)
    with command_errors(), acting(who := actor(by)):
        ended = actions.end_vouchers(on=day, at=timezone.now(), by=who)
    console.print(_("%(count)s kupon berakhir.") % {"count": formats.count(ended)}, markup=False)


def settle(
    fund: int = typer.Option(..., "--fund", help=_("Nomor dana yang rekeningnya membayar.")),
    on: datetime = On,
    by: str = By,
) -> None:
    """One settlement a bank."""
    day = day_or_today(on)
    with command_errors(), acting(who := actor(by)):
        made = actions.prepare_settlements(day=day, fund_id=fund, at=timezone.now(), by=who)
    for one in made:
        console.print(f"{one} · {one.bank} · {one.lines_count} · {formats.rupiah(one.total)}", markup=False)


def approve_settlement(settlement: int = Number, by: str = By) -> None:
    """By another person than who prepared it."""
    with command_errors(), acting(who := actor(by)):
        found = actions.approve_settlement(settlement_id=settlement, at=timezone.now(), by=who)
    console.print(f"{found} · {found.get_status_display()}", markup=False)


def read_answer(
    settlement: int = Number, file: Path = typer.Argument(help=_("Berkas laporan bank.")), by: str = By
) -> None:
    """Read again it changes nothing."""
    with command_errors(), acting(who := actor(by)):
        found = actions.book_settlement_answer(
            settlement_id=settlement,
            path=existing(file),
            name=file.name,
            on=timezone.localdate(),
            at=timezone.now(),
            by=who,
        )
    console.print(f"{found} · {found.get_status_display()}", markup=False)


def look(on: datetime = On, by: str = By) -> None:
    """Every rule over every shop in reach."""
    day = day_or_today(on)
    with command_errors(), acting(who := actor(by)):
        fresh = actions.look_for_signals(on=day, by=who)
    console.print(_("%(count)s tanda baru.") % {"count": formats.count(fresh)}, markup=False)


def list_signals(by: str = By, json: bool = Json) -> None:
    """Newest first."""
    with command_errors(), acting(who := actor(by)):
        rules = signals.all_rules()
        rows: list[dict[str, Any]] = [
            {"id": one.pk, "rule": one.rule, "shop": one.shop.name, "cards": one.cards, "amount": one.amount,
             "from": one.first_at, "until": one.last_at, "status": one.status,
             "purchases": list(one.evidence.values_list("purchase_id", flat=True))}
            for one in queries.signals(viewer=who)
        ]  # fmt: skip
    if json:
        as_json(rows)
        return
    table = Table(_("Nomor"), _("Tanda"), _("Toko"), _("Kartu"), _("Nilai"), _("Keadaan"))
    for row in rows:
        cells = (str(row["id"]), rules[row["rule"]].title, row["shop"], str(row["cards"]))
        table.add_row(*cells, formats.rupiah(row["amount"]), row["status"])
    console.print(table)
