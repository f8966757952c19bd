"""`lumbung outreach …`: every act of outreach from the keyboard, by a named person."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of, existing
from lumbung.outreach import actions, place_commands, queries, words
from lumbung.outreach.options import By, Json, On, Person, Said

Sector = typer.Option("", "--sector", help=_("Sektor layanan, misalnya health; kosong bila belum jelas."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung outreach`."""
    group = typer.Typer(
        help=_("Menjangkau dari rumah ke rumah: orang, kader, kunjungan, sanggar."), no_args_is_help=True
    )
    told: dict[str, tuple[Callable[..., None], str]] = {
        "list": (list_persons, _("Orang yang dijangkau.")),
        "find": (find, _("Catat orang yang ditemukan atau dirujuk.")),
        "home": (home, _("Catat kunjungan pertama.")),
        "need": (need, _("Minta layanan lain lewat meja rujukan.")),
        "name": (name_person, _("Tautkan dengan orang di data.")),
        "nearest": (nearest, _("Kader yang bisa mendampingi seseorang.")),
        "match": (match, _("Pilih kader untuk seseorang.")),
        "propose": (propose, _("Usulkan kader untuk semua yang menunggu.")),
        "decide": (decide, _("Terima atau tolak usulan.")),
        "unmatch": (unmatch, _("Akhiri pendampingan kader.")),
        "schedule": (schedule, _("Jadwalkan kunjungan.")),
        "visits": (list_visits, _("Kunjungan, yang terbaru dulu.")),
        "visit": (note, _("Catat kunjungan.")),
        "move": (move, _("Pindahkan kunjungan.")),
        "photo": (photo, _("Tambah foto kunjungan.")),
        "plan": (plan, _("Susun dan ajukan rencana di rumah.")),
        "evaluate": (evaluate, _("Catat evaluasi.")),
        "aid": (aid, _("Beri bantuan kemandirian.")),
        "alone": (alone, _("Lepas ke pascalayanan.")),
        "end": (end, _("Selesaikan jangkauan.")),
        **place_commands.COMMANDS,
    }
    for name, (function, said) in told.items():
        group.command(name, help=said)(function)
    root.add_typer(group, name="outreach")


