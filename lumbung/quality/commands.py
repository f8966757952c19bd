"""`lumbung import`; the other commands of this context are in files of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats, jobs
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, errors, existing, progress_of
from lumbung.core.models import Job
from lumbung.core.refusals import BadInput, Refusal
from lumbung.quality import (
    actions,
    duplicate_commands,
    file_commands,
    form_commands,
    import_commands,
    queries,
    reference_commands,
    rules,
)
from lumbung.quality.checking import ERROR, WARNING
from lumbung.quality.inspection import Report
from lumbung.quality.models import ImportBatch

UNDO = "undo"
JSON = typer.Option("--json", help=_("Cetak sebagai JSON."))
BY = typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))
FILES = typer.Argument(help=_("Berkas CSV atau XLSX; atau: undo NOMOR untuk mengembalikan sebuah impor."))
PREVIEW = typer.Option("--preview", help=_("Periksa saja; tidak ada yang disimpan."))
MAP = typer.Option(
    "--map",
    help=_(
        "JUDUL=ISIAN: kolom ini berisi apa, misalnya “Nama Warga=name”; “JUDUL=” tidak diambil; "
        "“relation:Mantu=4” memberi arti sebuah kata. Boleh berulang."
    ),
)
PROFILE = typer.Option("--profile", help=_("Baca kolomnya menurut profil ini."))
SAVE_PROFILE = typer.Option(
    "--save-profile", help=_("Simpan pencocokan kolom dengan nama ini untuk berkas berikutnya.")
)
COLUMNS = typer.Option("--columns", help=_("Tampilkan usulan pencocokan kolom saja; tidak ada yang disimpan."))
ONLY = typer.Option("--only", help=_("Masukkan hanya wilayah dengan kode ini; sisanya menunggu. Boleh berulang."))
SHEET = typer.Option("--sheet", help=_("Baca hanya lembar ini dari buku kerja, juga bila tersembunyi. Boleh berulang."))
VILLAGE = typer.Option("--village", help=_("Kode desa untuk berkas tanpa kolom desa, misalnya 33.23.01.2001."))


class ImportStopped(Refusal):
    """The job ended without finishing; the same command goes on."""

    message = _("Impor %(file)s berhenti: %(error)s. Jalankan perintah yang sama untuk melanjutkan.")


class NotAPair(BadInput):
    """`--map` wants a heading and a field."""

    message = _("Tulis --map sebagai JUDUL=ISIAN, misalnya “Nama Warga=name”. Yang tertulis: %(text)s.")


class NotABatch(Refusal):
    """`undo` wants the number of one import."""

    message = _("Tulis nomor impornya, misalnya: lumbung import undo 3.")


def register(root: typer.Typer) -> None:
    """The commands, directly under `lumbung`."""
    root.command("import", help=_("Masukkan berkas keluarga, atau periksa dulu dengan --preview."))(import_files)
    profiles = typer.Typer(help=_("Profil kolom: lihat dan hentikan."), no_args_is_help=True)
    profiles.command("list", help=_("Profil yang dikenali di wilayah Anda."))(list_profiles)
    profiles.command("retire", help=_("Berhenti mengenali berkas menurut profil ini."))(retire_profile)
    root.add_typer(profiles, name="profiles")
    import_commands.register(root)
    file_commands.register(root)
    duplicate_commands.register(root)
    form_commands.register(root)
    reference_commands.register(root)


def import_files(
    files: Annotated[list[str], FILES],
    preview: Annotated[bool, PREVIEW] = False,
    columns: Annotated[bool, COLUMNS] = False,
    village: Annotated[str, VILLAGE] = "",
    only: Annotated[list[str] | None, ONLY] = None,
    sheet: Annotated[list[str] | None, SHEET] = None,
    map_: Annotated[list[str] | None, MAP] = None,
    profile: Annotated[str, PROFILE] = "",
    save_profile: Annotated[str, SAVE_PROFILE] = "",
    as_json_: Annotated[bool, JSON] = False,
    by: Annotated[str, BY] = "",
) -> None:
    """Killed or stopped, the same command goes on. Exit code 1 when one of the files was refused."""
    with command_errors():
        who = actor(by)
        if files[0] == UNDO:
            told = [_undo(files[1:], who)]
        else:
            how = {"village": village, "placed": _placed(map_ or []), "profile": profile, "sheets": sheet or ()}
            told = [
                _one_file(Path(name), who, how, _Wish(preview, columns, save_profile, only or (), as_json_))
                for name in files
            ]
    if as_json_:
        as_json({**_totals(told), "files": told})
    else:
        for one in told:
            _print(one)
    raise typer.Exit(1 if any("refused" in one for one in told) else 0)


@dataclass(frozen=True)
class _Wish:
    """What is to be done with each file."""

    preview: bool
    columns: bool
    save_profile: str
    only: Sequence[str]
    quiet: bool


def _placed(pairs: list[str]) -> dict[str, str] | None:
    """Heading → field; a heading may hold an equals sign itself."""
    if strange := next((pair for pair in pairs if "=" not in pair), None):
        raise NotAPair(text=strange)
    return {
        heading.strip(): target.strip() for heading, _sign, target in (pair.rpartition("=") for pair in pairs)
    } or None


def _one_file(path: Path, who: Any, how: dict[str, Any], wish: _Wish) -> dict[str, Any]:
    """What one file came to; a refusal is told with the file and does not keep the others out."""
    try:
        existing(path)
        if wish.columns:
            way = actions.look_at_columns(path=path, name=path.name, by=who, **how)
            return {"file": path.name, **_of_way(way)}
        if wish.preview:
            report = actions.look_only(path=path, name=path.name, by=who, on=timezone.localdate(), **how)
            return {"file": path.name, **_of_report(report)}
        return _import(path, who, how, wish)
    except actions.AlreadyImported as same:
        return {"file": path.name, **_of_batch(same.subject), "already_imported": str(same)}
    except Refusal as refusal:
        return {"file": path.name, "refused": str(refusal), "code": refusal.code}


def _import(path: Path, who: Any, how: dict[str, Any], wish: _Wish) -> dict[str, Any]:
    quiet = wish.quiet
    with acting(who):
        batch = actions.preview_file(path=path, name=path.name, by=who, queued=False, **how)
    if batch.status == ImportBatch.Status.PREVIEWING:
        _run(batch, _("Memeriksa %(file)s"), quiet)
        batch.refresh_from_db()
    if batch.status == ImportBatch.Status.REFUSED:
        return {"file": path.name, "refused": batch.refusal, "code": "file_refused"}
    with acting(who):
        if wish.save_profile:
            actions.save_profile(batch_id=batch.pk, name=wish.save_profile, by=who)
        batch = actions.import_file(batch_id=batch.pk, by=who, villages=wish.only, queued=False)
    _run(batch, _("Memasukkan %(file)s"), quiet)
    batch.refresh_from_db()
    return {"file": path.name, **_of_batch(batch)}


def _run(batch: ImportBatch, title: str, quiet: bool) -> None:
    with progress_of(title % {"file": batch.file_name}, quiet=quiet) as bar:
        job = jobs.run(cast(int, batch.job_id), progress=bar)
    if job.status != Job.Status.FINISHED:
        raise ImportStopped(file=batch.file_name, error=job.error)


def _undo(numbers: list[str], who: Any) -> dict[str, Any]:
    if len(numbers) != 1 or not numbers[0].isdecimal():
        raise NotABatch
    with acting(who):
        batch = actions.undo_import(batch_id=int(numbers[0]), by=who)
    return {"file": batch.file_name, "batch": batch.pk, "undone": True}


def list_profiles(as_json_: Annotated[bool, JSON] = False, by: Annotated[str, BY] = "") -> None:
    """The nearest region first."""
    with command_errors():
        found = list(queries.profiles(viewer=actor(by)))
    if as_json_:
        told = [
            {"profile": one.pk, "name": one.name, "region": one.scope_code, "columns": one.columns} for one in found
        ]
        as_json({"profiles": told})
        return
    table = Table(_("Nomor"), _("Nama"), _("Wilayah"), _("Kolom"))
    for one in found:
        table.add_row(str(one.pk), one.name, one.scope_code, str(len(one.columns)))
    console.print(table)


def retire_profile(
    number: Annotated[int, typer.Argument(help=_("Nomor profil."))], by: Annotated[str, BY] = ""
) -> None:
    """Files that were read by it stay as they are."""
    with command_errors():
        who = actor(by)
        with acting(who):
            profile = actions.retire_profile(profile_id=number, by=who)
    console.print(_("Profil “%(name)s” tidak dipakai lagi.") % {"name": profile.name}, highlight=False)


def _of_way(way: actions.Way) -> dict[str, Any]:
    """Every column with its field; a known layout has no proposal."""
    guesses = way.proposal.guesses if way.proposal else ()
    reading = way.mapping.columns if way.mapping else {}
    return {
        "layout": way.layout,
        "profile": str(way.profile or ""),
        "columns": [
            {
                "heading": guess.heading,
                "field": reading.get(guess.heading, guess.target) if way.mapping else guess.target,
                "confidence": guess.confidence,
                "certain": guess.is_certain,
                "samples": list(guess.samples),
            }
            for guess in guesses
        ],
        "lacking": way.lacking(),
    }


def _of_report(report: Report) -> dict[str, Any]:
    return {
        "layout": report.layout,
        "sheets": list(report.book),
        "rows_read": report.rows_read,
        "rows_valid": report.rows_ready,
        "rows_set_aside": report.set_aside.len(),
        "set_aside": report.counts(ERROR),
        "warnings": report.counts(WARNING),
    }


def _of_batch(batch: ImportBatch) -> dict[str, Any]:
    return {
        "batch": batch.pk,
        "layout": batch.layout,
        "sheets": batch.sheets,
        "rows_read": batch.rows_read,
        "rows_valid": batch.rows_ready,
        "rows_set_aside": batch.rows_set_aside,
        "set_aside": batch.rows_by_reason(ERROR),
        "warnings": batch.rows_by_reason(WARNING),
        "families_new": batch.families_new,
        "people_new": batch.people_new,
        "people_changed": batch.people_changed,
        "people_same": batch.people_same,
        "villages_waiting": [code for code in batch.villages if code not in batch.taken] if batch.taken else [],
    }


def _totals(told: list[dict[str, Any]]) -> dict[str, Any]:
    """Sums over the files, so that one file and many read alike."""
    numbers = ("rows_read", "rows_valid", "rows_set_aside")
    totals: dict[str, Any] = {name: sum(one.get(name, 0) for one in told) for name in numbers}
    for name in ("set_aside", "warnings"):
        codes = dict.fromkeys(code for one in told for code in one.get(name, {}))
        totals[name] = {code: sum(one.get(name, {}).get(code, 0) for one in told) for code in codes}
    return totals


def _print_columns(one: dict[str, Any]) -> None:
    table = Table(_("Judul kolom"), _("Isian"), _("Keyakinan"), _("Contoh"), title=one["profile"] or one["layout"])
    for column in one["columns"]:
        sure = formats.percent(column["confidence"]) if column["field"] else ""
        table.add_row(column["heading"], column["field"], sure, " | ".join(column["samples"]))
    console.print(table)
    if one["lacking"]:
        console.print(_("Belum ada kolom untuk: %(needed)s.") % {"needed": ", ".join(one["lacking"])}, highlight=False)


def _print(one: dict[str, Any]) -> None:
    if "columns" in one:
        _print_columns(one)
        return
    if "refused" in one:
        errors.print(one["refused"], style="red", markup=False, highlight=False, soft_wrap=True)
        return
    if "undone" in one:
        console.print(_("Impor %(batch)s (%(file)s) sudah dikembalikan.") % one)
        return
    if "already_imported" in one:
        console.print(one["already_imported"], markup=False)
        return
    read, ready, aside = (formats.count(one[name]) for name in ("rows_read", "rows_valid", "rows_set_aside"))
    console.print(
        _("%(file)s: %(read)s baris dibaca, %(ready)s bisa masuk, %(aside)s disisihkan.")
        % {"file": one["file"], "read": read, "ready": ready, "aside": aside}
    )
    if "batch" in one:
        counted = {
            name: formats.count(one[name]) for name in ("families_new", "people_new", "people_changed", "people_same")
        }
        console.print(
            _(
                "Impor %(batch)s: %(families_new)s keluarga baru, %(people_new)s orang baru, "
                "%(people_changed)s berubah, %(people_same)s tetap."
            )
            % {**counted, "batch": one["batch"]}
        )
    known = rules.reasons()
    for title, codes in ((_("Disisihkan"), one["set_aside"]), (_("Perlu dilihat"), one["warnings"])):
        for code, count in codes.items():
            console.print(
                f"  {title} {formats.count(count):>9}  {known[code].sentence()}", markup=False, highlight=False
            )
