"""`lumbung cycle …`: every step of a payment from the keyboard, by a named person."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of, existing, progress_of
from lumbung.payments import (
    actions,
    card_commands,
    chain_commands,
    control_commands,
    fund_commands,
    layout_commands,
    queries,
    sample_commands,
)
from lumbung.payments.models import BankFile, Cycle

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
Number = typer.Argument(help=_("Nomor siklus."))
AMOUNTS = ("sent", "paid", "failed", "returned", "expired", "pending")


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung cycle`."""
    cycle = typer.Typer(help=_("Siklus pembayaran: dari rancangan sampai sesuai."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "list": (list_cycles, _("Daftar siklus.")),
        "show": (show, _("Satu siklus dan keberadaan setiap rupiahnya.")),
        "submit": (submit, _("Ajukan siklus.")),
        "approve": (approve, _("Setujui siklus, oleh orang kedua.")),
        "authorise": (authorise, _("Otorisasi pembayaran bernilai besar.")),
        "release": (release, _("Lepas uang ke penyalur.")),
        "cancel": (cancel, _("Batalkan siklus yang uangnya belum dilepas.")),
        "revise": (revise, _("Susun versi baru siklus yang sudah diajukan.")),
        "files": (files, _("Buat berkas bank siklus yang sudah dilepas.")),
        "read": (read, _("Baca laporan bank dan bukukan.")),
        "simulate": (simulate, _("Biarkan bank peragaan menjawab.")),
        "reconcile": (reconcile, _("Tutup siklus yang setiap rupiahnya sudah jelas.")),
    }
    for name, (function, words) in told.items():
        cycle.command(name, help=words)(function)
    root.add_typer(cycle, name="cycle")
    card_commands.register(root)
    chain_commands.register(root)
    layout_commands.register(root)
    sample_commands.register(root)
    control_commands.register(root)
    fund_commands.register(root)


def list_cycles(by: str = By, json: bool = Json) -> None:
    """Every cycle within the actor's reach."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.cycles(viewer=who))
    if json:
        as_json([_summary(cycle) for cycle in found])
        return
    table = Table(_("Nomor"), _("Siklus"), _("Wilayah"), _("Keluarga"), _("Nilai"), _("Keadaan"))
    for cycle in found:
        figures = (formats.count(cycle.lines), formats.rupiah(cycle.total))
        table.add_row(str(cycle.pk), str(cycle), cycle.region_code, *figures, cycle.get_status_display())
    console.print(table)


def show(number: int = Number, by: str = By, json: bool = Json) -> None:
    """The cycle and its reconciliation."""
    with command_errors(), acting(who := actor(by)):
        _show(number, who, json)


def submit(number: int = Number, by: str = By, json: bool = Json) -> None:
    """Fix the lines and bind their money."""
    _act(actions.submit_cycle, number, by, json)


def approve(number: int = Number, by: str = By, json: bool = Json) -> None:
    """By a second person."""
    _act(actions.approve_cycle, number, by, json)


def authorise(number: int = Number, by: str = By, json: bool = Json) -> None:
    """By a third person, for large totals."""
    _act(actions.authorise_cycle, number, by, json)


def release(number: int = Number, by: str = By, json: bool = Json) -> None:
    """By another person."""
    _act(actions.release_cycle, number, by, json)


def cancel(
    number: int = Number,
    reason: str = typer.Option(..., "--reason", help=_("Alasan pembatalan.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """With a reason."""
    _act(actions.cancel_cycle, number, by, json, reason=reason)


def reconcile(number: int = Number, by: str = By, json: bool = Json) -> None:
    """When nothing is pending and the ledger agrees."""
    _act(actions.reconcile_cycle, number, by, json)


def revise(
    number: int = Number,
    reason: str = typer.Option(..., "--reason", help=_("Alasannya.")),
    leave_out: list[int] = typer.Option([], "--leave-out", help=_("Keluarga yang tidak ikut; boleh diulang.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """The former is cancelled and kept; the draft that takes its place is shown."""
    with command_errors(), acting(who := actor(by)):
        told = {"leave_out": leave_out, "reason": reason, "by": who, "at": timezone.now()}
        _show(actions.revise_cycle(cycle_id=number, **told).pk, who, json)


def files(number: int = Number, by: str = By, json: bool = Json) -> None:
    """One per distributor and stretch of lines."""
    with command_errors():
        with progress_of(_("Membuat berkas bank"), quiet=json) as progress:
            written = actions.write_files(cycle_id=number, by=actor(by), progress=progress)
        _print_files(written, json)


def read(
    paths: list[Path] = typer.Argument(help=_("Laporan bank: pain.002, camt.053, camt.054, atau susunan penyalur.")),
    preview: bool = typer.Option(False, "--preview", help=_("Hanya perlihatkan, jangan bukukan.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """Each report is read to its end before anything of it is booked."""
    with command_errors():
        who, told = actor(by), []
        for path in paths:
            existing(path)
            with acting(who):
                answer = actions.receive_answer(path=path, name=path.name, by=who)
            told.append(answer if preview else actions.book_answer(file_id=answer.pk, by=who))
        _print_answers(told, json)


def simulate(
    number: int = Number,
    on: str = typer.Option("", "--on", help=_("Tanggal jawaban, misalnya 2026-11-20.")),
    settle: bool = typer.Option(False, "--settle", help=_("Laporkan juga baris yang tadinya belum dilaporkan.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """For demonstrations: real answers to the real files."""
    with command_errors(), acting(who := actor(by)):
        day = day_of(on)
        _print_answers(actions.simulate_answers(cycle_id=number, on=day, by=who, settle=settle), json)


def _act(action: Any, number: int, by: str | None, json: bool, **told: Any) -> None:
    with command_errors(), acting(who := actor(by)):
        action(cycle_id=number, by=who, at=timezone.now(), **told)
        _show(number, who, json)


def _summary(cycle: Cycle) -> dict[str, Any]:
    return {
        "id": cycle.pk,
        "programme": cycle.programme,
        "stage": cycle.stage,
        "region_code": cycle.region_code,
        "status": cycle.status,
        "lines": cycle.lines,
        "total": cycle.total,
    }


def _show(number: int, who: Any, json: bool) -> None:
    cycle = queries.cycle(viewer=who, cycle_id=number)
    table = queries.reconciliation(viewer=who, cycle_id=number)
    rows = [*table.rows, table.total]
    if json:
        channels = [{"channel": row.name, **{name: vars(getattr(row, name)) for name in AMOUNTS}} for row in rows]
        as_json({**_summary(cycle), "channels": channels[:-1], "sum": channels[-1], "ledger_agrees": table.agrees})
        return
    heads = (
        _("Penyalur"),
        _("Dikirim"),
        pgettext("money", "Masuk"),
        _("Gagal"),
        _("Kembali"),
        _("Kedaluwarsa"),
        _("Belum dilaporkan"),
    )
    drawn = Table(*heads, title=f"{cycle} · {cycle.get_status_display()}")
    for row in rows:
        amounts = (getattr(row, name) for name in AMOUNTS)
        cells = (f"{formats.count(one.lines)}\n{formats.rupiah(one.rupiah)}" for one in amounts)
        drawn.add_row(row.name or _("Jumlah"), *cells, end_section=row is rows[-2] if len(rows) > 1 else False)
    console.print(drawn)
    console.print(_("Buku besar seimbang.") if table.agrees else _("Buku besar tidak cocok."))


def _print_files(written: list[BankFile], json: bool) -> None:
    if json:
        as_json([{"name": one.name, "lines": one.lines, "total": one.total, "ref": one.ref} for one in written])
        return
    table = Table(_("Berkas"), pgettext("money", "Baris"), _("Nilai"), _("Sidik"))
    for one in written:
        table.add_row(one.name, formats.count(one.lines), formats.rupiah(one.total), one.signs)
    console.print(table)


def _print_answers(told: list[BankFile], json: bool) -> None:
    counts = ("lines", "paid", "failed", "returned", "unchanged", "differing", "unknown", "withdrawn", "withdrawn_off")
    if json:
        as_json([{"name": one.name, "kind": one.kind, **{name: getattr(one, name) for name in counts}} for one in told])
        return
    heads = (
        pgettext("money", "Baris"),
        pgettext("money", "Masuk"),
        _("Gagal"),
        _("Kembali"),
        _("Tetap"),
        _("Beda nilai"),
        _("Tak dikenal"),
    )
    table = Table(_("Laporan"), *heads, _("Diambil tunai"), _("Penarikan tak cocok"))
    for one in told:
        table.add_row(one.name, *(formats.count(getattr(one, name)) for name in counts))
    console.print(table)
