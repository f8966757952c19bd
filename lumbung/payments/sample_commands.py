"""`lumbung sample …`: verification by sample from the keyboard."""

import csv
import secrets
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of, existing
from lumbung.core.sheets import harmless
from lumbung.payments import actions, queries, sampling
from lumbung.payments.models import Sample
from lumbung.payments.sampling import Share

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Margin = typer.Option(
    500, "--margin", min=50, max=2_500, help=_("Batas kesalahan dalam per sepuluh ribu; 500 adalah 5 persen.")
)
Confidence = typer.Option(9_500, "--confidence", help=_("Kepercayaan dalam per sepuluh ribu; 9500 adalah 95 persen."))
Number = typer.Argument(help=_("Nomor uji petik."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung sample`."""
    group = typer.Typer(
        help=_("Uji petik: bertanya kepada penerima, dibandingkan dengan pembukuan."), no_args_is_help=True
    )
    told: dict[str, tuple[Callable[..., None], str]] = {
        "size": (size, _("Berapa yang perlu ditanyai.")),
        "draw": (draw, _("Undi sampel dari baris yang masuk.")),
        "redraw": (redraw, _("Undi ulang dari benihnya dan bandingkan.")),
        "list": (list_samples, _("Daftar uji petik.")),
        "show": (show, _("Hasil menurut wilayah, dengan selangnya.")),
        "outbox": (outbox, _("Tugas dan pesan sebagai CSV, untuk ditanyai atau dikirim sendiri.")),
        "sent": (sent, _("Catat pesan yang sudah dikirim.")),
        "answer": (answer, _("Catat satu jawaban.")),
        "import": (import_answers, _("Masukkan lembar jawaban.")),
        "findings": (findings, _("Yang berbeda dari pembukuan.")),
        "settle": (settle, _("Selesaikan satu temuan.")),
    }
    for name, (function, words) in told.items():
        group.command(name, help=words)(function)
    root.add_typer(group, name="sample")


def size(
    population: int = typer.Argument(help=_("Banyaknya baris yang masuk.")),
    margin: int = Margin,
    confidence: int = Confidence,
) -> None:
    """By margin, confidence and the size of what is drawn from."""
    typer.echo(sampling.size_needed(population=population, margin_bp=margin, confidence_bp=confidence))


def draw(
    cycle: int = typer.Argument(help=_("Nomor siklus.")),
    margin: int = Margin,
    confidence: int = Confidence,
    seed: str = typer.Option("", "--seed", help=_("Benih pengundian; bila kosong dibuatkan dan dicatat.")),
    way: str = typer.Option("visit", "--way", help=_("visit atau message.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """In proportion to the regions."""
    if way not in Sample.Way.values:
        raise typer.BadParameter(_("visit atau message."), param_hint="--way")
    told: dict[str, Any] = {"margin_bp": margin, "confidence_bp": confidence, "way": way}
    with command_errors(), acting(who := actor(by)):
        made = actions.draw_sample(cycle_id=cycle, seed=seed or secrets.token_hex(4), by=who, on=day_of(on), **told)
    if json:
        as_json(_summary(made))
        return
    told = {
        "number": made.pk,
        "size": formats.count(made.size),
        "all": formats.count(made.population),
        "seed": made.seed,
    }
    console.print(_("Uji petik %(number)s: %(size)s dari %(all)s baris, benih %(seed)s.") % told)


def redraw(number: int = Number, by: str = By) -> None:
    """Exit code 1 where other payments come out."""
    with command_errors(), acting(who := actor(by)):
        same = queries.redrawn(sample=queries.sample(viewer=who, sample_id=number))
    console.print(
        _("Undian ulang menghasilkan baris yang sama.") if same else _("Undian ulang menghasilkan baris lain.")
    )
    raise typer.Exit(0 if same else 1)


def list_samples(by: str = By, json: bool = Json) -> None:
    """Within the actor's reach."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.samples(viewer=who))
    if json:
        as_json([_summary(one) for one in found])
        return
    table = Table(_("Nomor"), _("Siklus"), _("Diundi"), _("Sampel"))
    for one in found:
        table.add_row(str(one.pk), str(one.cycle), one.on.isoformat(), formats.count(one.size))
    console.print(table)


def show(number: int = Number, by: str = By, json: bool = Json) -> None:
    """All together first."""
    with command_errors(), acting(who := actor(by)):
        found = queries.sample(viewer=who, sample_id=number)
        results = queries.result(sample=found)
    if json:
        as_json({**_summary(found), "results": [asdict(one) for one in results]})
        return
    table = Table(_("Lapisan"), _("Diundi"), _("Dijawab"), _("Menerima"), _("Tanpa potongan"), _("Kartu di tangan"))
    for one in results:
        shares = (_share(share) for share in (one.received, one.uncut, one.own_card))
        table.add_row(one.stratum or _("Semua"), formats.count(one.drawn), formats.count(one.answered), *shares)
    console.print(table)


def outbox(number: int = Number, by: str = By) -> None:
    """On stdout; telephones stay in the registry, to be opened with a purpose."""
    with command_errors(), acting(who := actor(by)):
        rows = list(queries.entries(viewer=who, sample_id=number).filter(received=""))
    writer = csv.writer(sys.stdout)
    writer.writerow(["nomor", "keluarga", "wilayah", "penerima", "cara", "pesan", "dikirim"])
    for one in rows:
        told = (one.line.family_id, one.region_code, harmless(one.line.recipient), one.way, harmless(one.message))
        writer.writerow([one.pk, *told, one.sent_on or ""])


def sent(
    entries: list[int] = typer.Argument(help=_("Nomor tugas yang pesannya sudah dikirim.")), on: str = On, by: str = By
) -> None:
    """Those noted before keep their day."""
    with command_errors(), acting(who := actor(by)):
        count = actions.note_sent(entry_ids=entries, by=who, on=day_of(on))
    console.print(_("%(count)s pesan dicatat terkirim.") % {"count": formats.count(count)}, markup=False)


def answer(
    entry: int = typer.Argument(help=_("Nomor tugas.")),
    received: str = typer.Argument(help=_("yes, no, unsure, atau unreached.")),
    amount: int = typer.Option(None, "--amount", help=_("Rupiah yang diterima.")),
    received_on: str = typer.Option("", "--received-on", help=_("Kapan diterima.")),
    cut: int = typer.Option(None, "--cut", help=_("Rupiah potongan atau biaya.")),
    held_by: str = typer.Option("", "--held-by", help=_("Pemegang kartu, misalnya own atau shop.")),
    said: str = typer.Option("", "--said", help=_("Kata penerima.")),
    on: str = On,
    by: str = By,
) -> None:
    """What one recipient said."""
    told: dict[str, Any] = {"amount": amount, "cut": cut, "held_by": held_by, "said": said}
    told["received_on"] = day_of(received_on) if received_on else None
    with command_errors(), acting(who := actor(by)):
        actions.answer_entry(entry_id=entry, received=received, by=who, on=day_of(on), **told)
    console.print(_("Jawaban tersimpan."))


def import_answers(path: Path = typer.Argument(help=_("Lembar jawaban, CSV.")), on: str = On, by: str = By) -> None:
    """Whole or not at all."""
    with command_errors(), acting(who := actor(by)):
        new = actions.import_answers(path=existing(path), by=who, on=day_of(on))
    console.print(_("%(count)s jawaban tersimpan.") % {"count": formats.count(new)})


def findings(by: str = By, json: bool = Json) -> None:
    """What waits for an officer first."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.sample_findings(viewer=who))
    if json:
        names = ("entry_id", "kind", "told", "booked", "status", "found_on")
        as_json([{"id": one.pk, **{name: getattr(one, name) for name in names}} for one in found])
        return
    table = Table(_("Nomor"), _("Temuan"), _("Kata penerima"), _("Pembukuan"), _("Keadaan"))
    for one in found:
        rupiah = (formats.rupiah(one.told), formats.rupiah(one.booked))
        table.add_row(str(one.pk), one.get_kind_display(), *rupiah, one.get_status_display())
    console.print(table)


def settle(
    number: int = typer.Argument(help=_("Nomor temuan.")),
    said: str = typer.Option(..., "--said", help=_("Apa hasil pemeriksaannya.")),
    explained: bool = typer.Option(False, "--explained", help=_("Terjelaskan; bawaan: benar dan ditindaklanjuti.")),
    on: str = On,
    by: str = By,
) -> None:
    """By another person than the one who noted the answer."""
    with command_errors(), acting(who := actor(by)):
        actions.settle_sample_finding(finding_id=number, confirmed=not explained, said=said, by=who, on=day_of(on))
    console.print(_("Temuan diselesaikan."))


def _summary(one: Sample) -> dict[str, Any]:
    names = ("cycle_id", "region_code", "margin_bp", "confidence_bp", "seed", "way", "population", "size", "on")
    return {"id": one.pk, **{name: getattr(one, name) for name in names}}


def _share(one: Share) -> str:
    if one.share is None:
        return formats.NOTHING
    return f"{formats.percent(one.share)} ({formats.percent(one.low)} – {formats.percent(one.high)})"
