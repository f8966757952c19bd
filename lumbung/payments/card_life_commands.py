"""`lumbung card …`: the life of cards from the keyboard, by a named person and the same actions as the pages."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import files, formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_or_today, existing
from lumbung.payments import actions, banks, card_life, queries
from lumbung.payments.models import Card, OpeningList

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
Region = typer.Option("", "--region", help=_("Kode wilayah."))
Number = typer.Argument(help=_("Nomor kartu dalam Lumbung."))
Reason = typer.Option(..., "--reason", help=_("Kode alasan, misalnya lost."))


def register(card: typer.Typer) -> None:
    """Hang the commands under `lumbung card`."""
    told: dict[str, tuple[Callable[..., None], str]] = {
        "list": (list_cards, _("Daftar kartu, menurut keadaan dan bank.")),
        "show": (show, _("Satu kartu dan perjalanannya.")),
        "prepare": (prepare, _("Susun daftar pembukaan rekening untuk satu bank.")),
        "approve": (approve, _("Setujui daftar dan tulis berkasnya, oleh orang kedua.")),
        "cancel-list": (cancel_list, _("Batalkan daftar yang belum disetujui.")),
        "answer": (answer, _("Baca jawaban bank atas daftar.")),
        "print": (print_, _("Tandai kartu sebuah wilayah sudah dicetak.")),
        "hand-over": (hand_over, _("Serahkan kartu sebuah wilayah, dengan berita acara.")),
        "activate": (activate, _("Aktifkan kartu yang sudah diserahkan.")),
        "block": (block, _("Blokir kartu.")),
        "unblock": (unblock, _("Buka blokir kartu.")),
        "close": (close, _("Tutup kartu.")),
        "holder": (holder, _("Ganti pemegang kartu.")),
    }
    for name, (function, words) in told.items():
        card.command(name, help=words)(function)


def list_cards(
    status: str = typer.Option("", "--status", help=_("Hanya yang keadaannya begini, misalnya active.")),
    bank: str = typer.Option("", "--bank", help=_("Bank, misalnya bri.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """Cards within the actor's reach."""
    asked = {name: value for name, value in (("status", status), ("bank", bank)) if value}
    with command_errors(), acting(who := actor(by)):
        found = list(queries.cards(viewer=who).filter(**asked).order_by("pk"))
    if json:
        as_json([_summary(card) for card in found])
        return
    table = Table(_("Nomor"), _("Pemegang"), _("Bank"), _("Kode desa"), _("Keadaan"))
    for card in found:
        words = (card.holder_name, banks.short_name(card.bank), card.region_code, card.get_status_display())
        table.add_row(str(card.pk), *words)
    console.print(table)


def show(card: int = Number, by: str = By, json: bool = Json) -> None:
    """One card and its life, newest first."""
    with command_errors(), acting(who := actor(by)):
        found = queries.card(viewer=who, card_id=card)
        life = [{"on": one.on, "title": one.title, "detail": one.detail} for one in card_life.entries(found)]
    if json:
        as_json(_summary(found) | {"life": life})
        return
    console.print(f"{found.holder_name} · {found.get_status_display()}", markup=False)
    for one in life:
        console.print(f"{one['on']}  {one['title']}  {one['detail']}", markup=False)


def prepare(
    bank: str = typer.Option(..., "--bank", help=_("Bank, misalnya bri.")),
    kind: str = typer.Option(OpeningList.Kind.NEW.value, "--kind", help=_("new atau replacement.")),
    region: str = Region,
    by: str = By,
) -> None:
    """A draft; prints its number."""
    with command_errors(), acting(who := actor(by)):
        told = {"region_code": region or who.region_code, "bank": bank, "kind": kind}
        listed = actions.prepare_opening_list(on=timezone.localdate(), by=who, **told)
    console.print(f"{listed.pk}  {listed}  {formats.count(listed.lines)}", markup=False)


def cancel_list(number: int = typer.Argument(help=_("Nomor daftar.")), by: str = By) -> None:
    """Its families may be listed again."""
    with command_errors(), acting(who := actor(by)):
        listed = actions.cancel_opening_list(list_id=number, by=who)
    console.print(f"{listed.pk}  {listed.get_status_display()}", markup=False)


