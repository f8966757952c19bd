"""`lumbung duplicates`: find, list, train, and try the judgement on a file whose truth is known."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import formats, jobs
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, existing, progress_of
from lumbung.core.models import Job
from lumbung.core.refusals import Refusal
from lumbung.quality import actions, matching_queries, queries
from lumbung.quality.linkage import evaluating
from lumbung.quality.linkage.evaluating import Figures
from lumbung.quality.linkage.model import read

JSON = typer.Option("--json", help=_("Cetak sebagai JSON."))
BY = typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))
FILES = typer.Argument(help=_("Satu berkas CSV (boleh .gz), atau dua untuk dicocokkan satu sama lain."))
TRUTH = typer.Option("--truth", help=_("Kunci jawaban: CSV dengan nomor rekaman dan nomor orang."))
LAYOUT = typer.Option("--layout", help=_("Tata letak: penduduk, febrl, atau fake; biasanya dikenali dari kolomnya."))
MODEL = typer.Option("--model", help=_("Berkas model (JSON); tanpa ini, model bawaan."))
REGION = typer.Option("--region", help=_("Kode wilayah; tanpa ini, seluruh Indonesia."))
EXACT = typer.Option("--exact", help=_("Yang pasti saja."))
PAIR = typer.Argument(help=_("Nomor pasangan."))
DECISION = typer.Option("--decision", help=_("same, different, atau unsure."))
WHY = typer.Option("--why", help=_("Alasannya."))
MOST_FILES = 2


class SearchStopped(Refusal):
    """The job ended without finishing."""

    message = _("Pencocokan berhenti: %(error)s. Jalankan lagi untuk memulai dari awal.")


class TooManyFiles(Refusal):
    """One list is searched in itself, two are matched with each other."""

    message = _("Paling banyak dua berkas: satu dicari di dalamnya, dua dicocokkan satu sama lain.")


def register(root: typer.Typer) -> None:
    """The commands under `lumbung duplicates`."""
    duplicates = typer.Typer(help=_("Data ganda: cari dan lihat antreannya."), no_args_is_help=True)
    duplicates.command("find", help=_("Cari data ganda di registri: yang pasti, lalu yang mungkin."))(find_duplicates)
    duplicates.command("list", help=_("Tampilkan pasangan yang menunggu keputusan."))(list_duplicates)
    duplicates.command("decide", help=_("Putuskan sebuah pasangan: orang yang sama, berbeda, atau belum pasti."))(
        decide
    )
    duplicates.command("reopen", help=_("Pasangan yang sudah dinyatakan berbeda menunggu lagi."))(reopen)
    duplicates.command(
        "evaluate",
        help=_(
            "Uji penilaian data ganda pada berkas yang kunci jawabannya diketahui; registri tidak disentuh. "
            "precision: dari pasangan yang akan digabung tanpa orang, bagian yang benar satu orang. "
            "recall: dari pasangan yang benar satu orang, bagian yang digabung atau masuk antrean. "
            "f1: rata-rata harmonis keduanya."
        ),
    )(evaluate)
    duplicates.command("train", help=_("Latih model pencocokan dari orang di registri."))(train)
    duplicates.command("activate", help=_("Pakai sebuah model; bukan oleh yang melatihnya."))(activate)
    duplicates.command("models", help=_("Tampilkan model pencocokan."))(list_models)
    root.add_typer(duplicates, name="duplicates")


def find_duplicates(
    region: Annotated[str, REGION] = "",
    exact: Annotated[bool, EXACT] = False,
    as_json_: Annotated[bool, JSON] = False,
    by: Annotated[str, BY] = "",
) -> None:
    """First by equality (same NIK; same name, birth date and mother), then by likeness; nothing is merged."""
    with command_errors():
        who = actor(by)
        new = actions.find_exact_duplicates()
        job = None if exact else _search(region, who, quiet=as_json_)
    told = {"new": new, "probable": job.cursor.get("found", 0) if job else 0, "people": job.done if job else 0}
    waiting = queries.pairs_waiting(viewer=who).count()
    if as_json_:
        as_json({**told, "waiting": waiting})
    else:
        sentence = _("%(new)s pasangan pasti, %(probable)s kemungkinan; %(waiting)s menunggu keputusan.")
        console.print(sentence % {**told, "waiting": waiting})


def _search(region: str, who: Any, *, quiet: bool) -> Job | None:
    on = timezone.localdate()
    try:
        with acting(who):
            job = actions.find_probable_duplicates(region_code=region, on=on, by=who, queued=False)
    except actions.NobodyToMatch:
        if region:
            raise
        return None
    with progress_of(_("Mencocokkan orang"), quiet=quiet) as bar:
        done = jobs.run(job.pk, progress=bar)
    if done.status != Job.Status.FINISHED:
        raise SearchStopped(error=done.error)
    return done


def train(
    region: Annotated[str, REGION] = "", as_json_: Annotated[bool, JSON] = False, by: Annotated[str, BY] = ""
) -> None:
    """Nobody tells it who is who; another person puts the model into use."""
    with command_errors():
        who = actor(by)
        with acting(who):
            model = actions.train_matching(region_code=region, on=timezone.localdate(), by=who)
    if as_json_:
        as_json({"number": model.number, "records": model.records, "pairs": model.definition["trained_on"]["pairs"]})
    else:
        told = {"number": model.number, "records": formats.count(model.records)}
        console.print(_("Model %(number)s terlatih dari %(records)s orang. Minta orang lain mengaktifkannya.") % told)


def activate(number: Annotated[int, typer.Argument(help=_("Nomor model."))], by: Annotated[str, BY] = "") -> None:
    """The one in use retires."""
    with command_errors():
        who = actor(by)
        with acting(who):
            actions.activate_matching(number=number, by=who, on=timezone.localdate())
    console.print(_("Model %(number)s dipakai mulai sekarang.") % {"number": number})


def list_models(as_json_: Annotated[bool, JSON] = False) -> None:
    """Those learnt from the registry, the newest first; without any the product's own is used."""
    used = matching_queries.matching_in_use().version
    found = list(matching_queries.matching_models())
    if as_json_:
        told = [{"number": one.number, "status": one.status, "records": one.records} for one in found]
        as_json({"in_use": used, "models": told})
        return
    console.print(_("Yang dipakai: %(version)s.") % {"version": used})
    table = Table(_("Nomor"), _("Keadaan"), _("Dilatih"), _("Orang"))
    for one in found:
        table.add_row(str(one.number), one.get_status_display(), str(one.trained_on), formats.count(one.records))
    console.print(table)


