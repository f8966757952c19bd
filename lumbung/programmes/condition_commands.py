"""`lumbung condition`, `lumbung p2k2`, `lumbung graduation`: what facilitators and officers do, by command."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import formats
from lumbung.core.commands import actor, as_json, command_errors, console, day_or_today
from lumbung.programmes import actions, care_queries, duty_queries, entering_commands, leaving_queries
from lumbung.programmes.care_pages import WHY as REASONS
from lumbung.programmes.condition_doing import BY, NUMBER, WHY, do

JSON = typer.Option("--json", help=_("Cetak sebagai JSON."))
ON = typer.Option("--on", formats=["%Y-%m-%d"], help=_("Hari yang dipakai; tanpa ini, hari ini."))
MONTH = typer.Argument(formats=["%Y-%m"], help=_("Bulan, misalnya 2026-03."))
REGION = typer.Option("--region", help=_("Kode wilayah, misalnya 33.23; tanpa ini, wilayah pengguna."))
FILE = typer.Argument(exists=True, dir_okay=False, help=_("Berkas daftar."))


def register(root: typer.Typer) -> None:
    """Three groups of commands."""
    condition = typer.Typer(help=_("Kewajiban PKH: susun, isi, verifikasi, sanksi, keberatan."), no_args_is_help=True)
    condition.command("list", help=_("Susun kewajiban sebulan dari peserta yang ditetapkan."))(list_month)
    condition.command("import", help=_("Masukkan daftar sekolah atau posyandu, susunan kolom apa pun."))(import_list)
    condition.command("verify", help=_("Verifikasi satu triwulan; sanksi yang timbul diusulkan."))(verify)
    condition.command("sanctions", help=_("Tampilkan sanksi."))(sanctions)
    condition.command("sign", help=_("Tandatangani sanksi sebagai orang kedua."))(sign)
    condition.command("dismiss", help=_("Jangan tandatangani sebuah sanksi."))(dismiss)
    condition.command("appeal", help=_("Catat keberatan atas sebuah sanksi."))(appeal)
    condition.command("decide-appeal", help=_("Putuskan sebuah keberatan."))(decide_appeal)
    root.add_typer(condition, name="condition")
    p2k2 = typer.Typer(help=_("Pendampingan: beban, kelompok, pertemuan, rencana hari."), no_args_is_help=True)
    p2k2.command("care", help=_("Serahkan keluarga satu wilayah kepada pendamping."))(care)
    p2k2.command("groups", help=_("Bentuk kelompok untuk keluarga satu desa."))(groups)
    p2k2.command("plan", help=_("Rencanakan pertemuan kelompok."))(plan)
    p2k2.command("load", help=_("Tampilkan beban setiap pendamping."))(load)
    p2k2.command("day", help=_("Siapa yang dikunjungi hari ini, dan mengapa."))(day)
    root.add_typer(p2k2, name="p2k2")
    leaving = typer.Typer(help=_("Kelulusan: resertifikasi, asesmen, putusan, penyerahan."), no_args_is_help=True)
    leaving.command("due", help=_("Susun keluarga yang perlu disertifikasi lagi."))(due)
    leaving.command("find", help=_("Cari keluarga tanpa anggota yang dihitung."))(find)
    leaving.command("list", help=_("Tampilkan kelulusan."))(departures)
    leaving.command("assess", help=_("Catat asesmen lapangan."))(assess)
    leaving.command("verify", help=_("Verifikasi sebuah asesmen."))(verify_departure)
    leaving.command("decide", help=_("Putuskan bahwa keluarga keluar."))(decide)
    root.add_typer(leaving, name="graduation")
    entering_commands.register(condition, p2k2, leaving)


def list_month(
    month: Annotated[datetime, MONTH], region: Annotated[str, REGION] = "", by: Annotated[str, BY] = ""
) -> None:
    """Again changes nothing."""
    new = do(actions.list_duties, by, month=month.date(), region_code=region)
    console.print(_("%(new)s kewajiban baru.") % {"new": formats.count(new)})


def import_list(
    file: Annotated[Path, FILE],
    month: Annotated[datetime, typer.Option("--month", formats=["%Y-%m"], help=_("Bulan, misalnya 2026-03."))],
    condition: Annotated[str, typer.Option("--condition", help=_("Kewajiban untuk daftar posyandu."))] = "",
    session: Annotated[int | None, typer.Option("--session", help=_("Nomor pertemuan P2K2."))] = None,
    effective_days: Annotated[int | None, typer.Option("--days", help=_("Hari efektif bulan itu."))] = None,
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """The columns as proposed, or as a profile keeps them; a list that came before changes nothing."""
    kind = "session" if session else "health" if condition else "school"
    today = timezone.localdate()
    told = {"path": file, "name": file.name, "kind": kind, "month": month.date(), "on": today}
    found = do(actions.look_at_list, by, condition=condition, session_id=session, **told)
    taken = do(actions.take_list, by, list_id=found.pk, on=today, effective_days=effective_days)
    with command_errors():
        left = list(duty_queries.rows_left(viewer=actor(by), list_id=taken.pk))
    if as_json_:
        rows = [{"row": one.row, "reason": one.reason} for one in left]
        as_json(
            {"list": taken.pk, "rows": taken.rows, "matched": taken.matched, "changed": taken.changed, "left": rows}
        )
        return
    counts = {name: formats.count(getattr(taken, name)) for name in ("rows", "matched", "changed")}
    console.print(_("%(rows)s baris: %(matched)s cocok, %(changed)s catatan berubah.") % counts)
    for one in left:
        said = {"row": one.row, "name": one.name, "reason": one.get_reason_display()}
        console.print(_("Baris %(row)s (%(name)s): %(reason)s.") % said, markup=False)


def verify(
    quarter: Annotated[str, typer.Argument(help=_("Triwulan, misalnya 2026-Q1."))],
    region: Annotated[str, REGION] = "",
    on: Annotated[datetime | None, ON] = None,
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Again changes nothing."""
    told = do(actions.verify_quarter, by, quarter=quarter, region_code=region, on=day_or_today(on))
    if as_json_:
        as_json(told)
        return
    said = _(
        "Dipenuhi %(met)s, tidak dipenuhi %(not_met)s, belum diketahui %(unknown)s; %(sanctions)s sanksi diusulkan."
    )
    console.print(said % {name: formats.count(number) for name, number in told.items()})


