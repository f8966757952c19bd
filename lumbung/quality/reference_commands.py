"""`lumbung references`: what they said, asking them, and a stand-in to try it without the real one."""

import threading
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import jobs
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, progress_of
from lumbung.core.models import Job
from lumbung.core.refusals import Refusal
from lumbung.quality import actions, queries
from lumbung.quality.references import standin

JSON = Annotated[bool, typer.Option("--json", help=_("Cetak sebagai JSON."))]
BY = Annotated[str, typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))]
WHY = Annotated[str, typer.Option("--purpose", help=_("Untuk apa data ini ditanyakan."))]
NAME = Annotated[str, typer.Option("--reference", help=_("Rujukan, misalnya dukcapil."))]
DUKCAPIL = "dukcapil"


class CheckStopped(Refusal):
    """The job ended without finishing; the same command goes on with those that are left."""

    message = _("Pertanyaan berhenti: %(error)s Jalankan perintah yang sama untuk melanjutkan.")


def register(root: typer.Typer) -> None:
    """Mount under `lumbung references`."""
    found = typer.Typer(help=_("Rujukan seperti Dukcapil: tanya dan lihat jawabannya."), no_args_is_help=True)
    found.command("list", help=_("Tampilkan perbedaan yang perlu dilihat."))(list_results)
    found.command("ask", help=_("Tanyakan satu orang."))(ask)
    found.command("settle", help=_("Catat apa yang ditemukan tentang sebuah perbedaan."))(settle)
    found.command("check", help=_("Tanyakan seluruh wilayah."))(check)
    found.command("stand-in", help=_("Buka rujukan tiruan dari berkas CSV, untuk mencoba."))(stand_in)
    root.add_typer(found, name="references")


def list_results(by: BY = "", as_json_: JSON = False) -> None:
    """Differences within the actor's reach that nobody has looked at."""
    with command_errors():
        found = queries.reference_results(viewer=actor(by)).filter(status="open")[:200]
    told = [
        {"result": one.pk, "person": one.person_id, "reference": one.reference, "field": one.field} for one in found
    ]
    if as_json_:
        as_json({"results": told})
        return
    table = Table(_("Nomor"), _("Orang"), _("Rujukan"), pgettext("record", "Keterangan"))
    for one in told:
        table.add_row(*(str(value) for value in one.values()))
    console.print(table)


def ask(
    person: Annotated[int, typer.Argument(help=_("Nomor catatan orang."))],
    purpose: WHY = "",
    reference: NAME = DUKCAPIL,
    by: BY = "",
    as_json_: JSON = False,
) -> None:
    """Field by field; nothing in the registry changes."""
    with command_errors():
        who = actor(by)
        told: dict[str, Any] = {"person_id": person, "reference": reference, "purpose": purpose, "at": timezone.now()}
        with acting(who):
            found = actions.ask_reference(by=who, **told)
    answers: dict[str, Any] = {one.field: one.result for one in found}
    if as_json_:
        as_json({"person": person, "reference": reference, "results": answers})
        return
    for one in found:
        console.print(f"{one.field}: {one.get_result_display()}", markup=False)


def settle(
    result: Annotated[int, typer.Argument(help=_("Nomor perbedaan, dari `lumbung references list`."))],
    why: Annotated[str, typer.Option("--why", help=_("Apa yang ditemukan, dalam satu kalimat."))],
    by: BY = "",
    as_json_: JSON = False,
) -> None:
    """Our own value changes only by a correction."""
    with command_errors():
        who = actor(by)
        with acting(who):
            seen = actions.settle_reference(result_id=result, why=why, by=who)
    if as_json_:
        as_json({"result": seen.pk, "status": seen.status})
    else:
        console.print(_("Temuan disimpan."))


def check(
    region: Annotated[str, typer.Option("--region", help=_("Kode wilayah, misalnya 33.23.01."))],
    since: Annotated[
        datetime, typer.Option("--since", formats=["%Y-%m-%d"], help=_("Yang belum dijawab sejak hari ini."))
    ],
    purpose: WHY = "",
    reference: NAME = DUKCAPIL,
    by: BY = "",
    as_json_: JSON = False,
) -> None:
    """Chunk by chunk; whoever was answered since that day is not asked again."""
    with command_errors():
        who = actor(by)
        day: date = since.date()
        told: dict[str, Any] = {"reference": reference, "region_code": region, "purpose": purpose, "since": day}
        with acting(who):
            job = actions.start_reference_check(by=who, queued=False, **told)
        with progress_of(_("Bertanya"), quiet=as_json_) as bar:
            job = jobs.run(job.pk, progress=bar)
        if job.status != Job.Status.FINISHED:
            raise CheckStopped(error=job.error)
        open_ = queries.open_references(viewer=who)
    if as_json_:
        as_json({"asked": job.total, "answered": job.done, "differences_open": open_})
        return
    words = _("%(done)s dari %(total)s orang dijawab; %(open)s perbedaan perlu dilihat.")
    console.print(words % {"done": job.done, "total": job.total, "open": open_})


def stand_in(
    people: Annotated[Path, typer.Argument(help=_("CSV dengan NIK dan kolom rujukan, misalnya NAMA_LGKP."))],
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=_("Pintu di mesin ini."))] = 8901,
) -> None:
    """Answers until Ctrl+C; the key is `kunci-contoh`."""
    rows = pl.read_csv(people, infer_schema=False).fill_null("").to_dicts()
    with standin.serving({row["NIK"]: row for row in rows}, port=port) as served:
        console.print(_("Rujukan tiruan menjawab di %(address)s.") % {"address": served.address})
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return
