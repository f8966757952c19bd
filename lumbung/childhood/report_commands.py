"""`lumbung dreamstart …`, reports of suspected abuse: taking them, and for their team everything that follows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.childhood import actions, paper, queries, words
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, existing

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Number = typer.Argument(help=_("Nomor laporan."))
Said = typer.Option(..., "--said", help=_("Penjelasan dalam satu kalimat."))


def commands() -> dict[str, tuple[Callable[..., None], str]]:
    """Every command of this file, by its name under `lumbung dreamstart`."""
    return {
        "report": (report, _("Laporkan dugaan kekerasan pada anak.")),
        "reports": (list_reports, _("Laporan yang boleh diketahui, yang menunggu putusan dulu.")),
        "safety": (safety, _("Putuskan keselamatan anak, atas nama sendiri.")),
        "tell": (tell, _("Rujuk ke polisi, kesehatan, atau bantuan hukum.")),
        "siblings": (siblings, _("Anak lain serumah dan keadaannya.")),
        "sibling": (sibling, _("Catat keadaan anak lain serumah.")),
        "paper": (keep_paper, _("Simpan berkas laporan.")),
        "timeline": (timeline, _("Cetak garis waktu untuk pengadilan.")),
    }


def _did(by: str, action: Callable[..., Any], **told: Any) -> Any:
    with command_errors(), acting(who := actor(by)):
        made = action(by=who, at=timezone.now(), **told)
    console.print(str(made))
    return made


def report(
    happened: str = typer.Option(..., "--happened", help=_("Apa yang terlihat atau terdengar.")),
    kind: list[str] = typer.Option(..., "--kind", help=_("physical, emotional, sexual, atau neglect.")),
    person: int = typer.Option(None, "--person", help=_("Nomor orang, bila tercatat.")),
    called: str = typer.Option("", "--called", help=_("Nama panggilan anak, bila tidak tercatat.")),
    age: int = typer.Option(None, "--age", help=_("Kira-kira umurnya.")),
    region: str = typer.Option("", "--region", help=_("Kode wilayah, bila tidak tercatat.")),
    danger: str = typer.Option("unknown", "--danger", help=_("Dalam bahaya sekarang: yes, no, atau unknown.")),
    guardian: str = typer.Option("unknown", "--guardian", help=_("Terduga orang tua atau wali: yes, no, unknown.")),
    told_by: str = typer.Option("", "--told-by", help=_("Pelapor; kosong bila tidak mau disebut.")),
    by: str = By,
) -> None:
    """The server says when it came."""
    told = actions.Told(happened, kind, danger, guardian, person, called, age, region, told_by)
    with command_errors(), acting(who := actor(by)):
        made = actions.take_report(told=told, by=who, at=timezone.now())
    at = timezone.localtime(made.received_at)
    console.print(_("Laporan diterima pukul %(time)s. Tim bertindak sekarang.") % {"time": f"{at:%H.%M}"})


def list_reports(late: bool = typer.Option(False, "--late", help=_("Hanya yang lewat waktu.")), by: str = By) -> None:
    """As JSON, for their team."""
    with command_errors(), acting(who := actor(by)):
        now = timezone.now()
        rows = queries.late_reports(viewer=who, at=now) if late else queries.reports(viewer=who)
        names = ("id", "case_id", "kinds", "danger", "received_at", "decide_by", "status", "risk")
        told = [{**{name: getattr(one, name) for name in names}, "clock": words.clock(one, now)[1]} for one in rows]
    as_json(told)


def safety(
    number: int = Number,
    risk: str = typer.Option(..., "--risk", help=_("high, middle, atau low.")),
    decision: str = typer.Option(..., "--decision", help=_("home, plan, relative, safe_place, atau hospital.")),
    said: str = Said,
    by: str = By,
) -> None:
    """Whoever acts decides."""
    _did(by, actions.decide_safety, report_id=number, risk=risk, decision=decision, said=said)


def tell(
    number: int = Number,
    sector: str = typer.Option(..., "--sector", help=_("police, health, atau legal.")),
    place: str = typer.Option("", "--place", help=_("Nama lembaga di luar direktori.")),
    institution: int = typer.Option(None, "--institution", help=_("Nomor lembaga di direktori.")),
    child: str = typer.Option(..., "--child", help=_("Kata anak: yes, no, too_young, atau not_asked.")),
    guardian: str = typer.Option(..., "--guardian", help=_("Kata orang tua atau wali: yes, no, atau not_asked.")),
    said: str = Said,
    by: str = By,
) -> None:
    """By consent, or where the law allows it without."""
    told: dict[str, Any] = {
        "sector": sector,
        "place": place,
        "institution_id": institution,
        "child": child,
        "guardian": guardian,
        "said": said,
    }
    _did(by, actions.tell, report_id=number, **told)


def siblings(number: int = Number, by: str = By) -> None:
    """As JSON."""
    with command_errors(), acting(who := actor(by)):
        found = queries.report(viewer=who, report_id=number)
        rows = list(queries.siblings_of(viewer=who, report_id=found.pk))
    names = ("id", "person_id", "due_at", "answer", "said")
    as_json([{name: getattr(one, name) for name in names} for one in rows])


def sibling(
    number: int = typer.Argument(help=_("Nomor anak lain.")),
    answer: str = typer.Option(..., "--answer", help=_("safe, worry, danger, atau not_found.")),
    said: str = Said,
    by: str = By,
) -> None:
    """How they are."""
    _did(by, actions.look_at, sibling_id=number, answer=answer, said=said)


def keep_paper(
    number: int = Number,
    file: Path = typer.Argument(help=_("Foto, hasil pindai, atau PDF.")),
    what: str = typer.Option(..., "--what", help=_("Berkas apa.")),
    by: str = By,
) -> None:
    """Under its fingerprint."""
    with command_errors():
        content = existing(file).read_bytes()
    _did(by, actions.keep_paper, report_id=number, what=what, content=content)


def timeline(
    number: int = Number,
    file: Path = typer.Argument(help=_("Ke berkas mana PDF ditulis.")),
    why: str = typer.Option(..., "--why", help=_("Untuk siapa dan mengapa dicetak.")),
    by: str = By,
) -> None:
    """That it was printed is written down."""
    with command_errors(), acting(who := actor(by)):
        now, found = timezone.now(), queries.report(viewer=who, report_id=number)
        content, acts = paper.timeline(viewer=who, report=found, why=why, by=who, at=now)
        made = actions.note_print(report_id=number, content=content, acts=acts, why=why, by=who, at=now)
        file.write_bytes(content)
    console.print(made.ref)
