"""What is grown and learnt, from the keyboard: part of `lumbung district`."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core.actors import acting
from lumbung.core.commands import actor, command_errors, console, day_of, existing
from lumbung.districts import actions

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Person = typer.Argument(help=_("Nomor orang di data."))
Said = typer.Option("", "--said", help=_("Penjelasan dalam satu kalimat."))
ActivityNumber = typer.Argument(help=_("Nomor usaha."))
NeedNumber = typer.Argument(help=_("Nomor kebutuhan."))
CohortNumber = typer.Argument(help=_("Nomor angkatan."))
PlaceNumber = typer.Argument(help=_("Nomor peserta."))


def wish(
    person: int = Person,
    kind: str = typer.Option("crops", "--kind", help=_("crops, animals, craft, food, atau other.")),
    wish: str = typer.Option(..., "--wish", help=_("Keinginannya.")),
    on: str = On,
    by: str = By,
) -> None:
    """A consultation at home is due."""
    with command_errors(), acting(who := actor(by)):
        made = actions.wish_activity(person_id=person, kind=kind, wish=wish, by=who, on=day_of(on))
    console.print(_("Usaha nomor %(number)s.") % {"number": made.pk})


def need(
    number: int = ActivityNumber,
    what: str = typer.Argument(help=_("Yang diperlukan.")),
    rupiah: int = typer.Option(..., "--rupiah", help=_("Perkiraan biaya.")),
    by: str = By,
) -> None:
    """With its cost."""
    with command_errors(), acting(who := actor(by)):
        made = actions.note_need(activity_id=number, what=what, rupiah=rupiah, by=who)
    console.print(_("Kebutuhan nomor %(number)s.") % {"number": made.pk})


def give(
    number: int = NeedNumber,
    case: int = typer.Option(..., "--case", help=_("Nomor kasus dengan rencana yang disetujui.")),
    rupiah: int = typer.Option(..., "--rupiah", help=_("Biaya sebenarnya.")),
    on: str = On,
    by: str = By,
) -> None:
    """From the plan's budget and fund."""
    with command_errors(), acting(who := actor(by)):
        actions.give_by_plan(need_id=number, case_id=case, rupiah=rupiah, by=who, on=day_of(on))
    console.print(_("Diberikan menurut rencana."))


def goods(
    number: int = NeedNumber,
    item: str = typer.Argument(help=_("Barang, misalnya benih_sayur.")),
    on: str = On,
    by: str = By,
) -> None:
    """From the store."""
    with command_errors(), acting(who := actor(by)):
        actions.ask_goods(need_id=number, item=item, by=who, on=day_of(on))
    console.print(_("Permintaan barang dikirim."))


