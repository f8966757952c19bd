"""`lumbung district …`: decisions, calls, visits and warnings from the keyboard, by a named person."""

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
from lumbung.districts import actions, living_commands, queries, words

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Person = typer.Argument(help=_("Nomor orang di data."))
Said = typer.Option("", "--said", help=_("Penjelasan dalam satu kalimat."))
DecisionNumber = typer.Argument(help=_("Nomor keputusan layanan."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung district`."""
    group = typer.Typer(help=_("Layanan wilayah: keputusan, telepon, kunjungan, usaha."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "assess": (assess, _("Nilai kebutuhan seseorang untuk setahun.")),
        "decide": (decide, _("Putuskan layanan setahun.")),
        "end": (end_care, _("Hentikan layanan sebelum waktunya.")),
        "object": (object_to_care, _("Catat keberatan.")),
        "answer": (answer, _("Jawab keberatan.")),
        "due": (due, _("Layanan yang perlu dinilai ulang.")),
        "watch": (watch, _("Telepon dan kunjungi seseorang teratur.")),
        "unwatch": (unwatch, _("Akhiri pemantauan.")),
        "plan": (plan, _("Susun telepon dan kunjungan rutin hari ini.")),
        "calls": (list_calls, _("Daftar telepon hari ini, yang paling rentan dulu.")),
        "call": (note_call, _("Catat hasil satu telepon.")),
        "visits": (list_visits, _("Kunjungan yang menunggu.")),
        "visit": (note_visit, _("Catat hasil satu kunjungan.")),
        "warn": (warn, _("Catat peringatan panas, dingin, atau banjir.")),
        "read-warning": (read_warning, _("Baca peringatan dari berkas CAP.")),
        "cancel-warning": (cancel_warning, _("Cabut peringatan.")),
        "warnings": (list_warnings, _("Peringatan dan kemajuan teleponnya.")),
        "escalate": (escalate, _("Teruskan yang tidak terjangkau ke kunjungan.")),
        "life-events": (life_events, _("Cari peristiwa hidup untuk dikunjungi.")),
        "figures": (figures, _("Angka tiga puluh hari.")),
        **living_commands.COMMANDS,
    }
    for name, (function, said) in told.items():
        group.command(name, help=said)(function)
    root.add_typer(group, name="district")


def assess(
    person: int = Person,
    needs: str = typer.Option(..., "--needs", help=_("Kebutuhan dipisah koma, misalnya safety,housework.")),
    services: str = typer.Option(..., "--services", help=_("Layanan dipisah koma, misalnya daily_help.")),
    level: str = typer.Option("general", "--level", help=_("general atau intensive.")),
    found: str = typer.Option(..., "--found", help=_("Yang ditemukan.")),
    on: str = On,
    by: str = By,
) -> None:
    """It waits for another person's decision."""
    told: dict[str, Any] = {"needs": needs.split(","), "services": services.split(","), "level": level, "found": found}
    with command_errors(), acting(who := actor(by)):
        made = actions.assess_care(person_id=person, by=who, on=day_of(on), **told)
    console.print(_("Keputusan layanan nomor %(number)s menunggu.") % {"number": made.pk})


def decide(
    number: int = DecisionNumber,
    refuse: bool = typer.Option(False, "--refuse", help=_("Tidak diberikan.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """For a year from the day after."""
    with command_errors(), acting(who := actor(by)):
        made = actions.decide_care(decision_id=number, grant=not refuse, said=said, by=who, on=day_of(on))
    console.print(f"{made}: {made.get_status_display()}")


def end_care(number: int = DecisionNumber, said: str = Said, on: str = On, by: str = By) -> None:
    """With a reason."""
    with command_errors(), acting(who := actor(by)):
        actions.end_care(decision_id=number, said=said, by=who, on=day_of(on))
    console.print(_("Layanan dihentikan."))


def object_to_care(
    number: int = DecisionNumber,
    objection: str = typer.Option(..., "--objection", help=_("Keberatan.")),
    told_by: str = typer.Option(..., "--told-by", help=_("Disampaikan oleh.")),
    on: str = On,
    by: str = By,
) -> None:
    """In time."""
    told: dict[str, Any] = {"objection": objection, "told_by": told_by}
    with command_errors(), acting(who := actor(by)):
        actions.object_to_care(decision_id=number, by=who, on=day_of(on), **told)
    console.print(_("Keberatan dicatat."))


def answer(
    number: int = DecisionNumber,
    answer: str = typer.Argument(help=_("upheld atau anew.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """By another person than the one who decided."""
    with command_errors(), acting(who := actor(by)):
        actions.answer_objection(decision_id=number, answer=answer, said=said, by=who, on=day_of(on))
    console.print(_("Keberatan dijawab."))


def due(on: str = On, by: str = By, json: bool = Json) -> None:
    """Years that end soon."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.due_for_renewal(viewer=who, on=day_of(on)))
    if json:
        as_json([{"id": one.pk, "person_id": one.person_id, "ends": one.during.upper} for one in found])
        return
    rows = [(str(one.pk), one.person.name, words.last_day(one.during)) for one in found]
    show((_("Nomor"), _("Nama"), _("Sampai")), rows)


def watch(
    person: int = Person,
    risk: int = typer.Option(2, "--risk", help=_("1 rendah, 2 sedang, 3 tinggi.")),
    why: str = typer.Option(..., "--why", help=_("Mengapa dipantau.")),
    on: str = On,
    by: str = By,
) -> None:
    """From now on."""
    with command_errors(), acting(who := actor(by)):
        made = actions.watch(person_id=person, risk=risk, why=why, by=who, on=day_of(on))
    console.print(_("Pantauan nomor %(number)s.") % {"number": made.pk})


def unwatch(number: int = typer.Argument(help=_("Nomor pantauan.")), on: str = On, by: str = By) -> None:
    """No longer."""
    with command_errors(), acting(who := actor(by)):
        actions.end_watch(watch_id=number, by=who, on=day_of(on))
    console.print(_("Pemantauan diakhiri."))


def plan(on: str = On, by: str = By) -> None:
    """By risk; again on one day adds nothing."""
    with command_errors(), acting(who := actor(by)):
        made = actions.plan_contacts(on=day_of(on), at=timezone.now(), by=who)
    console.print(_("%(count)s telepon dan kunjungan disusun.") % {"count": formats.count(made)})


def list_calls(on: str = On, by: str = By, json: bool = Json) -> None:
    """In the order in which to call."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.calls_today(viewer=who, on=day_of(on)))
    if json:
        names = ("id", "person_id", "kind", "risk", "attempts")
        as_json([{name: getattr(one, name) for name in names} for one in found])
        return
    rows = [(str(one.pk), one.person.name, one.get_kind_display(), str(one.attempts)) for one in found]
    show((_("Nomor"), _("Nama"), _("Alasan telepon"), _("Kali ditelepon")), rows)


def note_call(
    number: int = typer.Argument(help=_("Nomor telepon keselamatan.")),
    result: str = typer.Argument(help=_("well, elsewhere, help, ill, no_answer, atau wrong.")),
    seen: int = typer.Option(..., "--seen", help=_("Kali ditelepon sebelum ini, menurut daftar.")),
    said: str = Said,
    by: str = By,
) -> None:
    """How somebody is."""
    told: dict[str, Any] = {"call_id": number, "seen": seen, "result": result, "said": said}
    with command_errors(), acting(who := actor(by)):
        made = actions.note_call(by=who, at=timezone.now(), **told)
    console.print(made.get_status_display())


def list_visits(by: str = By, json: bool = Json) -> None:
    """What is due first."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.visits_to_make(viewer=who))
    if json:
        as_json([{name: getattr(one, name) for name in ("id", "person_id", "reason", "due_on")} for one in found])
        return
    rows = [(str(one.pk), one.person.name, one.get_reason_display(), one.due_on.isoformat()) for one in found]
    show((_("Nomor"), _("Nama"), _("Alasan kunjungan"), _("Paling lambat")), rows)


def note_visit(
    number: int = typer.Argument(help=_("Nomor kunjungan.")),
    result: str = typer.Argument(help=_("well, helped, needs, away, moved, died, atau refused.")),
    said: str = Said,
    sector: str = typer.Option("", "--sector", help=_("Sektor layanan yang diperlukan, misalnya health.")),
    on: str = On,
    by: str = By,
) -> None:
    """What was found."""
    with command_errors(), acting(who := actor(by)):
        told = {"result": result, "said": said, "sector": sector}
        made = actions.note_visit(visit_id=number, **told, by=who, on=day_of(on))
    asked = _("Kebutuhan nomor %(number)s di meja rujukan.") % {"number": made.asked_id} if made.asked_id else ""
    console.print(made.get_status_display(), asked)


def warn(
    hazard: str = typer.Argument(help=_("heat, cold, atau flood.")),
    measure: int = typer.Option(..., "--measure", help=_("Sepersepuluh °C, atau sepersepuluh milimeter sehari.")),
    regions: str = typer.Option(..., "--regions", help=_("Kode wilayah dipisah koma.")),
    headline: str = typer.Option(..., "--headline", help=_("Isi peringatan.")),
    by: str = By,
) -> None:
    """It opens one call for everybody whom it may hurt."""
    told: dict[str, Any] = {"hazard": hazard, "measure": measure, "headline": headline}
    with command_errors(), acting(who := actor(by)):
        made = actions.enter_alert(regions_warned=regions.split(","), by=who, at=timezone.now(), **told)
        asked = queries.progress(viewer=who, alert_id=made.pk).asked
    console.print(_("Peringatan nomor %(number)s: %(count)s orang.") % {"number": made.pk, "count": asked})


def read_warning(file: Path = typer.Argument(help=_("Berkas XML CAP 1.2.")), by: str = By) -> None:
    """An alert, its update or its cancellation."""
    with command_errors(), acting(who := actor(by)):
        made = actions.read_alert(content=existing(file).read_bytes(), by=who, at=timezone.now())
        asked = queries.progress(viewer=who, alert_id=made.pk).asked
    console.print(_("Peringatan nomor %(number)s: %(count)s orang.") % {"number": made.pk, "count": asked})


def cancel_warning(number: int = typer.Argument(help=_("Nomor peringatan.")), by: str = By) -> None:
    """It is over."""
    with command_errors(), acting(who := actor(by)):
        actions.cancel_alert(alert_id=number, by=who)
    console.print(_("Peringatan dicabut."))


def list_warnings(by: str = By, json: bool = Json) -> None:
    """With how far their calls have come."""
    with command_errors(), acting(who := actor(by)):
        found = [(one, queries.progress(viewer=who, alert_id=one.pk)) for one in queries.alerts(viewer=who)]
    if json:
        as_json(
            [
                {"id": one.pk, "hazard": one.hazard, "status": one.status, "asked": told.asked, **vars(told)}
                for one, told in found
            ]
        )
        return
    rows = [(str(one.pk), one.headline, f"{told.reached}/{told.asked}") for one, told in found]
    show((_("Nomor"), _("Isi peringatan"), _("Terjangkau")), rows)


def escalate(by: str = By) -> None:
    """Whoever was not reached in time."""
    with command_errors(), acting(who := actor(by)):
        count = actions.escalate_calls(at=timezone.now(), by=who)
    console.print(_("%(count)s orang diteruskan ke kunjungan.") % {"count": formats.count(count)})


def life_events(on: str = On, by: str = By, json: bool = Json) -> None:
    """Births, sixty-five years, bereavement; each once a person."""
    with command_errors(), acting(who := actor(by)):
        found = actions.find_life_events(on=day_of(on), by=who)
    if json:
        as_json(found)
        return
    console.print(_("%(count)s kunjungan baru.") % {"count": formats.count(sum(found.values()))})


def figures(on: str = On, by: str = By) -> None:
    """As JSON."""
    until = day_of(on)
    with command_errors(), acting(who := actor(by)):
        as_json(vars(queries.figures(viewer=who, since=words.days_before(until, 30), until=until)))


def show(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    """A table."""
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    console.print(table)
