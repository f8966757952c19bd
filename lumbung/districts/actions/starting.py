"""Start-up aid for those who learn: goods by the way of goods, money by a payment cycle; two persons each."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, Refusal
from lumbung.districts.actions.common import SamePersonDecides, held, not_in_secret, person_may, sentence
from lumbung.districts.actions.growing import GOODS
from lumbung.districts.actions.teaching import NotALearner
from lumbung.districts.models import Place, StartUp
from lumbung.districts.queries.wall import seen
from lumbung.in_kind import actions as in_kind
from lumbung.payments import actions as payments
from lumbung.payments.models import Cycle

Status = StartUp.Status
PROGRAMME = "wirausaha"


class BadStartUp(BadInput):
    """What it is for and how much."""

    message = _("Tulis untuk apa dan nilainya dalam rupiah bulat di atas nol.")


class NothingToPay(Refusal):
    """No approved money waits."""

    message = _("Tidak ada bantuan awal berupa uang yang menunggu di wilayah ini.")


@transaction.atomic
def ask_start_up(*, place_id: int, kind: str, what: str, rupiah: int, by: Any, on: date) -> StartUp:
    """Aid to begin with, for somebody who learns or has finished; `what` of goods is an item of the store's list.

    The same again is the same aid.
    """
    person_may(by=by, permission="districts.teach")
    place = held(Place, place_id, by=by)
    if place.status not in (Place.Status.LEARNING, Place.Status.FINISHED):
        raise NotALearner(place)
    not_in_secret(place.person, by)
    words = sentence(what, field="what", needed=False)
    if not words or rupiah <= 0 or kind not in StartUp.Kind.values:
        raise BadStartUp(fields={"what": str(BadStartUp.message)})
    same = {"place": place, "kind": kind, "what": words}
    known = StartUp.objects.filter(**same).exclude(status=Status.REFUSED).first()
    told: dict[str, Any] = {"region_code": place.region_code, "rupiah": rupiah, "asked_on": on, "asked_by": by}
    return known or StartUp.objects.create(**same, **told)


@transaction.atomic
def decide_start_up(*, start_up_id: int, approve: bool, by: Any, on: date, said: str = "") -> StartUp:
    """Another person agrees, or says why not. Goods go on as a request to the store, money waits for its cycle."""
    person_may(by=by, permission="districts.decide")
    one = held(StartUp, start_up_id, by=by, person="place__person")
    if one.status != Status.ASKED and one.decided_by_id == by.pk:
        return one
    if one.asked_by_id == by.pk:
        raise SamePersonDecides(one)
    told: dict[str, Any] = {"decided_on": on, "decided_by": by, "said": sentence(said, needed=not approve)}
    if not approve:
        return states.move(one, Status.REFUSED, **told)
    not_in_secret(one.place.person, by)
    if one.kind == StartUp.Kind.MONEY:
        return states.move(one, Status.APPROVED, **told)
    person = one.place.person
    asked: dict[str, Any] = {"kind": GOODS, "item": one.what, "family_id": person.family_id, "person_id": person.pk}
    words = {
        "told_by": person.name,
        "statement": str(_("Bantuan awal sesudah %(cohort)s.")) % {"cohort": one.place.cohort},
    }
    request = in_kind.file_request(**asked, **words, by=one.asked_by, on=on)
    return states.move(one, Status.ORDERED, request=request, **told)


@transaction.atomic
def pay_start_ups(*, fund_id: int, region_code: str, by: Any, on: date) -> Cycle:
    """Money that waits in a region as one draft cycle, one line a family; payments' own people submit and approve it.

    What was in a cycle that was cancelled waits again; whom the payer may not know of is paid by their own team.
    """
    person_may(by=by, permission="districts.pay")
    inside = Reach.of(region_code)
    found = seen(StartUp.objects, viewer=by, person="place__person").filter(
        Q(status=Status.APPROVED) | Q(status=Status.ORDERED, cycle__status=Cycle.Status.CANCELLED),
        kind=StartUp.Kind.MONEY, region_code__gte=inside.lo, region_code__lt=inside.hi,
    )  # fmt: skip
    waiting = list(found.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if not waiting:
        raise NothingToPay
    sums = StartUp.objects.filter(pk__in=waiting).order_by("place__person__family")
    due = list(sums.values_list("place__person__family").annotate(sum=Sum("rupiah")))
    cycle = payments.create_list(
        programme=PROGRAMME,
        stage=str(_("Bantuan awal usaha")),
        region_code=region_code,
        fund_id=fund_id,
        source=f"start_ups:{waiting[0]}:{len(waiting)}",
        due=due,
        on=on,
        by=by,
    )
    StartUp.objects.filter(pk__in=waiting, status=Status.ORDERED).update(cycle=cycle)
    StartUp.objects.filter(pk__in=waiting, status=Status.APPROVED).update(status=Status.ORDERED, cycle=cycle)
    return cycle
