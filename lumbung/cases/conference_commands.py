"""`lumbung case …`, the rest: agreement, team, broken glass, conferences, waves, after-care and ending."""

from collections.abc import Callable
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.cases import actions
from lumbung.core.actors import acting
from lumbung.core.commands import actor, command_errors, console, day_of

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Number = typer.Argument(help=_("Nomor kasus."))
Said = typer.Option(..., "--said", help=_("Penjelasan dalam satu kalimat."))
Region = typer.Option(..., "--region", help=_("Kode wilayah."))
Meeting = typer.Argument(help=_("Nomor pembahasan kasus."))


def commands() -> dict[str, tuple[Callable[..., None], str]]:
    """Every command of this file, by its name under `lumbung case`."""
    return {
        "agree": (agree, _("Catat persetujuan.")),
        "disagree": (disagree, _("Cabut persetujuan yang tercatat.")),
        "team": (team, _("Tunjuk pekerja sosial, supervisor, atau anggota tim.")),
        "leave": (leave, _("Keluarkan anggota tim.")),
        "secret": (secret, _("Rahasiakan kasus, atau buka untuk wilayahnya.")),
        "break-glass": (break_glass, _("Buka kasus rahasia dalam keadaan darurat.")),
        "review": (review, _("Nilai satu pembukaan darurat.")),
        "mode": (mode, _("Ubah cara layanan.")),
        "contact": (contact, _("Catat kontak pascalayanan.")),
        "end": (end, _("Tutup kasus dengan hasil akhirnya.")),
        "withdraw": (withdraw, _("Hentikan kasus atas permintaan orangnya.")),
        "conference": (conference, _("Rencanakan pembahasan kasus.")),
        "seat": (seat, _("Catat peserta pembahasan.")),
        "ask": (ask, _("Bawa kasus ke pembahasan.")),
        "decide": (decide, _("Tulis putusan atas satu kasus.")),
        "close": (close, _("Tutup berita acara; putusannya berlaku.")),
        "wave": (wave, _("Buka gelombang pelatihan.")),
        "call-up": (call_up, _("Panggil yang diterima pada gelombang.")),
    }


def _did(by: str, action: Callable[..., Any], **told: Any) -> Any:
    """One act by a named person; says what it is about."""
    with command_errors(), acting(who := actor(by)):
        made = action(by=who, **told)
    console.print(str(made))
    return made


def agree(
    number: int = Number,
    given_by: str = typer.Option(..., "--given-by", help=_("Siapa yang memberi persetujuan.")),
    relation: str = typer.Option("self", "--relation", help=_("self, parent, guardian, atau other.")),
    scope: list[str] = typer.Option(["service"], "--scope", help=_("service, assessment, referral, sharing, photo.")),
    sign: str = typer.Option("signature", "--sign", help=_("signature, thumb, atau verbal.")),
    witness: str = typer.Option("", "--witness", help=_("Nama saksi, bila bukan tanda tangan.")),
    withheld: str = typer.Option("", "--withheld", help=_("Apa yang tidak boleh disampaikan.")),
    withheld_from: str = typer.Option("", "--withheld-from", help=_("Tidak boleh disampaikan kepada siapa.")),
    on: str = On,
    by: str = By,
) -> None:
    """What somebody says yes to."""
    agreement = actions.Agreement(given_by, relation, scope, sign, witness, withheld, withheld_from)
    _did(by, actions.record_consent, case_id=number, agreement=agreement, on=day_of(on))


def disagree(
    consent: int = typer.Argument(help=_("Nomor persetujuan.")), said: str = Said, on: str = On, by: str = By
) -> None:
    """Whoever agreed no longer does."""
    _did(by, actions.withdraw_consent, consent_id=consent, said=said, on=day_of(on))


def team(
    number: int = Number,
    user: int = typer.Option(..., "--user", help=_("Nomor akun petugas.")),
    place: str = typer.Option("member", "--as", help=_("worker, supervisor, atau member.")),
    on: str = On,
    by: str = By,
) -> None:
    """Somebody comes onto the team."""
    acts = {"worker": actions.assign_worker, "supervisor": actions.assign_supervisor, "member": actions.add_member}
    if place not in acts:
        raise typer.BadParameter(_("worker, supervisor, atau member."))
    _did(by, acts[place], case_id=number, user_id=user, on=day_of(on))  # type: ignore[arg-type]


def leave(member: int = typer.Argument(help=_("Nomor keanggotaan tim.")), on: str = On, by: str = By) -> None:
    """They need not know any longer."""
    _did(by, actions.remove_member, member_id=member, on=day_of(on))


def secret(
    number: int = Number,
    said: str = Said,
    lift: bool = typer.Option(False, "--lift", help=_("Buka untuk wilayahnya.")),
    by: str = By,
) -> None:
    """Only the team may know, or no longer only the team."""
    _did(by, actions.set_secret, case_id=number, secret=not lift, said=said)


def break_glass(
    number: int = Number,
    reason: str = typer.Option(..., "--reason", help=_("Mengapa harus dibaca sekarang.")),
    by: str = By,
) -> None:
    """Worker and supervisor are told at once."""
    _did(by, actions.break_glass, case_id=number, reason=reason, at=timezone.now())


