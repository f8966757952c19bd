"""`lumbung meeting …`: a village meeting from the keyboard, from its agenda to its signed minutes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of
from lumbung.proposals import actions, queries, telling
from lumbung.proposals.commanding import By, Json, On, Reason, Said, content_of, print_moved

Number = typer.Argument(help=_("Nomor musyawarah."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung meeting`."""
    group = typer.Typer(help=_("Musyawarah desa: acara, hadir, keputusan, berita acara."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "call": (call, _("Siapkan musyawarah sebuah desa.")),
        "show": (show, _("Acara sebuah musyawarah dan yang masih kurang.")),
        "attend": (attend, _("Catat peserta: setiap orang “nama, jabatan”.")),
        "decide": (decide, _("Catat keputusan tentang satu usulan di acara.")),
        "paper": (paper, _("Tambahkan berita acara, daftar hadir, atau foto.")),
        "refill": (refill, _("Tambahkan usulan yang datang kemudian ke acara.")),
        "cancel": (cancel, _("Musyawarah tidak jadi; acaranya menunggu yang berikutnya.")),
        "close": (close, _("Tutup berita acara yang sudah ditandatangani.")),
    }
    for name, (function, words) in told.items():
        group.command(name, help=words)(function)
    root.add_typer(group, name="meeting")


def call(
    village: str = typer.Argument(help=_("Kode desa.")),
    place: str = typer.Option(..., "--place", help=_("Tempat.")),
    chair: str = typer.Option(..., "--chair", help=_("Pemimpin musyawarah.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """With everything on its agenda that waits for one."""
    with command_errors(), acting(who := actor(by)):
        told: dict[str, Any] = {"held_on": day_of(on), "place": place, "chair": chair, "on": day_of(on)}
        made = actions.call_meeting(region_code=village, by=who, **told)
        _show(made.pk, who, json)


def show(number: int = Number, by: str = By, json: bool = Json) -> None:
    """Its agenda, and what is missing before it can be closed."""
    with command_errors(), acting(who := actor(by)):
        _show(number, who, json)


def attend(
    number: int = Number,
    people: list[str] = typer.Argument(help=_("Peserta, misalnya “Rohmah, BPD”.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """The list replaces the one before."""
    with command_errors(), acting(who := actor(by)):
        actions.note_attendance(meeting_id=number, people=telling.people_of("\n".join(people)), by=who)
        _show(number, who, json)


def decide(
    number: int = Number,
    proposal: int = typer.Argument(help=_("Nomor usulan.")),
    decision: str = typer.Argument(help=_("agreed, refused, atau postponed.")),
    reason: str = Reason,
    said: str = Said,
    by: str = By,
    json: bool = Json,
) -> None:
    """About one proposal of the agenda."""
    with command_errors(), acting(who := actor(by)):
        agenda = queries.agenda_of(viewer=who, meeting=queries.meeting(viewer=who, meeting_id=number))
        items = [item.pk for item in agenda.items if item.proposal_id == proposal] or [0]
        told = actions.Said(decision, reason, said)
        actions.decide_items(meeting_id=number, decisions={items[0]: told}, by=who)
        _show(number, who, json)


def paper(
    number: int = Number,
    path: Path = typer.Argument(help=_("Foto JPEG atau PNG, atau PDF.")),
    kind: str = typer.Option(..., "--kind", help=_("minutes, attendance, atau photo.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """Signed minutes, signed attendance list, or a photo."""
    with command_errors(), acting(who := actor(by)):
        content = content_of(path)
        actions.add_meeting_paper(meeting_id=number, kind=kind, content=content, by=who, on=day_of(on))
        _show(number, who, json)


def refill(number: int = Number, on: str = On, by: str = By, json: bool = Json) -> None:
    """What came since goes on the agenda."""
    with command_errors(), acting(who := actor(by)):
        actions.refill_agenda(meeting_id=number, by=who, on=day_of(on))
        _show(number, who, json)


def cancel(number: int = Number, by: str = By, json: bool = Json) -> None:
    """It was not held."""
    with command_errors(), acting(who := actor(by)):
        actions.cancel_meeting(meeting_id=number, by=who)
        _show(number, who, json)


def close(number: int = Number, on: str = On, by: str = By, json: bool = Json) -> None:
    """What was agreed goes to the regency."""
    with command_errors(), acting(who := actor(by)):
        moved = actions.close_meeting(meeting_id=number, by=who, on=day_of(on))
    print_moved(moved, _("Berita acara ditutup."), json)


def _show(number: int, who: Any, json: bool) -> None:
    agenda = queries.agenda_of(viewer=who, meeting=queries.meeting(viewer=who, meeting_id=number))
    if json:
        items = [{"proposal": one.proposal_id, "decision": one.decision, "reason": one.reason} for one in agenda.items]
        missing = {"people": agenda.people_missing, "papers": agenda.papers_missing, "decisions": agenda.undecided}
        as_json({"id": number, "status": agenda.meeting.status, "agenda": items, "missing": missing})
        return
    table = Table(_("Usulan"), _("Keluarga"), _("Keputusan"), title=str(agenda.meeting))
    for item in agenda.items:
        decision = item.get_decision_display() or _("belum diputuskan")
        table.add_row(str(item.proposal_id), item.proposal.family.head_name, str(decision))
    console.print(table)
    console.print(
        _("Kurang: %(undecided)s keputusan, %(people)s peserta, %(papers)s berkas.")
        % {
            "undecided": agenda.undecided,
            "people": agenda.people_missing,
            "papers": len(agenda.papers_missing),
        }
    )
