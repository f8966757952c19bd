"""`lumbung dreamstart …`: every act of Dream Start from the keyboard, by a named person."""

from collections.abc import Callable, Iterable
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.childhood import actions, queries, report_commands, words
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Number = typer.Argument(help=_("Nomor masa Dream Start."))
Said = typer.Option("", "--said", help=_("Penjelasan dalam satu kalimat."))
Risk = typer.Option("middle", "--risk", help=_("high, middle, atau low."))
Review = typer.Argument(help=_("Nomor tinjauan."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung dreamstart`."""
    group = typer.Typer(help=_("Dream Start: anak sampai 12 tahun dan ibu hamil."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "discover": (discover, _("Cari calon di registri suatu wilayah.")),
        "candidates": (list_candidates, _("Calon menurut urutan kunjungan.")),
        "answer": (answer, _("Catat jawaban keluarga.")),
        "enter": (enter, _("Masukkan anak atau ibu hamil.")),
        "list": (list_starts, _("Siapa saja yang di Dream Start.")),
        "needs": (needs, _("Catat kebutuhan dan risiko.")),
        "services": (services, _("Layanan yang menjadi hak sekarang.")),
        "serve": (serve, _("Catat layanan yang diberikan atau ditolak.")),
        "contact": (contact, _("Catat kontak.")),
        "due": (due, _("Kontak, pembahasan, dan tinjauan yang harinya tiba.")),
        "review": (review, _("Tulis tinjauan triwulan.")),
        "sign": (sign, _("Tanda tangani tinjauan triwulan, atau kembalikan.")),
        "stay": (stay, _("Perpanjang batas umur menurut pembahasan kasus.")),
        "end": (end, _("Akhiri layanan.")),
        "close": (close, _("Tutup masa yang sudah selesai dipantau.")),
        "figures": (figures, _("Angka bagi pimpinan.")),
        **report_commands.commands(),
    }
    for name, (function, said) in told.items():
        group.command(name, help=said)(function)
    root.add_typer(group, name="dreamstart")


def _did(by: str, action: Callable[..., Any], **told: Any) -> Any:
    with command_errors(), acting(who := actor(by)):
        made = action(by=who, **told)
    console.print(str(made))
    return made


def _show(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def discover(region: str = typer.Option(..., "--region", help=_("Kode wilayah.")), on: str = On, by: str = By) -> None:
    """The same day again is the same list."""
    made = _did(by, actions.discover, region_code=region, on=day_of(on))
    console.print(_("Nomor daftar: %(number)s") % {"number": made.pk})


def list_candidates(
    status: str = typer.Option("", "--status", help=_("Keadaan, misalnya waiting.")), by: str = By, json: bool = Json
) -> None:
    """Those with most reasons first."""
    with command_errors(), acting(who := actor(by)):
        found = queries.candidates(viewer=who)
        rows = list(found.filter(status=status) if status else found)
    if json:
        names = ("id", "person_id", "whom", "reasons", "points", "region_code", "status")
        as_json([{name: getattr(one, name) for name in names} for one in rows])
        return
    told = [(str(one.pk), one.person.name, words.reasons(one), one.get_status_display()) for one in rows]
    _show((_("Nomor"), _("Nama"), _("Yang terlihat di registri"), _("Keadaan")), told)


def answer(
    number: int = typer.Argument(help=_("Nomor calon.")),
    answer_: str = typer.Option(..., "--answer", help=_("willing, refused, not_found, atau no_need.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """What the family said."""
    _did(by, actions.note_answer, candidate_id=number, answer=answer_, said=said, on=day_of(on))


def enter(
    person: int = typer.Argument(help=_("Nomor orang.")),
    need: str = typer.Option(..., "--need", help=_("Apa yang terjadi dan apa yang diperlukan.")),
    pregnant: bool = typer.Option(False, "--pregnant", help=_("Sedang hamil.")),
    risk: str = Risk,
    on: str = On,
    by: str = By,
) -> None:
    """Whoever is in already stays in."""
    _did(by, actions.enter, person_id=person, need=need, pregnant=pregnant, risk=risk, on=day_of(on))


def list_starts(by: str = By, json: bool = Json) -> None:
    """Within the actor's reach and on their side of the wall."""
    with command_errors(), acting(who := actor(by)):
        rows = list(queries.starts(viewer=who))
    if json:
        names = ("id", "case_id", "person_id", "whom", "risk", "status", "entered_on", "conference_due_on", "until_on")
        as_json([{name: getattr(one, name) for name in names} for one in rows])
        return
    told = [(str(one.pk), str(one), one.get_whom_display(), one.get_risk_display()) for one in rows]
    _show((_("Nomor"), _("Masa"), _("Untuk siapa"), _("Risiko")), told)


def needs(
    number: int = Number,
    need: list[str] = typer.Option([], "--need", help=_("delay, distress, drop_out, disability, hardship, parenting.")),
    risk: str = Risk,
    on: str = On,
    by: str = By,
) -> None:
    """What the family assessment found."""
    _did(by, actions.note_needs, start_id=number, needs=need, risk=risk, on=day_of(on))


def services(number: int = Number, on: str = On, by: str = By, json: bool = Json) -> None:
    """Of the rounds that run."""
    with command_errors(), acting(who := actor(by)):
        found = queries.start(viewer=who, start_id=number)
        rows = queries.services_due(viewer=who, on=day_of(on), start_ids=[found.pk])
    if json:
        names = ("service", "kind", "round", "due_on", "state")
        as_json([{name: getattr(one, name) for name in names} for one in rows])
        return
    told = [(one.service, words.service(one.service), str(one.due_on), str(words.STATES[one.state])) for one in rows]
    _show((_("Kunci"), _("Layanan"), _("Tenggat"), _("Keadaan")), told)


def serve(
    number: int = Number,
    service: str = typer.Option(..., "--service", help=_("Kunci layanan, misalnya growth.")),
    refused: bool = typer.Option(False, "--refused", help=_("Ditolak.")),
    giver: str = typer.Option("", "--giver", help=_("Siapa yang memberi.")),
    source: str = typer.Option("", "--source", help=_("APBN, APBD, SWASTA, atau MITRA.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """Given, or refused with a reason."""
    told = {"service": service, "status": "refused" if refused else "given", "giver": giver, "source": source}
    _did(by, actions.note_service, start_id=number, said=said, on=day_of(on), **told)


def contact(
    number: int = typer.Argument(help=_("Nomor kontak.")),
    found: str = typer.Option(..., "--found", help=_("well, worry, danger, atau absent.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """How they were."""
    _did(by, actions.note_contact, contact_id=number, found=found, said=said, on=day_of(on), at=timezone.now())


def due(on: str = On, by: str = By, json: bool = Json) -> None:
    """The oldest first."""
    day = day_of(on)
    with command_errors(), acting(who := actor(by)):
        rows = [
            *(("contact", one.pk, one.start_id, one.due_on) for one in queries.contacts_due(viewer=who, on=day)),
            *(("review", one.pk, one.start_id, one.due_on) for one in queries.reviews_due(viewer=who, on=day)),
            *(
                ("conference", one.pk, one.pk, one.conference_due_on)
                for one in queries.conferences_due(viewer=who, on=day)
            ),
        ]
    if json:
        as_json([dict(zip(("kind", "number", "start", "due_on"), row, strict=True)) for row in rows])
        return
    kinds = {"contact": _("Kontak"), "review": _("Tinjauan"), "conference": _("Pembahasan kasus")}
    told = [(kinds[kind], str(number), str(start), str(day)) for kind, number, start, day in rows]
    _show((_("Apa"), _("Nomor"), _("Masa"), _("Tenggat")), told)


def review(
    number: int = Review,
    goals: str = typer.Option(..., "--goals", help=_("Kemajuan tujuan keluarga.")),
    verdict: str = typer.Option("go_on", "--verdict", help=_("go_on atau end.")),
    risk: str = Risk,
    on: str = On,
    by: str = By,
) -> None:
    """Another person signs it."""
    _did(by, actions.write_review, review_id=number, goals=goals, risk=risk, verdict=verdict, on=day_of(on))


def sign(
    number: int = Review,
    back: str = typer.Option("", "--return", help=_("Kembalikan dengan alasan ini.")),
    on: str = On,
    by: str = By,
) -> None:
    """By another than the writer."""
    if back:
        _did(by, actions.return_review, review_id=number, said=back)
    else:
        _did(by, actions.sign_review, review_id=number, on=day_of(on))


def stay(
    number: int = Number,
    decision: int = typer.Option(..., "--decision", help=_("Nomor putusan pembahasan kasus.")),
    on: str = On,
    by: str = By,
) -> None:
    """Up to the age that a conference may give."""
    _did(by, actions.let_stay, start_id=number, decision_id=decision, on=day_of(on))


def end(
    number: int = Number,
    ending: str = typer.Option(..., "--ending", help=_("reached, age, moved, stopped, elsewhere, atau died.")),
    said: str = typer.Option(..., "--said", help=_("Penjelasan dalam satu kalimat.")),
    on: str = On,
    by: str = By,
) -> None:
    """Monitoring begins."""
    _did(by, actions.end_start, start_id=number, ending=ending, said=said, on=day_of(on))


def close(number: int = Number, on: str = On, by: str = By) -> None:
    """Once its months are over."""
    _did(by, actions.close_start, start_id=number, on=day_of(on))


def figures(on: str = On, by: str = By) -> None:
    """As JSON, looking back ninety days."""
    with command_errors(), acting(who := actor(by)):
        told = queries.figures(viewer=who, on=day_of(on))
    owed = [{"kind": kind, "state": state, "count": count} for (kind, state), count in sorted(told.services.items())]
    as_json({"risks": told.risks, "services": owed, "conferences": told.conferences, "contacts": told.contacts})
