"""Further commands of `lumbung condition`, `p2k2` and `graduation`: what people enter one by one."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.commands import console, day_or_today, existing
from lumbung.programmes import actions
from lumbung.programmes.condition_doing import BY, NUMBER, WHY, do


def register(condition: typer.Typer, p2k2: typer.Typer, leaving: typer.Typer) -> None:
    """Into the three groups."""
    condition.command("record", help=_("Catat satu kewajiban seorang anggota."))(record)
    condition.command("proof", help=_("Tambahkan foto atau hasil pindai pada satu kewajiban."))(proof)
    p2k2.command("cancel", help=_("Batalkan pertemuan yang belum dilaksanakan."))(cancel_session)
    p2k2.command("attend", help=_("Catat keluarga yang hadir pada pertemuan."))(attend)
    leaving.command("propose", help=_("Usulkan bahwa sebuah keluarga keluar."))(propose)
    leaving.command("reject", help=_("Pertahankan keluarga sebagai peserta."))(reject)
    leaving.command("readmit", help=_("Izinkan keluarga yang sudah keluar ditetapkan lagi."))(readmit)
    leaving.command("visit", help=_("Catat hasil kunjungan resertifikasi."))(visit)
    leaving.command("take", help=_("Ambil seseorang untuk pemberdayaan."))(take)


def record(
    number: Annotated[int, typer.Argument(help=_("Nomor kewajiban."))],
    kept: Annotated[
        bool | None, typer.Option("--kept/--missed", help=_("Dipenuhi atau tidak, selain sekolah."))
    ] = None,
    days: Annotated[int | None, typer.Option("--days", help=_("Hari efektif bulan itu."))] = None,
    present: Annotated[int | None, typer.Option("--present", help=_("Hari hadir."))] = None,
    sick: Annotated[int | None, typer.Option("--sick", help=_("Hari sakit."))] = None,
    exemption: Annotated[str, typer.Option("--exemption", help=_("Pengecualian: sick, disaster, no_service."))] = "",
    evidence: Annotated[
        str,
        typer.Option("--evidence", help=_("Bukti: stamped_recap, attendance_photo, kia_book, clinic_record, visit.")),
    ] = "",
    by: Annotated[str, BY] = "",
) -> None:
    """What is left out is not known."""
    told = {"kept": kept, "effective_days": days, "present_days": present, "sick_days": sick}
    filled = {number: {**told, "exemption": exemption, "evidence": evidence}}
    changed = do(actions.record_duties, by, filled=filled, on=day_or_today(None))
    console.print(_("%(changed)s catatan berubah.") % {"changed": formats.count(changed)})


def proof(
    number: Annotated[int, typer.Argument(help=_("Nomor kewajiban."))],
    path: Annotated[Path, typer.Argument(help=_("Foto JPEG atau PNG, atau PDF."))],
    kind: Annotated[
        str, typer.Option("--kind", help=_("Bukti: stamped_recap, attendance_photo, kia_book, clinic_record, visit."))
    ],
    by: Annotated[str, BY] = "",
) -> None:
    """The same picture again is the same record."""
    told = {"duty_id": number, "kind": kind, "content": existing(path).read_bytes(), "on": day_or_today(None)}
    kept = do(actions.add_proof, by, **told)
    console.print(_("Bukti %(number)s tersimpan.") % {"number": kept.pk})


def attend(
    number: Annotated[int, typer.Argument(help=_("Nomor pertemuan."))],
    families: Annotated[list[int], typer.Argument(help=_("Nomor keluarga yang hadir."))],
    by: Annotated[str, BY] = "",
) -> None:
    """The others of the group stay as they are."""
    came = dict.fromkeys(families, True)
    changed = do(actions.record_attendance, by, session_id=number, present=came, on=day_or_today(None))
    console.print(_("%(changed)s catatan berubah.") % {"changed": formats.count(changed)})


def cancel_session(number: Annotated[int, NUMBER], by: Annotated[str, BY] = "") -> None:
    """It does not take place."""
    found = do(actions.cancel_session, by, session_id=number)
    console.print(f"{found.pk}  {found.get_status_display()}", markup=False)


def propose(
    family: Annotated[int, typer.Argument(help=_("Nomor keluarga."))],
    route: Annotated[str, typer.Argument(help=_("Jalur: independent, not_found, village."))],
    minutes: Annotated[str, typer.Option("--minutes", help=_("Nomor berita acara musyawarah desa."))] = "",
    minutes_on: Annotated[
        datetime | None, typer.Option("--minutes-on", formats=["%Y-%m-%d"], help=_("Tanggal berita acara itu."))
    ] = None,
    by: Annotated[str, BY] = "",
) -> None:
    """A village decides with minutes."""
    day = minutes_on.date() if minutes_on else None
    told = {"family_id": family, "route": route, "minutes": minutes, "minutes_on": day}
    found = do(actions.propose_departure, by, on=day_or_today(None), **told)
    console.print(_("Kelulusan %(number)s dicatat.") % {"number": found.pk})


def reject(number: Annotated[int, NUMBER], why: Annotated[str, WHY], by: Annotated[str, BY] = "") -> None:
    """With the reason."""
    do(actions.reject_departure, by, departure_id=number, why=why, on=day_or_today(None))
    console.print(_("Kelulusan %(number)s: tetap peserta.") % {"number": number})


def readmit(number: Annotated[int, NUMBER], why: Annotated[str, WHY], by: Annotated[str, BY] = "") -> None:
    """Never by the one who decided it."""
    do(actions.readmit_family, by, departure_id=number, why=why, on=day_or_today(None))
    console.print(_("Kelulusan %(number)s: boleh ditetapkan lagi.") % {"number": number})


def visit(
    number: Annotated[int, NUMBER],
    outcome: Annotated[str, typer.Argument(help=_("Hasil: stays, able, no_component, not_found."))],
    why: Annotated[str, WHY] = "",
    by: Annotated[str, BY] = "",
) -> None:
    """Who no longer fits is assessed for leaving."""
    told = {"recertification_id": number, "outcome": outcome, "note": why}
    do(actions.record_recertification, by, on=day_or_today(None), **told)
    console.print(_("Hasil kunjungan %(number)s tersimpan.") % {"number": number})


def take(number: Annotated[int, NUMBER], by: Annotated[str, BY] = "") -> None:
    """Taken again it stays as it is."""
    do(actions.take_hand_over, by, hand_over_id=number, on=day_or_today(None))
    console.print(_("Penyerahan %(number)s diambil.") % {"number": number})
