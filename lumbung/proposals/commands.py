"""`lumbung proposals …`: every act on proposals from the keyboard, by a named person."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import jobs
from lumbung.core.actors import acting as acting_as
from lumbung.core.commands import actor, as_json, command_errors, console, day_of, progress_of
from lumbung.core.models import Job
from lumbung.proposals import acting, actions, meeting_commands, queries, rules, telling
from lumbung.proposals.commanding import By, Json, On, Reason, Said, content_of, print_moved
from lumbung.proposals.models import Proposal

Numbers = typer.Argument(help=_("Nomor usulan; boleh beberapa."))
Act = typer.Argument(help=_("check, verify, endorse, sign, decide, confirm, return, reject, atau withdraw."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung proposals`."""
    group = typer.Typer(help=_("Usulan warga: dari RT sampai peringkat ulang."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "list": (list_proposals, _("Daftar usulan, bisa disaring menurut langkah.")),
        "show": (show, _("Satu usulan: langkahnya, alasannya, riwayatnya.")),
        "counts": (counts, _("Banyaknya usulan di setiap langkah.")),
        "windows": (windows, _("Jadwal bulanan sebuah wilayah.")),
        "file": (file, _("Catat usulan untuk sebuah keluarga.")),
        "paper": (paper, _("Tambahkan foto atau surat pada sebuah usulan.")),
        "act": (act, _("Lakukan satu langkah pada satu atau banyak usulan.")),
        "letter": (letter, _("Catat SPTJM yang sudah ditandatangani.")),
        "lapse": (lapse, _("Gugurkan usulan yang lewat tenggat; aman diulang.")),
        "rerank": (rerank, _("Hitung peringkat ulang keluarga yang sudah dicek di lapangan.")),
    }
    for name, (function, words) in told.items():
        group.command(name, help=words)(function)
    root.add_typer(group, name="proposals")
    meeting_commands.register(root)


def list_proposals(
    step: str = typer.Option("", "--step", help=_("Langkah, misalnya verifying.")), by: str = By, json: bool = Json
) -> None:
    """Within the actor's reach, the nearest deadline first."""
    if step and step not in Proposal.Status.values:
        told = {"known": ", ".join(Proposal.Status.values)}
        raise typer.BadParameter(_("pilih satu dari %(known)s.") % told, param_hint="--step")
    with command_errors(), acting_as(who := actor(by)):
        found = queries.proposals(viewer=who)
        rows: list[Any] = list(found.filter(status=step) if step else found)
    if json:
        as_json([_summary(one) for one in rows])
        return
    table = Table(_("Nomor"), _("Jenis"), _("Keluarga"), _("Desa"), _("Langkah"), _("Tenggat"))
    for one in rows:
        village = one.village or one.region_code
        cells = (str(one.pk), str(one.get_kind_display()), one.family.head_name, village)
        table.add_row(*cells, str(one.get_status_display()), one.due_on.isoformat())
    console.print(table)


def show(number: int = typer.Argument(help=_("Nomor usulan.")), by: str = By, json: bool = Json) -> None:
    """Where it stands, why, and what happened."""
    with command_errors(), acting_as(who := actor(by)):
        found = queries.proposal(viewer=who, proposal_id=number)
        steps = list(queries.steps_of(viewer=who, proposal_id=number))
        if json:
            happened = [{"act": one.act, "on": one.on, "by": str(one.by or ""), "said": one.said} for one in steps]
            as_json({**_summary(found), "why": telling.why(proposal=found, on=timezone.localdate()), "steps": happened})
            return
        table = Table(
            _("Tanggal"),
            _("Langkah"),
            _("Oleh"),
            _("Penjelasan"),
            title=f"{found}: {telling.why(proposal=found, on=timezone.localdate())}",
        )
        for one in steps:
            table.add_row(one.on.isoformat(), one.act, str(one.by or _("Sistem")), one.said)
        console.print(table)


def counts(by: str = By, json: bool = Json) -> None:
    """How many wait at each step."""
    with command_errors(), acting_as(who := actor(by)):
        found = queries.counts_by_step(viewer=who)
    if json:
        as_json(found)
        return
    table = Table(_("Langkah"), _("Usulan"))
    for step in telling.by_step(found):
        table.add_row(str(step["title"]), str(step["count"]))
    console.print(table)


def windows(
    region: str = typer.Argument("", help=_("Kode wilayah; kosong berarti jadwal nasional.")),
    on: str = On,
    json: bool = Json,
) -> None:
    """The windows around a day, or the next ones."""
    with command_errors():
        found = telling.windows(region_code=region, on=day_of(on))
        law = rules.announced(region_code=region, day=day_of(on)).law
    if json:
        as_json(
            [
                {"name": name, "opens": one.opens, "closes": one.closes, "open": opened, "law": law}
                for name, one, opened in found
            ]
        )
        return
    table = Table(_("Langkah"), pgettext("calendar", "Buka"), pgettext("calendar", "Tutup"), title=law)
    for name, one, _opened in found:
        table.add_row(name, one.opens.isoformat(), one.closes.isoformat())
    console.print(table)


def file(
    family: int = typer.Argument(help=_("Nomor keluarga.")),
    kind: str = typer.Option(..., "--kind", help=_("aid, update, objection, resignation, atau reactivation.")),
    told_by: str = typer.Option(..., "--told-by", help=_("Nama yang menyampaikan.")),
    statement: str = typer.Option(..., "--statement", help=_("Pernyataannya.")),
    channel: str = typer.Option("neighbourhood", "--channel", help=_("neighbourhood, citizen, atau officer.")),
    programme: str = typer.Option("", "--programme", help=_("Program; kosong berarti semua bantuan.")),
    citizen: int = typer.Option(None, "--citizen", help=_("Nomor orang yang meminta atau menyanggah.")),
    change: list[str] = typer.Option([], "--change", help=_("Isian baru, misalnya dwelling:12:floor=8.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """One proposal for one family."""
    with command_errors(), acting_as(who := actor(by)):
        made = actions.file_proposal(
            kind=kind,
            family_id=family,
            channel=channel,
            told_by=told_by,
            statement=statement,
            programme=programme,
            citizen_id=citizen,
            changes=[_change(one) for one in change],
            by=who,
            on=day_of(on),
        )
    if json:
        as_json(_summary(made))
    else:
        console.print(_("Usulan %(number)s dicatat.") % {"number": made.pk})


def paper(
    number: int = typer.Argument(help=_("Nomor usulan.")),
    path: Path = typer.Argument(help=_("Foto JPEG atau PNG, atau PDF.")),
    kind: str = typer.Option("house", "--kind", help=_("house, inside, card, field, statement, atau other.")),
    latitude: float = typer.Option(None, "--latitude", help=_("Lintang tempat foto diambil, misalnya -7.3161.")),
    longitude: float = typer.Option(None, "--longitude", help=_("Bujur tempat foto diambil, misalnya 110.1758.")),
    on: str = On,
    by: str = By,
) -> None:
    """A photo or document of a proposal."""
    place = {
        name: Decimal(str(part))
        for name, part in (("latitude", latitude), ("longitude", longitude))
        if part is not None
    }
    with command_errors(), acting_as(who := actor(by)):
        kept = actions.add_paper(
            proposal_id=number, kind=kind, content=content_of(path), by=who, on=day_of(on), **place
        )
    console.print(_("Bukti tersimpan: %(kind)s.") % {"kind": kept})


def act(
    name: str = Act,
    numbers: list[int] = Numbers,
    reason: str = Reason,
    said: str = Said,
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """The same act on one proposal or on many."""
    with command_errors(), acting_as(who := actor(by)):
        moved = acting.act(name=name, proposal_ids=numbers, reason=reason, said=said, by=who, on=day_of(on))
    print_moved(moved, str(acting.DONE[name]), json)


def letter(
    path: Path = typer.Argument(help=_("SPTJM yang sudah ditandatangani.")),
    numbers: list[int] = Numbers,
    number: str = typer.Option(..., "--number", help=_("Nomor surat.")),
    signer: str = typer.Option(..., "--signer", help=_("Nama penanda tangan.")),
    office: str = typer.Option("Kepala desa", "--office", help=_("Jabatannya.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """The village head answers for these proposals."""
    with command_errors(), acting_as(who := actor(by)):
        told: dict[str, Any] = {"number": number, "signer": signer, "office": office, "signed_on": day_of(on)}
        _letter, moved = actions.sign_letter(
            proposal_ids=numbers, content=content_of(path), by=who, on=day_of(on), **told
        )
    print_moved(moved, _("SPTJM tersimpan."), json)


def lapse(on: str = On, by: str = By, json: bool = Json) -> None:
    """End what was not verified in time; again ends nothing more."""
    with command_errors():
        with acting_as(who := actor(by)):
            job = actions.start_lapsing(on=day_of(on), by=who, queued=False)
        _run(job, _("Menggugurkan usulan"), json)


def rerank(on: str = On, by: str = By, json: bool = Json) -> None:
    """Score the families that were looked at in the field, and close their proposals."""
    with command_errors():
        with acting_as(who := actor(by)):
            job = actions.start_reranking(on=day_of(on), by=who, queued=False)
        _run(job, _("Menghitung peringkat ulang"), json)


def _run(job: Job, title: str, json: bool) -> None:
    with progress_of(title, quiet=json) as progress:
        ended = jobs.run(job.pk, progress=progress)
    if ended.status != Job.Status.FINISHED:
        console.print(ended.error, markup=False)
        raise typer.Exit(1)
    if json:
        as_json({"done": ended.done})
    else:
        console.print(_("%(count)s usulan selesai diproses.") % {"count": ended.done})


def _summary(one: Proposal) -> dict[str, Any]:
    names = ("kind", "programme", "status", "family_id", "region_code", "filed_on", "due_on", "reason")
    return {"id": one.pk, **{name: getattr(one, name) for name in names}}


def _change(text: str) -> actions.Change:
    key, _equals, new = text.partition("=")
    parts = key.split(":")
    if len(parts) != 3 or not parts[1].isdigit():
        raise typer.BadParameter(_("Tulis seperti dwelling:12:floor=8."))
    return actions.Change(parts[0], int(parts[1]), parts[2], new or None)
