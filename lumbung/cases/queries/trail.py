"""Who did and saw what in a case, for its own team: the one place where the audit of cases is read."""

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from lumbung.cases.models import Attendant, Case, Conference, Glass, Key
from lumbung.cases.queries.cases import case as one_case
from lumbung.cases.queries.referring import cause_of
from lumbung.core import audit
from lumbung.core.models import AuditEvent
from lumbung.core.refusals import NotFound
from lumbung.core.wall import lifted
from lumbung.referrals import queries as referrals


def reads_trail(*, viewer: Any, case_id: int) -> bool:
    """Whether somebody is on the team itself; a broken glass opens the case, not who else looked into it."""
    return Key.objects.filter(case_id=case_id, user_id=viewer.pk, until=None).exists()


def trail_of(*, viewer: Any, case_id: int) -> list[AuditEvent]:
    """Every change of the case, of what hangs on it and of its needs at the desk, the newest first.

    For members of the team; raises NotFound for everybody else, an auditor of the nation included.
    """
    one_case(viewer=viewer, case_id=case_id)
    if not reads_trail(viewer=viewer, case_id=case_id):
        raise NotFound(case_id)
    with lifted():
        records = _records(case_id) | referrals.records_of_cause(cause=cause_of(case_id=case_id))
        told = Q(pk=None)
        for table, numbers in records.items():
            told |= _told(table, numbers)
        return list(AuditEvent.objects.filter(told).order_by("-pk"))


def glasses_of(*, viewer: Any, case_id: int) -> QuerySet[Glass]:
    """Who broke the glass and why, the latest first."""
    found = Glass.objects.visible_to(viewer).filter(case_id=case_id)
    return found.select_related("user", "reviewed_by").order_by("-pk")


def _records(case_id: int) -> dict[str, list[int]]:
    """Rows about one case by table, whichever context holds them."""
    found = {Case._meta.db_table: [case_id]}
    for model in apps.get_models():
        keys = [field.name for field in model._meta.local_fields if field.related_model is Case]
        if keys and model is not Key:
            numbers = list(model._base_manager.filter(**{keys[0]: case_id}).values_list("pk", flat=True))
            found |= {model._meta.db_table: numbers} if numbers else {}
    return found | _conferences(case_id)


def _conferences(case_id: int) -> dict[str, list[int]]:
    """Conferences that are in nobody's common trail because they discussed secret cases alone, this one among them."""
    found = Conference.objects.filter(decisions__case=case_id, sensitive=True)
    met = list(found.values_list("pk", flat=True).distinct())
    seats = list(Attendant.objects.filter(conference__in=met).values_list("pk", flat=True))
    return {"cases_conference": met, "cases_attendant": seats} if met else {}


def _told(table: str, numbers: list[int]) -> Q:
    """Events of these rows, those that tell of many included."""
    alone = Q(table_name=table, record_id__in=[str(number) for number in numbers])
    blocks = {number // audit.BLOCK for number in numbers}
    return alone | Q(table_name=table, block__in=blocks, records__overlap=numbers)
