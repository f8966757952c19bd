"""`lumbung climate …`: hear the sensors, see the air, set a window by hand."""

import os
import time
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console
from lumbung.facilities import actions, listening, queries, words

PASSWORD = "LUMBUNG_MQTT_PASSWORD"
By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung climate`."""
    group = typer.Typer(help=_("Udara dan energi gedung: sensor, jendela."), no_args_is_help=True)
    group.command("listen", help=_("Dengarkan sensor lewat MQTT sampai dihentikan."))(listen)
    group.command("show", help=_("Udara sebuah fasilitas sekarang."))(show)
    group.command("window", help=_("Atur jendela dengan tangan, atau kembalikan ke aturan."))(window)
    root.add_typer(group, name="climate")


def listen(
    host: str = typer.Option("127.0.0.1", "--host", help=_("Alamat broker MQTT.")),
    port: int = typer.Option(1883, "--port", min=1, max=65535, help=_("Porta broker MQTT.")),
    name: str = typer.Option("lumbung", "--name", help=_("Nama kita di broker; pesan disimpan atas nama ini.")),
    username: str = typer.Option("", "--username", help=_("Nama pengguna di broker; kata sandinya di lingkungan.")),
    tls: bool = typer.Option(False, "--tls", help=_("Sambungan terenkripsi.")),
    seconds: float = typer.Option(0, "--seconds", help=_("Berhenti sesudah sekian detik; nol berarti tidak berhenti.")),
    by: str = By,
) -> None:
    """Every handful of messages in one transaction, acknowledged when it is stored."""
    broker = listening.Broker(host, port, name, username, os.environ.get(PASSWORD, ""), tls)
    end = time.monotonic() + seconds if seconds else None
    with command_errors():
        who = actor(by)
        listening.listen(broker=broker, by=who, told=_tell, until=lambda: end is not None and time.monotonic() >= end)


def _tell(taken: actions.Taken) -> None:
    told = {"new": formats.count(taken.new), "known": formats.count(taken.known)}
    refused = formats.count(sum(taken.refused.values()))
    console.print(_("%(new)s baru, %(known)s sudah ada, %(refused)s ditolak.") % {**told, "refused": refused})


def show(house: int = typer.Argument(help=_("Nomor fasilitas.")), by: str = By, json: bool = Json) -> None:
    """Rooms with their last figures and windows."""
    with command_errors(), acting(who := actor(by)):
        queries.facility(viewer=who, facility_id=house)
        found = queries.air(viewer=who, facility_id=house, at=timezone.now())
    told = [_summary(one) for one in found]
    if json:
        as_json(told)
        return
    for one in told:
        figures = ", ".join(f"{name} {value}" for name, value in one["latest"].items())
        console.print(f"{one['room']}: {figures} {one['why']}")


def _summary(one: queries.Air) -> dict[str, Any]:
    latest = {name: str(reading.value) for name, reading in one.latest.items()}
    window = one.window
    return {
        "room": one.room.name if one.room else _("Seluruh gedung"),
        "latest": latest,
        "window": window.pk if window else None,
        "open": window.is_open if window else None,
        "why": str(words.WHY.get(window.why, "")) if window else "",
    }


def window(
    number: int = typer.Argument(help=_("Nomor jendela.")),
    act: str = typer.Argument(help=_("open, close, atau rule.")),
    hours: int = typer.Option(2, "--hours", help=_("Selama berapa jam.")),
    by: str = By,
) -> None:
    """A hand at the window."""
    wishes = {"open": True, "close": False, "rule": None}
    if act not in wishes:
        raise typer.BadParameter(_("Pilih open, close, atau rule."))
    with command_errors(), acting(who := actor(by)):
        actions.set_window(window_id=number, is_open=wishes[act], hours=hours, by=who, at=timezone.now())
    console.print(_("Jendela diatur."))
