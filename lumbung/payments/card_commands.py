"""`lumbung card …`: the code of a card, its check without network, and what a reader carries for it."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_or_today, existing
from lumbung.payments import card_life_commands, control_commands, qr, queries, reader

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
Day = typer.Option(None, "--on", formats=["%Y-%m-%d"], help=_("Periksa untuk tanggal ini, bukan hari ini."))
Keys = typer.Option(None, "--keys", help=_("Berkas kunci (JWKS); tanpa ini kunci pemasangan ini."))
List = typer.Option(None, "--revoked", help=_("Berkas daftar kartu dicabut."))
WORDS = {
    "valid": _("Kartu ini berlaku."),
    "expired": _("Kartu ini sudah lewat masanya."),
    "not_yet": _("Kartu ini belum berlaku."),
    "revoked": _("Kartu ini sudah diblokir atau ditutup: jangan dilayani."),
    "unlisted": _("Tanda tangan dan tanggalnya cocok, tetapi daftar kartu dicabut tidak ada atau sudah lama."),
}


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung card`."""
    card = typer.Typer(help=_("Kartu KKS: perjalanannya, kode QR, dan pemeriksaannya."), no_args_is_help=True)
    card.command("code", help=_("Cetak kode sebuah kartu, sebagai teks atau gambar SVG."))(code)
    card.command("verify", help=_("Periksa kode tanpa jaringan."))(verify)
    card.command("keys", help=_("Simpan kunci umum untuk pembaca lain (JWKS)."))(keys)
    card.command("revoked", help=_("Simpan daftar kartu dicabut untuk pembaca lain."))(revoked)
    card.command("reader", help=_("Simpan halaman pemeriksa kartu yang bekerja tanpa jaringan."))(offline_reader)
    card_life_commands.register(card)
    card.command("statement", help=_("Buku mutasi sebuah kartu, dengan kata biasa."))(control_commands.statement)
    root.add_typer(card, name="card")


def code(
    card: int = typer.Argument(help=_("Nomor kartu dalam Lumbung.")),
    svg: Path = typer.Option(None, "--svg", help=_("Tulis gambar ke berkas ini.")),
    by: str = By,
) -> None:
    """The text of the code on stdout, or its picture in a file."""
    with command_errors(), acting(who := actor(by)):
        text = queries.code_of(card=queries.card(viewer=who, card_id=card))
    if svg is None:
        sys.stdout.write(text + "\n")
    else:
        qr.drawn(text).save(str(svg), kind="svg", scale=8, border=4)


def verify(
    text: str = typer.Argument(help=_("Isi kode, atau - untuk membacanya dari masukan.")),
    keys: Path = Keys,
    revoked: Path = List,
    on: datetime = Day,
    json_: bool = Json,
) -> None:
    """Exit code 0 when the card counts, 1 otherwise. With both files it asks neither network nor database."""
    day = day_or_today(on)
    with command_errors():
        reading = _reading(sys.stdin.read() if text == "-" else text, keys, revoked, day)
    if json_:
        as_json(qr.told(reading))
    else:
        face = reading.face
        console.print(f"{face.name} · {qr.spoken(face.number)} · {face.issued_on} – {face.expires_on}", markup=False)
        console.print(WORDS[reading.status])
    raise typer.Exit(0 if reading.status == "valid" else 1)


def _reading(text: str, keys: Path | None, revoked: Path | None, day: date) -> qr.Reading:
    known = qr.from_key_set(_json(keys)) if keys else qr.public_keys()
    listed = qr.read_list(existing(revoked).read_bytes(), keys=known) if revoked else None
    return qr.read_code(text, keys=known, on=day, revocations=listed)


def _json(path: Path) -> Any:
    try:
        return json.loads(existing(path).read_bytes())
    except ValueError as error:
        raise qr.BadKeys from error


def keys(path: Path = typer.Argument(help=_("Berkas yang ditulis."))) -> None:
    """The public keys; they may be shown to anybody."""
    path.write_text(json.dumps(qr.key_set(), indent=2) + "\n")


def revoked(path: Path = typer.Argument(help=_("Berkas yang ditulis."))) -> None:
    """The signed list; it names nobody."""
    with command_errors(), acting(actor(None)):
        path.write_bytes(queries.revocations(on=timezone.localdate()))


def offline_reader(path: Path = typer.Argument(help=_("Berkas yang ditulis."))) -> None:
    """One page with keys and list inside, as of today."""
    with command_errors(), acting(actor(None)):
        listed = queries.revocations(on=timezone.localdate())
        path.write_text(reader.page(revocations=listed), encoding="utf-8")
