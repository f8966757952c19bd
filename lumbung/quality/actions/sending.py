"""Sending a family form: the checks of a file, the intake of a file, a batch of one family that can be given back."""

import json
from collections import Counter
from datetime import datetime
from io import BytesIO
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import crypto, files, jobs, states
from lumbung.core.models import Job
from lumbung.core.refusals import BadInput, NotAllowed, Refusal
from lumbung.quality import workspace
from lumbung.quality.actions.duplicates import find_exact_duplicates
from lumbung.quality.actions.filling import locked
from lumbung.quality.actions.importing import IMPORT_JOB, record_more
from lumbung.quality.checking import ERROR, WARNING
from lumbung.quality.family_forms import answers, reading, resembling
from lumbung.quality.family_forms.answers import Filled, Said
from lumbung.quality.family_forms.blocks import OWN
from lumbung.quality.models import FamilyForm, ImportBatch
from lumbung.registry import actions as registry
from lumbung.staff.models import Declaration

LAYOUT = "own"
"""A family that was written down here has no other source."""

MINUS = "−"
"""As a phone's keyboard types it, and as our own examples are written."""
PHOTOS = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n": ".png", b"RIFF": ".webp"}


class NotYetRight(BadInput):
    """The checks object to some answers; `fields` names each with its sentence."""

    message = _("Formulir ini belum bisa dikirim. Perbaiki %(count)s isian yang ditandai.")


class ChangedMeanwhile(Refusal):
    """The family was changed in the registry after the summary was read."""

    message = _(
        "Data keluarga ini berubah sejak Anda memeriksanya. Baca sekali lagi apa yang akan berubah, lalu kirim."
    )


class OwnFamily(NotAllowed):
    """Nobody sends a form about themselves or a relative whom they declared."""

    message = _("Formulir ini memuat Anda atau kerabat yang Anda nyatakan. Minta petugas lain yang mengisinya.")


class NotAPhoto(BadInput):
    """The upload is no picture that is known, or too large."""

    message = _("Foto harus berupa JPEG, PNG, atau WebP, paling besar %(most)s MB.")


def summary_of(*, said: Filled) -> str:
    """A fingerprint of what a summary showed: sending with another one means that something changed meanwhile."""
    told = [(one.member, one.field, one.before, one.after) for one in answers.changes(said)]
    return files.fingerprint(BytesIO(json.dumps(told).encode()))


@transaction.atomic
def send_form(*, form_id: int, by: Any, at: datetime, summary: str | None = None) -> ImportBatch:
    """Judge the form as a file is judged, and take it in as a file is taken in; its answers are then deleted.

    `summary` is what `summary_of` said when the sender read the changes. Raises NotYetRight, ChangedMeanwhile and
    OwnFamily; the form stays open then.
    """
    form = locked(form_id=form_id, by=by)
    said = reading.filled(form=form, viewer=by)
    if summary is not None and summary != summary_of(said=said):
        raise ChangedMeanwhile(form)
    _refuse_own(said, by)
    on = timezone.localdate(at)
    looked, found = answers.judged(said, question=workspace.question(by=by, village="", on=on))
    wrong = {f"{one.member}.{one.field}": one.sentence for one in found if one.blocks}
    wrong |= _known_already(form, said, by, on)
    if wrong or looked.people.is_empty():
        raise NotYetRight(form, fields=wrong, count=len(wrong))
    batch = _batch(form, found, len(said.numbers()), by)
    record_more(batch=batch, sealed=registry.seal_people(frame=looked.people), on=on)
    find_exact_duplicates(batch_id=batch.pk)
    states.move(batch, ImportBatch.Status.IMPORTED, imported_at=timezone.now())
    form.answers.exclude(field__in=OWN).delete()
    return states.move(form, FamilyForm.Status.SENT, batch=batch, sent_at=at, sent_by_id=by.pk).batch


@transaction.atomic
def keep_place(
    *, form_id: int, by: Any, at: datetime, latitude: str = "", longitude: str = "", photo: bytes = b""
) -> FamilyForm:
    """Where the house stands and how it looks; either may be left out. Raises BadInput, NotAPhoto."""
    form = locked(form_id=form_id, by=by)
    if latitude or longitude:
        form.latitude, form.longitude = _degrees(latitude, 90), _degrees(longitude, 180)
    if photo:
        most = reading.in_force(timezone.localdate(at)).largest_photo
        suffix = next((end for start, end in PHOTOS.items() if photo.startswith(start)), None)
        if suffix is None or len(photo) > most:
            told = {"most": most // 1_000_000}
            raise NotAPhoto(form, fields={"photo": str(NotAPhoto.message) % told}, **told)
        form.photo = files.store(photo, suffix)
    form.save(update_fields=["latitude", "longitude", "photo", "touched_at"])
    return form


def _degrees(text: str, most: int) -> float:
    try:
        value = float(text.replace(",", ".").replace(MINUS, "-"))
    except ValueError:
        value = most + 1.0
    if not -most <= value <= most:
        raise BadInput(fields={"place": str(_("Tulis koordinat seperti −7,31667 dan 110,17500, keduanya."))})
    return round(value, 5)


def _refuse_own(said: Filled, by: Any) -> None:
    niks = [crypto.blind(said.of(number).get("nik"), "nik") for number in said.numbers()]
    card = crypto.blind(said.of(0).get("kk"), "kk")
    own = Q(nik_index__in=[index for index in niks if index]) | Q(kk_index__isnull=False, kk_index=card)
    if by.pk and Declaration.objects.filter(own, user=by).exists():
        raise OwnFamily(by)


def _known_already(form: FamilyForm, said: Filled, by: Any, on: Any) -> dict[str, str]:
    found = {}
    for member in (0, *said.numbers()):
        for known in resembling.known_of(form=form, said=said, member=member, viewer=by, on=on):
            if known.blocks:
                found[f"{member}.{'nik' if member else 'kk'}"] = known.sentence
    return found


def _batch(form: FamilyForm, found: list[Said], rows: int, by: Any) -> ImportBatch:
    """A form is a file of one family: the same record of who, when, what was changed, and the same way back."""
    warned = {one.member for one in found}
    job = jobs.enrol(IMPORT_JOB, {"form": form.pk}, by=by, total=rows, region_code=form.region_code)
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(status=Job.Status.FINISHED, done=rows, started_at=now, finished_at=now)
    return ImportBatch.objects.create(
        region_code=form.region_code,
        file_name=f"{form.get_kind_display()} {form.pk}",
        fingerprint=f"form-{form.pk}",
        layout=form.family.origin if form.family else LAYOUT,
        village=form.region_code if len(form.region_code) > 8 else "",
        reach_code=by.region_code,
        status=ImportBatch.Status.IMPORTING,
        rows_read=rows,
        rows_ready=rows,
        rows_warned=len(warned),
        found={ERROR: {}, WARNING: dict(Counter(one.code for one in found))},
        by_id=by.pk,
        job=job,
    )
