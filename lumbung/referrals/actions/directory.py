"""The directory of services: one institution, or a list of them; kept by the regency, the province or the nation."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.referrals.actions.common import NoSuchSector, known_sector, person_may, sentence
from lumbung.referrals.models import Institution
from lumbung.staff import queries as staff

KEEP = "referrals.keep_directory"
HEADINGS = {
    "region_code": ("wilayah", "region_code"),
    "name": ("nama", "name"),
    "sectors": ("sektor", "sectors"),
    "services": ("layanan", "services"),
    "address": ("alamat", "address"),
    "hours": ("jam", "hours"),
    "contact": ("kontak", "contact"),
    "needed": ("yang_dibawa", "needed"),
    "who_answers": ("yang_menjawab", "who_answers"),
}
MOST_ROWS, TOLD = 20_000, 5


class NotOfThisPlace(BadInput):
    """The directory of a region is kept there."""

    message = _("Tulis kode wilayah di dalam wilayah Anda.")


class AlreadyListed(Refusal):
    """One entry a name and region."""

    message = _("Lembaga dengan nama itu sudah ada di direktori wilayah ini.")


class NobodyAnswers(BadInput):
    """An account that may answer."""

    message = _("Tidak ada akun “%(name)s” yang boleh menjawab rujukan.")


class BadDirectory(BadInput):
    """The whole list is refused, with the first lines that cannot be taken."""

    message = _("Daftar lembaga ini tidak bisa dimasukkan: %(told)s.")


@dataclass(frozen=True)
class Entry:
    """What the directory says of an institution; `answerers` are user names."""

    name: str
    services: str
    sectors: Sequence[str]
    region_code: str = ""
    own: bool = False
    address: str = ""
    hours: str = ""
    contact: str = ""
    needed: str = ""
    who_answers: str = ""
    answerers: Collection[str] = field(default_factory=tuple)


@transaction.atomic
def add_institution(*, entry: Entry, by: Any) -> Institution:
    """A new entry for a region; the same entry again is the same one. Raises AlreadyListed for another of that name."""
    person_may(by=by, permission=KEEP)
    told = _told(entry, by)
    known = Institution.objects.visible_to(by).filter(region_code=told["region_code"], name=told["name"]).first()
    if known is None:
        return Institution.objects.create(**told)
    if {name: getattr(known, name) for name in told} != told:
        raise AlreadyListed(known)
    return known


@transaction.atomic
def change_institution(*, institution_id: int, entry: Entry, by: Any) -> Institution:
    """What has changed about it; who answers from now on reads what waits there."""
    found = _held(institution_id, by)
    told = _told(entry, by)
    for name, value in told.items():
        setattr(found, name, value)
    try:
        with transaction.atomic():
            found.save(update_fields=list(told))
    except IntegrityError as error:
        raise AlreadyListed(found) from error
    return found


@transaction.atomic
def set_institution_open(*, institution_id: int, is_open: bool, by: Any) -> Institution:
    """It takes referrals, or no longer; the same again changes nothing."""
    found = _held(institution_id, by)
    wanted = Institution.Status.OPEN if is_open else Institution.Status.CLOSED
    return found if found.status == wanted else states.move(found, wanted)


@transaction.atomic
def import_directory(*, path: Path, by: Any) -> int:
    """Take in a list, CSV or XLSX; returns how many entries it holds. A name that is known in its region is renewed.

    Raises BadDirectory with the first lines that cannot be taken; then nothing of the file is taken.
    """
    person_may(by=by, permission=KEEP)
    entries = _entries(_read(path), by)
    renewed = [name for name in HEADINGS if name not in ("region_code", "name")]
    Institution.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["region_code", "name"], update_fields=renewed
    )
    return len(entries)


def _held(institution_id: int, by: Any) -> Institution:
    person_may(by=by, permission=KEEP)
    found = Institution.objects.visible_to(by).select_for_update().filter(pk=institution_id).first()
    if found is None:
        raise NotFound(institution_id)
    _place(found.region_code, by)
    return found


def _told(entry: Entry, by: Any) -> dict[str, Any]:
    """An entry that is complete, as its columns."""
    plain = asdict(entry)
    words = {
        name: sentence(plain[name], field=name, needed=name in ("name", "services"))
        for name in ("name", "services", "address", "hours", "contact", "needed", "who_answers")
    }
    chosen = [known_sector(code, field="sectors") for code in entry.sectors]
    if not chosen:
        raise NoSuchSector(fields={"sectors": str(NoSuchSector.message)})
    return {
        "region_code": _place(entry.region_code or by.region_code, by),
        "sectors": chosen,
        "own": entry.own,
        "answerers": _accounts(entry.answerers),
        **words,
    }


def _place(region_code: str, by: Any) -> str:
    """A region within reach; the whole country for the nation's own."""
    nations = region_code == "" and by.reach == Reach.national()
    if not nations and not by.reach.covers(region_code):
        raise NotOfThisPlace(fields={"region_code": str(NotOfThisPlace.message)})
    return region_code


