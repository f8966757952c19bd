"""Single acts of the desk from the keyboard: consent, what was asked for, endings, decisions, an institution."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import typer
from django.utils.translation import gettext as _

from lumbung.core.actors import acting
from lumbung.core.commands import UnknownActor, actor, command_errors, console, day_of
from lumbung.referrals import actions, queries
from lumbung.staff import queries as staff

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Said = typer.Option("", "--said", help=_("Penjelasan dalam satu kalimat."))
NeedNumber = typer.Argument(help=_("Nomor kebutuhan."))
ReferralNumber = typer.Argument(help=_("Nomor rujukan."))


def commands() -> dict[str, tuple[Callable[..., None], str]]:
    """By name, each with what it does."""
    return {
        "consent": (consent, _("Catat persetujuan rujukan.")),
        "withdraw-consent": (withdraw_consent, _("Cabut persetujuan rujukan.")),
        "more": (more, _("Tambah keterangan yang diminta.")),
        "withdraw": (withdraw, _("Tarik rujukan.")),
        "read": (read, _("Tandai hasil sudah dibaca.")),
        "close": (close, _("Tutup kebutuhan.")),
        "decide": (decide, _("Putuskan usulan eskalasi.")),
        "institution": (institution, _("Tambah lembaga ke direktori.")),
        "change-institution": (change_institution, _("Ubah lembaga di direktori.")),
        "set-institution": (set_institution, _("Buka atau tutup lembaga untuk rujukan.")),
        "readers": (readers, _("Atur siapa yang boleh tahu.")),
    }


def consent(
    referral: int = ReferralNumber,
    agreed_by: str = typer.Option(..., "--agreed-by", help=_("Yang menyetujui.")),
    parts: str = typer.Option(..., "--parts", help=_("Data yang disetujui: name,age,phone,address,need.")),
    relation: str = typer.Option("self", "--relation", help=_("self, parent, guardian, atau other.")),
    sign: str = typer.Option("signature", "--sign", help=_("signature, thumb, atau verbal.")),
    witness: str = typer.Option("", "--witness", help=_("Nama saksi.")),
    by: str = By,
    on: str = On,
) -> None:
    """Who agrees to what being told."""
    spoken = actions.Agreement(agreed_by, relation, [part for part in parts.split(",") if part], sign, witness)
    with command_errors(), acting(who := actor(by)):
        made = actions.record_consent(referral_id=referral, agreement=spoken, by=who, on=day_of(on))
    console.print(_("Persetujuan nomor %(number)s.") % {"number": made.pk})


def withdraw_consent(
    number: int = typer.Argument(help=_("Nomor persetujuan.")), said: str = Said, by: str = By, on: str = On
) -> None:
    """Nothing more is told."""
    _do(actions.withdraw_consent, by, consent_id=number, said=said, on=day_of(on))


def more(referral: int = ReferralNumber, said: str = Said, by: str = By, on: str = On) -> None:
    """What the institution still needs."""
    _do(actions.give_more, by, referral_id=referral, said=said, on=day_of(on))


def withdraw(referral: int = ReferralNumber, said: str = Said, by: str = By, on: str = On) -> None:
    """They don't go there."""
    _do(actions.withdraw_referral, by, referral_id=referral, said=said, on=day_of(on))


def read(referral: int = ReferralNumber, by: str = By, on: str = On) -> None:
    """Whoever asked knows."""
    _do(actions.read_result, by, referral_id=referral, on=day_of(on))


def close(need: int = NeedNumber, said: str = Said, by: str = By, on: str = On) -> None:
    """No longer needed."""
    _do(actions.close_need, by, need_id=need, said=said, on=day_of(on))


def decide(
    number: int = typer.Argument(help=_("Nomor usulan eskalasi.")),
    agree: bool = typer.Option(False, "--agree", help=_("Naikkan; tanpa ini tetap di meja.")),
    said: str = Said,
    by: str = By,
    on: str = On,
) -> None:
    """As the desk decides."""
    _do(actions.decide_escalation, by, escalation_id=number, agree=agree, said=said, on=day_of(on))


def institution(
    name: str = typer.Argument(help=_("Nama lembaga.")),
    sector: str = typer.Option(..., "--sector", help=_("Sektor, dipisah koma.")),
    services: str = typer.Option(..., "--services", help=_("Layanannya.")),
    region: str = typer.Option("", "--region", help=_("Kode wilayah yang dilayani.")),
    answerers: str = typer.Option("", "--answerers", help=_("Akun yang menjawab, dipisah koma.")),
    by: str = By,
) -> None:
    """A new entry."""
    told: dict[str, Any] = {"name": name, "services": services, "region_code": region}
    entry = actions.Entry(sectors=_parts(sector), answerers=_parts(answerers), **told)
    with command_errors(), acting(who := actor(by)):
        made = actions.add_institution(entry=entry, by=who)
    console.print(_("Lembaga nomor %(number)s.") % {"number": made.pk})


def change_institution(
    number: int = typer.Argument(help=_("Nomor lembaga.")),
    name: str = typer.Option(None, "--name", help=_("Nama lembaga.")),
    sector: str = typer.Option(None, "--sector", help=_("Sektor, dipisah koma.")),
    services: str = typer.Option(None, "--services", help=_("Layanannya.")),
    answerers: str = typer.Option(None, "--answerers", help=_("Akun yang menjawab, dipisah koma.")),
    by: str = By,
) -> None:
    """What isn't named stays as it is."""
    with command_errors(), acting(who := actor(by)):
        found = queries.institution(viewer=who, institution_id=number)
        stands = {one.name: getattr(found, one.name) for one in fields(actions.Entry)}
        stands["answerers"] = queries.answerers_of(institution=found)
        told = {"name": name, "services": services, "sectors": _listed(sector), "answerers": _listed(answerers)}
        entry = actions.Entry(**{**stands, **{key: value for key, value in told.items() if value is not None}})
        made = actions.change_institution(institution_id=number, entry=entry, by=who)
    console.print(_("Lembaga nomor %(number)s.") % {"number": made.pk})


def set_institution(
    number: int = typer.Argument(help=_("Nomor lembaga.")),
    close_: bool = typer.Option(False, "--close", help=_("Tidak menerima rujukan lagi; tanpa ini dibuka.")),
    by: str = By,
) -> None:
    """It takes referrals, or no longer."""
    _do(actions.set_institution_open, by, institution_id=number, is_open=not close_)


def readers(
    need: int = NeedNumber,
    usernames: list[str] = typer.Option([], "--reader", help=_("Nama pengguna yang boleh tahu; boleh berulang.")),
    everybody: bool = typer.Option(False, "--everybody", help=_("Tidak dirahasiakan lagi.")),
    by: str = By,
) -> None:
    """Who may know, by one of those who do."""
    with command_errors(), acting(who := actor(by)):
        known = {one.username: one.pk for one in staff.who_may(permission="referrals.view")}
        if unknown := set(usernames) - set(known):
            raise UnknownActor(username=min(unknown))
        named = None if everybody else [known[one] for one in usernames]
        actions.set_readers(need_id=need, readers=named, by=who)
    console.print(_("Pembaca tersimpan."))


def _listed(text: str | None) -> list[str] | None:
    return None if text is None else _parts(text)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _do(action: Callable[..., Any], by: str, **told: Any) -> None:
    """One act, and how it stands now."""
    with command_errors(), acting(who := actor(by)):
        made = action(by=who, **told)
    stands = made.get_status_display() if hasattr(made, "get_status_display") else made
    console.print(str(stands), markup=False)