def show(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    """A table on the screen."""
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def list_persons(by: str = By, json: bool = Json) -> None:
    """Within the actor's reach."""
    with command_errors(), acting(who := actor(by)):
        found: list[Any] = list(queries.persons(viewer=who))
    if json:
        as_json(
            [{"id": one.pk, "case": one.case_id, "status": one.status, "region_code": one.region_code} for one in found]
        )
        return
    heads = (_("Nomor"), _("Nama"), _("Keadaan"), _("Kader"))
    show(
        heads, [(str(one.pk), words.masked(one.case), one.get_status_display(), one.cadre_name or "–") for one in found]
    )


def find(
    source: str = typer.Option(..., "--source", help=_("cadre, village, puskesos, family, school, atau other.")),
    told: str = typer.Option(..., "--told", help=_("Apa yang diceritakan.")),
    called: str = typer.Option("", "--called", help=_("Nama panggilan.")),
    region: str = typer.Option("", "--region", help=_("Kode wilayah.")),
    person: int = typer.Option(None, "--person", help=_("Nomor orang di data, bila tercatat.")),
    elsewhere: str = typer.Option("", "--elsewhere", help=_("Yang diperlukan dari layanan lain sekarang.")),
    sector: str = Sector,
    on: str = On,
    by: str = By,
) -> None:
    """Somebody is found."""
    given: dict[str, Any] = {"source": source, "told": told, "called": called, "region_code": region}
    given |= {"elsewhere": elsewhere, "sector": sector}
    with command_errors(), acting(who := actor(by)):
        made = actions.find(**given, person_id=person, by=who, on=day_of(on))
    console.print(_("Jangkauan nomor %(number)s.") % {"number": made.pk})


def home(
    outreach: int = Person,
    told: str = typer.Option(..., "--told", help=_("Keadaan rumah dan keluarga.")),
    wished: str = typer.Option("", "--wished", help=_("P atau L; kosong bila tidak ada keinginan.")),
    latitude: str = typer.Option("", "--latitude", help=_("Lintang rumah.")),
    longitude: str = typer.Option("", "--longitude", help=_("Bujur rumah.")),
    on: str = On,
    by: str = By,
) -> None:
    """The first visit."""
    given: dict[str, Any] = {"home": told, "wished_sex": wished, "latitude": latitude, "longitude": longitude}
    with command_errors(), acting(who := actor(by)):
        made = actions.visit_home(outreach_id=outreach, **given, by=who, on=day_of(on), at=timezone.now())
    console.print(made.get_status_display())


def need(
    outreach: int = Person,
    words_: str = typer.Option(..., "--words", help=_("Yang diperlukan dari layanan lain.")),
    sector: str = Sector,
    on: str = On,
    by: str = By,
) -> None:
    """The desk finds from whom."""
    with command_errors(), acting(who := actor(by)):
        made = actions.ask_desk(outreach_id=outreach, words=words_, sector=sector, by=who, on=day_of(on))
    console.print(_("Kebutuhan nomor %(number)s di meja rujukan.") % {"number": made.pk})


def name_person(
    outreach: int = Person,
    person: int = typer.Option(..., "--person", help=_("Nomor orang di data.")),
    by: str = By,
) -> None:
    """Who somebody is."""
    with command_errors(), acting(who := actor(by)):
        made = actions.name_person(outreach_id=outreach, person_id=person, by=who)
    console.print(made.case.called)


def nearest(outreach: int = Person, on: str = On, by: str = By, json: bool = Json) -> None:
    """The best first."""
    with command_errors(), acting(who := actor(by)):
        found = queries.ranked(viewer=who, outreach_id=outreach, on=day_of(on))
    if json:
        as_json([{"cadre": one.pk, "near": r.pair.near, "metres": r.pair.metres, "load": r.load} for one, r in found])
        return
    rows = [(str(one.pk), one.name, words.near(r.pair.near, r.pair.metres), str(r.load)) for one, r in found]
    show((_("Nomor"), _("Kader"), _("Kedekatan"), _("Dampingan")), rows)


def match(
    outreach: int = Person,
    cadre: int = typer.Option(..., "--cadre", help=_("Nomor kader.")),
    over: str = typer.Option("", "--over", help=_("Mengapa melebihi batas dampingan.")),
    on: str = On,
    by: str = By,
) -> None:
    """A cadre for one person."""
    with command_errors(), acting(who := actor(by)):
        made = actions.match(outreach_id=outreach, cadre_id=cadre, over_reason=over, by=who, on=day_of(on))
    console.print(_("Pasangan nomor %(number)s.") % {"number": made.pk})


def propose(
    region: str = typer.Option("", "--region", help=_("Kode wilayah; kosong untuk semua.")),
    on: str = On,
    by: str = By,
) -> None:
    """For everybody who waits."""
    with command_errors(), acting(who := actor(by)):
        made = actions.propose_matches(region_code=region, by=who, on=day_of(on))
        open_ones = list(queries.proposals(viewer=who).values_list("pk", flat=True))
    console.print(_("%(count)s usulan baru.") % {"count": formats.count(made)})
    console.print(" ".join(str(one) for one in open_ones))


def decide(
    matches: list[int] = typer.Argument(help=_("Nomor pasangan, satu atau lebih.")),
    refuse: bool = typer.Option(False, "--refuse", help=_("Tolak usulan ini.")),
    on: str = On,
    by: str = By,
) -> None:
    """All of them or none."""
    with command_errors(), acting(who := actor(by)):
        changed = actions.decide_matches(match_ids=matches, accept=not refuse, by=who, on=day_of(on))
    console.print(_("%(count)s usulan diputuskan.") % {"count": formats.count(changed)})


def unmatch(outreach: int = Person, said: str = Said, on: str = On, by: str = By) -> None:
    """The cadre no longer comes."""
    with command_errors(), acting(who := actor(by)):
        made = actions.end_match(outreach_id=outreach, said=said, by=who, on=day_of(on))
    console.print(made.get_status_display())


def schedule(
    outreach: int = Person,
    first: str = typer.Option(..., "--first", help=_("Tanggal kunjungan pertama.")),
    times: int = typer.Option(8, "--times", help=_("Banyak kunjungan.")),
    every: int = typer.Option(None, "--every", help=_("Tiap berapa hari; bawaan menurut angka yang berlaku.")),
    on: str = On,
    by: str = By,
) -> None:
    """A series."""
    given: dict[str, Any] = {"outreach_id": outreach, "first_on": day_of(first), "times": times, "every_days": every}
    with command_errors(), acting(who := actor(by)):
        made = actions.schedule_visits(**given, by=who, on=day_of(on))
    console.print(_("%(count)s kunjungan baru.") % {"count": formats.count(made)})


def list_visits(by: str = By, json: bool = Json) -> None:
    """Of those whom the actor may see; a cadre's own."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.visits(viewer=who)[:200])
    if json:
        as_json(
            [{"id": one.pk, "outreach": one.outreach_id, "due_on": one.due_on, "status": one.status} for one in found]
        )
        return
    rows = [(str(one.pk), one.due_on.isoformat(), words.masked(one.case), one.get_status_display()) for one in found]
    show((_("Nomor"), _("Hari"), _("Nama"), _("Keadaan")), rows)


def note(
    visit: int = typer.Argument(help=_("Nomor kunjungan.")),
    state: str = typer.Option("done", "--state", help=_("done atau missed.")),
    daily: str = typer.Option("", "--daily", help=_("Sehari-hari: 1 banyak bantuan, 2 sedikit, 3 sendiri.")),
    social: str = typer.Option("", "--social", help=_("Bergaul: 1, 2, atau 3.")),
    work: str = typer.Option("", "--work", help=_("Bekerja: 1, 2, atau 3.")),
    words_: str = typer.Option("", "--note", help=_("Catatan.")),
    by: str = By,
) -> None:
    """What was seen."""
    given: dict[str, Any] = {"state": state, "daily": daily, "social": social, "work": work, "note": words_}
    with command_errors(), acting(who := actor(by)):
        made = actions.note_visit(visit_id=visit, **given, by=who, at=timezone.now())
    console.print(made.get_status_display())


def move(
    visit: int = typer.Argument(help=_("Nomor kunjungan.")),
    to: str = typer.Option(..., "--to", help=_("Hari baru, misalnya 2026-11-23.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """Another day."""
    with command_errors(), acting(who := actor(by)):
        made = actions.move_visit(visit_id=visit, to=day_of(to), said=said, by=who, on=day_of(on))
    console.print(_("Kunjungan nomor %(number)s.") % {"number": made.pk})


def photo(
    visit: int = typer.Argument(help=_("Nomor kunjungan.")),
    file: Path = typer.Argument(help=_("Berkas foto.")),
    words_: str = typer.Option("", "--words", help=_("Keterangan foto.")),
    by: str = By,
) -> None:
    """A photo of a visit."""
    with command_errors(), acting(who := actor(by)):
        content = existing(file).read_bytes()
        made = actions.add_photo(visit_id=visit, content=content, words=words_, by=who, at=timezone.now())
    console.print(_("Foto nomor %(number)s.") % {"number": made.pk})


def plan(
    outreach: int = Person,
    wish: str = typer.Option(..., "--wish", help=_("Yang diinginkan orangnya.")),
    until: str = typer.Option(..., "--until", help=_("Ditinjau paling lambat.")),
    sides: str = typer.Option("daily,social,work", "--sides", help=_("daily, social, work, dipisah koma.")),
    budget: int = typer.Option(0, "--budget", help=_("Anggaran dalam rupiah.")),
    fund: int = typer.Option(None, "--fund", help=_("Nomor dana.")),
    on: str = On,
    by: str = By,
) -> None:
    """Submitted to a second person."""
    given: dict[str, Any] = {"wish": wish, "sides": sides.split(","), "until": day_of(until)}
    with command_errors(), acting(who := actor(by)):
        made = actions.plan(outreach_id=outreach, **given, budget=budget, fund_id=fund, by=who, on=day_of(on))
    console.print(str(made))


def evaluate(
    outreach: int = Person,
    outcome: str = typer.Option(..., "--outcome", help=_("continue, workshop, atau ready.")),
    said: str = Said,
    daily: str = typer.Option("", "--daily", help=_("Sehari-hari: 1 banyak bantuan, 2 sedikit, 3 sendiri.")),
    social: str = typer.Option("", "--social", help=_("Bergaul: 1, 2, atau 3.")),
    work: str = typer.Option("", "--work", help=_("Bekerja: 1, 2, atau 3.")),
    on: str = On,
    by: str = By,
) -> None:
    """How somebody fares."""
    given: dict[str, Any] = {"outcome": outcome, "said": said, "daily": daily, "social": social, "work": work}
    with command_errors(), acting(who := actor(by)):
        made = actions.evaluate(outreach_id=outreach, **given, by=who, on=day_of(on))
    console.print(made.get_outcome_display())


def aid(
    outreach: int = Person,
    kind: str = typer.Option("goods", "--kind", help=_("goods atau money.")),
    on: str = On,
    by: str = By,
) -> None:
    """The day's amount, once."""
    with command_errors(), acting(who := actor(by)):
        made = actions.give_independence_aid(outreach_id=outreach, kind=kind, by=who, on=day_of(on))
    console.print(formats.rupiah(made.rupiah))


def alone(outreach: int = Person, on: str = On, by: str = By) -> None:
    """Into after-care."""
    with command_errors(), acting(who := actor(by)):
        made = actions.go_on_alone(outreach_id=outreach, by=who, on=day_of(on))
    console.print(made.get_status_display())


def end(outreach: int = Person, said: str = Said, on: str = On, by: str = By) -> None:
    """Outreach leaves."""
    with command_errors(), acting(who := actor(by)):
        made = actions.end(outreach_id=outreach, said=said, by=who, on=day_of(on))
    console.print(made.get_status_display())