def sanctions(
    status: Annotated[str, typer.Option("--status", help=_("Keadaan, misalnya proposed."))] = "",
    by: Annotated[str, BY] = "",
    as_json_: Annotated[bool, JSON] = False,
) -> None:
    """Names stay on the screens."""
    with command_errors():
        found = duty_queries.sanctions(viewer=actor(by))
        listed = list((found.filter(status=status) if status else found)[:500])
    names = ("pk", "family_id", "quarter", "step", "percent", "since", "status")
    rows = [{name: getattr(one, name) for name in names} for one in listed]
    if as_json_:
        as_json({"sanctions": rows})
        return
    _print(rows, [_("Sanksi"), _("Keluarga"), _("Triwulan"), _("Tingkat"), "%", _("Berlaku sejak"), _("Keadaan")])


def sign(
    numbers: Annotated[list[int], NUMBER], by: Annotated[str, BY] = "", on: Annotated[datetime | None, ON] = None
) -> None:
    """Never by the one who proposed them."""
    signed = do(actions.sign_sanctions, by, sanction_ids=numbers, on=day_or_today(on))
    console.print(_("%(signed)s sanksi ditandatangani.") % {"signed": formats.count(signed)})


def dismiss(number: Annotated[int, NUMBER], why: Annotated[str, WHY], by: Annotated[str, BY] = "") -> None:
    """With the reason."""
    do(actions.dismiss_sanction, by, sanction_id=number, why=why, on=day_or_today(None))
    console.print(_("Sanksi %(number)s tidak jadi.") % {"number": number})


def appeal(
    number: Annotated[int, NUMBER],
    why: Annotated[str, WHY],
    exemption: Annotated[str, typer.Option("--exemption", help=_("Pengecualian: sick, disaster, no_service."))] = "",
    by: Annotated[str, BY] = "",
) -> None:
    """Until it is decided no money is withheld."""
    filed = do(actions.appeal, by, sanction_id=number, words=why, exemption=exemption, on=day_or_today(None))
    told = {"number": filed.pk, "day": formats.day_long(filed.due_on)}
    console.print(_("Keberatan %(number)s dicatat; diputus paling lambat %(day)s.") % told)


def decide_appeal(
    number: Annotated[int, NUMBER],
    why: Annotated[str, WHY],
    granted: Annotated[bool, typer.Option("--grant/--refuse", help=_("Terima atau tolak."))],
    by: Annotated[str, BY] = "",
) -> None:
    """By neither the signer nor the one who filed it."""
    decided = do(actions.decide_appeal, by, appeal_id=number, granted=granted, answer=why, on=day_or_today(None))
    console.print(_("Keberatan %(number)s: %(status)s.") % {"number": number, "status": decided.get_status_display()})


def care(
    area: Annotated[str, typer.Argument(help=_("Kode desa atau kecamatan."))],
    facilitator: Annotated[str, typer.Argument(help=_("Nama pengguna pendamping."))],
    by: Annotated[str, BY] = "",
) -> None:
    """All enrolled families of the area."""
    new = do(actions.give_care, by, region_code=area, facilitator=facilitator, on=day_or_today(None))
    console.print(_("%(new)s keluarga diserahkan.") % {"new": formats.count(new)})


