"""A person places the columns of a file, says what its words mean, and keeps that for the next file."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.quality import queries
from lumbung.quality.actions.placing import LOOKED_AT, SAMPLE, Way, checked
from lumbung.quality.actions.previewing import kept_file, look_again
from lumbung.quality.inspection import open_any
from lumbung.quality.mapping import mapped, proposing, targets, values
from lumbung.quality.mapping.folding import folded
from lumbung.quality.mapping.mapped import Mapped
from lumbung.quality.mapping.proposing import Proposal
from lumbung.quality.models import ImportBatch, MappingProfile

NATION = "0"


class StillLacking(BadInput):
    """The columns as placed leave out what every person needs."""

    message = _("Belum ada kolom untuk %(needed)s. Pilih kolomnya di bawah.")


class NotPlacing(Refusal):
    """The columns of this file are not being placed."""

    message = _("Kolom berkas ini tidak sedang dicocokkan.")


class NameTaken(BadInput):
    """Another profile of the region has this name."""

    message = _("Nama profil “%(name)s” sudah dipakai di wilayah ini. Pilih nama lain.")


class NameMissing(BadInput):
    """A profile is found by its name."""

    message = _("Beri nama profilnya, misalnya: SIMDes Kecamatan Bulu.")


class NothingToKeep(Refusal):
    """The file was read by a known layout; there is no mapping of its own."""

    message = _("Berkas ini dibaca menurut susunan yang sudah dikenal, jadi tidak perlu profil.")


@transaction.atomic
def reopen_columns(*, batch_id: int, by: Any) -> ImportBatch:
    """Back to placing columns: the person does not agree with how the file was read."""
    allowed(by, "quality.import")
    batch = queries.locked(viewer=by, batch_id=batch_id)
    proposal = queries.proposal(batch=batch) or proposing.propose(
        open_any(kept_file(batch), name=batch.file_name, sheets=batch.sheets_chosen).sample(
            rows=SAMPLE, among=LOOKED_AT
        )
    )
    reading = Mapped.from_json(batch.mapping) if batch.mapping else proposal.mapping
    return states.move(
        batch,
        ImportBatch.Status.MAPPING,
        layout=mapped.NAME,
        profile=None,
        mapping=reading.as_json(),
        proposal=json.dumps(proposal.as_json()),
    )


@transaction.atomic
def place_columns(*, batch_id: int, columns: Mapping[str, str], by: Any) -> ImportBatch:
    """Heading → field, nothing for a column that is left out. What the words mean is proposed anew.

    Raises NotPlacing, NoSuchColumn, FieldTwice and StillLacking.
    """
    batch, proposal = _placing(batch_id, by)
    taken = checked(columns, [guess.heading for guess in proposal.guesses])
    if lacking := targets.lacking(set(taken.values()), village=batch.village):
        raise StillLacking(needed=", ".join(map(targets.label_of, lacking)))
    batch.mapping = proposing.mapping_of(taken, proposal.words).as_json()
    batch.save(update_fields=["mapping"])
    return batch


@transaction.atomic
def place_values(
    *, batch_id: int, meanings: Mapping[str, Mapping[str, str]], by: Any, queued: bool = True
) -> ImportBatch:
    """Field → word of the file → code, and the file is looked at. Words not named keep their proposal."""
    batch, _proposal = _placing(batch_id, by)
    reading = Mapped.from_json(batch.mapping)
    said = {target: {folded(word): code for word, code in told.items()} for target, told in meanings.items()}
    meant = {target: {**told, **_known(target, said.get(target, {}))} for target, told in reading.values.items()}
    way = Way(batch.file_name, mapped.NAME, batch.header, batch.village, Mapped(reading.columns, meant))
    return look_again(batch=batch, way=way, by=by, queued=queued)


@transaction.atomic
def save_profile(*, batch_id: int, name: str, by: Any) -> MappingProfile:
    """Keep how this file was read for the next one with the same headings, in the sender's region and below.

    A profile for the same headings in that region gives way to it. Raises NothingToKeep and NameTaken.
    """
    batch = queries.locked(viewer=by, batch_id=batch_id)
    if batch.layout != mapped.NAME or not batch.mapping.get("columns"):
        raise NothingToKeep(batch)
    if not (name := name.strip()):
        raise NameMissing
    scope = by.region_code or NATION
    in_force = MappingProfile.objects.filter(scope_code=scope, retired_at=None)
    in_force.filter(header=batch.header).update(retired_at=timezone.now())
    if in_force.filter(name=name).exists():
        raise NameTaken(name=name)
    batch.profile = MappingProfile.objects.create(
        name=name, scope_code=scope, header=batch.header, made_by_id=by.pk, **batch.mapping
    )
    batch.save(update_fields=["profile"])
    return batch.profile


@transaction.atomic
def retire_profile(*, profile_id: int, by: Any) -> MappingProfile:
    """No further file is recognised by it; files that were stay as they are. Only in the region that made it."""
    allowed(by, "quality.import")
    found = queries.profiles(viewer=by).filter(pk=profile_id, scope_code=by.region_code or NATION).first()
    if found is None:
        raise NotFound(profile_id)
    found.retired_at = timezone.now()
    found.save(update_fields=["retired_at"])
    return found


def _placing(batch_id: int, by: Any) -> tuple[ImportBatch, Proposal]:
    batch = queries.locked(viewer=by, batch_id=batch_id)
    proposal = queries.proposal(batch=batch)
    if batch.status != ImportBatch.Status.MAPPING or proposal is None:
        raise NotPlacing(batch)
    return batch, proposal


def _known(target: str, said: Mapping[str, str]) -> dict[str, str]:
    allowed = {code for code, _label in values.choices(target)} | {values.NOT_KNOWN}
    return {word: code for word, code in said.items() if code in allowed}
