"""`lumbung demo`: the main job on a made-up regency."""

from dataclasses import asdict
from datetime import datetime, time
from typing import Annotated

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.panel import Panel
from rich.table import Table

from lumbung.core.commands import as_json, command_errors, console
from lumbung.regions import queries as regions
from lumbung.site.demo import closing, journey
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.steps.accounts import SignIn, sign_ins

FAMILIES, SEED = 20_000, 1
NOON = time(12)
LOUD = "bold yellow"


def register(root: typer.Typer) -> None:
    """`lumbung demo`."""
    root.command(
        "demo", help=_("Peragaan: pekerjaan utama di kabupaten karangan, dari daftar keluarga sampai uang di kartu.")
    )(demonstrate)


def demonstrate(
    families: Annotated[int, typer.Option(min=10, max=1_000_000, help=_("Banyaknya keluarga karangan."))] = FAMILIES,
    seed: Annotated[int, typer.Option(min=0, help=_("Benih: benih yang sama, keluarga yang sama."))] = SEED,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("Hari peragaan; tanpa ini, hari ini."))
    ] = None,
    accounts: Annotated[
        bool, typer.Option("--accounts", help=_("Hanya cetak akun peragaan dengan kode yang berlaku sekarang."))
    ] = False,
    as_json_: Annotated[bool, typer.Option("--json", help=_("Cetak sebagai JSON."))] = False,
) -> None:
    """Go on where it was; exit code 1 where another demonstration, or a real installation, is in the way."""
    now = timezone.localtime()
    day = timezone.make_aware(datetime.combine(on.date(), NOON)) if on else now
    demo = Demonstration(families=families, seed=seed, now=day)
    with command_errors():
        if accounts:
            demo.refuse_real_data()
            return _tell_accounts(sign_ins(at=now), as_json_=as_json_)
        passed = journey.travel(demo, quiet=as_json_)
        found = closing.figures(demo)
    if as_json_:
        steps = [{"step": step.name, "was_done": step.was_done} for step in passed]
        as_json({"families": families, "seed": seed, "steps": steps, "figures": asdict(found)})
        return None
    console.print(_closing_table(found))
    return _tell_accounts(sign_ins(at=timezone.localtime()), as_json_=False)


def _closing_table(found: closing.Figures) -> Table:
    table = Table(title=_("Kabupaten Temanggung (karangan)"), show_header=False, title_justify="left")
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for title, words in closing.rows(found):
        table.add_row(title, words)
    return table


def _tell_accounts(people: list[SignIn], *, as_json_: bool) -> None:
    """Passwords and second factors of people who don't exist, said loudly to be for show only."""
    if as_json_:
        return as_json([asdict(person) for person in people])
    places = regions.paths(codes=[person.region for person in people if person.region])
    table = Table(title=_("Akun peragaan"), title_justify="left")
    table.add_column(_("Nama pengguna"), no_wrap=True)
    table.add_column(_("Kata sandi"), no_wrap=True)
    table.add_column(_("Kode"), no_wrap=True)
    table.add_column(_("Peran"))
    table.add_column(_("Wilayah"))
    for person in people:
        place = places.get(person.region, _("Seluruh Indonesia")).split(",")[0]
        table.add_row(person.username, person.password, person.code, person.role, place)
    console.print(table)
    keys = "\n".join(f"{person.username}: {person.secret}" for person in people)
    warning = _(
        "HANYA UNTUK PERAGAAN. Semua orang tahu kata sandi ini; jangan pernah menyimpan data sungguhan di sini."
        " Kode berganti tiap 30 detik: pasang kunci di bawah ini pada aplikasi autentikator,"
        " atau cetak kode baru dengan: lumbung demo --accounts"
    )
    console.print(Panel(f"{warning}\n\n{keys}", title=_("Kode kedua"), border_style=LOUD))
    return None
