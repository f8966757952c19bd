"""Made-up plans, sessions and funds on the cases of `factories`."""

import datetime as dt
from typing import Any

from django.utils import timezone

from lumbung.cases import actions
from lumbung.cases.models import Case, Plan, Session
from lumbung.cases.tests import factories
from lumbung.core.actors import SYSTEM
from lumbung.payments import actions as payments
from lumbung.payments.models import Fund
from lumbung.payments.tests import factories as paying
from lumbung.staff.models import User

DAY = factories.DAY
UNTIL = DAY + dt.timedelta(days=180)
FARMING = {
    "component": "vocation",
    "therapy": "livelihood",
    "aim": "Pak Karto menanam cabai di pekarangan dan menjual hasilnya",
    "measure": "Sepuluh kilogram cabai terjual pada panen pertama",
    "who": "Pak Karto, dengan penyuluh pertanian",
    "times": 1,
    "per": "week",
    "until": UNTIL,
}


def at(day: int, hour: int, month: int = 11) -> dt.datetime:
    """An hour in 2026, here."""
    return timezone.make_aware(dt.datetime(2026, month, day, hour))


def fund(budget: int = 10_000_000, region_code: str = factories.REGENCY) -> Fund:
    """Money of the regency."""
    told = {"name": "Bantuan ATENSI", "source": "APBD", "fiscal_year": 2026, "payer_name": "Dinas Sosial"}
    asked = payments.open_fund(**told, budget=budget, region_code=region_code, payer_account="0012345678", by=SYSTEM)
    return paying.confirmed(asked)


def drafted(who: dict[str, User], case: Case, **told: Any) -> Plan:
    """A draft with one goal."""
    given = {"wish": "Saya ingin bertani lagi.", "until": UNTIL, **told}
    plan = actions.draft_plan(case_id=case.pk, **given, by=who["worker"], on=DAY)
    actions.add_goal(plan_id=plan.pk, **FARMING, by=who["worker"])
    return plan


def planned(who: dict[str, User], case: Case, **told: Any) -> Plan:
    """A plan in force, drafted by the worker and approved by the supervisor."""
    plan = drafted(who, case, **told)
    actions.submit_plan(plan_id=plan.pk, by=who["worker"])
    return actions.approve_plan(plan_id=plan.pk, by=who["supervisor"], on=DAY)


def booked(who: dict[str, User], case: Case, **told: Any) -> list[Session]:
    """A session of the worker at nine on the tenth."""
    given = {"title": "Konseling", "starts_at": at(10, 9), "minutes": 60, **told}
    return actions.book(case_id=case.pk, by=who["worker"], **given)
