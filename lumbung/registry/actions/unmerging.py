"""Taking a merge back: the rows are again what they were, and two records stand where two stood."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import following, states
from lumbung.core.refusals import Refusal
from lumbung.registry.actions import noting
from lumbung.registry.actions.merging import MAY_APPROVE, MAY_MERGE, SayWhyMerged, locked_merge, one_at_a_time
from lumbung.registry.models import Family, Merge, Person


class LaterMerge(Refusal):
    """A later merge stands on this one."""

    message = _("Penggabungan %(later)s dilakukan sesudah yang ini, atas catatan yang sama. Pisahkan dulu yang itu.")


class PartOfFamilyMerge(Refusal):
    """The two persons were merged because their families were."""

    message = _("Penggabungan ini bagian dari penggabungan keluarga %(whole)s. Pisahkan keluarganya.")


class NumberTaken(Refusal):
    """Another family was recorded under the card number meanwhile."""

    message = _("Nomor kartu keluarga ini sementara itu sudah dipakai keluarga lain. Gabungkan atau perbaiki dulu itu.")


@transaction.atomic
def take_back_merge(*, merge_id: int, why: str, by: Any) -> Merge:
    """Everything that the merge changed is what it was before; what was changed by somebody since stays.

    Where a second person had to agree, one who may agree takes it back. The same call again changes nothing.
    """
    merge = locked_merge(merge_id, by, MAY_MERGE if by.may(MAY_MERGE) else MAY_APPROVE)
    if merge.second_person:
        locked_merge(merge_id, by, MAY_APPROVE)
    if not why.strip():
        raise SayWhyMerged(fields={"why": str(SayWhyMerged.message)})
    if merge.status == Merge.Status.TAKEN_BACK:
        return merge
    if merge.part_of_id:
        raise PartOfFamilyMerge(merge, whole=merge.part_of_id)
    _lock_changed(merge)
    if later := noting.later_merge(merge):
        raise LaterMerge(merge, later=later)
    told = {"taken_back_by_id": by.pk, "taken_back_at": timezone.now(), "taken_back_because": why.strip()}
    states.move(merge, Merge.Status.TAKEN_BACK, **told)
    for part in merge.parts.all():
        states.move(part, Merge.Status.TAKEN_BACK, **told)
    try:
        with transaction.atomic():
            noting.restore(merge)
    except IntegrityError as error:
        if "one_family_per" not in str(error):
            raise
        raise NumberTaken(merge) from error
    following.tell_end(merge)
    return merge


def _lock_changed(merge: Merge) -> None:
    """Every row that the merge changed, and the two records even where it left one as it was."""
    one_at_a_time()
    merged = [merge, *merge.parts.all()]
    records: dict[Any, set[int]] = {
        Person: {pk for one in merged for pk in (one.person_id, one.absorbed_person_id) if pk},
        Family: {pk for pk in (merge.family_id, merge.absorbed_family_id) if pk},
    }
    for model, own in records.items():
        changed = merge.changes.filter(table_name=model._meta.db_table).values_list("record_id", flat=True)
        list(model.objects.select_for_update().filter(pk__in=own.union(changed)).order_by("pk"))
