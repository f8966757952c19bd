"""Cadres, parent groups, workshops, mobile days, gaps and figures from the keyboard."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of
from lumbung.core.refusals import BadInput
from lumbung.outreach import actions, papers, queries
from lumbung.outreach.options import By, Json, On, Person, Region, Said


class OnePaper(BadInput):
    """A sheet for one person, or a letter for one cadre."""

    message = gettext_lazy("Pilih salah satu: --person untuk lembar kunjungan, atau --cadre untuk surat tugas.")


def cadre(
    person: int = typer.Argument(help=_("Nomor orang di data.")),
    user: int = typer.Option(None, "--user", help=_("Nomor akun kader.")),
    on: str = On,
    by: str = By,
) -> None:
    """Somebody becomes a cadre."""
    with command_errors(), acting(who := actor(by)):
        made = actions.add_cadre(person_id=person, user_id=user, by=who, on=day_of(on))
    console.print(_("Kader nomor %(number)s.") % {"number": made.pk})


def cadres(by: str = By, json: bool = Json) -> None:
    """Within the actor's reach, each with how many persons they have."""
    with command_errors(), acting(who := actor(by)):
        found, load = list(queries.cadres(viewer=who)), queries.loads()
    told = [{"id": one.pk, "name": one.name, "status": one.status, "load": load.get(one.pk, 0)} for one in found]
    if json:
        as_json(told)
        return
    for one in told:
        console.print(f"{one['id']} {one['name']}: {one['load']}")


def train(
    cadre_: int = typer.Argument(metavar="CADRE", help=_("Nomor kader.")),
    title: str = typer.Option(..., "--title", help=_("Nama pelatihan.")),
    hours: int = typer.Option(16, "--hours", help=_("Jam.")),
    certificate: str = typer.Option("", "--certificate", help=_("Nomor sertifikat.")),
    on: str = On,
    by: str = By,
) -> None:
    """Hours learned."""
    given: dict[str, Any] = {"title": title, "hours": hours, "certificate": certificate}
    with command_errors(), acting(who := actor(by)):
        made = actions.train(cadre_id=cadre_, **given, by=who, on=day_of(on))
    console.print(_("Berlaku sampai %(day)s.") % {"day": formats.day(made.until)})