def groups(
    village: Annotated[str, typer.Argument(help=_("Kode desa."))],
    facilitator: Annotated[str, typer.Argument(help=_("Nama pengguna pendamping."))],
    by: Annotated[str, BY] = "",
) -> None:
    """Neighbours meet together."""
    made = do(actions.form_groups, by, village=village, facilitator=facilitator, on=day_or_today(None))
    console.print(_("%(made)s kelompok dibentuk.") % {"made": formats.count(len(made))})


def plan(
    group: Annotated[int, NUMBER],
    module: Annotated[str, typer.Argument(help=_("Modul, misalnya parenting."))],
    on: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help=_("Hari pertemuan."))],
    by: Annotated[str, BY] = "",
) -> None:
    """The same day twice is one meeting."""
    planned = do(actions.plan_session, by, group_id=group, module=module, on=on.date())
    console.print(_("Pertemuan %(number)s direncanakan.") % {"number": planned.pk})


def load(by: Annotated[str, BY] = "", as_json_: Annotated[bool, JSON] = False) -> None:
    """Who cares for too many."""
    with command_errors():
        found = care_queries.loads(viewer=actor(by), on=day_or_today(None))
    rows = [
        {"facilitator": one.facilitator.username, "families": one.families, "groups": one.groups, "over": one.over}
        for one in found
    ]
    if as_json_:
        as_json({"facilitators": rows})
        return
    _print(rows, [_("Pendamping"), pgettext("many", "Keluarga"), _("Kelompok"), _("Kelebihan")])


def day(
    on: Annotated[datetime | None, ON] = None, by: Annotated[str, BY] = "", as_json_: Annotated[bool, JSON] = False
) -> None:
    """In the order of the way."""
    with command_errors():
        found = care_queries.day_plan(viewer=actor(by), on=day_or_today(on))
    rows: list[dict[str, Any]] = [
        {"family": one.family.pk, "village": one.village, "reasons": list(one.reasons)} for one in found.visits
    ]
    if as_json_:
        as_json({"visits": rows, "later": found.later})
        return
    told = [{**row, "reasons": "; ".join(str(REASONS[why]) for why in row["reasons"])} for row in rows]
    _print(told, [_("Keluarga"), _("Desa"), _("Sebab")])


def due(by: Annotated[str, BY] = "", on: Annotated[datetime | None, ON] = None) -> None:
    """By the years in force."""
    new = do(actions.list_recertifications, by, on=day_or_today(on))
    console.print(_("%(new)s keluarga jatuh tempo.") % {"new": formats.count(new)})


def find(by: Annotated[str, BY] = "", on: Annotated[datetime | None, ON] = None) -> None:
    """By the programme's own rule."""
    new = do(actions.find_natural, by, on=day_or_today(on))
    console.print(_("%(new)s keluarga tanpa anggota yang dihitung.") % {"new": formats.count(new)})


def departures(by: Annotated[str, BY] = "", as_json_: Annotated[bool, JSON] = False) -> None:
    """Names stay on the screens."""
    with command_errors():
        found = list(leaving_queries.departures(viewer=actor(by))[:500])
    rows = [{name: getattr(one, name) for name in ("pk", "family_id", "route", "status", "found_on")} for one in found]
    if as_json_:
        as_json({"departures": rows})
        return
    _print(rows, [_("Kelulusan"), _("Keluarga"), _("Jalur"), _("Keadaan"), _("Ditemukan")])


def assess(number: Annotated[int, NUMBER], why: Annotated[str, WHY], by: Annotated[str, BY] = "") -> None:
    """The first of three people."""
    do(actions.assess_departure, by, departure_id=number, what=why, on=day_or_today(None))
    console.print(_("Asesmen %(number)s disimpan.") % {"number": number})


def verify_departure(number: Annotated[int, NUMBER], by: Annotated[str, BY] = "") -> None:
    """The second of three people."""
    do(actions.verify_departure, by, departure_id=number, on=day_or_today(None))
    console.print(_("Asesmen %(number)s diverifikasi.") % {"number": number})


def decide(number: Annotated[int, NUMBER], why: Annotated[str, WHY], by: Annotated[str, BY] = "") -> None:
    """The third of three people; the enrolment ends."""
    do(actions.decide_departure, by, departure_id=number, why=why, on=day_or_today(None))
    console.print(_("Kelulusan %(number)s diputus: keluarga keluar.") % {"number": number})


def _print(rows: list[dict[str, Any]], heads: list[str]) -> None:
    table = Table(*heads)
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    console.print(table)
