"""`lumbung chain …`: the way of the money, untouched money, words and the end of a fund, from the keyboard."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_or_today, existing
from lumbung.payments import actions, queries, words

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
Day = typer.Option(None, "--on", formats=["%Y-%m-%d"], help=_("Untuk tanggal ini, bukan hari ini."))
Cycle = typer.Argument(help=_("Nomor siklus."))
Fund = typer.Argument(help=_("Nomor dana."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung chain`."""
    chain = typer.Typer(help=_("Perjalanan uang: dari daftar final sampai diambil."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "funnel": (funnel, _("Keluarga dan rupiah di setiap langkah, menurut wilayah dan bank.")),
        "document": (document, _("Catat nomor dan tanggal SPM atau SP2D.")),
        "check-accounts": (check_accounts, _("Buat daftar rekening untuk diperiksa bank.")),
        "read-checks": (read_checks, _("Baca jawaban bank tentang rekening.")),
        "follow-up": (follow_up, _("Susun siklus susulan untuk yang gagal.")),
        "differences": (differences, _("Beda siklus yang dibekukan dengan data sekarang.")),
        "words": (status_words, _("Kata status dan artinya, atau masukkan daftar.")),
        "untouched": (untouched, _("Uang yang belum diambil; dengan --look dicari dulu.")),
        "return": (give_back, _("Siapkan pengembalian sebuah dana ke kas negara.")),
        "approve-return": (approve_return, _("Setujui pengembalian, oleh orang kedua.")),
        "cancel-return": (cancel_return, _("Batalkan pengembalian yang belum disetujui.")),
        "repair-account": (repair_account, _("Catat rekening yang sudah dibetulkan.")),
        "budgets": (budgets, _("Pagu, ikatan, dan sisa menurut sumber dan tahun.")),
        "close-fund": (close_fund, _("Ajukan penutupan dana, atau tutup sebagai orang kedua.")),
    }
    for name, (function, text) in told.items():
        chain.command(name, help=text)(function)
    root.add_typer(chain, name="chain")


def funnel(
    programme: str = typer.Argument(help=_("Program, misalnya pkh.")),
    since: datetime = typer.Argument(formats=["%Y-%m-%d"], help=_("Hari pertama masanya.")),
    region: str = typer.Option("", "--region", help=_("Kode wilayah.")),
    by: str = By,
    json: bool = Json,
) -> None:
    """How far the money of a period has come."""
    with command_errors(), acting(who := actor(by)):
        told = queries.funnel(viewer=who, programme=programme, since=since.date(), region_code=region)
    if json:
        stages = [{"stage": one.stage.code, **asdict(one.reached)} for one in told.steps]
        as_json({"stages": stages, "areas": [asdict(one) for one in told.areas], "banks": _plain(told.banks)})
        return
    table = Table(_("Langkah"), _("Sudah sampai"), _("Ada di sini"), _("Jatuh di sini"))
    for step in told.steps:
        amounts = (step.reached, step.here, step.fell_out)
        table.add_row(step.stage.name, *(f"{formats.count(a.lines)}\n{formats.rupiah(a.rupiah)}" for a in amounts))
    console.print(table)


def _plain(shares: list[queries.Share]) -> list[dict[str, Any]]:
    return [asdict(one) for one in shares]


def document(
    number: int = Cycle,
    stage: str = typer.Argument(help=_("spm atau sp2d.")),
    document_number: str = typer.Argument(help=_("Nomor surat.")),
    on: datetime = Day,
    channel: str = typer.Option("", "--channel", help=_("Hanya untuk penyalur ini.")),
    by: str = By,
) -> None:
    """By the treasurer."""
    with command_errors(), acting(who := actor(by)):
        told = actions.enter_document(
            cycle_id=number, stage=stage, number=document_number, on=day_or_today(on), channel=channel, by=who
        )
    console.print(f"{told.get_stage_display()} {told.document_number} · {told.on}", markup=False)


def check_accounts(number: int = Cycle, by: str = By) -> None:
    """One list for each bank."""
    with command_errors(), acting(who := actor(by)):
        for one in actions.write_check_lists(cycle_id=number, by=who):
            console.print(f"{one.name} · {formats.count(one.lines)}", markup=False)


def read_checks(path: Path = typer.Argument(help=_("Jawaban bank (CSV).")), by: str = By) -> None:
    """Failed accounts go by the post until they are repaired."""
    with command_errors(), acting(who := actor(by)):
        told = actions.take_account_checks(path=existing(path), name=path.name, by=who)
    console.print(_("%(count)s rekening dibaca.") % {"count": formats.count(told.lines)})


def follow_up(number: int = Cycle, by: str = By) -> None:
    """A draft that pays again what failed."""
    with command_errors(), acting(who := actor(by)):
        told = actions.prepare_follow_up(cycle_id=number, by=who)
        console.print(f"{told.pk} · {told} · {formats.count(told.payment_lines.count())}", markup=False)


def differences(number: int = Cycle, by: str = By, json: bool = Json) -> None:
    """Counted by kind."""
    with command_errors(), acting(who := actor(by)):
        counted = queries.changes_counted(viewer=who, cycle_id=number)
    if json:
        as_json(counted)
        return
    for kind, count in counted.items():
        console.print(f"{queries.CHANGES[kind]}: {formats.count(count)}", markup=False)


def status_words(
    path: Path = typer.Option(None, "--read", help=_("Daftar kata status (CSV).")), by: str = By, json: bool = Json
) -> None:
    """The code table; with a list, what became of it."""
    if path is not None:
        with command_errors(), acting(who := actor(by)):
            as_json(asdict(actions.take_words(path=existing(path), name=path.name, by=who)))
        return
    if json:
        as_json([{"code": one.code, "words": list(one.words), "means": one.means} for one in words.statuses().values()])
        return
    table = Table(_("Kata"), _("Artinya"), _("Langkah berikutnya"))
    for one in words.statuses().values():
        table.add_row(one.words[0], one.means, one.next)
    console.print(table)


def untouched(
    look: bool = typer.Option(False, "--look", help=_("Cari dulu, seperti pekerjaan malam.")),
    on: datetime = Day,
    by: str = By,
    json: bool = Json,
) -> None:
    """What nobody took, and what is due."""
    with command_errors(), acting(who := actor(by)):
        if look:
            actions.look_for_untouched(on=day_or_today(on), by=who)
        sums = queries.untouched_sum(viewer=who, on=day_or_today(on))
        due = queries.due_by_fund(viewer=who, on=day_or_today(on))
    if json:
        as_json({"told": asdict(sums["told"]), "due": asdict(sums["due"]), "by_fund": due})
        return
    for name, amount in ((_("Belum diambil"), sums["told"]), (_("Sudah waktunya kembali"), sums["due"])):
        console.print(f"{name}: {formats.count(amount.lines)} · {formats.rupiah(amount.rupiah)}", markup=False)


def give_back(fund: int = Fund, on: datetime = Day, by: str = By) -> None:
    """The first person."""
    with command_errors(), acting(who := actor(by)):
        told = actions.prepare_return(fund_id=fund, on=day_or_today(on), by=who, at=timezone.now())
    console.print(f"{told.pk} · {formats.count(told.lines)} · {formats.rupiah(told.total)}", markup=False)


def approve_return(number: int = typer.Argument(help=_("Nomor pengembalian.")), by: str = By) -> None:
    """The second person."""
    with command_errors(), acting(who := actor(by)):
        told = actions.approve_return(return_id=number, by=who, at=timezone.now())
    console.print(f"{told.pk} · {told.get_status_display()} · {formats.rupiah(told.total)}", markup=False)


def cancel_return(number: int = typer.Argument(help=_("Nomor pengembalian.")), by: str = By) -> None:
    """Its money is due again."""
    with command_errors(), acting(who := actor(by)):
        told = actions.cancel_return(return_id=number, by=who)
    console.print(f"{told.pk} · {told.get_status_display()} · {formats.rupiah(told.total)}", markup=False)


def repair_account(
    check: int = typer.Argument(help=_("Nomor pemeriksaan rekening.")),
    how: str = typer.Option(..., "--how", help=_("Bagaimana rekeningnya dibetulkan.")),
    by: str = By,
) -> None:
    """The next cycle goes to the bank again."""
    with command_errors(), acting(who := actor(by)):
        told = actions.repair_account(check_id=check, how=how, on=timezone.localdate(), by=who)
    console.print(f"{told.pk} · {told}", markup=False)


def budgets(by: str = By, json: bool = Json) -> None:
    """Over the funds in reach."""
    with command_errors(), acting(who := actor(by)):
        found = queries.budgets(viewer=who)
    if json:
        as_json([{**asdict(one), "source_name": str(one.source_name)} for one in found])
        return
    table = Table(_("Sumber"), _("Tahun"), _("Pagu"), _("Terikat siklus"), _("Sudah keluar"), _("Sisa pagu"))
    for one in found:
        sums = (one.budget, one.committed, one.disbursed, one.available)
        table.add_row(str(one.source_name), str(one.fiscal_year), *(formats.rupiah(sum_) for sum_ in sums))
    console.print(table)


def close_fund(fund: int = Fund, by: str = By) -> None:
    """The first call asks, the call of another person closes."""
    with command_errors(), acting(who := actor(by)):
        state = queries.fund_state(viewer=who, fund_id=fund)
        act = actions.ask_to_close if state.fund.status == "open" else actions.close_fund
        told = act(fund_id=fund, by=who, at=timezone.now())
    console.print(f"{told} · {told.get_status_display()}", markup=False)
