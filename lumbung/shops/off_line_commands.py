"""What a shop's own device does without network: its key, a look at a voucher, a signed record of a sale."""

import json
import os
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.commands import command_errors, console, existing
from lumbung.core.refusals import BadInput, Refusal
from lumbung.payments import qr
from lumbung.shops import vouchers

Keys = typer.Option(None, "--keys", help=_("Berkas kunci (JWKS); tanpa ini kunci pemasangan ini."))
Voucher = typer.Option(..., "--voucher", help=_("Isi kode kupon."))


class NotAQuantity(BadInput):
    """A good with no number behind it."""

    message = _("Tulis barang seperti rice=2.5, atau rice=2.5@14000 untuk catatan luring.")


class NotThatCard(Refusal):
    """The voucher belongs to another card than the one that was shown, or that card does not count."""

    message = _("Kupon ini bukan untuk kartu yang ditunjukkan, atau kartunya tidak berlaku. Jangan dilayani.")


class NotThatDay(Refusal):
    """Too early or too late for the voucher."""

    message = _("Kupon ini berlaku %(since)s sampai %(until)s. Jangan dilayani.")


class MoreThanItIsWorth(Refusal):
    """The goods cost more than the voucher."""

    message = _("Belanjanya %(amount)s, sedangkan kupon ini paling banyak %(limit)s.")


def register(shop: typer.Typer) -> None:
    """Three commands that ask neither network nor database."""
    told: dict[str, tuple[Callable[..., None], str]] = {
        "new-key": (new_key, _("Buat kunci toko di perangkat ini; cetak bagian umumnya.")),
        "check-voucher": (check_voucher, _("Periksa sebuah kupon tanpa jaringan.")),
        "redeem": (redeem, _("Tukar kupon tanpa jaringan: tulis catatan bertanda tangan.")),
    }
    for name, (function, words) in told.items():
        shop.command(name, help=words)(function)


def new_key(path: Path = typer.Argument(help=_("Berkas kunci; simpan baik-baik."))) -> None:
    """A key that is there stays."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(vouchers.new_key())
    with command_errors():
        typer.echo(vouchers.told(vouchers.private_key(path.read_text())))


def check_voucher(voucher: str = typer.Argument(help=_("Isi kode kupon.")), keys: Path = Keys) -> None:
    """Exit code 1 when the house did not sign it."""
    with command_errors():
        found = vouchers.read_voucher(voucher, keys=_known(keys))
    days = f"{found.issued_on} – {found.last_day}"
    console.print(f"{qr.spoken(found.number)} · {formats.rupiah(found.limit)} · {days}", markup=False)


def redeem(
    shop: str = typer.Argument(help=_("Nomor toko, seperti tertulis di halamannya.")),
    voucher: str = Voucher,
    card: str = typer.Option(..., "--card", help=_("Isi kode QR kartu yang ditunjukkan.")),
    good: list[str] = typer.Option(..., "--good", help=_("Barang, banyaknya, dan harganya, misalnya rice=2.5@14000.")),
    key: Path = typer.Option(..., "--key", help=_("Berkas kunci toko.")),
    out: Path = typer.Option(..., "--out", help=_("Berkas catatan; ditambah satu baris.")),
    keys: Path = Keys,
    revoked: Path = typer.Option(None, "--revoked", help=_("Berkas daftar kartu dicabut.")),
    at: datetime = typer.Option(None, "--at", help=_("Waktu penjualan; tanpa ini sekarang.")),
) -> None:
    """The card that is shown must be the voucher's; what a stolen copy is worth ends there."""
    sold_at = timezone.make_aware(at) if at else timezone.now()
    with command_errors():
        known = _known(keys)
        promise = vouchers.read_voucher(voucher, keys=known)
        day = timezone.localdate(sold_at)
        listed = qr.read_list(existing(revoked).read_bytes(), keys=known) if revoked else None
        reading = qr.read_code(card, keys=known, on=day, revocations=listed)
        if reading.face.number != promise.card or reading.status not in ("valid", "unlisted"):
            raise NotThatCard
        if not promise.counts_on(day):
            raise NotThatDay(since=promise.issued_on, until=promise.last_day)
        items = [_item(text) for text in good]
        amount = sum(item.amount for item in items)
        if amount > promise.limit:
            raise MoreThanItIsWorth(amount=formats.rupiah(amount), limit=formats.rupiah(promise.limit))
        signing = vouchers.private_key(existing(key).read_text())
        line = vouchers.write_record(shop=shop, sold_at=sold_at, voucher=voucher, items=items, key=signing)
    with out.open("a") as file:
        file.write(line + "\n")
    console.print(_("Penjualan %(amount)s dicatat.") % {"amount": formats.rupiah(amount)}, markup=False)


def quantities(goods: list[str]) -> dict[str, int]:
    """`rice=2.5` as thousandths; raises NotAQuantity."""
    return {name: _thousandths(number) for name, number in (_parts(text) for text in goods)}


def _item(text: str) -> vouchers.Item:
    name, rest = _parts(text)
    number, _at, price = rest.partition("@")
    if not price.isdigit():
        raise NotAQuantity
    return vouchers.Item(name, _thousandths(number), int(price))


def _parts(text: str) -> tuple[str, str]:
    name, _equals, number = text.partition("=")
    return name, number


def _thousandths(number: str) -> int:
    try:
        found = Decimal(number) * 1000
    except InvalidOperation as error:
        raise NotAQuantity from error
    if found <= 0 or found != found.to_integral_value():
        raise NotAQuantity
    return int(found)


def _known(keys: Path | None) -> Any:
    if keys is None:
        return qr.public_keys()
    try:
        return qr.from_key_set(json.loads(existing(keys).read_bytes()))
    except ValueError as error:
        raise qr.BadKeys from error
