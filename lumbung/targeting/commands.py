"""`lumbung targeting …`: train, activate, score, reference, quota, verify."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats, jobs
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.commands import actor, as_json, command_errors, console, progress_of
from lumbung.core.models import Job
from lumbung.targeting import actions, queries
from lumbung.targeting.models import ModelVersion

KIND = "demo_pmt"


def register(root: typer.Typer) -> None:
    """Mount on the root command."""
    targeting = typer.Typer(help=_("Peringkat keluarga: latih, aktifkan, nilai, kuota."), no_args_is_help=True)
    for name, command, help_ in _commands():
        targeting.command(name, help=help_)(command)
    root.add_typer(targeting, name="targeting")


def _commands() -> list[tuple[str, Callable[..., None], str]]:
    return [
        ("train", train, _("Latih versi baru dari berkas survei rumah tangga.")),
        ("activate", activate, _("Pakai sebuah versi; harus orang lain dari yang melatih.")),
        ("score", score, _("Nilai dan peringkatkan semua keluarga suatu wilayah.")),
        (
            "reference",
            reference,
            _("Baca desil nasional terhadap registri, mulai pemeringkatan berikutnya."),
        ),
        ("quota", quota, _("Tetapkan kuota keluarga suatu program.")),
        ("verify", verify, _("Cocokkan setiap nilai dengan segel pemeringkatannya.")),
    ]


def train(
    file: Path = typer.Argument(help=_("CSV, CSV.GZ, atau Parquet.")),
    mapping: str = typer.Option("", help=_("Nama pemetaan atau berkas YAML; kosong berarti dicari.")),
    kind: str = typer.Option(KIND, "--model", help=_("Nama model.")),
    splits: int = typer.Option(20, min=1, max=1000, help=_("Berapa kali survei dibelah menurut desa.")),
    by: str = typer.Option("", help=_("Nama pengguna yang melatih.")),
    json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON.")),
) -> None:
    """Train, and print what the version is worth on villages it has not seen."""
    with command_errors(), acting(who := actor(by)):
        version = actions.train(
            file=file, mapping=mapping or None, kind=kind, splits=splits, by=who, on=timezone.localdate()
        )
    if json_:
        as_json(_described(version))
    else:
        _print_version(version)


def activate(
    version: int = typer.Argument(help=_("Nomor versi.")),
    by: str = typer.Option("", help=_("Nama pengguna yang mengaktifkan.")),
    kind: str = typer.Option(KIND, "--model", help=_("Nama model.")),
) -> None:
    """Put a version into use."""
    with command_errors(), acting(who := actor(by)):
        actions.activate_number(kind=kind, number=version, by=who, on=timezone.localdate())
    console.print(_("Model %(kind)s versi %(number)s sekarang dipakai.") % {"kind": kind, "number": version})


def score(
    region: str = typer.Argument("", help=_("Kode kabupaten atau provinsi; kosong berarti seluruh Indonesia.")),
    by: str = typer.Option("", help=_("Nama pengguna.")),
    on: str = typer.Option("", help=_("Hari penilaian, YYYY-MM-DD; bawaan hari ini.")),
    kind: str = typer.Option(KIND, "--model", help=_("Nama model.")),
    json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON.")),
) -> None:
    """Score and rank; started again after a kill it goes on at the next regency."""
    with command_errors():
        who, day = actor(by), _day(on)
        job = actions.score_region(region_code=region, on=day, by=who, kind=kind, queued=False)
        with progress_of(_("Menilai"), quiet=json_) as progress:
            job = jobs.run(job.pk, progress=progress)
    told = _told(job)
    if json_:
        as_json(told)
    else:
        sentence = _("%(families)s keluarga dinilai, %(unknown)s belum diketahui.")
        console.print(sentence % {name: formats.count(count) for name, count in told.items() if isinstance(count, int)})
    raise typer.Exit(0 if job.status == Job.Status.FINISHED else 1)


def reference(
    by: str = typer.Option("", help=_("Nama pengguna.")),
    kind: str = typer.Option(KIND, "--model", help=_("Nama model.")),
) -> None:
    """From the next ranking on, national deciles compare with the families scored so far."""
    with command_errors(), acting(who := actor(by)):
        made = actions.refer_to_registry(on=timezone.localdate(), by=who, kind=kind)
    told = {"families": formats.count(made.families), "regencies": formats.count(made.regencies)}
    console.print(_("Desil nasional dibaca terhadap %(families)s keluarga di %(regencies)s kabupaten/kota.") % told)


def quota(
    programme: str = typer.Argument(help=_("Nama pendek program, misalnya pkh.")),
    region: str = typer.Argument(help=_("Kode wilayah.")),
    year: int = typer.Argument(min=2000, max=2100, help=_("Tahun.")),
    families: int = typer.Argument(min=0, help=_("Banyaknya keluarga.")),
    law: str = typer.Option(..., help=_("Keputusan yang menetapkannya.")),
    by: str = typer.Option("", help=_("Nama pengguna.")),
) -> None:
    """Set a quota."""
    with command_errors(), acting(who := actor(by)):
        actions.set_quota(
            programme=programme,
            region_code=region,
            year=year,
            families=families,
            law=law,
            by=who,
            on=timezone.localdate(),
        )
    console.print(_("Kuota tersimpan."))


def verify() -> None:
    """Exit code 1 when scores were altered behind the triggers."""
    with command_errors(), acting(SYSTEM):
        altered = queries.altered_rankings(viewer=SYSTEM)
    for ranking in altered:
        console.print(_("Nilai pada pemeringkatan %(ranking)s berubah sejak disegel.") % {"ranking": ranking})
    if not altered:
        console.print(_("Semua nilai cocok dengan segelnya."))
    raise typer.Exit(1 if altered else 0)


def _day(text: str) -> date:
    if not text:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(_("Tulis tanggal sebagai YYYY-MM-DD.")) from error


def _described(version: ModelVersion) -> dict[str, Any]:
    return {
        "model": version.kind,
        "number": version.number,
        "fingerprint": version.fingerprint,
        "mapping": version.mapping,
        "computable": version.computable,
        "metrics": version.metrics,
    }


def _told(job: Job) -> dict[str, Any]:
    unknown = queries.spread(viewer=job.by or SYSTEM).get(None, 0)
    return {"job": job.pk, "status": job.status, "families": job.done, "unknown": unknown, "error": job.error}


def _print_version(version: ModelVersion) -> None:
    held_out = version.held_out
    console.print(_("Model %(kind)s versi %(number)s dilatih.") % {"kind": version.kind, "number": version.number})
    console.print(f"R² {formats.count(held_out['r2'], 3)}")
    table = Table(_("Termiskin"), _("Terlewat"), _("Bukan termiskin yang terjaring"))
    for share, measured in held_out["shares"].items():
        missed, reached = (formats.percent(measured[name]) for name in ("poor_missed", "non_poor_reached"))
        table.add_row(f"{share} %", missed, reached)
    console.print(table)
    if noisy := version.metrics.get("wrong_cells"):
        sentence = _("Bila %(cells)s jawaban salah isi: R² %(r2)s, 30 persen termiskin terlewat %(missed)s.")
        console.print(sentence % {"cells": formats.percent(noisy["wrong_cells"]), **_of_thirty(noisy)})
    if elsewhere := version.metrics.get("new_areas"):
        sentence = _("Di kabupaten yang tidak disurvei: R² %(r2)s, 30 persen termiskin terlewat %(missed)s.")
        console.print(sentence % _of_thirty(elsewhere))


def _of_thirty(measured: dict[str, Any]) -> dict[str, str]:
    missed = measured["shares"]["30"]["poor_missed"]
    return {"r2": formats.count(measured["r2"], 3), "missed": formats.percent(missed)}
