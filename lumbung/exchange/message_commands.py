"""`lumbung message …`: the questions of samples to telephones, and a stand-in for a gateway."""

import threading

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, progress_of
from lumbung.exchange import actions, queries
from lumbung.exchange.messaging import standin
from lumbung.exchange.models import Message
from lumbung.payments import queries as payments

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
Number = typer.Argument(help=_("Nomor uji petik."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung message`."""
    group = typer.Typer(help=_("Pesan uji petik ke telepon, lewat gerbang pesan."), no_args_is_help=True)
    group.command("send", help=_("Kirim pesan sebuah uji petik, atau lanjutkan yang terhenti."))(send)
    group.command("show", help=_("Keadaan pesan sebuah uji petik."))(show)
    group.command("stand-in", help=_("Jalankan gerbang pesan tiruan di komputer ini."))(stand_in)
    root.add_typer(group, name="message")


def send(sample: int = Number, by: str = By, json: bool = Json) -> None:
    """A killed run is gone on with by the same command; what is not certain is asked about first."""
    with command_errors():
        who = actor(by)
        with progress_of(_("Mengirim pesan"), quiet=json) as progress:
            actions.send_messages(sample_id=sample, by=who, progress=progress)
        with acting(who):
            _print(queries.sending(viewer=who, sample=payments.sample(viewer=who, sample_id=sample)), json)


def show(sample: int = Number, by: str = By, json: bool = Json) -> None:
    """How many were sent, arrived, were answered."""
    with command_errors(), acting(who := actor(by)):
        _print(queries.sending(viewer=who, sample=payments.sample(viewer=who, sample_id=sample)), json)


def _print(told: queries.Sending, json: bool) -> None:
    if json:
        as_json({name: getattr(told, name) for name in ("asked", "unsent", "answered", "unread", "counts")})
        return
    table = Table(_("Keadaan"), _("Pesan"))
    for status, words in Message.Status.choices:
        if status in told.counts:
            table.add_row(str(words), formats.count(told.counts[status]))
    table.add_row(_("Dijawab"), formats.count(told.answered))
    table.add_row(_("Balasan yang perlu dibaca"), formats.count(told.unread))
    console.print(table)


def stand_in(
    port: int = typer.Option(8444, "--port", min=1, max=65535, help=_("Pintu di komputer ini.")),
    callback: str = typer.Option("", "--callback", help=_("Alamat kabar di Lumbung, tempat tiruan ini melapor.")),
    seconds: float = typer.Option(0, "--seconds", help=_("Berhenti sesudah sekian detik; 0 terus berjalan.")),
) -> None:
    """Prints what the environment of Lumbung needs to send through it. No telephone rings."""
    with standin.serving(port=port, callback=callback) as (_phones, gateway):
        told = {
            "URL": gateway.address,
            "AUTHORIZATION": f"'{gateway.authorization}'",
            "SIGNING_KEY": gateway.signing_key,
        }
        for name, value in told.items():
            console.print(f"export LUMBUNG_MESSAGES_{name}={value}", markup=False, soft_wrap=True)
        threading.Event().wait(seconds or None)
