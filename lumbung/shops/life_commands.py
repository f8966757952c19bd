"""`lumbung shop …`: the life of a shop, who attends it, its prices, returns, and what people say of signals."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, command_errors, console
from lumbung.shops import actions, queries
from lumbung.shops.models import Shop

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
ShopId = typer.Argument(help=_("Nomor toko dalam Lumbung."))
Reason = typer.Option(..., "--reason", help=_("Alasannya."))
Good = typer.Argument(help=_("Kode barang, seperti dalam lumbung shop prices."))
Price = typer.Argument(min=0, max=10**9, help=_("Rupiah untuk satu satuan; 0 kalau tidak dijual lagi."))
Since = typer.Option(None, "--since", formats=["%Y-%m-%d"], help=_("Berlaku mulai; tanpa ini hari ini."))
SignalId = typer.Argument(help=_("Nomor tanda."))


def register(shop: typer.Typer) -> None:
    """Hang the commands under `lumbung shop`."""
    told: dict[str, tuple[Callable[..., None], str]] = {
        "request": (request_shop, _("Ajukan sebuah toko.")),
        "refuse": (refuse, _("Tolak sebuah toko yang diajukan.")),
        "suspend": (suspend, _("Bekukan sebuah toko.")),
        "resume": (resume, _("Buka kembali toko yang dibekukan orang lain.")),
        "close": (close, _("Tutup sebuah toko.")),
        "key": (key, _("Catat kunci umum sebuah toko.")),
        "attend": (attend, _("Tunjuk penjaga sebuah toko.")),
        "end-attending": (end_attending, _("Akhiri tugas seorang penjaga.")),
        "set-price": (set_price, _("Catat harga sebuah toko.")),
        "reference-price": (set_reference_price, _("Catat harga acuan sebuah wilayah.")),
        "return": (give_back, _("Kembalikan uang sebuah belanja, oleh orang lain dari penjaganya.")),
        "cancel-settlement": (cancel_settlement, _("Batalkan pelunasan yang belum dikirim.")),
        "explain": (explain, _("Jelaskan sebuah tanda penyalahgunaan.")),
        "decide": (decide, _("Putuskan sebuah tanda yang dijelaskan orang lain.")),
        "ask-again": (ask_again, _("Minta sebuah tanda dijelaskan lagi.")),
    }
    for name, (function, words) in told.items():
        shop.command(name, help=words)(function)


def _say(made: Any) -> None:
    console.print(f"{made.pk} · {made} · {made.get_status_display()}", markup=False)


def request_shop(
    name: str = typer.Argument(help=_("Nama toko.")),
    village: str = typer.Option(..., "--village", help=_("Kode desa toko, seperti 33.23.01.2001.")),
    kind: Shop.Kind = typer.Option(Shop.Kind.values[0], "--kind", help=_("Jenis toko.")),
    address: str = typer.Option("", "--address", help=_("Alamat toko.")),
    owner: str = typer.Option(..., "--owner", help=_("Nama pemilik.")),
    phone: str = typer.Option("", "--phone", help=_("Nomor telepon.")),
    bank: str = typer.Option(..., "--bank", help=_("Bank, misalnya bri.")),
    account: str = typer.Option(..., "--account", help=_("Nomor rekening toko.")),
    holder: str = typer.Option(..., "--holder", help=_("Nama pada rekening.")),
    by: str = By,
) -> None:
    """Another person checks it."""
    told = {"name": name, "region_code": village, "kind": kind, "address": address, "owner_name": owner}
    told |= {"phone": phone, "bank": bank, "account_number": account, "account_name": holder}
    with command_errors(), acting(who := actor(by)):
        _say(actions.request_shop(**told, on=timezone.localdate(), by=who))


def refuse(shop: int = ShopId, reason: str = Reason, by: str = By) -> None:
    """By another person than who asked."""
    with command_errors(), acting(who := actor(by)):
        _say(actions.refuse_shop(shop_id=shop, reason=reason, on=timezone.localdate(), by=who))


def suspend(shop: int = ShopId, reason: str = Reason, by: str = By) -> None:
    """What it took so far waits."""
    with command_errors(), acting(who := actor(by)):
        _say(actions.suspend_shop(shop_id=shop, reason=reason, by=who))


def resume(shop: int = ShopId, by: str = By) -> None:
    """By another person than who suspended it."""
    with command_errors(), acting(who := actor(by)):
        _say(actions.resume_shop(shop_id=shop, by=who))


def close(shop: int = ShopId, reason: str = Reason, by: str = By) -> None:
    """What it is still owed is settled as ever."""
    with command_errors(), acting(who := actor(by)):
        _say(actions.close_shop(shop_id=shop, reason=reason, on=timezone.localdate(), by=who))


def key(
    shop: int = ShopId,
    public_key: str = typer.Argument(help=_("Kunci umum dari lumbung shop new-key.")),
    by: str = By,
) -> None:
    """Its own half stays on its device."""
    with command_errors(), acting(who := actor(by)):
        _say(actions.set_shop_key(shop_id=shop, public_key=public_key, by=who))


def attend(
    shop: int = ShopId, username: str = typer.Argument(help=_("Nama pengguna penjaga toko.")), by: str = By
) -> None:
    """One till at a time."""
    with command_errors(), acting(who := actor(by)):
        made = actions.name_attendant(shop_id=shop, username=username, on=timezone.localdate(), by=who)
    console.print(f"{made.pk} · {made}", markup=False)


def end_attending(attendant: int = typer.Argument(help=_("Nomor tugas penjaga.")), by: str = By) -> None:
    """From today on."""
    with command_errors(), acting(who := actor(by)):
        made = actions.end_attendant(attendant_id=attendant, on=timezone.localdate(), by=who)
    console.print(f"{made.pk} · {made}", markup=False)


def _day(since: datetime | None) -> Any:
    return since.date() if since else timezone.localdate()


def set_price(shop: int = ShopId, good: str = Good, price: int = Price, since: datetime = Since, by: str = By) -> None:
    """From a day on."""
    with command_errors(), acting(who := actor(by)):
        made = actions.set_price(shop_id=shop, good=good, price=price or None, since=_day(since), by=who)
    console.print(f"{made.good} · {formats.rupiah(made.price or 0)} · {formats.day(made.since)}", markup=False)


def set_reference_price(
    region: str = typer.Argument(help=_("Kode wilayah.")),
    good: str = Good,
    price: int = typer.Argument(min=1, max=10**9, help=_("Rupiah untuk satu satuan.")),
    source: str = typer.Option(..., "--source", help=_("Siapa yang menyebut harga ini.")),
    since: datetime = Since,
    by: str = By,
) -> None:
    """What is usual in a region."""
    told = {"region_code": region, "good": good, "price": price, "source": source, "since": _day(since)}
    with command_errors(), acting(who := actor(by)):
        made = actions.set_reference_price(**told, by=who)
    console.print(f"{made.good} · {formats.rupiah(made.price)} · {formats.day(made.since)}", markup=False)


def give_back(purchase: int = typer.Argument(help=_("Nomor belanja.")), reason: str = Reason, by: str = By) -> None:
    """All of the money goes back to the wallet, once as many have signed as the amount demands."""
    with command_errors(), acting(who := actor(by)):
        made = actions.return_purchase(purchase_id=purchase, reason=reason, at=timezone.now(), by=who)
        signed = queries.return_signatures(purchase=queries.purchase(viewer=who, purchase_id=purchase))
    if made is None:
        told = {"n": len(signed.signatures), "needed": signed.needed}
        console.print(_("Tanda tangan %(n)s dari %(needed)s") % told, markup=False)
        return
    console.print(f"{made.pk} · {formats.rupiah(made.amount)}", markup=False)


def cancel_settlement(
    settlement: int = typer.Argument(help=_("Nomor pelunasan.")), reason: str = Reason, by: str = By
) -> None:
    """The money is the shops' takings again."""
    with command_errors(), acting(who := actor(by)):
        _say(actions.cancel_settlement(settlement_id=settlement, reason=reason, at=timezone.now(), by=who))


def explain(signal: int = SignalId, reason: str = Reason, by: str = By) -> None:
    """What was asked and answered."""
    with command_errors(), acting(who := actor(by)):
        _say(actions.explain_signal(signal_id=signal, why=reason, on=timezone.localdate(), by=who))


def decide(
    signal: int = SignalId,
    misuse: bool = typer.Option(..., "--misuse/--accepted", help=_("Penyalahgunaan, atau wajar.")),
    reason: str = Reason,
    by: str = By,
) -> None:
    """By another person than who explained it."""
    with command_errors(), acting(who := actor(by)):
        _say(actions.decide_signal(signal_id=signal, misuse=misuse, why=reason, on=timezone.localdate(), by=who))


def ask_again(signal: int = SignalId, reason: str = Reason, by: str = By) -> None:
    """By another person than who explained it."""
    with command_errors(), acting(who := actor(by)):
        _say(actions.return_signal(signal_id=signal, why=reason, by=who))
