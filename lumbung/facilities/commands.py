"""`lumbung facilities …` and `lumbung climate …`: every act in a house from the keyboard, by a named person."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of
from lumbung.facilities import actions, climate_commands, queries, room_commands, stay_commands, words
from lumbung.facilities.models import Stay, Waiting

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
House = typer.Argument(help=_("Nomor fasilitas."))
StayNumber = typer.Argument(help=_("Nomor tinggal."))
Said = typer.Option(..., "--said", help=_("Penjelasan dalam satu kalimat."))
Sign = typer.Option("signature", "--sign", help=_("signature, thumb, atau typed."))
Witness = typer.Option("", "--witness", help=_("Nama saksi."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung facilities` and `lumbung climate`."""
    group = typer.Typer(help=_("Fasilitas: tempat tidur, penghuni, ruang, kegiatan."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "list": (list_facilities, _("Fasilitas dan tempat tidurnya.")),
        "open": (open_facility, _("Buka fasilitas.")),
        "room": (add_room, _("Tambah ruang dan tempat tidurnya.")),
        "forecast": (forecast, _("Tempat tidur yang diperkirakan kosong.")),
        "admit": (admit, _("Terima seseorang.")),
        "wait": (wait, _("Masukkan ke antrean.")),
        "waiting": (list_waiting, _("Antrean menurut urutan.")),
        "place": (place, _("Beri tempat tidur kepada yang gilirannya tiba.")),
        "stays": (list_stays, _("Daftar penghuni.")),
        "out": (go_out, _("Catat izin keluar.")),
        "back": (come_back, _("Catat sudah kembali.")),
        "keep": (keep, _("Catat barang titipan.")),
        "return": (give_back, _("Kembalikan barang titipan.")),
        "incident": (incident, _("Catat kejadian.")),
        "meal": (meal, _("Catat yang makan.")),
        "extend": (extend, _("Minta perpanjangan tinggal.")),
        "decide": (decide, _("Putuskan perpanjangan menurut rapat kasus.")),
        "discharge": (discharge, _("Catat kepulangan.")),
        **room_commands.COMMANDS,
        **stay_commands.COMMANDS,
    }
    for name, (function, said) in told.items():
        group.command(name, help=said)(function)
    root.add_typer(group, name="facilities")
    climate_commands.register(root)


def list_facilities(by: str = By, json: bool = Json) -> None:
    """Within the actor's reach."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.facilities(viewer=who))
    if json:
        names = ("id", "name", "kind", "region_code", "bed_count", "taken", "status")
        as_json([{name: getattr(one, name) for name in names} for one in found])
        return
    rows = [(str(one.pk), one.name, one.get_kind_display(), f"{one.taken}/{one.bed_count}") for one in found]
    show((_("Nomor"), _("Nama"), _("Jenis"), _("Terisi")), rows)


def open_facility(
    name: str = typer.Argument(help=_("Nama fasilitas.")),
    kind: str = typer.Option(..., "--kind", help=_("sentra, shelter, uptd, lks, slrt, atau other.")),
    region: str = typer.Option(..., "--region", help=_("Kode wilayah.")),
    sex: str = typer.Option("", "--sex", help=_("P atau L; kosong untuk semua.")),
    age_from: int = typer.Option(0, "--age-from", help=_("Umur terendah.")),
    age_to: int = typer.Option(120, "--age-to", help=_("Umur tertinggi.")),
    staff: int = typer.Option(0, "--staff", help=_("Petugas yang berjaga.")),
    by: str = By,
) -> None:
    """A house."""
    told: dict[str, Any] = {"kind": kind, "sex": sex, "age_from": age_from, "age_to": age_to, "staff": staff}
    with command_errors(), acting(who := actor(by)):
        made = actions.open_facility(region_code=region, name=name, by=who, **told)
    console.print(_("Fasilitas nomor %(number)s.") % {"number": made.pk})


def add_room(
    house: int = House,
    name: str = typer.Argument(help=_("Nama ruang.")),
    kind: str = typer.Option("dormitory", "--kind", help=_("Guna ruang, misalnya dormitory atau cafe.")),
    seats: int = typer.Option(0, "--seats", help=_("Paling banyak orang.")),
    area: str = typer.Option("", "--area", help=_("Luas dalam meter persegi.")),
    beds: str = typer.Option("", "--beds", help=_("Tanda tempat tidur, dipisah koma.")),
    bookable: bool = typer.Option(False, "--bookable", help=_("Boleh dipesan.")),
    window: bool = typer.Option(False, "--window", help=_("Jendelanya digerakkan motor.")),
    by: str = By,
) -> None:
    """A room, with beds where it is to sleep in."""
    told: dict[str, Any] = {"kind": kind, "seats": seats, "bookable": bookable, "window": window, "area": area or None}
    with command_errors(), acting(who := actor(by)):
        marks = beds.split(",") if beds else []
        made = actions.add_room(facility_id=house, name=name, by=who, beds=marks, **told)
    console.print(_("Ruang nomor %(number)s.") % {"number": made.pk})


def forecast(house: int = House, on: str = On, by: str = By, json: bool = Json) -> None:
    """The next thirty days."""
    with command_errors(), acting(who := actor(by)):
        ahead = queries.forecast(viewer=who, facility_id=house, on=day_of(on))
    if json:
        as_json([{"day": day, "free": free} for day, free in ahead])
        return
    show((_("Hari"), _("Kosong")), [(day.isoformat(), formats.count(free)) for day, free in ahead])


def _arrival(called: str, sex: str, age: int, reason: str, stay_type: str, person: int | None) -> actions.Arrival:
    return actions.Arrival(called=called, sex=sex, age=age, reason=reason, stay_type=stay_type, person_id=person)


Called = typer.Option(..., "--called", help=_("Nama panggilan."))
Sex = typer.Option(..., "--sex", help=_("P atau L."))
Age = typer.Option(..., "--age", help=_("Umur, kira-kira."))
Reason = typer.Option(..., "--reason", help=_("Mengapa datang."))
Type = typer.Option(str(Stay.Type.EMERGENCY), "--type", help=_("emergency, short, atau long."))
Person = typer.Option(None, "--person", help=_("Nomor orang di data, bila tercatat."))
Secret = typer.Option(False, "--secret", help=_("Hanya yang bertindak yang tahu siapa dia."))
Urgency = typer.Option(
    str(Waiting.Urgency.DANGER), "--urgency", help=_("1 tidak aman malam ini, 2 segera, 3 direncanakan.")
)


def admit(
    house: int = House,
    called: str = Called,
    sex: str = Sex,
    age: int = Age,
    reason: str = Reason,
    stay_type: str = Type,
    person: int = Person,
    secret: bool = Secret,
    urgency: str = Urgency,
    by: str = By,
    json: bool = Json,
) -> None:
    """A bed tonight."""
    who_came = _arrival(called, sex, age, reason, stay_type, person)
    common: dict[str, Any] = {"facility_id": house, "who": who_came, "urgency": urgency, "at": timezone.now()}
    with command_errors(), acting(who := actor(by)):
        made = actions.admit(by=who, readers=[] if secret else None, **common)
    tell(made, json)


def wait(
    house: int = House,
    called: str = Called,
    sex: str = Sex,
    age: int = Age,
    reason: str = Reason,
    stay_type: str = Type,
    person: int = Person,
    secret: bool = Secret,
    urgency: str = Urgency,
    by: str = By,
) -> None:
    """A place in line."""
    who_came = _arrival(called, sex, age, reason, stay_type, person)
    common: dict[str, Any] = {"facility_id": house, "who": who_came, "urgency": urgency, "at": timezone.now()}
    with command_errors(), acting(who := actor(by)):
        made = actions.wait(by=who, readers=[] if secret else None, **common)
    console.print(str(made))


def list_waiting(house: int = House, by: str = By, json: bool = Json) -> None:
    """In the order in which beds are given."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.waiting(viewer=who, facility_id=house))
    if json:
        as_json([{"id": one.pk, "urgency": one.urgency, "asked_at": one.asked_at} for one in found])
        return
    rows = [(str(one.pk), words.listed(one), one.get_urgency_display(), formats.moment(one.asked_at)) for one in found]
    show((_("Nomor"), _("Nama panggilan"), _("Mendesak"), _("Diminta")), rows)


def place(number: int = typer.Argument(help=_("Nomor antrean.")), by: str = By, json: bool = Json) -> None:
    """Their turn has come."""
    with command_errors(), acting(who := actor(by)):
        made = actions.admit_waiting(waiting_id=number, by=who, at=timezone.now())
    tell(made, json)


def list_stays(
    status: str = typer.Option("", "--status", help=_("inside, away, atau left.")), by: str = By, json: bool = Json
) -> None:
    """Those the actor may know of."""
    with command_errors(), acting(who := actor(by)):
        found = queries.stays(viewer=who)
        rows = list(found.filter(status=status) if status else found)
    if json:
        as_json([summary(one) for one in rows])
        return
    told = [(str(one.pk), words.listed(one), one.facility.name, one.due_on.isoformat()) for one in rows]
    show((_("Nomor"), _("Nama panggilan"), _("Fasilitas"), _("Batas tinggal")), told)


def go_out(
    number: int = StayNumber,
    where: str = typer.Option(..., "--where", help=_("Ke mana dan dengan siapa.")),
    due: datetime = typer.Option(..., "--due", help=_("Janji kembali, misalnya 2026-11-20T14:30:00.")),
    by: str = By,
) -> None:
    """Out for a while."""
    told: dict[str, Any] = {"stay_id": number, "where": where, "due_at": timezone.make_aware(due)}
    with command_errors(), acting(who := actor(by)):
        actions.go_out(by=who, at=timezone.now(), **told)
    console.print(_("Izin keluar tercatat."))


def come_back(number: int = StayNumber, by: str = By) -> None:
    """Inside again."""
    with command_errors(), acting(who := actor(by)):
        actions.come_back(stay_id=number, by=who, at=timezone.now())
    console.print(_("Sudah kembali."))


def keep(
    number: int = StayNumber,
    what: str = typer.Argument(help=_("Barang.")),
    stored: str = typer.Option(..., "--place", help=_("Disimpan di.")),
    count: int = typer.Option(1, "--count", help=_("Banyaknya.")),
    sign: str = Sign,
    witness: str = Witness,
    on: str = On,
    by: str = By,
) -> None:
    """A thing to keep."""
    told: dict[str, Any] = {"what": what, "place": stored, "count": count, "sign": sign, "witness": witness}
    with command_errors(), acting(who := actor(by)):
        made = actions.keep_belonging(stay_id=number, by=who, on=day_of(on), **told)
    console.print(_("Titipan nomor %(number)s.") % {"number": made.pk})


def give_back(
    number: int = typer.Argument(help=_("Nomor titipan.")),
    sign: str = Sign,
    witness: str = Witness,
    on: str = On,
    by: str = By,
) -> None:
    """A thing goes back."""
    with command_errors(), acting(who := actor(by)):
        actions.give_back(belonging_id=number, sign=sign, witness=witness, by=who, on=day_of(on))
    console.print(_("Titipan dikembalikan."))


def incident(
    house: int = House,
    kind: str = typer.Argument(help=_("ill, hurt, fight, missing, harm, abuse, damage, atau other.")),
    told: str = typer.Option(..., "--told", help=_("Apa yang terjadi.")),
    done: str = typer.Option(..., "--done", help=_("Apa yang dilakukan.")),
    stay: int = typer.Option(None, "--stay", help=_("Nomor tinggal.")),
    by: str = By,
) -> None:
    """What happened, now."""
    given: dict[str, Any] = {"kind": kind, "told": told, "done": done, "stay_id": stay}
    with command_errors(), acting(who := actor(by)):
        actions.note_incident(facility_id=house, by=who, at=timezone.now(), **given)
    console.print(_("Kejadian tercatat."))


def meal(
    house: int = House,
    kind: str = typer.Argument(help=_("1 sarapan, 2 siang, 3 malam, 4 makanan kecil.")),
    eaten: int = typer.Argument(help=_("Yang makan.")),
    on: str = On,
    by: str = By,
) -> None:
    """How many ate."""
    with command_errors(), acting(who := actor(by)):
        actions.count_meal(facility_id=house, kind=kind, eaten=eaten, by=who, on=day_of(on))
    console.print(_("Tersimpan."))


def extend(number: int = StayNumber, said: str = Said, on: str = On, by: str = By) -> None:
    """More time."""
    with command_errors(), acting(who := actor(by)):
        made = actions.ask_extension(stay_id=number, said=said, by=who, on=day_of(on))
    told = {"number": made.pk, "day": formats.day(made.until)}
    console.print(_("Perpanjangan %(number)s sampai %(day)s menunggu rapat kasus.") % told)


def decide(
    number: int = typer.Argument(help=_("Nomor perpanjangan.")),
    conference: str = typer.Option("", "--conference", help=_("Nomor notula rapat kasus.")),
    refuse: bool = typer.Option(False, "--refuse", help=_("Tidak diperpanjang.")),
    on: str = On,
    by: str = By,
) -> None:
    """As the conference decided."""
    told: dict[str, Any] = {"extension_id": number, "agree": not refuse, "conference": conference}
    with command_errors(), acting(who := actor(by)):
        actions.decide_extension(by=who, on=day_of(on), **told)
    console.print(_("Putusan rapat tersimpan."))


def discharge(
    number: int = StayNumber,
    to: str = typer.Option(..., "--to", help=_("family, relatives, facility, hospital, own, unknown, atau died.")),
    said: str = Said,
    by: str = By,
    json: bool = Json,
) -> None:
    """Home, or elsewhere."""
    with command_errors(), acting(who := actor(by)):
        made = actions.discharge(stay_id=number, to=to, said=said, by=who, at=timezone.now())
    tell(made, json)


def summary(one: Stay) -> dict[str, Any]:
    """A stay for a program."""
    names = ("id", "facility_id", "stay_type", "status", "admitted_on", "due_on", "extensions", "left_on", "left_to")
    return {name: getattr(one, name) for name in names}


def tell(made: Stay, json: bool) -> None:
    """A stay after an act."""
    if json:
        as_json(summary(made))
        return
    told = {"number": made.pk, "status": made.get_status_display(), "day": formats.day(made.due_on)}
    console.print(_("Tinggal nomor %(number)s: %(status)s, batas %(day)s.") % told)


def show(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    """A table."""
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    console.print(table)
