"""`lumbung session …` and `lumbung caseload …`: sessions, a worker's day, workload, hand-over, results."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

import typer
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.cases import actions, plan_words, queries, result_sheets
from lumbung.cases.models import Session
from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import UnknownActor, actor, as_json, command_errors, console, day_of

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Number = typer.Argument(help=pgettext("session", "Nomor pertemuan."))
Title = typer.Option(..., "--title", help=_("Judul pertemuan."))
At = typer.Option(..., "--at", help=_("Mulai, misalnya 2026-11-24T09:00."))
Minutes = typer.Option(60, "--minutes", help=_("Lama dalam menit."))
Times = typer.Option(1, "--times", help=_("Berapa minggu berturut-turut."))
Worker = typer.Argument(help=_("Nama pengguna petugas."))
Place = typer.Option("", "--place", help=_("Tempat."))
Room = typer.Option(None, "--room", help=_("Nomor ruang yang dipesan sekaligus."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung session` and `lumbung caseload`."""
    sessions: dict[str, tuple[Callable[..., None], str]] = {
        "list": (list_sessions, _("Pertemuan seminggu.")),
        "book": (book, _("Pesan pertemuan, sekali atau setiap minggu.")),
        "group": (group, _("Pesan pertemuan kelompok.")),
        "note": (note, _("Catat siapa yang hadir, dan catatannya.")),
        "came": (came, _("Catat sekaligus siapa yang hadir dalam kelompok.")),
        "cancel": (cancel, _("Batalkan pertemuan.")),
    }
    work: dict[str, tuple[Callable[..., None], str]] = {
        "list": (loads, _("Beban setiap petugas.")),
        "day": (day, _("Hari kerja: pertemuan dan rute kunjungan.")),
        "hand-over": (hand_over, _("Alihkan kasus seorang petugas kepada petugas lain.")),
        "read": (read, _("Tandai alih tugas sudah dibaca.")),
        "supervise": (supervise, _("Catat supervisi dan kesepakatannya.")),
        "supervisions": (supervisions, _("Catatan supervisi seorang petugas dan kesepakatannya.")),
        "seen": (seen, _("Tandai catatan supervisi sudah dibaca.")),
        "agreed": (agreed, _("Selesaikan kesepakatan supervisi.")),
        "results": (results, _("Hasil layanan.")),
    }
    for name, said, commands in (
        ("session", _("Pertemuan layanan."), sessions),
        ("caseload", _("Beban kerja, alih tugas, dan hasil layanan."), work),
    ):
        made = typer.Typer(help=said, no_args_is_help=True)
        for key, (function, told) in commands.items():
            made.command(key, help=told)(function)
        root.add_typer(made, name=name)


