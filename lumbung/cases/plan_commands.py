"""`lumbung plan …`: plans, goals and what is given, from the keyboard, by a named person."""

from collections.abc import Callable, Iterable
from typing import Any

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.cases import actions, plan_words, queries
from lumbung.cases.models import Goal, Plan
from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
CaseNumber = typer.Argument(help=_("Nomor kasus."))
Number = typer.Argument(help=_("Nomor rencana."))
Until = typer.Option(..., "--until", help=_("Tanggal akhir, misalnya 2027-05-20."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung plan`."""
    group = typer.Typer(help=_("Rencana intervensi: versi, tujuan, dan yang diberikan."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "list": (list_plans, _("Versi rencana sebuah kasus.")),
        "show": (show, _("Satu versi dengan tujuannya.")),
        "draft": (draft, _("Susun rencana atau versi berikutnya.")),
        "goal": (goal, _("Tambahkan satu tujuan pada rancangan.")),
        "act": (act, _("Ajukan, setujui, kembalikan, atau batalkan.")),
        "progress": (progress, _("Catat kemajuan sebuah tujuan.")),
        "give": (give, _("Catat barang atau uang yang diberikan.")),
        "drop": (drop, _("Hapus tujuan dari rancangan.")),
        "take-back": (take_back, _("Batalkan pemberian: tidak jadi atau kembali.")),
        "pay": (pay, _("Jadikan uang yang menunggu satu siklus pembayaran.")),
    }
    for name, (function, said) in told.items():
        group.command(name, help=said)(function)
    root.add_typer(group, name="plan")


def list_plans(case: int = CaseNumber, by: str = By, json: bool = Json) -> None:
    """The newest first."""
    with command_errors(), acting(who := actor(by)):
        found = queries.plans_of(viewer=who, case_id=case)
    if json:
        as_json([_summary(one) for one in found])
        return
    rows = [(str(one.pk), str(one.version), one.get_status_display(), formats.day(one.until)) for one in found]
    _print((_("Nomor"), _("Versi"), _("Keadaan"), _("Ditinjau")), rows)


def show(number: int = Number, by: str = By, json: bool = Json) -> None:
    """What it says."""
    with command_errors(), acting(who := actor(by)):
        found = queries.plan(viewer=who, plan_id=number)
        goals = queries.goals_of(viewer=who, plan_id=number)
    if json:
        as_json({**_summary(found), "goals": [_goal(one) for one in goals]})
        return
    console.print(f"{found}: {found.get_status_display()}. {found.wish}", markup=False)
    rows = [(str(one.pk), plan_words.component(one.component), one.aim, plan_words.how_often(one)) for one in goals]
    _print((_("Nomor"), _("Komponen"), _("Tujuan"), _("Seberapa sering")), rows)


def draft(
    case: int = CaseNumber,
    wish: str = typer.Option(..., "--wish", help=_("Yang diinginkan orangnya, dengan kata-katanya sendiri.")),
    until: str = Until,
    budget: int = typer.Option(0, "--budget", help=_("Anggaran dalam rupiah.")),
    fund: int = typer.Option(None, "--fund", help=_("Nomor dana.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """A new plan, the next version, or one's own draft again."""
    told: dict[str, Any] = {"case_id": case, "wish": wish, "until": day_of(until), "budget": budget, "fund_id": fund}
    with command_errors(), acting(who := actor(by)):
        made = actions.draft_plan(**told, by=who, on=day_of(on))
    _tell(made, json)


def goal(
    number: int = Number,
    component: str = typer.Option(..., "--component", help=_("Komponen, misalnya vocation atau therapy.")),
    aim: str = typer.Option(..., "--aim", help=_("Tujuannya.")),
    measure: str = typer.Option(..., "--measure", help=_("Ukuran keberhasilannya.")),
    who_does: str = typer.Option(..., "--who", help=_("Siapa yang melakukan.")),
    until: str = Until,
    times: int = typer.Option(1, "--times", help=_("Berapa kali.")),
    per: str = typer.Option("week", "--per", help=_("Dalam: once, day, week, atau month.")),
    therapy: str = typer.Option("", "--therapy", help=_("Terapi, misalnya livelihood.")),
    by: str = By,
) -> None:
    """What, measured by what, who, how often, until when."""
    told: dict[str, Any] = {"component": component, "therapy": therapy, "aim": aim, "measure": measure}
    told |= {"who": who_does, "times": times, "per": per, "until": day_of(until)}
    with command_errors(), acting(who := actor(by)):
        made = actions.add_goal(plan_id=number, **told, by=who)
    console.print(_("Tujuan nomor %(number)s tersimpan.") % {"number": made.pk})


def act(
    name: str = typer.Argument(help=_("submit, approve, return, atau withdraw.")),
    number: int = Number,
    said: str = typer.Option("", "--said", help=_("Penjelasan dalam satu kalimat.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """One act on one plan."""
    day = day_of(on)
    acts: dict[str, Callable[[Any], Plan]] = {
        "submit": lambda who: actions.submit_plan(plan_id=number, by=who),
        "approve": lambda who: actions.approve_plan(plan_id=number, by=who, on=day),
        "return": lambda who: actions.return_plan(plan_id=number, said=said, by=who),
        "withdraw": lambda who: actions.withdraw_plan(plan_id=number, by=who),
    }
    if name not in acts:
        raise typer.BadParameter(", ".join(acts))
    with command_errors(), acting(who := actor(by)):
        moved = acts[name](who)
    _tell(moved, json)


def progress(
    number: int = typer.Argument(help=_("Nomor tujuan.")),
    reached: str = typer.Argument(help=_("not_yet, partly, reached, atau given_up.")),
    words: str = typer.Option(..., "--words", help=_("Catatan kemajuan.")),
    on: str = On,
    by: str = By,
) -> None:
    """Sent twice it is one note."""
    if reached not in ("not_yet", "partly", "reached", "given_up"):
        raise typer.BadParameter("not_yet, partly, reached, given_up")
    with command_errors(), acting(who := actor(by)):
        actions.note_progress(goal_id=number, reached=reached, words=words, by=who, on=day_of(on))
    console.print(_("Catatan kemajuan tersimpan."))


def give(
    case: int = CaseNumber,
    what: str = typer.Option(..., "--what", help=_("Yang diberikan.")),
    rupiah: int = typer.Option(..., "--rupiah", help=_("Nilainya dalam rupiah.")),
    kind: str = typer.Option("goods", "--kind", help=_("goods atau money.")),
    on: str = On,
    by: str = By,
) -> None:
    """Within the approved budget."""
    told: dict[str, Any] = {"case_id": case, "kind": kind, "what": what, "rupiah": rupiah}
    with command_errors(), acting(who := actor(by)):
        made = actions.give(**told, by=who, on=day_of(on))
    console.print(_("Yang diberikan sudah dicatat: %(state)s.") % {"state": made.get_status_display()})


def drop(goal: int = typer.Argument(help=_("Nomor tujuan.")), by: str = By) -> None:
    """Out of a draft only."""
    with command_errors(), acting(who := actor(by)):
        actions.drop_goal(goal_id=goal, by=who)
    console.print(_("Tujuan dihapus."))


def take_back(
    aid: int = typer.Argument(help=_("Nomor pemberian.")),
    said: str = typer.Option(..., "--said", help=_("Alasan.")),
    by: str = By,
) -> None:
    """The budget is free again."""
    with command_errors(), acting(who := actor(by)):
        actions.cancel_aid(aid_id=aid, said=said, by=who)
    console.print(_("Pemberian dibatalkan."))


def pay(
    fund: int = typer.Argument(help=_("Nomor dana.")),
    region: str = typer.Option(..., "--region", help=_("Kode wilayah.")),
    on: str = On,
    by: str = By,
) -> None:
    """One draft cycle of everything that waits; people submit and approve it."""
    with command_errors(), acting(who := actor(by)):
        made = actions.pay_aids(fund_id=fund, region_code=region, by=who, on=day_of(on))
    console.print(_("Siklus nomor %(number)s disusun.") % {"number": made.pk})


def _summary(one: Plan) -> dict[str, Any]:
    names = ("id", "case_id", "version", "status", "wish", "until", "budget", "fund_id", "said")
    return {name: getattr(one, name) for name in names}


def _goal(one: Goal) -> dict[str, Any]:
    names = ("id", "number", "component", "therapy", "aim", "measure", "who", "times", "per", "until")
    return {name: getattr(one, name) for name in names}


def _tell(one: Plan, json: bool) -> None:
    if json:
        as_json(_summary(one))
    else:
        told = {"number": one.pk, "version": one.version, "state": one.get_status_display()}
        console.print(_("Rencana nomor %(number)s, versi %(version)s: %(state)s.") % told)


def _print(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    console.print(table)
