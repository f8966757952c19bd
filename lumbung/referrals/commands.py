"""`lumbung referrals …`: the desk from the keyboard, by a named person."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of, existing
from lumbung.referrals import act_commands, actions, queries, words
from lumbung.referrals.models import Need

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Said = typer.Option("", "--said", help=_("Penjelasan dalam satu kalimat."))
NeedNumber = typer.Argument(help=_("Nomor kebutuhan."))
ReferralNumber = typer.Argument(help=_("Nomor rujukan."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung referrals`."""
    group = typer.Typer(help=_("Meja rujukan: kebutuhan, direktori, rujukan, eskalasi."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "desk": (desk, _("Yang menunggu di meja Anda.")),
        "note": (note, _("Catat kebutuhan.")),
        "directory": (directory, _("Cari lembaga layanan.")),
        "import": (import_list, _("Masukkan daftar lembaga.")),
        "refer": (refer, _("Rujuk ke lembaga.")),
        "reply": (reply, _("Masukkan surat balasan.")),
        "answer": (answer, _("Jawab rujukan.")),
        "escalate": (escalate, _("Naikkan ke meja di atasnya.")),
        "solve": (solve, _("Catat terlayani di meja.")),
        "remind": (remind, _("Ingatkan jawaban yang lewat batas.")),
        "figures": (figures, _("Angka sembilan puluh hari.")),
    }
    for name, (function, said) in {**told, **act_commands.commands()}.items():
        group.command(name, help=said)(function)
    root.add_typer(group, name="referrals")


def desk(by: str = By, json: bool = Json) -> None:
    """Overdue first."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.waiting_at(viewer=who, level=queries.desk_of(user=who)))
    if json:
        names = ("id", "level", "sector", "urgency", "status", "due_on")
        as_json([{name: getattr(one, name) for name in names} for one in found])
        return
    rows = [(str(one.pk), words.listed(one), words.sector(one.sector), formats.day(one.due_on)) for one in found]
    _show((_("Nomor"), _("Nama panggilan"), _("Sektor"), _("Batas")), rows)


def note(
    words_: str = typer.Option(..., "--words", help=_("Keluhan dengan kata-katanya sendiri.")),
    sector: str = typer.Option(..., "--sector", help=_("Sektor, misalnya health atau food.")),
    urgency: str = typer.Option("2", "--urgency", help=_("1 gawat, 2 beberapa hari lagi, 3 direncanakan.")),
    channel: str = typer.Option("walk_in", "--channel", help=_("walk_in, phone, message, atau officer.")),
    called: str = typer.Option("", "--called", help=_("Nama panggilan, bila tidak tercatat.")),
    person: int = typer.Option(None, "--person", help=_("Nomor orang di data, bila tercatat.")),
    region: str = typer.Option("", "--region", help=_("Kode wilayah.")),
    topic: str = typer.Option("", "--topic", help=_("Perkara sensitif: child, hiv, trafficking, atau violence.")),
    by: str = By,
    on: str = On,
) -> None:
    """A need."""
    told = {"urgency": urgency, "channel": channel, "called": called, "person_id": person, "region_code": region}
    with command_errors(), acting(who := actor(by)):
        heard = actions.Heard(words=words_, sector=sector, topic=topic, **told)  # type: ignore[arg-type]
        made = actions.note_need(heard=heard, by=who, on=day_of(on))
    console.print(_("Kebutuhan nomor %(number)s.") % {"number": made.pk})


def directory(
    text: str = typer.Argument("", help=_("Kata yang dicari.")),
    sector: str = typer.Option("", "--sector", help=_("Sektor, misalnya health atau food.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """The nearest first."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.institutions(viewer=who, text=text, sector=sector))
    if json:
        names = ("id", "name", "region_code", "sectors", "services", "status")
        as_json([{name: getattr(one, name) for name in names} for one in found])
        return
    rows = [(str(one.pk), one.name, ", ".join(map(words.sector, one.sectors)), one.services) for one in found]
    _show((_("Nomor"), _("Nama lembaga"), _("Sektor"), _("Layanan")), rows)


def import_list(path: Path = typer.Argument(help=_("Berkas CSV atau XLSX.")), by: str = By) -> None:
    """Checked whole; a name that is known in its region is renewed."""
    with command_errors(), acting(who := actor(by)):
        count = actions.import_directory(path=existing(path), by=who)
    console.print(_("%(count)s lembaga masuk direktori.") % {"count": formats.count(count)})


def refer(
    need: int = NeedNumber,
    institution: int = typer.Option(..., "--to", help=_("Nomor lembaga di direktori.")),
    service: str = typer.Option("", "--service", help=_("Layanan yang diminta.")),
    agreed_by: str = typer.Option("", "--agreed-by", help=_("Yang menyetujui; kosong bila belum.")),
    parts: str = typer.Option("", "--parts", help=_("Data yang disetujui: name,age,phone,address,need.")),
    sign: str = typer.Option("signature", "--sign", help=_("signature, thumb, atau verbal.")),
    witness: str = typer.Option("", "--witness", help=_("Nama saksi.")),
    by: str = By,
    on: str = On,
) -> None:
    """With what somebody agreed to, or without."""
    told = {"relation": "self", "parts": [part for part in parts.split(",") if part], "sign": sign, "witness": witness}
    agreement = actions.Agreement(given_by=agreed_by, **told) if agreed_by else None  # type: ignore[arg-type]
    with command_errors(), acting(who := actor(by)):
        given: dict[str, Any] = {"need_id": need, "institution_id": institution, "service": service}
        made = actions.refer(**given, agreement=agreement, by=who, on=day_of(on))
    console.print(_("Rujukan %(number)s.") % {"number": made.number})


def reply(
    referral: int = ReferralNumber,
    status: str = typer.Option(..., "--status", help=_("accepted, refused, needs_more, atau served.")),
    letter: str = typer.Option(..., "--letter", help=_("Nomor dan tanggal surat balasan.")),
    said: str = Said,
    by: str = By,
    on: str = On,
) -> None:
    """What a letter says."""
    with command_errors(), acting(who := actor(by)):
        given: dict[str, Any] = {"referral_id": referral, "status": status, "letter": letter, "said": said}
        made = actions.enter_reply(**given, by=who, on=day_of(on))
    console.print(f"{made.number}: {made.get_status_display()}", markup=False)


def answer(
    referral: int = ReferralNumber,
    status: str = typer.Option(..., "--status", help=_("accepted, refused, needs_more, atau served.")),
    said: str = Said,
    by: str = By,
    on: str = On,
) -> None:
    """What the institution says."""
    with command_errors(), acting(who := actor(by)):
        made = actions.answer(referral_id=referral, status=status, said=said, by=who, on=day_of(on))
    console.print(f"{made.number}: {made.get_status_display()}", markup=False)


def escalate(need: int = NeedNumber, said: str = Said, by: str = By, on: str = On) -> None:
    """Why it cannot be met here."""
    with command_errors(), acting(who := actor(by)):
        made = actions.escalate(need_id=need, reason=said, by=who, on=day_of(on))
    console.print(str(made.get_to_level_display()), markup=False)


def solve(need: int = NeedNumber, said: str = Said, by: str = By, on: str = On) -> None:
    """What was done."""
    with command_errors(), acting(who := actor(by)):
        made = actions.solve_need(need_id=need, said=said, by=who, on=day_of(on))
    console.print(str(Need.Status(made.status).label), markup=False)


def remind(by: str = By, on: str = On) -> None:
    """What the night does by itself."""
    with command_errors(), acting(who := actor(by)):
        count = actions.remind(on=day_of(on), by=who)
    console.print(_("%(count)s diingatkan atau diusulkan naik.") % {"count": formats.count(count)})


def figures(by: str = By, on: str = On, json: bool = Json) -> None:
    """Over ninety days up to a day."""
    with command_errors(), acting(who := actor(by)):
        until = day_of(on)
        told = queries.figures(viewer=who, since=until - queries.STRETCH, until=until)
    if json:
        names = ("needs", "solved_here", "sent", "due", "in_time", "by_status", "waiting_days", "served_days")
        as_json({name: getattr(told, name) for name in names})
        return
    rows = [
        (words.sector(line.key), *(formats.count(n) for n in (line.needs, line.sent, line.in_time, line.served)))
        for line in told.by_sector
    ]
    _show((_("Sektor"), _("Kebutuhan"), _("Dirujuk"), _("Tepat waktu"), _("Terlayani")), rows)


def _show(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    console.print(table)
