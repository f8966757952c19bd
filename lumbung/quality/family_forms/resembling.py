"""Whether somebody being written down is registered already: asked while typing, and again before sending."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from lumbung.core.refusals import NotFound
from lumbung.quality.cells import read_cells
from lumbung.quality.family_forms.answers import Filled
from lumbung.quality.models import FamilyForm
from lumbung.registry import identity
from lumbung.registry import queries as registry
from lumbung.registry.models import Family, Person

SURE, LIKELY, ELSEWHERE, CARD = "sure", "likely", "elsewhere", "card"


@dataclass(frozen=True)
class Known:
    """Who may be meant, and how sure that is. Of people beyond the asker's reach nothing stands here but that."""

    kind: str
    sentence: str
    person: Person | None = None
    family: Family | None = None
    age: int | None = None

    @property
    def blocks(self) -> bool:
        """A number names one person or family; a like name only asks to look."""
        return self.kind != LIKELY


def known_of(*, form: FamilyForm, said: Filled, member: int, viewer: Any, on: date) -> list[Known]:
    """Who of the registry a member may be (or, for member 0, which family the card belongs to)."""
    if member == 0:
        return _by_card(form, said.of(0).get("kk"), viewer)
    if form.person_of(member):
        return []
    answers = said.of(member)
    nik = identity.tidy_one(answers.get("nik") or "")
    sure = _by_number(nik, viewer, on) if nik and identity.form_one(nik) == identity.WELL_FORMED else []
    if sure:
        return sure
    return _by_name(answers, viewer, on)


def _by_card(form: FamilyForm, card: str | None, viewer: Any) -> list[Known]:
    if form.kind == FamilyForm.Kind.VISIT or not card or identity.form_one(card) != identity.WELL_FORMED:
        return []
    try:
        family = registry.family_of_card(viewer=viewer, kk=card)
    except NotFound:
        return []
    sentence = _("KK ini sudah terdaftar. Buka kunjungan ke keluarga itu, jangan mendaftarkannya lagi.")
    return [Known(CARD, sentence, family=family)]


def _by_number(nik: str, viewer: Any, on: date) -> list[Known]:
    found = [one for one in registry.people_with_number(viewer=viewer, number=nik) if one.nik == nik]
    if found:
        sentence = _("NIK ini sudah terdaftar di wilayah Anda. Buka datanya; pindah keluarga diurus lewat verifikator.")
        return [_known(SURE, sentence, one, on) for one in found]
    if registry.people_beyond_reach(viewer=viewer, niks=[nik]):
        return [
            Known(
                ELSEWHERE,
                _(
                    "NIK ini sudah terdaftar di luar wilayah Anda, jadi tidak bisa didaftarkan lagi di sini. "
                    "Cocokkan dengan KTP-nya; bila benar, minta verifikator mengurus kepindahannya."
                ),
            )
        ]
    return []


def _by_name(answers: dict[str, str | None], viewer: Any, on: date) -> list[Known]:
    found = registry.people_resembling(viewer=viewer, name=answers.get("name") or "", born=_day(answers))
    sentence = _("Mungkin sudah terdaftar: namanya mirip dan lahirnya berdekatan.")
    return [_known(LIKELY, sentence, one, on) for one in found]


def _known(kind: str, sentence: str, person: Person, on: date) -> Known:
    return Known(kind, sentence, person, person.family, registry.age_on(born=person.birth_date, on=on))


def _day(answers: dict[str, str | None]) -> date | None:
    """The day as an import reads it: 22-04-2007 and 22 April 2007 are days too."""
    typed = pl.DataFrame({"birth_date": [answers.get("birth_date")]}, schema={"birth_date": pl.String})
    return read_cells(typed)["birth_date"][0]
