"""Cadres: who becomes one, what they learned, whether they rest, and what they get for a month."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lumbung.core import formats, states
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.wording import one_of
from lumbung.law import days
from lumbung.outreach import queries, rules
from lumbung.outreach.actions.common import PAY, TRAIN, cadre_of, person_may, place, sentence
from lumbung.outreach.actions.matching import end_matches_of
from lumbung.outreach.models import Allowance, Cadre, Training
from lumbung.payments import actions as payments
from lumbung.payments.models import Cycle
from lumbung.registry import queries as people
from lumbung.staff.models import User

PROGRAMME, ROLE = "kader", "cadre"
MOST_HOURS = 400


class NotACadresAccount(BadInput):
    """An account of a cadre where they live, and of nobody else."""

    message = _("Pilih akun kader yang wilayahnya memuat desa ini dan belum dipakai kader lain.")


class BadTraining(BadInput):
    """Hours that were learned."""

    message = _("Tulis nama pelatihan dan jamnya, 1 sampai 400.")


class MonthNotOver(BadInput):
    """A month is paid when it is over."""

    message = _("Bulan ini belum lewat. Uang kader dihitung sesudah bulannya selesai.")


class NothingToPay(Refusal):
    """Everybody has theirs, or nobody went."""

    message = _("Tidak ada uang kader yang perlu dibayar untuk bulan ini di wilayah ini.")


@transaction.atomic
def add_cadre(
    *, person_id: int, by: Any, on: date, user_id: int | None = None, latitude: str = "", longitude: str = ""
) -> Cadre:
    """Somebody of the registry becomes a cadre where they live; the same person again is the same cadre."""
    person_may(by=by, permission=TRAIN)
    person = people.person(viewer=by, person_id=person_id)
    known = Cadre.objects.filter(person=person).first()
    where = place(latitude, longitude)
    account = _account(user_id, person.region_code, known)
    if known is not None:
        told: dict[str, Any] = where if where["latitude"] is not None else {}
        told |= {"user": account} if account is not None else {}
        for name, value in told.items():
            setattr(known, name, value)
        known.save(update_fields=list(told)) if told else None
        return known
    given = {"region_code": person.region_code, "person": person, "name": person.name, "sex": person.sex or ""}
    return Cadre.objects.create(**given, **where, user=account, since=on, added_by=by)


def _account(user_id: int | None, region_code: str, known: Cadre | None) -> User | None:
    if user_id is None:
        return None
    found = User.objects.filter(pk=user_id, is_active=True, role=ROLE).first()
    taken = Cadre.objects.filter(user_id=user_id).exclude(pk=known.pk if known else 0).exists()
    if found is None or taken or not found.reach.covers(region_code):
        raise NotACadresAccount(fields={"user": str(NotACadresAccount.message)})
    return found


@transaction.atomic
def train(*, cadre_id: int, title: str, hours: int, by: Any, on: date, certificate: str = "") -> Training:
    """Hours that a cadre learned; they count until the day's months are over. The same again counts once."""
    person_may(by=by, permission=TRAIN)
    cadre = cadre_of(cadre_id=cadre_id, by=by)
    words = sentence(title, field="title")
    if not 0 < hours <= MOST_HOURS:
        raise BadTraining(fields={"hours": str(BadTraining.message)})
    until = days.months_after(on, rules.in_force(on).cadre["valid_months"])
    number = sentence(certificate, field="certificate", needed=False)
    told = {"hours": hours, "until": until, "certificate": number, "by": by, "region_code": cadre.region_code}
    made, _new = Training.objects.get_or_create(cadre=cadre, title=words, on=on, defaults=told)
    return made


@transaction.atomic
def set_cadre(*, cadre_id: int, status: str, said: str, by: Any, on: date) -> Cadre:
    """A cadre rests, comes back or leaves; their persons then wait for another. The same again is nothing."""
    person_may(by=by, permission=TRAIN)
    cadre_of(cadre_id=cadre_id, by=by)
    cadre = Cadre.objects.select_for_update().get(pk=cadre_id)
    one_of(Cadre.Status, status, field="status")
    why = sentence(said)
    if cadre.status == status:
        return cadre
    if status == Cadre.Status.LEFT:
        end_matches_of(cadre=cadre, said=why, on=on)
    return states.move(cadre, one_of(Cadre.Status, status, field="status"), said=why)


@transaction.atomic
def pay_allowances(*, month: date, fund_id: int, region_code: str, by: Any, on: date) -> Cycle:
    """What cadres of a region get for a month as one draft cycle, one line a family; people submit and approve it.

    Nobody is in two cycles for one month; what was in a cancelled cycle waits again. Raises MonthNotOver, NothingToPay.
    """
    person_may(by=by, permission=PAY)
    first = month.replace(day=1)
    if on <= rules.last_of(first):
        raise MonthNotOver(fields={"month": str(MonthNotOver.message)})
    inside = Reach.of(region_code) if region_code else Reach.national()
    within = Q(region_code__gte=inside.lo, region_code__lt=inside.hi)
    _count(first, within, by, on)
    mine = Allowance.objects.visible_to(by).filter(within, month=first)
    due = mine.filter(Q(cycle=None) | Q(cycle__status=Cycle.Status.CANCELLED))
    ids = list(due.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise NothingToPay
    sums = Allowance.objects.filter(pk__in=ids).order_by("cadre__person__family")
    lines = list(sums.values_list("cadre__person__family").annotate(rupiah=Sum("rupiah")))
    cycle = payments.create_list(
        programme=PROGRAMME,
        stage=_t("Uang kader %(month)s") % {"month": formats.month(first)},
        region_code=region_code,
        fund_id=fund_id,
        source=f"cadres:{first:%Y-%m}:{ids[0]}:{len(ids)}",
        due=lines,
        on=on,
        by=by,
    )
    Allowance.objects.filter(pk__in=ids).update(cycle=cycle)
    return cycle


def _count(month: date, within: Q, by: Any, on: date) -> None:
    """What each cadre earned in the month, written once."""
    p = rules.in_force(rules.last_of(month))
    cadres = Cadre.objects.visible_to(by).filter(within)
    regions = dict(cadres.values_list("pk", "region_code"))
    made = queries.visits_made(month=month)
    Allowance.objects.bulk_create(
        [
            Allowance(
                region_code=regions[cadre], cadre_id=cadre, month=month, visits=visits,
                rupiah=rules.allowance(visits, p), on=on, by=by,
            )
            for cadre, visits in made.items()
            if cadre in regions and rules.allowance(visits, p)
        ],
        ignore_conflicts=True,
    )  # fmt: skip