def list_sessions(
    on: str = On,
    everybody: bool = typer.Option(False, "--everybody", help=_("Pertemuan semua petugas.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """Seven days from a day on."""
    with command_errors(), acting(who := actor(by)):
        worker = None if everybody else who.pk
        found = list(queries.sessions_between(viewer=who, since=day_of(on), days=7, worker_id=worker))
    _tell(found, json)


def book(
    case: int = typer.Argument(help=_("Nomor kasus.")),
    title: str = Title,
    at: str = At,
    minutes: int = Minutes,
    times: int = Times,
    place: str = Place,
    room: int = Room,
    kind: str = typer.Option("single", "--kind", help=_("single atau visit.")),
    goal: int = typer.Option(None, "--goal", help=_("Nomor tujuan.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """For one person."""
    told: dict[str, Any] = {"title": title, "starts_at": _moment(at), "minutes": minutes, "times": times}
    with command_errors(), acting(who := actor(by)):
        made = actions.book(case_id=case, **told, place=place, kind=kind, goal_id=goal, room=_wish(room), by=who)
    _tell(made, json)


def group(
    cases: list[int] = typer.Argument(help=_("Nomor kasus, beberapa.")),
    title: str = Title,
    at: str = At,
    minutes: int = Minutes,
    times: int = Times,
    place: str = Place,
    room: int = Room,
    by: str = By,
    json: bool = Json,
) -> None:
    """For many people in one act."""
    told: dict[str, Any] = {"title": title, "starts_at": _moment(at), "minutes": minutes, "times": times}
    with command_errors(), acting(who := actor(by)):
        made = actions.book_group(case_ids=cases, **told, place=place, room=_wish(room), by=who)
    _tell(made, json)


def note(
    number: int = Number,
    case: int = typer.Argument(help=_("Nomor kasus.")),
    state: str = typer.Argument(help=_("came, excused, atau absent.")),
    words: str = typer.Option(None, "--words", help=_("Catatan.")),
    by: str = By,
) -> None:
    """Sent twice it is one note."""
    told: dict[str, Any] = {"session_id": number, "case_id": case, "state": state, "note": words}
    with command_errors(), acting(who := actor(by)):
        actions.note_attendance(**told, by=who, at=timezone.now())
    console.print(_("Kehadiran tersimpan."))


def came(
    number: int = Number,
    case: list[int] = typer.Option([], "--case", help=_("Nomor kasus yang hadir; boleh berulang.")),
    absent: list[int] = typer.Option([], "--absent", help=_("Nomor kasus yang tidak hadir; boleh berulang.")),
    excused: list[int] = typer.Option([], "--excused", help=_("Nomor kasus yang izin; boleh berulang.")),
    by: str = By,
) -> None:
    """In one act."""
    states = dict.fromkeys(case, "came") | dict.fromkeys(absent, "absent") | dict.fromkeys(excused, "excused")
    with command_errors(), acting(who := actor(by)):
        changed = actions.note_group(session_id=number, states_of=states, by=who, at=timezone.now())
    console.print(_("%(count)s kehadiran tersimpan.") % {"count": formats.count(changed)})


def cancel(
    number: int = Number, said: str = typer.Option(..., "--said", help=_("Alasan dibatalkan.")), by: str = By
) -> None:
    """It doesn't take place."""
    with command_errors(), acting(who := actor(by)):
        actions.cancel_session(session_id=number, said=said, by=who)
    console.print(pgettext("session", "Pertemuan dibatalkan."))


def loads(by: str = By, json: bool = Json) -> None:
    """The fullest first."""
    with command_errors(), acting(who := actor(by)):
        found = queries.caseloads(viewer=who, on=timezone.localdate())
    if json:
        as_json(
            [{"worker": one.worker.username, "cases": one.cases, "most": one.most, "late": one.late} for one in found]
        )
        return
    rows = [(one.worker.name, formats.count(one.cases), formats.count(one.late)) for one in found]
    _print((_("Petugas"), _("Kasus"), _("Lewat tenggat")), rows)


def day(on: str = On, by: str = By, json: bool = Json) -> None:
    """Sessions by the clock, homes by the way."""
    with command_errors(), acting(who := actor(by)):
        found = queries.day(viewer=who, on=day_of(on))
    if json:
        stops = [{"case": one.case.pk, "village": one.village, "reasons": one.reasons} for one in found.stops]
        as_json({"sessions": [one.pk for one in found.sessions], "stops": stops, "later": found.later})
        return
    _tell(found.sessions, json)
    rows = [
        (str(one.case.pk), one.village, ", ".join(str(plan_words.WHY[why]) for why in one.reasons))
        for one in found.stops
    ]
    _print((_("Kasus"), _("Desa"), _("Sebab")), rows)


def hand_over(
    giver: str = typer.Argument(help=_("Nama pengguna yang menyerahkan.")),
    taker: str = typer.Argument(help=_("Nama pengguna yang menerima.")),
    reason: str = typer.Option(..., "--reason", help=_("Alasan.")),
    case: list[int] = typer.Option([], "--case", help=_("Nomor kasus; tanpa ini semua yang berjalan.")),
    by: str = By,
) -> None:
    """One act for all of them."""
    with command_errors(), acting(who := actor(by)):
        told: dict[str, Any] = {"giver_id": _user(giver), "taker_id": _user(taker), "reason": reason}
        made = actions.hand_over_cases(
            **told, case_ids=case or None, by=who, at=timezone.now(), on=timezone.localdate()
        )
    told = {"cases": formats.count(made.cases), "sessions": formats.count(made.sessions)}
    console.print(_("%(cases)s kasus dan %(sessions)s pertemuan dialihkan.") % told)


def read(number: int = typer.Argument(help=_("Nomor alih tugas.")), by: str = By) -> None:
    """By one of both sides."""
    with command_errors(), acting(who := actor(by)):
        actions.read_move(move_id=number, by=who, on=timezone.localdate())
    console.print(_("Terima kasih, sudah dicatat."))


def supervise(
    worker: str = Worker,
    words: str = typer.Option(..., "--words", help=_("Catatan supervisi, tanpa nama klien.")),
    point: list[str] = typer.Option(
        [], "--point", help=_("Kesepakatan, seperti 'Latihan catatan; peksos; 2026-12-01'; boleh berulang.")
    ),
    again: str = typer.Option("", "--again", help=_("Supervisi berikutnya, misalnya 2026-12-20.")),
    on: str = On,
    by: str = By,
) -> None:
    """Read by these two."""
    with command_errors(), acting(who := actor(by)):
        points = [_point(one) for one in point]
        told: dict[str, Any] = {"worker_id": _user(worker), "words": words, "points": points, "on": day_of(on)}
        made = actions.note_supervision(by=who, again_on=day_of(again) if again else None, **told)
    console.print(_("Catatan supervisi nomor %(number)s tersimpan.") % {"number": made.pk})


def _point(text: str) -> actions.Point:
    """`what; who; until`."""
    parts = [part.strip() for part in text.rsplit(";", 2)]
    if len(parts) < 3:
        raise typer.BadParameter(_("Tulis kesepakatan seperti 'Latihan catatan; peksos; 2026-12-01'."))
    return actions.Point(parts[0], _user(parts[1]), day_of(parts[2]))


def supervisions(worker: str = Worker, by: str = By, json: bool = Json) -> None:
    """Those that the actor wrote or that are about the actor."""
    with command_errors(), acting(who := actor(by)):
        found = queries.supervisions_of(viewer=who, worker_id=_user(worker))
    points = [(one, point) for one in found for point in one.points.all()]
    if json:
        names = ("id", "what", "until", "done_on", "said")
        told = {one.pk: [{name: getattr(point, name) for name in names} for point in one.points.all()] for one in found}
        as_json([{"id": one.pk, "on": one.on, "seen_on": one.seen_on, "points": told[one.pk]} for one in found])
        return
    rows = [(str(point.pk), point.what, str(point.who), formats.day(point.until), point.said) for _one, point in points]
    _print((_("Nomor"), _("Kesepakatan"), _("Yang mengerjakan"), _("Paling lambat"), _("Hasilnya")), rows)


def seen(number: int = typer.Argument(help=_("Nomor catatan supervisi.")), by: str = By) -> None:
    """By the worker it is about."""
    with command_errors(), acting(who := actor(by)):
        actions.see_supervision(supervision_id=number, by=who, on=timezone.localdate())
    console.print(_("Terima kasih, sudah dicatat."))


def agreed(
    number: int = typer.Argument(help=_("Nomor kesepakatan.")),
    said: str = typer.Option(..., "--said", help=_("Hasilnya.")),
    by: str = By,
) -> None:
    """By whoever does it, or the supervisor."""
    with command_errors(), acting(who := actor(by)):
        actions.finish_point(point_id=number, said=said, by=who, on=timezone.localdate())
    console.print(_("Kesepakatan selesai."))


def results(
    since: str = typer.Option(..., "--since", help=_("Masuk sejak, misalnya 2026-01-01.")),
    until: str = typer.Option("", "--until", help=_("Masuk sampai; bawaan hari ini.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """As far as the actor may know."""
    with command_errors(), acting(who := actor(by)):
        found = queries.results(viewer=who, since=day_of(since), until=day_of(until))
    if json:
        as_json(asdict(found))
        return
    rows = [tuple(str(cell) for cell in row) for row in result_sheets.rows(found)]
    _print(tuple(result_sheets.heads()), rows)


def _wish(room: int | None) -> actions.RoomWish | None:
    return actions.RoomWish(room, timezone.now()) if room else None


def _user(username: str) -> int:
    found = get_user_model().objects.filter(username=username).first()
    if found is None:
        raise UnknownActor(username=username)
    return found.pk


def _moment(text: str) -> datetime:
    try:
        return timezone.make_aware(datetime.fromisoformat(text))
    except ValueError:
        raise typer.BadParameter(_("Tulis waktu seperti 2026-11-24T09:00.")) from None


def _tell(found: list[Session], json: bool) -> None:
    if json:
        names = ("id", "kind", "case_id", "title", "worker_id", "starts_at", "place", "status")
        as_json([{name: getattr(one, name) for name in names} for one in found])
        return
    rows = [(str(one.pk), formats.moment(one.starts_at), one.title, one.get_status_display()) for one in found]
    _print((_("Nomor"), _("Mulai"), _("Judul"), _("Keadaan")), rows)


def _print(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    console.print(table)