def list_duplicates(
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help=_("Paling banyak sekian pasangan."))] = 50,
    as_json_: Annotated[bool, JSON] = False,
    by: Annotated[str, BY] = "",
) -> None:
    """Pairs within the actor's reach, oldest first; numbers are masked."""
    with command_errors():
        waiting = queries.pairs_waiting(viewer=actor(by))[:limit]
    told = [
        {"pair": pair.pk, "kind": pair.kind, "region": pair.region_code, "a": pair.a.name, "b": pair.b.name}
        for pair in waiting
    ]
    if as_json_:
        as_json({"pairs": told})
        return
    table = Table(_("Pasangan"), _("Sebab"), _("Wilayah"), _("Orang"), _("Orang"))
    for pair in waiting:
        table.add_row(str(pair.pk), pair.get_kind_display(), pair.region_code, pair.a.name, pair.b.name)
    console.print(table)


def reopen(
    pair: Annotated[int, PAIR],
    why: Annotated[str, WHY],
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """With a reason, for whoever decides it again."""
    with command_errors():
        who = actor(by)
        with acting(who):
            told = actions.reopen_duplicate(pair_id=pair, why=why, by=who)
    if as_json_:
        as_json({"pair": told.pk, "status": told.status})
    else:
        console.print(_("Pasangan %(pair)s menunggu keputusan lagi.") % {"pair": told.pk})


def decide(
    pair: Annotated[int, PAIR],
    decision: Annotated[str, DECISION],
    why: Annotated[str, WHY],
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """`unsure` opens a visit to both families; `same` merges, or waits for a second person."""
    with command_errors():
        who = actor(by)
        with acting(who):
            told = actions.decide_duplicate(pair_id=pair, decision=decision, why=why, by=who, on=timezone.localdate())
            in_the_field = told.status == told.Status.FIELD_CHECK
            visits = [form.pk for form in queries.checks_of(viewer=who, pair=told)] if in_the_field else []
    if as_json_:
        as_json({"pair": told.pk, "status": told.status, "merge": told.merge_id, "visits": visits})
    else:
        console.print(str(told.get_status_display()))
        for number in visits:
            console.print(_("Kunjungan %(number)s dibuka.") % {"number": number})


def evaluate(
    files: Annotated[list[Path], FILES],
    truth: Annotated[Path | None, TRUTH] = None,
    layout: Annotated[str, LAYOUT] = "",
    model: Annotated[Path | None, MODEL] = None,
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Needs no database; a pair counts as merged when both records end in one group, however they came there."""
    with command_errors():
        if len(files) > MOST_FILES:
            raise TooManyFiles
        for path in (*files, truth, model):
            if path:
                existing(path)
        used = read(model) if model else None
        figures = evaluating.evaluate(files=files, truth=truth, layout=layout, model=used, on=timezone.localdate())
    if as_json_:
        as_json(_as_told(figures))
    else:
        _print(figures)


def _as_told(figures: Figures) -> dict[str, Any]:
    shares = {name: round(getattr(figures, name), 4) for name in ("precision", "recall", "f1")}
    return {**shares, **asdict(figures)}


def _print(figures: Figures) -> None:
    table = Table(pgettext("measure", "Ukuran"), pgettext("measure", "Nilai"), show_header=False)
    for name in ("precision", "recall", "f1"):
        table.add_row(name, f"{getattr(figures, name):.4f}")
    told = {
        _("Detik"): f"{figures.seconds:.1f}",
        _("Rekaman"): formats.count(figures.records),
        _("Pasangan yang benar satu orang"): formats.count(figures.pairs_true),
        _("Akan digabung tanpa orang"): formats.count(figures.pairs_merged),
        _("Masuk antrean untuk dilihat"): formats.count(figures.pairs_for_review),
        _("Tata letak dan model"): f"{figures.layout} {figures.model}",
    }
    for label, value in told.items():
        table.add_row(label, value)
    console.print(table)
