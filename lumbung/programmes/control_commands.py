"""`lumbung controls`: let the standing audit look, print its report, list, explain and settle findings."""

from datetime import datetime
from typing import Annotated, cast

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import formats, jobs
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_or_today, progress_of
from lumbung.core.models import Job
from lumbung.core.refusals import Refusal
from lumbung.programmes import actions, controls, findings

JSON = typer.Option("--json", help=_("Cetak sebagai JSON."))
BY = typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))
ON = typer.Option("--on", formats=["%Y-%m-%d"], help=_("Hari yang dipakai; tanpa ini, hari ini."))
REGION = typer.Option("--region", help=_("Kode wilayah, misalnya 33.23; tanpa ini, seluruh Indonesia."))
WHY = typer.Option("--why", help=_("Alasannya."))
NUMBER = typer.Argument(help=_("Nomor temuan."))
LIMIT = typer.Option("--limit", min=1, max=10_000, help=_("Paling banyak sekian temuan."))


class CheckStopped(Refusal):
    """The job ended without finishing."""

    message = _("Pemeriksaan berhenti: %(error)s. Jalankan perintah yang sama untuk mengulang.")


def register(root: typer.Typer) -> None:
    """The commands, under `lumbung controls`."""
    group = typer.Typer(help=_("Temuan audit: periksa, lihat, jelaskan, selesaikan."), no_args_is_help=True)
    group.command("check", help=_("Periksa seluruh wilayah dengan setiap pemeriksaan audit."))(check)
    group.command("report", help=_("Cetak laporan audit menurut jenis, wilayah, dan bulan."))(report)
    group.command("list", help=_("Tampilkan temuan yang belum diselesaikan."))(list_findings)
    group.command("explain", help=_("Jelaskan sebuah temuan; pejabat lain mengesahkannya."))(explain)
    group.command("settle", help=_("Sahkan penjelasan sebuah temuan sebagai orang kedua."))(settle)
    group.command("return", help=_("Kembalikan sebuah penjelasan yang belum meyakinkan."))(give_back)
    group.command("hand-over", help=_("Alihkan sebuah temuan kepada penanggung jawab lain."))(hand_over)
    root.add_typer(group, name="controls")


def check(
    region: Annotated[str, REGION] = "",
    on: Annotated[datetime | None, ON] = None,
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Exit code 1 when refused. What the data no longer show is closed, what is new is opened."""
    day = day_or_today(on)
    with command_errors():
        who = actor(by)
        begun = actions.check_controls(region_code=region or who.region_code, on=day, by=who, queued=False)
        with progress_of(_("Memeriksa temuan audit"), quiet=as_json_) as bar:
            job = jobs.run(cast(int, begun.pk), progress=bar)
        if job.status != Job.Status.FINISHED:
            raise CheckStopped(error=job.error)
    report(as_json_=as_json_, by=by)


def report(as_json_: Annotated[bool, JSON] = False, by: Annotated[str, BY] = "") -> None:
    """Within the actor's reach."""
    with command_errors():
        viewer = actor(by)
    found = findings.counts(viewer=viewer)
    if as_json_:
        names = ("open", "explained", "settled", "families")
        told = {one.control.name: {name: getattr(one, name) for name in names} for one in found}
        trend = findings.trend(viewer=viewer, on=timezone.localdate())
        months = {month.isoformat(): standing for month, standing in trend}
        as_json({"controls": told, "regions": findings.by_region(viewer=viewer), "trend": months})
        return
    table = Table(
        _("Pemeriksaan"), _("Terbuka"), _("Menunggu pengesahan"), _("Diselesaikan"), pgettext("many", "Keluarga")
    )
    for one in found:
        numbers = (one.open, one.explained, one.settled, one.families)
        table.add_row(one.control.title, *(formats.count(number) for number in numbers))
    console.print(table)


def list_findings(
    limit: Annotated[int, LIMIT] = 50, as_json_: Annotated[bool, JSON] = False, by: Annotated[str, BY] = ""
) -> None:
    """Names stay on the screens; here stand numbers of findings and families."""
    with command_errors():
        found = list(findings.standing(viewer=actor(by))[:limit])
    if as_json_:
        names = ("pk", "control", "status", "region_code", "family_id", "found_on")
        as_json({"findings": [{name: getattr(one, name) for name in names} for one in found]})
        return
    table = Table(_("Temuan"), _("Jenis"), _("Keadaan"), _("Wilayah"), _("Keluarga"), _("Ditemukan"))
    known = controls.all_controls()
    for one in found:
        title, state, day = known[one.control].title, one.get_status_display(), formats.day(one.found_on)
        table.add_row(str(one.pk), title, state, one.region_code, str(one.family_id), day)
    console.print(table)


def explain(number: Annotated[int, NUMBER], why: Annotated[str, WHY], by: Annotated[str, BY] = "") -> None:
    """The one who explains becomes its owner."""
    with command_errors():
        who = actor(by)
        with acting(who):
            actions.explain_finding(finding_id=number, why=why, by=who, on=timezone.localdate())
    console.print(_("Temuan %(number)s dijelaskan; menunggu pengesahan orang lain.") % {"number": number})


def hand_over(
    number: Annotated[int, NUMBER],
    to: Annotated[str, typer.Option("--to", help=_("Nama pengguna penanggung jawab baru."))],
    by: Annotated[str, BY] = "",
) -> None:
    """Somebody in whose reach the finding lies."""
    with command_errors():
        who, owner = actor(by), actor(to)
        with acting(who):
            actions.hand_over_finding(finding_id=number, to=owner.pk, by=who)
    console.print(_("Temuan %(number)s dialihkan kepada %(owner)s.") % {"number": number, "owner": owner})


def give_back(number: Annotated[int, NUMBER], why: Annotated[str, WHY], by: Annotated[str, BY] = "") -> None:
    """The finding is open again."""
    with command_errors():
        who = actor(by)
        with acting(who):
            actions.return_finding(finding_id=number, why=why, by=who)
    console.print(_("Temuan %(number)s terbuka lagi.") % {"number": number})


def settle(number: Annotated[int, NUMBER], why: Annotated[str, WHY], by: Annotated[str, BY] = "") -> None:
    """Never by the one who explained it."""
    with command_errors():
        who = actor(by)
        with acting(who):
            actions.settle_finding(finding_id=number, why=why, by=who, on=timezone.localdate())
    console.print(_("Temuan %(number)s diselesaikan.") % {"number": number})