def review(
    opening: int = typer.Argument(help=_("Nomor pembukaan darurat.")),
    wrong: bool = typer.Option(False, "--wrong", help=_("Tidak beralasan; ditutup sekarang.")),
    on: str = On,
    by: str = By,
) -> None:
    """Whether there was reason enough."""
    _did(by, actions.review_glass, glass_id=opening, verdict="wrong" if wrong else "right", on=day_of(on))


def mode(
    number: int = Number,
    where: str = typer.Option(..., "--where", help=_("family, community, atau residential.")),
    reason: str = typer.Option("", "--reason", help=_("Alasan; wajib untuk residential.")),
    centre: str = typer.Option("", "--centre", help=_("Balai atau lembaga.")),
    on: str = On,
    by: str = By,
) -> None:
    """Where care is given."""
    _did(by, actions.change_mode, case_id=number, mode=where, reason=reason, centre=centre, on=day_of(on))


def contact(
    contact_: int = typer.Argument(help=_("Nomor kontak.")),
    found: str = typer.Option(..., "--found", help=_("well, needs, relapse, atau gone.")),
    said: str = typer.Option("", "--said", help=_("Penjelasan; wajib bila tidak well.")),
    on: str = On,
    by: str = By,
) -> None:
    """How somebody was after the services."""
    _did(by, actions.note_contact, contact_id=contact_, found=found, said=said, on=day_of(on), at=timezone.now())


def end(
    number: int = Number,
    outcome: str = typer.Option(..., "--outcome", help=_("Hasil akhir menurut klaster.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """The case is over."""
    _did(by, actions.end_case, case_id=number, outcome=outcome, said=said, on=day_of(on))


def withdraw(number: int = Number, said: str = Said, on: str = On, by: str = By) -> None:
    """The person no longer wants it."""
    _did(by, actions.withdraw_case, case_id=number, said=said, on=day_of(on))


def conference(
    on: str = On,
    place: str = typer.Option(..., "--place", help=_("Tempat.")),
    region: str = Region,
    by: str = By,
) -> None:
    """Led by whoever plans it."""
    _did(by, actions.plan_conference, region_code=region, on=day_of(on), place=place)


def seat(
    meeting: int = Meeting,
    function: str = typer.Option(..., "--function", help=_("Jabatan atau profesi.")),
    name: str = typer.Option("", "--name", help=_("Nama orang dari luar.")),
    user: int = typer.Option(None, "--user", help=_("Nomor akun petugas.")),
    on: str = On,
    by: str = By,
) -> None:
    """Somebody sits in it."""
    told = {"conference_id": meeting, "name": name, "function": function, "user_id": user}
    _did(by, actions.add_attendant, **told, on=day_of(on))


def ask(
    meeting: int = Meeting,
    case: int = typer.Option(..., "--case", help=_("Nomor kasus.")),
    question: str = typer.Option(..., "--question", help=_("intake, wave, extension, termination, atau review.")),
    wave_: int = typer.Option(None, "--wave", help=_("Nomor gelombang.")),
    on: str = On,
    by: str = By,
) -> None:
    """What it is asked about a case."""
    told: dict[str, Any] = {"conference_id": meeting, "case_id": case, "question": question, "wave_id": wave_}
    made = _did(by, actions.put_case, **told, on=day_of(on))
    console.print(_("Nomor putusan: %(number)s") % {"number": made.pk})


def decide(
    decision: int = typer.Argument(help=_("Nomor putusan.")),
    outcome: str = typer.Option(..., "--outcome", help=_("accept, not, pending, extend, atau end.")),
    said: str = Said,
    until: str = typer.Option("", "--until", help=_("Sampai tanggal berapa diperpanjang.")),
    by: str = By,
) -> None:
    """What it says of one case."""
    day = day_of(until) if until else None
    _did(by, actions.decide, decision_id=decision, outcome=outcome, said=said, until=day)


def close(meeting: int = Meeting, on: str = On, by: str = By) -> None:
    """From now on the decisions bind."""
    _did(by, actions.close_minutes, conference_id=meeting, on=day_of(on))


def wave(
    course: str = typer.Option(..., "--course", help=_("Jurusan.")),
    centre: str = typer.Option(..., "--centre", help=_("Balai atau lembaga.")),
    year: int = typer.Option(..., "--year", help=_("Tahun.")),
    number: int = typer.Option(..., "--number", help=_("Gelombang ke berapa.")),
    places: int = typer.Option(..., "--places", help=_("Banyaknya tempat.")),
    starts: str = typer.Option(..., "--starts", help=_("Mulai pada, misalnya 2026-12-01.")),
    region: str = Region,
    by: str = By,
) -> None:
    """A new intake of a course."""
    told: dict[str, Any] = {"centre": centre, "course": course, "year": year, "number": number, "places": places}
    _did(by, actions.open_wave, **told, region_code=region, starts_on=day_of(starts))


def call_up(number: int = typer.Argument(help=_("Nomor gelombang.")), on: str = On, by: str = By) -> None:
    """Those accepted who have not been called."""
    _did(by, actions.call_up, wave_id=number, on=day_of(on))
