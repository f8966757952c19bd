"""`lumbung assess …`: instruments, assessments, scores, kin and ties from the keyboard, by a named person."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.cases import actions, assessment_words, queries, words
from lumbung.cases.assessment_papers import paper_of
from lumbung.cases.drawing.curve import said
from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of, existing
from lumbung.core.refusals import NotFound

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
CaseNumber = typer.Argument(help=_("Nomor kasus."))
Number = typer.Argument(help=_("Nomor asesmen."))
Key = typer.Argument(help=_("Instrumen dan versinya, misalnya phq9/1."))
Answers = typer.Option(..., "--answer", help=_("Satu jawaban, misalnya phq1=2; boleh diulang."))
Moment = typer.Option("", "--moment", help=_("Saat pengukuran keberfungsian: baseline, middle, end, after."))
Told = typer.Option("self", "--told", help=_("Jawaban dari: self, carer, seen."))
Note = typer.Option("", "--note", help=_("Catatan."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung assess`."""
    group = typer.Typer(help=_("Asesmen kasus: instrumen, jawaban, kurva, silsilah, hubungan."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "instruments": (instruments, _("Instrumen yang ada dan lisensinya.")),
        "load": (load, _("Muat instrumen berlisensi Anda sendiri dari YAML atau ZIP.")),
        "list": (list_assessments, _("Asesmen satu kasus.")),
        "show": (show, _("Satu asesmen: jawaban dan skornya.")),
        "begin": (begin, _("Mulai asesmen.")),
        "record": (record, _("Masukkan asesmen dari kertas: jawab semua dan tanda tangani.")),
        "answer": (answer, _("Simpan jawaban ke draf.")),
        "sign": (sign, _("Tanda tangani asesmen.")),
        "discard": (discard, _("Buang draf.")),
        "scores": (scores, _("Skor satu kasus dari waktu ke waktu.")),
        "print": (print_, _("Cetak asesmen yang sudah ditandatangani ke PDF.")),
        "relative": (relative, _("Catat kerabat untuk silsilah.")),
        "tie": (tie, _("Catat hubungan untuk peta.")),
        "remove": (remove, _("Hapus kerabat atau hubungan.")),
    }
    for name, (function, help_) in told.items():
        group.command(name, help=help_)(function)
    root.add_typer(group, name="assess")


def instruments(json: bool = Json) -> None:
    """Of the house and of its operators."""
    found = [one.instrument for one in queries.shelf()]
    if json:
        as_json([{"key": one.key, "terms": one.licence.terms, "questions": len(one.questions)} for one in found])
        return
    rows = [(one.key, words.said(one.title), str(assessment_words.TERMS[one.licence.terms])) for one in found]
    _print((_("Instrumen"), _("Nama"), _("Dasar pemakaian")), rows)


def load(
    file: Path = typer.Argument(help=_("Berkas YAML atau ZIP.")), by: str = By, on: str = On
) -> None:  # fmt: skip
    """Checked whole before it is kept; the same file again is the same record."""
    with command_errors(), acting(who := actor(by)):
        pack = actions.load_pack(content=existing(file).read_bytes(), by=who, on=day_of(on))
    console.print(_("%(pack)s dimuat dan siap dipakai.") % {"pack": pack})


def list_assessments(case: int = CaseNumber, by: str = By, json: bool = Json) -> None:
    """The newest first."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.assessments(viewer=who, case_id=queries.case(viewer=who, case_id=case).pk))
    if json:
        as_json([{"id": one.pk, "instrument": one.instrument, "status": one.status, "on": one.on} for one in found])
        return
    rows = [(str(one.pk), one.instrument, formats.day(one.on), str(one.get_status_display())) for one in found]
    _print((_("Nomor"), _("Instrumen"), _("Tanggal"), _("Keadaan")), rows)


def show(number: int = Number, by: str = By, json: bool = Json) -> None:
    """Answers and scores."""
    with command_errors(), acting(who := actor(by)):
        found = queries.assessment(viewer=who, assessment_id=number)
        answers = queries.answers_of(assessment=found)
        made = [(one.name, one.value, one.band) for one in queries.scores_of(assessment=found)]
    if json:
        told = [{"name": name, "value": value, "band": band} for name, value, band in made]
        as_json({"id": found.pk, "status": found.status, "answers": answers, "scores": told})
        return
    console.print(f"{found}: {found.instrument}, {found.get_status_display()}")
    _print((_("Pertanyaan"), _("Jawaban")), sorted(answers.items()))
    _print(
        (_("Skor"), pgettext("score", "Nilai"), _("Rentang")), [(name, str(value), band) for name, value, band in made]
    )


def begin(
    case: int = CaseNumber,
    instrument: str = Key,
    moment: str = Moment,
    told: str = Told,
    by: str = By,
    on: str = On,
) -> None:
    """One that is under way is found again."""
    with command_errors(), acting(who := actor(by)):
        given: dict[str, Any] = {"instrument": instrument, "moment": moment, "told": told, "at": timezone.now()}
        made = actions.begin_assessment(case_id=case, **given, by=who, on=day_of(on))
    console.print(_("%(assessment)s dimulai.") % {"assessment": made})


def record(
    case: int = CaseNumber,
    instrument: str = Key,
    answers: list[str] = Answers,
    moment: str = Moment,
    told: str = Told,
    by: str = By,
    on: str = On,
) -> None:
    """As it stands on paper: begun, answered and signed in one."""
    with command_errors(), acting(who := actor(by)):
        given: dict[str, Any] = {"instrument": instrument, "moment": moment, "told": told, "at": timezone.now()}
        whole = dict(one.partition("=")[::2] for one in answers)
        made = actions.record_assessment(case_id=case, answers=whole, **given, by=who, on=day_of(on))
    console.print(_("%(assessment)s ditandatangani.") % {"assessment": made})


def answer(number: int = Number, answers: list[str] = Answers, by: str = By) -> None:
    """Danger opens its task at once."""
    with command_errors(), acting(who := actor(by)):
        found = queries.assessment(viewer=who, assessment_id=number)
        given = dict(one.partition("=")[::2] for one in answers)
        told: dict[str, Any] = {"answers": given, "seen": found.version, "at": timezone.now()}
        saved = actions.save_answers(assessment_id=number, **told, by=who)
    console.print(_("%(count)s jawaban disimpan.") % {"count": len(given)})
    if saved.signs:
        console.print(_("Tanda bahaya: tugas mendesak dibuka (%(signs)s).") % {"signs": ", ".join(saved.signs)})


def sign(number: int = Number, by: str = By) -> None:
    """Scores are made once, nothing changes afterwards."""
    with command_errors(), acting(who := actor(by)):
        made = actions.finish_assessment(assessment_id=number, by=who, at=timezone.now())
    console.print(_("%(assessment)s ditandatangani.") % {"assessment": made})


def discard(number: int = Number, by: str = By) -> None:
    """What was answered is gone at once."""
    with command_errors(), acting(who := actor(by)):
        actions.discard_assessment(assessment_id=number, by=who)
    console.print(_("Draf dibuang; jawabannya sudah dihapus."))


def scores(case: int = CaseNumber, by: str = By, json: bool = Json) -> None:
    """Every score over time."""
    with command_errors(), acting(who := actor(by)):
        found = queries.courses(viewer=who, case_id=queries.case(viewer=who, case_id=case).pk)
    if json:
        as_json(
            [
                {"instrument": one.instrument.key, "score": one.score.name,
                 "points": [{"on": point.on, "value": point.value} for point in one.points]}
                for one in found
            ]
        )  # fmt: skip
        return
    rows = [
        (words.said(one.score.words), formats.day(point.on), said(point.value, assessment_words.bands(one.score)))
        for one in found
        for point in one.points
    ]
    _print((_("Skor"), _("Tanggal"), pgettext("score", "Nilai")), rows)


def print_(
    number: int = Number,
    to: Path = typer.Option(..., "--to", help=_("Berkas PDF yang ditulis.")),
    by: str = By,
    on: str = On,
) -> None:
    """Only of what is signed."""
    with command_errors(), acting(who := actor(by)):
        found = queries.assessment(viewer=who, assessment_id=number)
        if found.is_draft:
            raise NotFound(number)
        to.write_bytes(paper_of(found, viewer=who, on=day_of(on)))
    console.print(_("Tersimpan di %(file)s.") % {"file": to})


def relative(
    case: int = CaseNumber,
    name: str = typer.Option(..., "--name", help=_("Nama.")),
    kin: str = typer.Option(..., "--kin", help=_("Hubungan, misalnya parent, sibling, grandparent.")),
    sex: str = typer.Option("", "--sex", help=_("L atau P.")),
    birth_year: int = typer.Option(None, "--birth-year", help=_("Tahun lahir.")),
    died: bool = typer.Option(False, "--died", help=_("Sudah meninggal.")),
    lives_here: bool = typer.Option(False, "--lives-here", help=_("Tinggal serumah.")),
    note: str = Note,
    by: str = By,
) -> None:
    """The same again says it anew."""
    told = {"name": name, "kin": kin, "sex": sex, "birth_year": birth_year, "died": died, "lives_here": lives_here}
    with command_errors(), acting(who := actor(by)):
        made = actions.note_relative(case_id=case, **told, note=note, by=who)  # type: ignore[arg-type]
    console.print(_("%(name)s dicatat sebagai nomor %(number)s.") % {"name": made, "number": made.pk})


def tie(
    case: int = CaseNumber,
    name: str = typer.Option(..., "--name", help=_("Siapa atau lembaga apa.")),
    kind: str = typer.Option(..., "--kind", help=_("Jenis, misalnya friend, school, health.")),
    bond: str = typer.Option(..., "--bond", help=_("Keadaan: strong, ordinary, weak, strained, broken.")),
    note: str = Note,
    by: str = By,
) -> None:
    """The same name again says it anew."""
    with command_errors(), acting(who := actor(by)):
        made = actions.note_tie(case_id=case, name=name, kind=kind, bond=bond, note=note, by=who)
    console.print(_("%(name)s dicatat sebagai nomor %(number)s.") % {"name": made, "number": made.pk})


def remove(
    case: int = CaseNumber,
    relative: int = typer.Option(0, "--relative", help=_("Nomor kerabat.")),
    tie: int = typer.Option(0, "--tie", help=_("Nomor hubungan.")),
    by: str = By,
) -> None:
    """Off the pictures again."""
    with command_errors(), acting(who := actor(by)):
        if relative:
            actions.remove_relative(case_id=case, relative_id=relative, by=who)
        if tie:
            actions.remove_tie(case_id=case, tie_id=tie, by=who)
    console.print(_("Dihapus."))


def _print(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    console.print(table)
