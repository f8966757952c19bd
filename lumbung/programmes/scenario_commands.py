"""`lumbung scenario …`: try a draft on a finished run, list scenarios, show what one would do."""

from typing import Annotated, Any, cast

import typer
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import formats, jobs
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.commands import actor, as_json, command_errors, console, progress_of
from lumbung.core.models import Job
from lumbung.core.refusals import Refusal
from lumbung.programmes import actions, draft, kinds, outcomes, queries, scenario_forms, scenario_pictures
from lumbung.programmes.outcomes import Outcome

JSON = typer.Option("--json", help=_("Cetak sebagai JSON."))
BY = typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))
SET = typer.Option("--set", help=_("Perubahan, misalnya max_decile=5 atau quota=1000; boleh beberapa kali."))


class ScenarioStopped(Refusal):
    """The job of a scenario ended without finishing."""

    message = _("Skenario %(scenario)s berhenti: %(error)s.")


class NotAChange(Refusal):
    """A change is written NAME=VALUE."""

    message = _("“%(text)s” bukan perubahan. Tulis NAMA=NILAI, misalnya max_decile=5.")


def register(root: typer.Typer) -> None:
    """Mount on the root command."""
    scenario = typer.Typer(
        help=_("Rancangan pada data beku: siapa masuk, siapa keluar, berapa biayanya."), no_args_is_help=True
    )
    scenario.command("try", help=_("Hitung sebuah rancangan pada penetapan yang selesai."))(attempt)
    scenario.command("list", help=_("Semua skenario."))(listed)
    scenario.command("show", help=_("Apa jadinya menurut sebuah skenario."))(show)
    scenario.command("figures", help=_("Angka dan syarat yang bisa diubah pada sebuah penetapan."))(figures)
    root.add_typer(scenario, name="scenario")


def attempt(
    run: Annotated[int, typer.Argument(help=_("Nomor penetapan."))],
    name: Annotated[str, typer.Argument(help=_("Nama skenario."))],
    changes: Annotated[list[str] | None, SET] = None,
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Nobody is enrolled and nothing is paid. Exit code 1 when refused."""
    with command_errors():
        who = actor(by)
        with acting(who):
            wished = draft.parsed(dict(map(_pair, changes or [])))
            begun = actions.start_scenario(run_id=run, name=name, changes=wished, by=who, queued=False)
        with progress_of(name, quiet=as_json_) as bar:
            job = jobs.run(cast(int, begun.job_id), progress=bar)
        if job.status != Job.Status.FINISHED:
            raise ScenarioStopped(scenario=begun.pk, error=job.error)
        with acting(who):
            found = _outcome(begun.pk, who)
    _print(found, as_json_)


def listed(by: Annotated[str, BY] = "", as_json_: Annotated[bool, JSON] = False) -> None:
    """The newest first."""
    with command_errors(), acting(viewer := actor(by)):
        found = list(outcomes.scenarios(viewer=viewer))
    if as_json_:
        as_json([{"id": one.pk, "name": one.name, "run": one.run_id, "status": one.status} for one in found])
        return
    table = Table(_("Nomor"), _("Skenario"), _("Penetapan"), _("Keadaan"))
    for one in found:
        table.add_row(str(one.pk), one.name, str(one.run_id), str(one.get_status_display()))
    console.print(table)


def show(
    scenario: Annotated[int, typer.Argument(help=_("Nomor skenario."))],
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Who gains, who loses, what it costs."""
    with command_errors(), acting(viewer := actor(by)):
        found = _outcome(scenario, viewer)
    _print(found, as_json_)


def figures(
    run: Annotated[int, typer.Argument(help=_("Nomor penetapan."))], as_json_: Annotated[bool, JSON] = False
) -> None:
    """Names for `--set`, each with its value in that run."""
    with command_errors(), acting(SYSTEM):
        found = queries.run(viewer=SYSTEM, run_id=run)
        kind, now = kinds.find(found.kind), queries.figures_of(run=found)
    if as_json_:
        as_json({"figures": draft.choices(kind, now), "conditions": list(draft.conditions(kind, now))})
        return
    for name, value in draft.choices(kind, now).items():
        console.print(f"{name}={value}", markup=False, highlight=False)
    for name in draft.conditions(kind, now):
        console.print(f"{draft.CONDITION}{name}=true", markup=False, highlight=False)


def _outcome(scenario_id: int, viewer: Any) -> Outcome:
    return outcomes.outcome(viewer=viewer, scenario=outcomes.scenario(viewer=viewer, scenario_id=scenario_id))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise NotAChange(text=text)
    return name, value


def _print(found: Outcome, as_json_: bool) -> None:
    if as_json_:
        as_json(outcomes.as_data(found))
        return
    kind = kinds.find(found.scenario.run.kind)
    console.print(f"{found.scenario.pk}: {found.scenario.name}", style="bold", markup=False)
    for words in scenario_forms.told(kind, found.scenario.changes):
        console.print(f"  {words}", markup=False, highlight=False)
    console.print(scenario_pictures.sentence(found), markup=False)
    console.print(scenario_pictures.as_of(found), markup=False)
    for told in scenario_pictures.tables(found):
        table = Table(
            told["title"],
            _("Menerima dulu"),
            _("Menerima nanti"),
            pgettext("scenario", "Masuk"),
            pgettext("scenario", "Keluar"),
            _("Beda setahun"),
        )
        for line in told["lines"]:
            counts = (formats.count(line[name]) for name in ("served_before", "served_after", "gains", "loses"))
            table.add_row(line["words"], *counts, formats.rupiah(line["change"]))
        console.print(table)
