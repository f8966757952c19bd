"""`lumbung targeting …`: train, activate, score, reference, quota, verify."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import formats, jobs
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.commands import actor, as_json, command_errors, console, progress_of
from lumbung.core.models import Job
from lumbung.targeting import actions, cards, pictures, queries
from lumbung.targeting import movements as moving
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
        ("movements", movements, _("Siapa bergeser desil sejak pemeringkatan sebelumnya, dan mengapa.")),
        ("quota", quota, _("Tetapkan kuota keluarga suatu program.")),
        ("verify", verify, _("Cocokkan setiap nilai dengan segel pemeringkatannya.")),
    ]


def train(
    file: Path = typer.Argument(help=_("CSV (boleh .gz), XLSX, atau Parquet.")),
    target: str = typer.Option("", help=_("Kolom pengeluaran; membaca survei apa pun menurut kolomnya sendiri.")),
    weight: str = typer.Option("", help=_("Kolom bobot survei; kosong berarti setiap keluarga dihitung satu.")),
    cluster: str = typer.Option("", help=_("Kolom desa atau gugus; beberapa dipisah koma.")),
    area: str = typer.Option("", help=_("Kolom wilayah, yang terluas dahulu; kosong berarti dicari.")),
    keep: str = typer.Option("", help=_("Kolom yang tetap dipakai walau tampak membocorkan jawaban.")),
    without: str = typer.Option("", help=_("Kolom yang tidak boleh dipakai.")),
    apart: str = typer.Option("", help=_("Kolom untuk merinci kesalahan, misalnya jenis kelamin kepala.")),
    quota: float = typer.Option(0.3, help=_("Bagian keluarga yang bisa dilayani; yang miskin sebanyak itu pula.")),
    engine: str = typer.Option("", help=_("Cara belajar: linear, boosted, atau blend.")),
    mapping: str = typer.Option("", help=_("Nama pemetaan atau berkas YAML; kosong berarti dicari.")),
    kind: str = typer.Option(KIND, "--model", help=_("Nama model.")),
    splits: int = typer.Option(
        0, min=0, max=1000, help=_("Berapa kali dilatih tanpa sebagian desa; 0 berarti bawaan.")
    ),
    by: str = typer.Option("", help=_("Nama pengguna yang melatih.")),
    json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON.")),
) -> None:
    """Train, and print what the version is worth on villages it has not seen."""
    chosen: dict[str, Any] = {"file": file, "quota": quota, "on": timezone.localdate()}
    chosen |= ({"splits": splits} if splits else {}) | ({"engine": engine} if engine else {})
    with command_errors(), acting(who := actor(by)):
        if target:
            named = {"cluster": cluster, "area": area, "keep": keep, "without": without, "apart": apart}
            lists = {name: [part.strip() for part in text.split(",") if part.strip()] for name, text in named.items()}
            version = actions.train_any(target=target, weight=weight, by=who, **{**chosen, **lists})
        else:
            version = actions.train(mapping=mapping or None, kind=kind, by=who, **chosen)
    if json_:
        as_json(cards.as_data(version))
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
    json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON.")),
) -> None:
    """From the next ranking on, national deciles compare with the families scored so far."""
    with command_errors(), acting(who := actor(by)):
        made = actions.refer_to_registry(on=timezone.localdate(), by=who, kind=kind)
    if json_:
        as_json({"families": made.families, "regencies": made.regencies})
        return
    told = {"families": formats.count(made.families), "regencies": formats.count(made.regencies)}
    console.print(_("Desil nasional dibaca terhadap %(families)s keluarga di %(regencies)s kabupaten/kota.") % told)


def movements(
    region: str = typer.Argument(help=_("Kode kabupaten, misalnya 33.23.")),
    by: str = typer.Option("", help=_("Nama pengguna.")),
    json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON.")),
) -> None:
    """Who stands in another decile than before the last ranking of a regency, and which answers moved them."""
    with command_errors(), acting(viewer := actor(by)):
        ranking = queries.last_ranking(region_code=region)
        found = moving.of_ranking(viewer=viewer, ranking=ranking) if ranking else None
        if found is None:
            raise actions.NothingToCompare(region=region)
        told = moving.as_data(found)
    if json_:
        as_json(told)
        return
    for _way, words, families in pictures.ways(found):
        console.print(f"{words}: {formats.count(families)}", highlight=False)
    table = Table(_("Sebab utama"), pgettext("many", "Keluarga"), _("Lebih miskin"), _("Lebih mampu"))
    for one in pictures.moving_reasons(found):
        table.add_row(one["words"], *(formats.count(one[name]) for name in ("families", "down", "up")))
    console.print(table)


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


def verify(json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))) -> None:
    """Exit code 1 when scores were altered behind the triggers."""
    with command_errors(), acting(SYSTEM):
        altered = queries.altered_rankings(viewer=SYSTEM)
    if json_:
        as_json({"altered": [str(ranking) for ranking in altered]})
        raise typer.Exit(1 if altered else 0)
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


def _told(job: Job) -> dict[str, Any]:
    unknown = queries.spread(viewer=job.by or SYSTEM).get(None, 0)
    return {"job": job.pk, "status": job.status, "families": job.done, "unknown": unknown, "error": job.error}


def _print_version(version: ModelVersion) -> None:
    console.print(_("Model %(kind)s versi %(number)s dilatih.") % {"kind": version.kind, "number": version.number})
    for sentence in cards.sentences(version):
        console.print(sentence, markup=False, highlight=False)
    table = Table(_("Termiskin"), _("Terlewat"), _("Bukan termiskin yang terjaring"))
    for share, measured in version.held_out["shares"].items():
        missed, reached = (formats.percent(measured[name]) for name in ("poor_missed", "non_poor_reached"))
        table.add_row(f"{share} %", missed, reached)
    console.print(table)