def approve(
    number: int = typer.Argument(help=_("Nomor daftar.")),
    out: Path = typer.Option(None, "--out", help=_("Tulis juga berkasnya ke sini.")),
    by: str = By,
) -> None:
    """The file is written in the bank's layout."""
    with command_errors(), acting(who := actor(by)):
        listed = actions.approve_opening_list(list_id=number, on=timezone.localdate(), by=who)
    if out:
        out.write_bytes(files.path(listed.ref).read_bytes())
    console.print(f"{listed.file_name}  {listed.ref}", markup=False)


def answer(path: Path = typer.Argument(help=_("Berkas jawaban bank.")), by: str = By) -> None:
    """The whole file or nothing; again has one effect."""
    with command_errors(), acting(who := actor(by)):
        told = actions.read_opening_answer(path=existing(path), name=path.name, on=timezone.localdate(), by=who)
    as_json({"list": told.list_id, "opened": told.opened, "refused": told.refused, "unchanged": told.unchanged})


def print_(region: str = Region, by: str = By) -> None:
    """The bank has printed the cards."""
    with command_errors(), acting(who := actor(by)):
        _count(actions.print_cards(region_code=region or who.region_code, on=timezone.localdate(), by=who))


def activate(region: str = Region, by: str = By) -> None:
    """With the bank's help."""
    with command_errors(), acting(who := actor(by)):
        _count(actions.activate_cards(region_code=region or who.region_code, on=timezone.localdate(), by=who))


def hand_over(
    region: str = Region,
    place: str = typer.Option(..., "--place", help=_("Tempat penyerahan.")),
    handed_by: str = typer.Option(..., "--handed-by", help=_("Yang menyerahkan.")),
    witness: str = typer.Option(..., "--witness", help=_("Saksi.")),
    receipt: str = typer.Option(Card.Receipt.SIGNATURE.value, "--receipt", help=_("signature, thumb, atau proxy.")),
    on: datetime = typer.Option(None, "--on", formats=["%Y-%m-%d"], help=_("Tanggal penyerahan, bila bukan hari ini.")),
    by: str = By,
) -> None:
    """Every printed card of the region, to its holder in person."""
    with command_errors(), acting(who := actor(by)):
        waiting = queries.cards_to_hand(viewer=who, region_code=region or who.region_code)
        handed = pl.DataFrame({"card_id": list(waiting.values_list("pk", flat=True))}, schema={"card_id": pl.Int64})
        minutes = actions.hand_over_cards(
            handed=handed.with_columns(received_by=pl.lit(""), receipt=pl.lit(receipt)),
            region_code=region or who.region_code,
            place=place,
            handed_by=handed_by,
            witness=witness,
            on=day_or_today(on),
            by=who,
        )
    console.print(f"{minutes}  {formats.count(handed.height)}", markup=False)


def block(card: int = Number, reason: str = Reason, by: str = By) -> None:
    """Revoked at once."""
    _act(actions.block_card, card, by, reason=reason)


def unblock(card: int = Number, reason: str = Reason, by: str = By) -> None:
    """The card counts again."""
    _act(actions.unblock_card, card, by, reason=reason)


def close(card: int = Number, reason: str = Reason, by: str = By) -> None:
    """Refused while money is on it."""
    _act(actions.close_card, card, by, reason=reason)


def holder(
    card: int = Number,
    person: int = typer.Option(..., "--person", help=_("Nomor orang dalam Lumbung.")),
    reason: str = Reason,
    by: str = By,
) -> None:
    """Another member of the same family."""
    _act(actions.move_holder, card, by, reason=reason, person_id=person)


def _act(action: Any, card: int, by: str | None, **told: Any) -> None:
    with command_errors(), acting(who := actor(by)):
        action(card_id=card, on=timezone.localdate(), by=who, **told)
        as_json(_summary(queries.card(viewer=who, card_id=card)))


def _count(changed: int) -> None:
    console.print(_("%(count)s kartu") % {"count": formats.count(changed)})


def _summary(card: Card) -> dict[str, Any]:
    names = ("id", "family_id", "region_code", "bank", "status", "reason", "holder_name", "issued_on", "expires_on")
    return {name: getattr(card, name) for name in names}
