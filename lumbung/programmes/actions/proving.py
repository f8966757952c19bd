"""Proof of a kept condition: the photo of an attendance list, a page of the mother-and-child book."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import evidence
from lumbung.core.refusals import BadInput, NotFound, allowed
from lumbung.programmes.models import Duty, DutyProof


class ProofUnknown(BadInput):
    """A paper shows one of the things that count as proof."""

    message = _("Pilih apa yang ditunjukkan bukti ini dari daftarnya.")


@transaction.atomic
def add_proof(*, duty_id: int, kind: str, content: bytes, by: Any, on: date) -> DutyProof:
    """One more photo or scan, freed of place, time and telephone. The same picture again is the same record.

    The duty then rests on this kind of evidence; whether it was kept, its record says.
    """
    allowed(by, "programmes.enter_duties")
    duty = Duty.objects.visible_to(by).select_for_update().filter(pk=duty_id).first()
    if duty is None:
        raise NotFound(duty_id)
    if kind not in Duty.Evidence.values:
        raise ProofUnknown(fields={"kind": str(ProofUnknown.message)})
    picture = evidence.keep(content)
    told = {"region_code": duty.region_code, "kind": kind, "by_id": by.pk, "added_on": on}
    kept, made = DutyProof.objects.get_or_create(duty=duty, ref=picture.ref, defaults=told | vars(picture))
    if made:
        duty.evidence = kind
        duty.entered_by_id, duty.entered_on = by.pk, on
        duty.save(update_fields=["evidence", "entered_by", "entered_on"])
    return kept
