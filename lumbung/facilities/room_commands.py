"""Rooms and courses from the keyboard."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of
from lumbung.facilities import actions, queries

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Booking = typer.Argument(help=_("Nomor pemesanan."))


def book(
    room: int = typer.Argument(help=_("Nomor ruang.")),
    title: str = typer.Option(..., "--title", help=_("Kegiatan.")),
    begins: datetime = typer.Option(..., "--begins", help=_("Mulai, misalnya 2026-11-20T10:00:00.")),
    ends: datetime = typer.Option(..., "--ends", help=_("Selesai, misalnya 2026-11-20T12:00:00.")),
    people: int = typer.Option(..., "--people", help=_("Banyaknya orang.")),
    club: bool = typer.Option(False, "--club", help=_("Kelompok tetap.")),
    by: str = By,
) -> None:
    """Ask for a room."""
    told: dict[str, Any] = {"title": title, "people": people, "club": club}
    told |= {"begins_at": timezone.make_aware(begins), "ends_at": timezone.make_aware(ends)}
    with command_errors(), acting(who := actor(by)):
        made = actions.book_room(room_id=room, by=who, at=timezone.now(), **told)
    console.print(_("Pemesanan nomor %(number)s menunggu persetujuan.") % {"number": made.pk})


def bookings(by: str = By, json: bool = Json) -> None:
    """By time."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.bookings(viewer=who))
    told = [{"id": one.pk, "room_id": one.room_id, "title": one.title, "begins_at": one.during.lower,
             "ends_at": one.during.upper, "status": one.status} for one in found]  # fmt: skip
    if json:
        as_json(told)
        return
    for one in told:
        console.print(f"{one['id']}  {one['begins_at']:%Y-%m-%d %H.%M}  {one['title']}  {one['status']}")


def approve(
    number: int = Booking,
    refuse: bool = typer.Option(False, "--refuse", help=_("Tolak pemesanannya.")),
    said: str = typer.Option("", "--said", help=_("Alasan bila ditolak.")),
    on: str = On,
    by: str = By,
) -> None:
    """By another person than the one who asked."""
    told: dict[str, Any] = {"booking_id": number, "agree": not refuse, "said": said}
    with command_errors(), acting(who := actor(by)):
        actions.decide_booking(by=who, on=day_of(on), **told)
    console.print(_("Putusan tersimpan."))


def withdraw(number: int = Booking, said: str = typer.Option(..., "--said", help=_("Alasan.")), by: str = By) -> None:
    """By whoever asked for it."""
    with command_errors(), acting(who := actor(by)):
        actions.withdraw_booking(booking_id=number, said=said, by=who)
    console.print(_("Pemesanan dibatalkan."))


def course(
    house: int = typer.Argument(help=_("Nomor fasilitas.")),
    name: str = typer.Argument(help=_("Nama program kegiatan.")),
    skill: str = typer.Option(..., "--skill", help=_("Keterampilan.")),
    hours: int = typer.Option(..., "--hours", help=_("Jam pelajaran.")),
    seats: int = typer.Option(..., "--seats", help=_("Banyaknya tempat.")),
    starts: str = typer.Option(..., "--starts", help=_("Mulai, misalnya 2026-11-20.")),
    ends: str = typer.Option(..., "--ends", help=_("Selesai, misalnya 2026-12-20.")),
    by: str = By,
) -> None:
    """A course of a house."""
    told: dict[str, Any] = {"name": name, "skill": skill, "hours": hours, "seats": seats}
    with command_errors(), acting(who := actor(by)):
        made = actions.open_course(facility_id=house, starts_on=day_of(starts), ends_on=day_of(ends), by=who, **told)
    console.print(_("Program kegiatan nomor %(number)s.") % {"number": made.pk})


def join(
    number: int = typer.Argument(help=_("Nomor program kegiatan.")),
    name: str = typer.Argument(help=_("Nama pada sertifikat.")),
    person: int = typer.Option(None, "--person", help=_("Nomor orang di data, bila tercatat.")),
    stay: int = typer.Option(None, "--stay", help=_("Nomor tinggal, bila ia tinggal di sini.")),
    by: str = By,
) -> None:
    """Somebody takes part; as secret as their stay."""
    with command_errors(), acting(who := actor(by)):
        made = actions.join_course(course_id=number, name=name, person_id=person, stay_id=stay, by=who)
    console.print(_("Peserta nomor %(number)s.") % {"number": made.pk})


def certify(
    number: int = typer.Argument(help=_("Nomor peserta.")),
    hours: int = typer.Option(None, "--hours", help=_("Catat dulu jam hadirnya.")),
    on: str = On,
    by: str = By,
) -> None:
    """The skill is earned."""
    with command_errors(), acting(who := actor(by)):
        if hours is not None:
            actions.note_hours(learner_id=number, hours=hours, by=who)
        made = actions.certify(learner_id=number, by=who, on=day_of(on))
    console.print(_("Sertifikat %(number)s.") % {"number": made.number})


def stop(number: int = typer.Argument(help=_("Nomor peserta.")), by: str = By) -> None:
    """They no longer come; the place is free."""
    with command_errors(), acting(who := actor(by)):
        actions.stop_learning(learner_id=number, by=who)
    console.print(_("Tercatat berhenti."))


def check(number: str = typer.Argument(help=_("Nomor sertifikat."))) -> None:
    """Whether a certificate counts."""
    with command_errors():
        found = queries.certificate(number=number)
    console.print(f"{found.name}: {found.skill}, {found.facility}, {found.passed_on}")


COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "book": (book, _("Pesan ruang.")),
    "bookings": (bookings, _("Daftar pemesanan ruang.")),
    "approve": (approve, _("Setujui atau tolak pemesanan ruang.")),
    "cancel-booking": (withdraw, _("Batalkan pemesanan ruang.")),
    "course": (course, _("Buka program kegiatan.")),
    "join": (join, _("Catat peserta kegiatan.")),
    "certify": (certify, _("Terbitkan sertifikat.")),
    "stop": (stop, _("Catat peserta berhenti.")),
    "check": (check, _("Periksa sertifikat.")),
}
