"""Which column is which field: by a known layout, by a profile, by what somebody says, or as far as it is certain."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput, NotFound
from lumbung.quality import queries
from lumbung.quality.mapping import mapped, proposing, targets, values
from lumbung.quality.mapping.folding import folded
from lumbung.quality.mapping.mapped import Mapped, header_fingerprint
from lumbung.quality.mapping.proposing import Proposal
from lumbung.quality.models import MappingProfile
from lumbung.quality.reading.opening import OpenTable

SAMPLE = 400
LOOKED_AT = 300_000
"""So many rows are searched for words that the first ones don't have."""


class ColumnsUnplaced(BadInput):
    """Fields without which nobody can be recorded have no column yet."""

    message = _("Berkas %(file)s: belum ada kolom untuk %(needed)s. %(unsure)sCocokkan kolomnya, lalu periksa lagi.")


class NoSuchProfile(NotFound):
    """No profile of this name is in force here."""

    message = _("Tidak ada profil kolom bernama “%(name)s” yang berlaku di wilayah Anda.")


class NoSuchColumn(BadInput):
    """A mapping names a heading that the file does not have, or a field that there is not."""

    message = _(
        "Pencocokan menyebut %(names)s, yang tidak ada di berkas ini atau bukan nama isian. Yang dikenal: %(known)s."
    )


class FieldTwice(BadInput):
    """Two columns can't fill one field."""

    message = _("Dua kolom dicocokkan dengan %(twice)s. Pilih satu kolom saja.")


UNSURE = _("Kolom yang belum pasti: %(headings)s. ")


@dataclass(frozen=True)
class Way:
    """How one file's columns will be read. Open while a person has to place them."""

    name: str
    layout: str
    header: str
    village: str
    mapping: Mapped | None = None
    profile: MappingProfile | None = None
    proposal: Proposal | None = None
    table: OpenTable | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has said what the columns are."""
        return self.layout == mapped.NAME and self.mapping is None

    def lacking(self) -> list[str]:
        """Fields without which nobody can be recorded, and which have no column yet."""
        if self.layout != mapped.NAME:
            return []
        reading = self.mapping or (self.proposal.mapping if self.proposal else Mapped({}))
        return targets.lacking(set(reading.columns.values()), village=self.village)

    def mapping_needed(self) -> Mapped | None:
        """The mapping to read the file by, None for a known layout; raises ColumnsUnplaced."""
        if self.layout != mapped.NAME:
            return None
        reading = self.mapping or (self.proposal.certain if self.proposal else Mapped({}))
        lacking = targets.lacking(set(reading.columns.values()), village=self.village)
        if lacking:
            unsure = self.proposal.unsure() if self.proposal and self.mapping is None else []
            told = UNSURE % {"headings": ", ".join(unsure)} if unsure else ""
            raise ColumnsUnplaced(file=self.name, needed=_labels(lacking), unsure=told)
        return reading

    def as_fields(self) -> dict[str, Any]:
        """What a batch keeps of it."""
        reading = self.mapping or (self.proposal.certain if self.proposal else None)
        fields: dict[str, Any] = {
            "layout": self.layout,
            "header": self.header,
            "profile": self.profile,
            "mapping": reading.as_json() if reading else {},
        }
        if self.table:
            fields["sheets"] = list(self.table.book)
        return fields | ({"proposal": json.dumps(self.proposal.as_json())} if self.proposal else {})


def way_of(
    table: OpenTable, *, name: str, by: Any, village: str, placed: Mapping[str, str] | None = None, profile: str = ""
) -> Way:
    """How an opened file is read by this person.

    `placed` maps heading → field, or to nothing for a column that is left out, and goes before what was proposed;
    `field:word` in place of a heading maps a word to its code. `profile` names one.
    """
    header = header_fingerprint(table.columns)
    if table.format != mapped.NAME and not (placed or profile):
        return Way(name, table.format, header, village, table=table)
    found = _profile(by, profile, header) if not placed else None
    if found:
        return Way(name, mapped.NAME, header, village, Mapped(found.columns, found.values), found, table=table)
    proposal = proposing.propose(table.sample(rows=SAMPLE, among=LOOKED_AT))
    said, meant = _columns_and_words(placed or {}, table.columns)
    stated = proposing.mapping_of(_over(said, proposal, table.columns), proposal.words) if placed else None
    if stated and meant:
        stated = Mapped(stated.columns, {**stated.values, **_meant(stated, meant)})
    return Way(name, mapped.NAME, header, village, stated, proposal=proposal, table=table)


def _columns_and_words(
    placed: Mapping[str, str], headings: Sequence[str]
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    columns: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for said, meant in placed.items():
        target, _sign, word = said.partition(":")
        if said not in headings and word and values.is_coded(target):
            words.setdefault(target, {})[folded(word)] = meant
        else:
            columns[said] = meant
    return columns, words


def _meant(stated: Mapped, words: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """What somebody says about words, over what was proposed for the others; raises NoSuchColumn for no such code."""
    told = {}
    for target, said in words.items():
        known = {code for code, _label in values.choices(target)} | {values.NOT_KNOWN}
        if strange := sorted(set(said.values()) - known):
            raise NoSuchColumn(names=", ".join(strange), known=", ".join(sorted(known - {values.NOT_KNOWN})))
        told[target] = {**stated.values.get(target, {}), **said}
    return told


def _over(placed: Mapping[str, str], proposal: Proposal, headings: Sequence[str]) -> dict[str, str]:
    """What somebody says about some columns, and what is certain about the others."""
    said = checked(placed, headings)
    certain = {heading: target for heading, target in proposal.certain.columns.items() if heading not in placed}
    return said | {heading: target for heading, target in certain.items() if target not in said.values()}


def checked(placed: Mapping[str, str], headings: Sequence[str]) -> dict[str, str]:
    """Columns as somebody placed them; raises NoSuchColumn and FieldTwice."""
    known = targets.all_targets()
    strange = [heading for heading in placed if heading not in headings]
    strange += [target for target in placed.values() if target and target not in known]
    if strange:
        raise NoSuchColumn(names=", ".join(strange), known=", ".join([*headings, *known]))
    taken = [target for target in placed.values() if target]
    if twice := sorted({target for target in taken if taken.count(target) > 1}):
        raise FieldTwice(twice=_labels(twice))
    return {heading: target for heading, target in placed.items() if target}


def _profile(by: Any, name: str, header: str) -> MappingProfile | None:
    usable = queries.profiles(viewer=by)
    found = usable.filter(name=name).first() if name else usable.filter(header=header).first()
    if name and found is None:
        raise NoSuchProfile(name, name=name)
    return found


def _labels(names: Sequence[str]) -> str:
    return ", ".join(targets.label_of(name) for name in names)
