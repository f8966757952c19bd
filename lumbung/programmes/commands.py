"""`lumbung run`, `lumbung abandon-run`, `lumbung why`, `lumbung verify-run`, `lumbung prepare-cycle`."""

from datetime import date, datetime
from typing import Annotated, Any, cast

import typer
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung import law
from lumbung.core import crypto, formats, jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.commands import actor, as_json, command_errors, console, day_or_today, progress_of
from lumbung.core.models import Job
from lumbung.core.refusals import Refusal
from lumbung.programmes import (
    actions,
    condition_commands,
    control_commands,
    kinds,
    queries,
    scenario_commands,
    telling,
    words,
)
from lumbung.programmes.models import Run
from lumbung.registry.models import Family

KK_DIGITS = 16
JSON = typer.Option("--json", help=_("Cetak sebagai JSON."))
BY = typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))
DAY = typer.Option("--on", formats=["%Y-%m-%d"], help=_("Hari penetapan, misalnya 2026-01-10; tanpa ini, hari ini."))
REGION = typer.Option("--region", help=_("Kode wilayah, misalnya 33.23; tanpa ini, seluruh Indonesia."))
PERIOD = typer.Option("--period", help=_("Masa: 2026-03 (bulan), 2026-B2 (dua bulan), atau 2026-Q1 (triwulan)."))

HOLD = typer.Option("--hold-back", help=_("Tahan dulu keluarga dengan temuan audit yang belum diselesaikan."))


class RunStopped(Refusal):
    """The job of a run ended without finishing."""

    message = _("Penetapan %(run)s berhenti: %(error)s. Jalankan perintah yang sama untuk melanjutkan.")


def register(root: typer.Typer) -> None:
    """The commands, directly under `lumbung`."""
    root.command("run", help=_("Tetapkan penerima satu program di satu wilayah."))(run)
    root.command("abandon-run", help=_("Hentikan penetapan yang belum selesai."))(abandon_run)
    root.command("why", help=_("Jelaskan putusan tentang satu keluarga."))(why)
    root.command("verify-run", help=_("Periksa berkas beku sebuah penetapan terhadap segelnya."))(verify_run)
    root.command("prepare-cycle", help=_("Susun siklus pembayaran dari sebuah penetapan."))(prepare_cycle)
    control_commands.register(root)
    scenario_commands.register(root)
    condition_commands.register(root)