def harvest(
    number: int = ActivityNumber,
    what: str = typer.Argument(help=_("Hasil.")),
    amount: str = typer.Option(..., "--amount", help=_("Banyaknya, misalnya 4.5.")),
    unit: str = typer.Option("kg", "--unit", help=_("Satuan.")),
    sold: int = typer.Option(None, "--sold", help=_("Terjual seharga.")),
    photo: Path = typer.Option(None, "--photo", help=_("Berkas foto.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """How much of what."""
    told: dict[str, Any] = {"what": what, "amount": _amount(amount), "unit": unit, "sold": sold, "said": said}
    with command_errors(), acting(who := actor(by)):
        told["photo"] = existing(photo).read_bytes() if photo else None
        actions.note_harvest(activity_id=number, by=who, on=day_of(on), today=timezone.localdate(), **told)
    console.print(_("Panen dicatat."))


def stop(number: int = ActivityNumber, said: str = Said, by: str = By) -> None:
    """With a reason."""
    with command_errors(), acting(who := actor(by)):
        actions.end_activity(activity_id=number, said=said, by=who)
    console.print(_("Usaha ditutup."))


def major(
    name: str = typer.Argument(help=_("Jurusan.")),
    kind: str = typer.Option("enterprise", "--kind", help=_("inclusion atau enterprise.")),
    audience: str = typer.Option(..., "--for", help=_("single_parent, disability, atau elderly.")),
    region: str = typer.Option(..., "--region", help=_("Kode wilayah.")),
    by: str = By,
) -> None:
    """In a region."""
    told: dict[str, Any] = {"kind": kind, "audience": audience, "region_code": region, "name": name}
    with command_errors(), acting(who := actor(by)):
        made = actions.open_major(by=who, **told)
    console.print(_("Jurusan nomor %(number)s.") % {"number": made.pk})


def cohort(
    major: int = typer.Argument(help=_("Nomor jurusan.")),
    name: str = typer.Argument(help=_("Angkatan.")),
    seats: int = typer.Option(..., "--seats", help=_("Banyaknya tempat.")),
    since: str = typer.Option(..., "--since", help=_("Hari mulai, misalnya 2026-12-01.")),
    until: str = typer.Option(..., "--until", help=_("Hari selesai.")),
    by: str = By,
) -> None:
    """With its seats."""
    told: dict[str, Any] = {"seats": seats, "starts_on": day_of(since), "ends_on": day_of(until)}
    with command_errors(), acting(who := actor(by)):
        made = actions.open_cohort(major_id=major, name=name, by=who, **told)
    console.print(_("Angkatan nomor %(number)s.") % {"number": made.pk})


def join(number: int = CohortNumber, person: int = Person, on: str = On, by: str = By) -> None:
    """A seat, or a place in line."""
    with command_errors(), acting(who := actor(by)):
        made = actions.join_cohort(cohort_id=number, person_id=person, by=who, on=day_of(on))
    console.print(_("Peserta nomor %(number)s: %(now)s.") % {"number": made.pk, "now": made.get_status_display()})


def leave(number: int = PlaceNumber, said: str = Said, by: str = By) -> None:
    """The seat goes to whoever waited longest."""
    with command_errors(), acting(who := actor(by)):
        actions.leave_cohort(place_id=number, said=said, by=who)
    console.print(_("Sudah keluar."))


def finish(number: int = PlaceNumber, by: str = By) -> None:
    """Somebody has learnt it."""
    with command_errors(), acting(who := actor(by)):
        actions.finish_cohort(place_id=number, by=who)
    console.print(_("Selesai belajar."))


def attend(
    number: int = CohortNumber,
    came: str = typer.Option("", "--came", help=_("Nomor peserta yang hadir, dipisah koma.")),
    on: str = On,
    by: str = By,
) -> None:
    """Everybody else who learns was not there."""
    present = _numbers(came)
    with command_errors(), acting(who := actor(by)):
        actions.note_attendance(cohort_id=number, came=present, on=day_of(on), today=timezone.localdate(), by=who)
    console.print(_("Kehadiran tersimpan."))


def mentor(
    number: int = PlaceNumber, username: str = typer.Argument(help=_("Nama pengguna mentor.")), by: str = By
) -> None:
    """By the name of an account."""
    with command_errors(), acting(who := actor(by)):
        actions.name_mentor(place_id=number, mentor=username, by=who)
    console.print(_("Tersimpan."))


def advise(number: int = PlaceNumber, said: str = Said, on: str = On, by: str = By) -> None:
    """What mentor and learner talked about."""
    with command_errors(), acting(who := actor(by)):
        actions.note_advice(place_id=number, said=said, by=who, on=day_of(on))
    console.print(_("Catatan mentor tersimpan."))


def start_up(
    number: int = PlaceNumber,
    kind: str = typer.Option("money", "--kind", help=_("money atau goods.")),
    what: str = typer.Option(..., "--what", help=_("Untuk apa, atau barang dari gudang.")),
    rupiah: int = typer.Option(..., "--rupiah", help=_("Nilainya.")),
    on: str = On,
    by: str = By,
) -> None:
    """It waits for another person."""
    told: dict[str, Any] = {"kind": kind, "what": what, "rupiah": rupiah}
    with command_errors(), acting(who := actor(by)):
        made = actions.ask_start_up(place_id=number, by=who, on=day_of(on), **told)
    console.print(_("Bantuan awal nomor %(number)s.") % {"number": made.pk})


def approve(
    number: int = typer.Argument(help=_("Nomor bantuan awal.")),
    refuse: bool = typer.Option(False, "--refuse", help=_("Ditolak.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """By another person than the one who asked."""
    with command_errors(), acting(who := actor(by)):
        made = actions.decide_start_up(start_up_id=number, approve=not refuse, said=said, by=who, on=day_of(on))
    console.print(made.get_status_display())


def pay(
    fund: int = typer.Option(..., "--fund", help=_("Nomor dana.")),
    region: str = typer.Option(..., "--region", help=_("Kode wilayah.")),
    on: str = On,
    by: str = By,
) -> None:
    """A draft; payments' own people submit and approve it."""
    with command_errors(), acting(who := actor(by)):
        made = actions.pay_start_ups(fund_id=fund, region_code=region, by=who, on=day_of(on))
    console.print(_("Siklus pembayaran nomor %(number)s.") % {"number": made.pk})


COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "wish": (wish, _("Catat keinginan berusaha di rumah.")),
    "need": (need, _("Catat yang diperlukan sebuah usaha.")),
    "give": (give, _("Berikan menurut rencana kasus.")),
    "goods": (goods, _("Minta barang dari gudang.")),
    "harvest": (harvest, _("Catat panen.")),
    "stop": (stop, _("Tutup usaha.")),
    "major": (major, _("Tambah jurusan.")),
    "cohort": (cohort, _("Buka angkatan.")),
    "join": (join, _("Daftarkan seseorang ke angkatan.")),
    "leave": (leave, _("Catat keluar dari angkatan.")),
    "finish": (finish, _("Catat selesai belajar.")),
    "attend": (attend, _("Catat kehadiran.")),
    "mentor": (mentor, _("Pilih mentor.")),
    "advise": (advise, _("Tambah catatan mentor.")),
    "start-up": (start_up, _("Ajukan bantuan awal.")),
    "approve": (approve, _("Putuskan bantuan awal.")),
    "pay": (pay, _("Bayar bantuan awal lewat siklus.")),
}
"""What hangs under `lumbung district` beside the calls."""


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise typer.BadParameter(_("Tulis angka, dengan titik untuk pecahan.")) from None


def _numbers(text: str) -> list[int]:
    parts = [one.strip() for one in text.split(",") if one.strip()]
    if not all(one.isdecimal() for one in parts):
        raise typer.BadParameter(_("Tulis nomor dipisah koma, misalnya 3,7."))
    return [int(one) for one in parts]
