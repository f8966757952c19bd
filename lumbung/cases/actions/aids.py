"""What is given by a plan: goods at once, money by a payment cycle; never above the plan's approved budget."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from lumbung.cases import queries
from lumbung.cases.actions.common import locked, person_may, sentence
from lumbung.cases.models import Aid, Goal, Plan
from lumbung.core import formats, states
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wording import one_of
from lumbung.payments import actions as payments
from lumbung.payments.models import Cycle

Status = Aid.Status
PROGRAMME = "atensi"


class BadAid(BadInput):
    """What is given has words and a value."""

    message = _("Tulis apa yang diberikan dan nilainya dalam rupiah bulat di atas nol.")


class NoPlanInForce(Refusal):
    """Nothing is given without an approved plan."""

    message = _("Belum ada rencana yang disetujui untuk kasus ini.")


class AboveTheBudget(Refusal):
    """The plan's budget doesn't hold so much."""

    message = _("Sisa anggaran rencana %(left)s, kurang dari %(wanted)s. Ajukan versi baru dengan anggaran lain.")


class NotByAList(Refusal):
    """A payment list would tell of a case that only its team may know, or of a person who is in no registry."""

    message = _("Kasus ini tidak dibayar lewat daftar pembayaran. Berikan barang atau jasanya, lalu catat nilainya.")


class NothingWaits(Refusal):
    """No money waits for this fund."""

    message = _("Tidak ada uang bantuan rencana yang menunggu dari dana ini.")


class InACycle(Refusal):
    """Money that is in a cycle is held back there."""

    message = _("Uang ini sudah dalam siklus pembayaran. Batalkan siklusnya dulu.")


@transaction.atomic
def give(*, case_id: int, kind: str, what: str, rupiah: int, by: Any, on: date, goal_id: int | None = None) -> Aid:
    """Goods that a person got, or money that is to go with the next cycle; the same on one day is given once.

    Raises NoPlanInForce, AboveTheBudget, NotByAList.
    """
    person_may(by=by, permission="cases.plan")
    case = locked(case_id=case_id, by=by)
    words = sentence(what, field="what", needed=False)
    if not words or rupiah <= 0 or kind not in Aid.Kind.values:
        raise BadAid(fields={"what" if not words else "rupiah": str(BadAid.message)})
    told = {"case": case, "kind": one_of(Aid.Kind, kind, field="kind"), "what": words, "rupiah": rupiah, "on": on}
    known = Aid.objects.filter(**told).exclude(status=Status.CANCELLED).first()
    if known is not None:
        return known
    plan = Plan.objects.select_for_update().filter(case=case, status=Plan.Status.APPROVED).first()
    if plan is None:
        raise NoPlanInForce(case)
    if goal_id and not Goal.objects.filter(pk=goal_id, case=case).exists():
        raise NotFound(goal_id)
    if kind == Aid.Kind.MONEY and (case.sensitive or case.person_id is None):
        raise NotByAList(case)
    left = plan.budget - queries.given_to(case_id=case.pk)
    if rupiah > left:
        raise AboveTheBudget(plan, left=formats.rupiah(left), wanted=formats.rupiah(rupiah))
    status = Status.WAITING if kind == Aid.Kind.MONEY else Status.GIVEN
    return Aid.objects.create(**told, plan=plan, goal_id=goal_id, status=status, by=by)


@transaction.atomic
def cancel_aid(*, aid_id: int, said: str, by: Any) -> Aid:
    """It was not given after all, or came back; the budget is free again."""
    person_may(by=by, permission="cases.plan")
    aid = Aid.objects.visible_to(by).select_related("cycle").filter(pk=aid_id).first()
    if aid is None:
        raise NotFound(aid_id)
    locked(case_id=aid.case_id, by=by)
    if aid.status == Status.CANCELLED:
        return aid
    if aid.cycle is not None and aid.cycle.status != Cycle.Status.CANCELLED:
        raise InACycle(aid)
    return states.move(aid, Status.CANCELLED, said=sentence(said), cycle=None)


@transaction.atomic
def pay_aids(*, fund_id: int, region_code: str, by: Any, on: date) -> Cycle:
    """All money that waits for a fund in a region as one draft cycle, one line a family; people submit and approve it.

    What was in a cycle that was cancelled waits again. Raises NothingWaits.
    """
    person_may(by=by, permission="cases.pay_aids")
    inside = Reach.of(region_code)
    found = Aid.objects.visible_to(by).filter(
        Q(status=Status.WAITING) | Q(status=Status.ORDERED, cycle__status=Cycle.Status.CANCELLED),
        plan__fund=fund_id, sensitive=False, region_code__gte=inside.lo, region_code__lt=inside.hi,
    )  # fmt: skip
    aids = list(found.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if not aids:
        raise NothingWaits
    sums = Aid.objects.filter(pk__in=aids).order_by("case__person__family")
    due = list(sums.values_list("case__person__family").annotate(rupiah=Sum("rupiah")))
    cycle = payments.create_list(
        programme=PROGRAMME,
        stage=str(_("Bantuan menurut rencana kasus")),
        region_code=region_code,
        fund_id=fund_id,
        source=f"aids:{aids[0]}:{len(aids)}",
        due=due,
        on=on,
        by=by,
    )
    Aid.objects.filter(pk__in=aids).update(status=Status.ORDERED, cycle=cycle)
    return cycle