def rest(
    cadre_: int = typer.Argument(metavar="CADRE", help=_("Nomor kader.")),
    status: str = typer.Option("resting", "--status", help=_("active, resting, atau left.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """Rests, comes back, leaves."""
    with command_errors(), acting(who := actor(by)):
        made = actions.set_cadre(cadre_id=cadre_, status=status, said=said, by=who, on=day_of(on))
    console.print(made.get_status_display())


def pay(
    month: str = typer.Argument(help=_("Hari apa saja di bulan itu, misalnya 2026-10-01.")),
    fund: int = typer.Option(..., "--fund", help=_("Nomor dana.")),
    region: str = Region,
    on: str = On,
    by: str = By,
) -> None:
    """A month of allowances as one draft cycle."""
    given: dict[str, Any] = {"month": day_of(month), "fund_id": fund, "region_code": region}
    with command_errors(), acting(who := actor(by)):
        made = actions.pay_allowances(**given, by=who, on=day_of(on))
    console.print(_("Siklus nomor %(number)s.") % {"number": made.pk})


def open_group(
    name: str = typer.Argument(help=_("Nama kelompok.")),
    place: str = typer.Option(..., "--place", help=_("Tempat bertemu.")),
    region: str = Region,
    on: str = On,
    by: str = By,
) -> None:
    """Parents begin to meet."""
    with command_errors(), acting(who := actor(by)):
        made = actions.open_group(name=name, place=place, region_code=region, by=who, on=day_of(on))
    console.print(_("Kelompok nomor %(number)s.") % {"number": made.pk})


def join_group(
    group: int = typer.Argument(help=_("Nomor kelompok.")),
    outreach: int = typer.Option(..., "--for", help=_("Nomor jangkauan.")),
    name: str = typer.Option(..., "--name", help=_("Nama orang tua.")),
    relation: str = typer.Option(..., "--relation", help=_("Hubungan, misalnya ibu.")),
    on: str = On,
    by: str = By,
) -> None:
    """A parent comes."""
    given: dict[str, Any] = {"group_id": group, "outreach_id": outreach, "name": name, "relation": relation}
    with command_errors(), acting(who := actor(by)):
        made = actions.join_group(**given, by=who, on=day_of(on))
    console.print(_("Anggota nomor %(number)s.") % {"number": made.pk})


def leave_group(member: int = typer.Argument(help=_("Nomor anggota.")), on: str = On, by: str = By) -> None:
    """They no longer come."""
    with command_errors(), acting(who := actor(by)):
        made = actions.leave_group(member_id=member, by=who, on=day_of(on))
    console.print(made.name)


def plan_meeting(
    group: int = typer.Argument(help=_("Nomor kelompok.")),
    topic: str = typer.Option(..., "--topic", help=_("Bahan pembicaraan.")),
    on: str = On,
    by: str = By,
) -> None:
    """A day and a topic."""
    with command_errors(), acting(who := actor(by)):
        made = actions.plan_meeting(group_id=group, on=day_of(on), topic=topic, by=who)
    console.print(_("Pertemuan nomor %(number)s.") % {"number": made.pk})


def hold_meeting(
    meeting: int = typer.Argument(help=_("Nomor pertemuan.")),
    said: str = Said,
    came: list[int] = typer.Option([], "--came", help=_("Nomor anggota yang hadir; boleh berulang.")),
    cancel: bool = typer.Option(False, "--cancel", help=_("Pertemuan dibatalkan.")),
    on: str = On,
    by: str = By,
) -> None:
    """What was talked about, and who came."""
    with command_errors(), acting(who := actor(by)):
        if cancel:
            made = actions.cancel_meeting(meeting_id=meeting, said=said, by=who)
        else:
            made = actions.hold_meeting(meeting_id=meeting, said=said, came=came, by=who, on=day_of(on))
    console.print(made.get_status_display())


def open_workshop(
    name: str = typer.Argument(help=_("Nama sanggar.")),
    trades: str = typer.Option(..., "--trades", help=_("Keterampilan, dipisah koma: batik, doormat, patchwork.")),
    places: int = typer.Option(None, "--places", help=_("Banyak tempat; bawaan batasnya.")),
    region: str = Region,
    on: str = On,
    by: str = By,
) -> None:
    """A community opens a workshop."""
    given: dict[str, Any] = {"name": name, "trades": trades.split(","), "places": places, "region_code": region}
    with command_errors(), acting(who := actor(by)):
        made = actions.open_workshop(**given, by=who, on=day_of(on))
    console.print(_("Sanggar nomor %(number)s.") % {"number": made.pk})


def set_workshop(
    workshop: int = typer.Argument(help=_("Nomor sanggar.")),
    status: str = typer.Option(..., "--status", help=_("open atau closed.")),
    by: str = By,
) -> None:
    """Open or closed."""
    with command_errors(), acting(who := actor(by)):
        made = actions.set_workshop(workshop_id=workshop, status=status, by=who)
    console.print(made.get_status_display())


def enter(
    outreach: int = Person,
    workshop: int = typer.Option(..., "--workshop", help=_("Nomor sanggar.")),
    trade: str = typer.Option(..., "--trade", help=_("Keterampilan, misalnya batik.")),
    wish: str = typer.Option(..., "--wish", help=_("Apa yang ia inginkan.")),
    on: str = On,
    by: str = By,
) -> None:
    """A wish to work there."""
    given: dict[str, Any] = {"outreach_id": outreach, "workshop_id": workshop, "trade": trade, "wish": wish}
    with command_errors(), acting(who := actor(by)):
        made = actions.ask_entry(**given, by=who, on=day_of(on))
    console.print(_("Pengajuan nomor %(number)s.") % {"number": made.pk})


def let_in(
    member: int = typer.Argument(help=_("Nomor pengajuan.")),
    said: str = Said,
    refuse: bool = typer.Option(False, "--refuse", help=_("Belum diterima.")),
    conference: int = typer.Option(None, "--conference", help=_("Nomor pembahasan kasus.")),
    on: str = On,
    by: str = By,
) -> None:
    """A second person decides."""
    given: dict[str, Any] = {"member_id": member, "agree": not refuse, "said": said, "conference_id": conference}
    with command_errors(), acting(who := actor(by)):
        made = actions.decide_entry(**given, by=who, on=day_of(on))
    console.print(made.get_status_display())


def leave_workshop(
    member: int = typer.Argument(help=_("Nomor keanggotaan.")),
    to: str = typer.Option(..., "--to", help=_("own, job, home, moved, atau other.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """Somebody goes on elsewhere."""
    with command_errors(), acting(who := actor(by)):
        made = actions.leave_workshop(member_id=member, to=to, said=said, by=who, on=day_of(on))
    console.print(made.get_status_display())


def work_day(
    workshop: int = typer.Argument(help=_("Nomor sanggar.")),
    came: list[int] = typer.Option([], "--came", help=_("Nomor keanggotaan yang hadir; boleh berulang.")),
    on: str = On,
    by: str = By,
) -> None:
    """Who came on a day."""
    with command_errors(), acting(who := actor(by)):
        count = actions.note_work_day(workshop_id=workshop, on=day_of(on), came=came, by=who)
    console.print(_("%(count)s hadir.") % {"count": formats.count(count)})


def mobile(
    place: str = typer.Argument(help=_("Tempat.")),
    services: str = typer.Option(..., "--services", help=_("Layanan, dipisah koma: check, therapy, aids, counsel.")),
    region: str = Region,
    on: str = On,
    by: str = By,
) -> None:
    """The centre comes to a place."""
    given: dict[str, Any] = {"place": place, "services": services.split(","), "region_code": region}
    with command_errors(), acting(who := actor(by)):
        made = actions.plan_day(on=day_of(on), **given, by=who)
    console.print(_("Layanan keliling nomor %(number)s.") % {"number": made.pk})


def serve(
    day: int = typer.Argument(help=_("Nomor layanan keliling.")),
    called: str = typer.Option(..., "--called", help=_("Nama panggilan.")),
    services: str = typer.Option(..., "--services", help=_("Layanan, dipisah koma: check, therapy, aids, counsel.")),
    secret: bool = typer.Option(False, "--secret", help=_("Hanya pencatat yang melihat namanya.")),
    on: str = On,
    by: str = By,
) -> None:
    """Somebody was served."""
    told: dict[str, Any] = {"called": called, "services": services.split(","), "secret": secret}
    with command_errors(), acting(who := actor(by)):
        made = actions.serve(day_id=day, **told, by=who, on=day_of(on))
    console.print(made.called)


def close(
    day: int = typer.Argument(help=_("Nomor layanan keliling.")),
    unnamed: int = typer.Option(0, "--unnamed", help=_("Dilayani tanpa dicatat namanya.")),
    said: str = typer.Option("", "--said", help=_("Catatan.")),
    cancel: bool = typer.Option(False, "--cancel", help=_("Layanan keliling dibatalkan.")),
    on: str = On,
    by: str = By,
) -> None:
    """The day is over, or doesn't take place."""
    with command_errors(), acting(who := actor(by)):
        if cancel:
            made = actions.cancel_day(day_id=day, said=said, by=who)
        else:
            made = actions.close_day(day_id=day, unnamed=unnamed, said=said, by=who, on=day_of(on))
    console.print(made.get_status_display())


def gaps(on: str = On, by: str = By, json: bool = Json) -> None:
    """Where somebody is missing."""
    with command_errors(), acting(who := actor(by)):
        found = queries.gaps(viewer=who, on=day_of(on))
    if json:
        lonely = {code: count for code, _name, count in found.without_cadre}
        above = {one.pk: held for one, held in found.above_load}
        full = {one.pk: held for one, held in found.full}
        as_json(
            {
                "without_cadre": lonely,
                "above_load": above,
                "untrained": [one.pk for one in found.untrained],
                "full": full,
            }
        )
        return
    for _code, name, count in found.without_cadre:
        console.print(_("%(name)s: %(count)s orang tanpa kader") % {"name": name, "count": formats.count(count)})
    for cadre_, held in found.above_load:
        console.print(_("%(name)s: %(count)s dampingan") % {"name": cadre_, "count": formats.count(held)})
    for one in found.untrained:
        console.print(_("%(name)s: pelatihan belum cukup") % {"name": one})
    for shop, held in found.full:
        console.print(_("%(name)s: penuh, %(count)s anggota") % {"name": shop, "count": formats.count(held)})


def figures(
    since: str = typer.Option("", "--since", help=_("Sejak tanggal; bawaan setahun terakhir.")),
    until: str = typer.Option("", "--until", help=_("Sampai tanggal; bawaan hari ini.")),
    by: str = By,
) -> None:
    """Outreach between two days, as JSON."""
    last = day_of(until)
    first = day_of(since) if since else last - timedelta(days=364)
    with command_errors(), acting(who := actor(by)):
        found = queries.figures(viewer=who, since=first, until=last)
    as_json(asdict(found))


def print_(
    person: int = typer.Option(None, "--person", help=_("Nomor jangkauan: lembar kunjungan.")),
    cadre: int = typer.Option(None, "--cadre", help=_("Nomor kader: surat tugas.")),
    to: Path = typer.Option(..., "--to", help=_("Berkas PDF yang ditulis.")),
    on: str = On,
    by: str = By,
) -> None:
    """One of both."""
    with command_errors(), acting(who := actor(by)):
        if (person is None) == (cadre is None):
            raise OnePaper
        content = (
            papers.visit_sheet(viewer=who, outreach_id=person)
            if cadre is None
            else papers.assignment(viewer=who, cadre_id=cadre, on=day_of(on))
        )
    to.write_bytes(content)
    console.print(_("Tersimpan di %(file)s.") % {"file": to})


COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "cadre": (cadre, _("Catat kader.")),
    "cadres": (cadres, _("Kader dan dampingannya.")),
    "train": (train, _("Catat pelatihan kader.")),
    "rest": (rest, _("Kader beristirahat, kembali, atau berhenti.")),
    "pay": (pay, _("Siapkan siklus uang kader sebulan.")),
    "group": (open_group, _("Bentuk kelompok orang tua.")),
    "join": (join_group, _("Tambah anggota kelompok orang tua.")),
    "quit": (leave_group, _("Anggota keluar dari kelompok.")),
    "meeting": (plan_meeting, _("Rencanakan pertemuan orang tua.")),
    "held": (hold_meeting, _("Catat pertemuan orang tua.")),
    "workshop": (open_workshop, _("Buka sanggar kerja.")),
    "set-workshop": (set_workshop, _("Buka atau tutup sanggar.")),
    "enter": (enter, _("Ajukan masuk sanggar kerja.")),
    "let-in": (let_in, _("Putuskan masuk sanggar kerja.")),
    "leave": (leave_workshop, _("Catat keluar dari sanggar kerja.")),
    "work-day": (work_day, _("Catat kehadiran di sanggar.")),
    "mobile": (mobile, _("Rencanakan layanan keliling.")),
    "serve": (serve, _("Catat yang dilayani keliling.")),
    "close-day": (close, _("Tutup atau batalkan layanan keliling.")),
    "gaps": (gaps, _("Di mana kader dan tempat kurang.")),
    "figures": (figures, _("Hasil jangkauan.")),
    "print": (print_, _("Cetak lembar kunjungan atau surat tugas kader ke PDF.")),
}