def _accounts(usernames: Collection[str]) -> list[int]:
    able = dict(
        staff.who_may(permission="referrals.answer").filter(username__in=usernames).values_list("username", "pk")
    )
    if unknown := sorted(set(usernames) - set(able)):
        told = {"name": unknown[0]}
        raise NobodyAnswers(**told, fields={"answerers": str(NobodyAnswers.message % told)})
    return sorted(able.values())


def _read(path: Path) -> pl.DataFrame:
    try:
        with path.open("rb") as file:
            workbook = file.read(2) == b"PK"
        text = pl.read_excel(path, infer_schema_length=0) if workbook else _csv(path)
    except Exception as broken:
        raise _bad(_("berkasnya bukan CSV atau XLSX yang utuh")) from broken
    text = text.rename({name: str(name).strip().lower().replace(" ", "_") for name in text.columns})
    found = {wanted: next((name for name in names if name in text.columns), None) for wanted, names in HEADINGS.items()}
    lacking = [HEADINGS[wanted][0] for wanted in ("name", "sectors", "services") if found[wanted] is None]
    if lacking:
        raise _bad(_("kolom %(names)s tidak ada") % {"names": ", ".join(lacking)})
    if not 0 < text.height <= MOST_ROWS:
        raise _bad(_("isinya harus 1 sampai %(most)s baris") % {"most": MOST_ROWS})
    return text.select(
        **{
            wanted: pl.col(name).cast(pl.String).str.strip_chars().fill_null("") if name else pl.lit("")
            for wanted, name in found.items()
        }
    )


def _csv(path: Path) -> pl.DataFrame:
    with path.open(encoding="utf-8-sig") as file:
        heading = file.readline()
    return pl.read_csv(path, infer_schema=False, separator=";" if heading.count(";") > heading.count(",") else ",")


def _entries(rows: pl.DataFrame, by: Any) -> list[Institution]:
    """One institution a line; the last of a name and region stands. Sectors are written with commas or bars."""
    made: dict[tuple[str, str], Institution] = {}
    wrong = []
    for line, row in enumerate(rows.iter_rows(named=True), start=2):
        chosen = [code.strip() for code in row.pop("sectors").replace("|", ",").split(",") if code.strip()]
        try:
            told = _told(Entry(sectors=chosen, **row), by)
        except BadInput:
            wrong.append(str(line))
            continue
        made[told["region_code"], told["name"]] = Institution(**told)
    if wrong:
        told_wrong = {"lines": ", ".join(wrong[:TOLD]), "count": len(wrong)}
        raise _bad(_("%(count)s baris tidak cocok, misalnya baris %(lines)s") % told_wrong)
    return list(made.values())


def _bad(told: Any) -> BadDirectory:
    return BadDirectory(told=told, fields={"file": str(BadDirectory.message) % {"told": told}})