def run(
    kind: Annotated[str, typer.Argument(help=_("Nama program: pkh atau sembako."))],
    on: Annotated[datetime | None, DAY] = None,
    region: Annotated[str, REGION] = "",
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Killed or stopped, the same command goes on. Exit code 1 when refused."""
    day = day_or_today(on)
    with command_errors():
        begun = actions.start_run(kind=kind, on=day, region_code=region, by=actor(by), queued=False)
        with progress_of(f"{kind.upper()} {region}".strip(), quiet=as_json_) as bar:
            job = jobs.run(cast(int, begun.job_id), progress=bar)
        if job.status != Job.Status.FINISHED:
            raise RunStopped(run=begun.pk, error=job.error)
    done = queries.run(viewer=SYSTEM, run_id=begun.pk)
    told = summary(done)
    if as_json_:
        as_json(told)
    else:
        _print_summary(done, told)


def abandon_run(
    run: Annotated[int, typer.Argument(help=_("Nomor penetapan."))],
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Again changes nothing; exit code 1 when it is finished."""
    with command_errors():
        stopped = actions.abandon_run(run_id=run, by=actor(by))
    if as_json_:
        as_json({"run": stopped.pk, "status": stopped.status})
    else:
        console.print(_("Penetapan %(run)s dihentikan.") % {"run": stopped.pk})


def why(
    family: Annotated[str, typer.Argument(help=_("Nomor KK (16 angka) atau nomor keluarga di Lumbung."))],
    run: Annotated[int, typer.Option("--run", help=_("Nomor penetapan."))],
    period: Annotated[str, PERIOD] = "",
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Conditions with facts, figures and articles, and the arithmetic, refusals included."""
    with command_errors():
        viewer = actor(by)
        found = queries.why(viewer=viewer, family_id=_family_id(family, viewer), run_id=run, period=_period(period))
    told = telling.tell(found)
    if as_json_:
        as_json(telling.as_data(found))
    else:
        _print_told(told)


def verify_run(
    run: Annotated[int, typer.Argument(help=_("Nomor penetapan."))],
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Exit code 1 when a frozen file is missing or changed."""
    with command_errors():
        altered = queries.altered(viewer=SYSTEM, run_id=run)
    if as_json_:
        as_json({"run": run, "altered": altered})
    elif altered:
        console.print(_("Berkas yang hilang atau berubah: %(files)s.") % {"files": ", ".join(altered)}, markup=False)
    else:
        console.print(_("Semua berkas beku cocok dengan segelnya."))
    raise typer.Exit(1 if altered else 0)


def prepare_cycle(
    run: Annotated[int, typer.Argument(help=_("Nomor penetapan."))],
    period: Annotated[str, PERIOD],
    fund: Annotated[int, typer.Option("--fund", help=_("Nomor dana."))],
    hold_back: Annotated[bool, HOLD] = False,
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """A draft with one line for each family that qualified; again gives the same draft."""
    with command_errors():
        cycle = actions.prepare_cycle(run_id=run, period=period, fund_id=fund, by=actor(by), hold_back=hold_back)
    sums = queries.lined(viewer=SYSTEM, cycle_id=cycle.pk)
    if as_json_:
        as_json({"cycle": cycle.pk, **sums})
        return
    values = {"cycle": cycle.pk, "lines": formats.count(sums["lines"]), "total": formats.rupiah(sums["total"])}
    console.print(_("Siklus %(cycle)s disusun: %(lines)s baris, %(total)s.") % values)


def summary(run: Run) -> dict[str, Any]:
    """A run in figures, by outcome and reason."""
    return {
        "run": run.pk,
        "kind": run.kind,
        "on": run.on.isoformat(),
        "region": run.region_code,
        "families": run.families,
        "manifest": run.manifest,
        "counts": queries.counts(viewer=SYSTEM, run=run),
    }


def _family_id(text: str, viewer: Any) -> int:
    if not text.isdecimal():
        raise queries.NoSuchFamily
    if len(text) != KK_DIGITS:
        return int(text)
    families = Family.objects.visible_to(viewer).filter(kk_index=crypto.blind(text, "kk"))
    found = families.order_by("status", "-pk").first()
    if found is None:
        raise queries.NoSuchFamily
    return found.pk


def _period(text: str) -> law.Period | None:
    try:
        return law.Period.of(text) if text else None
    except law.BadPeriod as wrong:
        raise actions.UnknownPeriod(period=text) from wrong


def _print_summary(run: Run, told: dict[str, Any]) -> None:
    table = Table(title=_("Penetapan %(run)s: %(kind)s per %(day)s") % _title(run, run.on))
    table.add_column(_("Putusan"))
    table.add_column(_("Alasan"))
    table.add_column(pgettext("many", "Keluarga"), justify="right")
    table.add_column(_("Nilai"), justify="right")
    kind = kinds.find(run.kind)
    for count in told["counts"]:
        money = formats.rupiah(count["entitlement"]) if count["outcome"] == "eligible" else ""
        row = (
            words.outcome(count["outcome"]),
            words.reason(kind, count["reason"], run.on),
            formats.count(count["families"]),
        )
        table.add_row(*row, money)
    console.print(table)
    console.print(_("Segel: %(manifest)s") % {"manifest": run.manifest}, markup=False)


def _title(run: Run, on: date) -> dict[str, Any]:
    return {"run": run.pk, "kind": run.kind.upper(), "day": formats.day_long(on)}


def _print_told(told: telling.Told) -> None:
    signs = {"ok": "✓", "no": "✗", "q": "?"}
    console.print(told.summary, style="bold", markup=False)
    console.print(told.lead, markup=False)
    for one in told.conditions:
        article = f" [{one.law}]" if one.law else ""
        console.print(f"  {signs[one.mark]} {one.words} — {one.facts}{article}", markup=False, highlight=False)
    for part in told.parts:
        console.print(
            f"    {part.words}: {part.figured} = {formats.rupiah(part.amount)}", markup=False, highlight=False
        )
    if told.amount is not None:
        total = _("Jumlah untuk %(period)s: %(amount)s") % {
            "period": told.period,
            "amount": formats.rupiah(told.amount),
        }
        console.print(total, style="bold", markup=False)
    for note in told.notes:
        console.print(note, style="dim", markup=False)
