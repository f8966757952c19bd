"""`lumbung case …`: every act on a case from the keyboard, by a named person."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.cases import (
    actions,
    assessment_commands,
    clusters,
    conference_commands,
    plan_commands,
    ppks,
    queries,
    step_papers,
    words,
    work_commands,
)
from lumbung.cases.models import Case
from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of
from lumbung.referrals import actions as referrals

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Number = typer.Argument(help=_("Nomor kasus."))
Step = typer.Option(..., "--step", help=_("Langkah yang selesai, misalnya approach."))
To = typer.Option("", "--to", help=_("Langkah berikutnya, bila ada beberapa."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung case`."""
    group = typer.Typer(help=_("Kasus: dari rujukan sampai pascalayanan."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "clusters": (list_clusters, _("Klaster, jenis PPKS-nya, dan hasil akhirnya.")),
        "list": (list_cases, _("Daftar kasus.")),
        "show": (show, _("Satu kasus dan langkahnya.")),
        "open": (open_, _("Buka kasus atau catat rujukan.")),
        "finish": (finish, _("Selesaikan satu langkah.")),
        "skip": (skip, _("Lewati satu langkah dengan tanda tangan supervisor.")),
        "refer": (refer, _("Rujuk orangnya ke lembaga lain.")),
        "kinds": (list_kinds, _("26 jenis PPKS dan kriterianya.")),
        "name": (named, _("Catat siapa orangnya di data.")),
        "paper": (paper, _("Cetak formulir satu langkah ke PDF.")),
        "trail": (trail, _("Siapa berbuat apa di kasus, untuk timnya.")),
        "urgent": (urgent, _("Tugas mendesak yang belum selesai.")),
        "urgent-done": (urgent_done, _("Selesaikan tugas mendesak.")),
    }
    for name, (function, said) in {**told, **conference_commands.commands()}.items():
        group.command(name, help=said)(function)
    root.add_typer(group, name="case")
    assessment_commands.register(root)
    plan_commands.register(root)
    work_commands.register(root)


def list_clusters(json: bool = Json) -> None:
    """As their folders tell them."""
    found = [clusters.find(name) for name in clusters.names()]
    if json:
        as_json([{"name": one.name, "kinds": one.kinds, "outcomes": list(one.outcomes)} for one in found])
        return
    _print(
        (_("Klaster"), _("Nama"), _("Jenis PPKS")), [(o.name, words.said(o.title), ", ".join(o.kinds)) for o in found]
    )


def list_kinds(json: bool = Json) -> None:
    """With their criteria and the cluster that serves them."""
    found = ppks.kinds().values()
    if json:
        as_json(
            [{"name": one.name, "cluster": words.cluster_of(one), "criteria": words.criteria(one)} for one in found]
        )
        return
    rows = [(str(one.number), words.said(one.words), words.cluster_of(one), "; ".join(words.criteria(one)))
            for one in found]  # fmt: skip
    _print((_("Nomor"), _("Jenis PPKS"), _("Klaster"), _("Kriteria")), rows)


def list_cases(
    status: str = typer.Option("", "--status", help=_("Keadaan, misalnya assessment.")), by: str = By, json: bool = Json
) -> None:
    """Within the actor's reach and on their side of the wall, the newest first."""
    with command_errors(), acting(who := actor(by)):
        found = queries.cases(viewer=who)
        rows: list[Case] = list(found.filter(status=status) if status else found)
    if json:
        as_json([_summary(one) for one in rows])
        return
    told = [(str(one.pk), words.masked(one), words.cluster(one.cluster), one.get_status_display()) for one in rows]
    _print((_("Nomor"), _("Nama"), _("Klaster"), _("Keadaan")), told)


def show(number: int = Number, by: str = By, json: bool = Json) -> None:
    """Where it stands, step by step."""
    with command_errors(), acting(who := actor(by)):
        found = queries.case(viewer=who, case_id=number)
        steps = list(queries.steps_of(viewer=who, case_id=number))
    if json:
        told = [{"step": one.kind, "round": one.round, "status": one.status, "due_on": one.due_on} for one in steps]
        as_json({**_summary(found), "steps": told})
        return
    console.print(f"{found}: {words.masked(found)}, {found.get_status_display()}")
    rows = [(one.get_kind_display(), one.get_status_display(), str(one.due_on), str(one.owner or "–")) for one in steps]
    _print((_("Langkah"), _("Keadaan"), _("Tenggat"), _("Penanggung jawab")), rows)


def open_(
    cluster: str = typer.Option(..., "--cluster", help=_("Klaster, misalnya lansia.")),
    ppks: str = typer.Option(..., "--kind", help=_("Jenis PPKS, misalnya lansia_telantar.")),
    need: str = typer.Option(..., "--need", help=_("Apa yang terjadi dan apa yang diperlukan.")),
    person: int = typer.Option(None, "--person", help=_("Nomor orang, bila tercatat.")),
    called: str = typer.Option("", "--called", help=_("Nama panggilan, bila orangnya belum tercatat.")),
    region: str = typer.Option("", "--region", help=_("Kode wilayah, bila orangnya belum tercatat.")),
    referred_by: str = typer.Option("", "--referred-by", help=_("Siapa yang merujuk.")),
    secret: bool = typer.Option(False, "--secret", help=_("Hanya tim kasus yang boleh tahu.")),
    on: str = On,
    by: str = By,
) -> None:
    """One case; its number is told to those who may see it."""
    told: dict[str, Any] = {"cluster": cluster, "ppks": ppks, "need": need, "person_id": person, "called": called}
    more: dict[str, Any] = {"region_code": region, "referred_by": referred_by, "sensitive": secret}
    with command_errors(), acting(who := actor(by)):
        made = actions.open_case(**told, **more, by=who, on=day_of(on))
        seen = Case.objects.visible_to(who).filter(pk=made.pk).exists()
    console.print(f"{made}" if seen else _("Rujukan diterima."))


def finish(
    number: int = Number,
    step: str = Step,
    said: str = typer.Option("", "--said", help=_("Catatan dalam satu kalimat.")),
    to: str = To,
    on: str = On,
    by: str = By,
) -> None:
    """The step is done."""
    with command_errors(), acting(who := actor(by)):
        found = actions.finish_step(case_id=number, step=step, said=said, to=to, by=who, on=day_of(on))
    console.print(f"{found}: {found.get_status_display()}")


def skip(
    number: int = Number,
    step: str = Step,
    reason: str = typer.Option(..., "--reason", help=_("Mengapa dilewati.")),
    to: str = To,
    on: str = On,
    by: str = By,
) -> None:
    """The step is left out."""
    with command_errors(), acting(who := actor(by)):
        found = actions.skip_step(case_id=number, step=step, reason=reason, to=to, by=who, on=day_of(on))
    console.print(f"{found}: {found.get_status_display()}")


def named(number: int = Number, person: int = typer.Argument(help=_("Nomor orang di data.")), by: str = By) -> None:
    """A case that began with a name only gets its person."""
    with command_errors(), acting(who := actor(by)):
        actions.name_person(case_id=number, person_id=person, by=who)
    console.print(_("Orangnya tercatat."))


def paper(
    number: int = Number,
    step: str = typer.Argument(help=_("Langkah: access, approach, … sampai termination.")),
    to: Path = typer.Option(..., "--to", help=_("Berkas PDF yang ditulis.")),
    by: str = By,
) -> None:
    """Its form to take along, or its record to file."""
    with command_errors(), acting(who := actor(by)):
        content = step_papers.paper_of(viewer=who, case_id=number, step=step)
    to.write_bytes(content)
    console.print(_("Tersimpan di %(file)s.") % {"file": to})


def trail(number: int = Number, by: str = By, json: bool = Json) -> None:
    """The newest first; who is not on the team finds no case."""
    with command_errors(), acting(who := actor(by)):
        found = queries.trail_of(viewer=who, case_id=number)
    names = ("at", "actor_name", "action", "table_name", "record_id", "reason", "via")
    if json:
        as_json([{name: getattr(one, name) for name in names} for one in found])
        return
    rows = [(formats.moment(one.at), one.actor_name, one.action, one.table_name, one.reason) for one in found]
    _print((_("Waktu"), _("Pelaku"), _("Kejadian"), _("Tabel"), _("Alasan")), rows)


def refer(
    number: int = Number,
    institution: int = typer.Option(..., "--to", help=_("Nomor lembaga di direktori layanan.")),
    words_: str = typer.Option(..., "--words", help=_("Yang diperlukan, secukupnya.")),
    agreed_by: str = typer.Option("", "--agreed-by", help=_("Yang menyetujui; kosong bila belum.")),
    parts: str = typer.Option("", "--parts", help=_("Data yang disetujui: name,age,phone,address,need.")),
    by: str = By,
    on: str = On,
) -> None:
    """With what the person agreed to in writing, or without."""
    told = {"relation": "self", "parts": [part for part in parts.split(",") if part], "sign": "signature"}
    agreement = referrals.Agreement(given_by=agreed_by, **told) if agreed_by else None  # type: ignore[arg-type]
    with command_errors(), acting(who := actor(by)):
        given: dict[str, Any] = {"case_id": number, "institution_id": institution, "words": words_}
        made = actions.refer_person(**given, agreement=agreement, by=who, on=day_of(on))
    console.print(_("Rujukan %(number)s.") % {"number": made.number})


def urgent(by: str = By, json: bool = Json) -> None:
    """The most pressing first."""
    with command_errors(), acting(who := actor(by)):
        rows = list(queries.urgent_tasks(viewer=who))
    if json:
        as_json([{"id": one.pk, "case_id": one.case_id, "title": one.title, "due_at": one.due_at} for one in rows])
        return
    _print((_("Nomor"), _("Kasus"), _("Tugas")), [(str(one.pk), str(one.case_id), one.title) for one in rows])


def urgent_done(
    number: int = typer.Argument(help=_("Nomor tugas.")),
    said: str = typer.Option(..., "--said", help=_("Apa yang dilakukan.")),
    by: str = By,
) -> None:
    """It was handled."""
    with command_errors(), acting(who := actor(by)):
        actions.finish_urgent_task(task_id=number, said=said, by=who, at=timezone.now())
    console.print(_("Tugas mendesak selesai."))


def _summary(one: Case) -> dict[str, Any]:
    names = (
        "pk",
        "cluster",
        "ppks",
        "status",
        "mode",
        "sensitive",
        "region_code",
        "person_id",
        "opened_on",
        "closed_on",
    )
    return {name: getattr(one, name) for name in names}


def _print(headings: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*headings)
    for row in rows:
        table.add_row(*row)
    console.print(table)
