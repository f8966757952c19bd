"""More about stays and houses from the keyboard: another bed, who may know, breaking the glass, closing a house."""

from collections.abc import Callable
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core.actors import acting
from lumbung.core.commands import UnknownActor, actor, command_errors, console
from lumbung.facilities import actions, queries
from lumbung.staff import queries as staff

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Said = typer.Option(..., "--said", help=_("Penjelasan dalam satu kalimat."))
House = typer.Argument(help=_("Nomor fasilitas."))
StayNumber = typer.Argument(help=_("Nomor tinggal."))
Bed = typer.Argument(help=_("Nomor tempat tidur."))


def change(
    house: int = House,
    sex: str = typer.Option(None, "--sex", help=_("P atau L; kosong untuk semua.")),
    age_from: int = typer.Option(None, "--age-from", help=_("Umur terendah.")),
    age_to: int = typer.Option(None, "--age-to", help=_("Umur tertinggi.")),
    staff_on_duty: int = typer.Option(None, "--staff", help=_("Petugas yang berjaga.")),
    rules: str = typer.Option(None, "--rules", help=_("Tata tertib.")),
    by: str = By,
) -> None:
    """What is left out stays as it is."""
    told = {"sex": sex, "age_from": age_from, "age_to": age_to, "staff": staff_on_duty, "house_rules": rules}
    given: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    with command_errors(), acting(who := actor(by)):
        actions.change_facility(facility_id=house, by=who, **given)
    console.print(_("Tersimpan."))


def close(house: int = House, by: str = By) -> None:
    """Nobody may sleep there any more."""
    with command_errors(), acting(who := actor(by)):
        actions.close_facility(facility_id=house, by=who)
    console.print(_("Fasilitas ditutup."))


def beds(house: int = House, by: str = By) -> None:
    """With their numbers."""
    with command_errors(), acting(who := actor(by)):
        queries.facility(viewer=who, facility_id=house)
        found = queries.beds_of(viewer=who, facility_id=house)
    for bed, placed in found:
        state = _("terisi") if placed else _("kosong") if bed.in_use else _("rusak")
        console.print(f"{bed.pk}  {bed.room.name} {bed.label}  {state}")


def bed(
    number: int = Bed,
    broken: bool = typer.Option(False, "--broken", help=_("Tidak bisa dipakai.")),
    by: str = By,
) -> None:
    """Broken, or whole again."""
    with command_errors(), acting(who := actor(by)):
        actions.set_bed_in_use(bed_id=number, in_use=not broken, by=who)
    console.print(_("Tersimpan."))


def move(number: int = StayNumber, bed_number: int = Bed, by: str = By) -> None:
    """From tonight on."""
    with command_errors(), acting(who := actor(by)):
        actions.move_bed(stay_id=number, bed_id=bed_number, by=who, at=timezone.now())
    console.print(_("Sudah pindah tempat tidur."))


def name(number: int = StayNumber, person: int = typer.Argument(help=_("Nomor orang di data.")), by: str = By) -> None:
    """Later it is known who somebody is."""
    with command_errors(), acting(who := actor(by)):
        actions.name_person(stay_id=number, person_id=person, by=who)
    console.print(_("Tersimpan."))


def readers(
    number: int = StayNumber,
    usernames: list[str] = typer.Option([], "--reader", help=_("Nama pengguna yang boleh tahu; boleh berulang.")),
    everybody: bool = typer.Option(False, "--everybody", help=_("Tidak dirahasiakan lagi.")),
    by: str = By,
) -> None:
    """Who may know, by one of those who do."""
    with command_errors(), acting(who := actor(by)):
        known = {one.username: one.pk for one in staff.who_may(permission="facilities.view")}
        if unknown := set(usernames) - set(known):
            raise UnknownActor(username=min(unknown))
        named = None if everybody else [known[one] for one in usernames]
        actions.set_readers(stay_id=number, readers=named, by=who)
    console.print(_("Pembaca tersimpan."))


def break_glass(number: int = StayNumber, said: str = Said, by: str = By) -> None:
    """Those who may know are told at once."""
    with command_errors(), acting(who := actor(by)):
        made = actions.break_glass(stay_id=number, reason=said, by=who, at=timezone.now())
    console.print(_("Pembukaan darurat nomor %(number)s. Yang boleh tahu diberi tahu.") % {"number": made.pk})


def judge(
    number: int = typer.Argument(help=_("Nomor pembukaan darurat.")),
    verdict: str = typer.Argument(help=_("right beralasan, wrong tidak beralasan.")),
    by: str = By,
) -> None:
    """By one of those who may know."""
    with command_errors(), acting(who := actor(by)):
        actions.review_glass(glass_id=number, verdict=verdict, by=who, on=timezone.localdate())
    console.print(_("Pembukaan darurat dinilai."))


def withdraw(number: int = typer.Argument(help=_("Nomor antrean.")), said: str = Said, by: str = By) -> None:
    """They no longer need the bed."""
    with command_errors(), acting(who := actor(by)):
        actions.withdraw_waiting(waiting_id=number, said=said, by=who)
    console.print(_("Dicabut dari antrean."))


COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "change": (change, _("Ubah fasilitas.")),
    "close": (close, _("Tutup fasilitas.")),
    "beds": (beds, _("Tempat tidur sebuah fasilitas.")),
    "bed": (bed, _("Tempat tidur rusak atau bisa dipakai lagi.")),
    "move": (move, _("Pindahkan penghuni ke tempat tidur lain.")),
    "name": (name, _("Catat siapa penghuni itu di data.")),
    "readers": (readers, _("Atur siapa yang boleh tahu.")),
    "break-glass": (break_glass, _("Buka data tinggal yang dirahasiakan dalam keadaan darurat.")),
    "judge": (judge, _("Nilai pembukaan darurat.")),
    "leave-line": (withdraw, _("Cabut dari antrean.")),
}
