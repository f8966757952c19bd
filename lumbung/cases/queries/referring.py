"""What was asked of the referral desk for a case, for those who may read the case."""

from typing import Any

from lumbung.cases.models import Case
from lumbung.cases.queries.cases import case as one_case
from lumbung.cases.queries.cases import cases
from lumbung.referrals import queries as referrals
from lumbung.referrals.models import Need, Referral


def cause_of(*, case_id: int) -> str:
    """How the desk names a case, without knowing what one is."""
    return f"case:{case_id}"


def on_cause(*, viewer: Any, cause: str) -> Case | None:
    """The case that the desk means, where the viewer may know of it."""
    kind, _colon, number = cause.partition(":")
    found = cases(viewer=viewer).filter(pk=number) if kind == "case" and number.isdecimal() else None
    return found.first() if found is not None else None


def needs_of(*, viewer: Any, case_id: int) -> list[Need]:
    """What was asked of the desk for a case, in the order in which it was; raises NotFound."""
    one_case(viewer=viewer, case_id=case_id)
    return referrals.of_cause(cause=cause_of(case_id=case_id))


def referrals_of(*, viewer: Any, case_id: int) -> list[Referral]:
    """The referrals of a case with their institutions and answers, the newest first; raises NotFound."""
    found = [one for need in needs_of(viewer=viewer, case_id=case_id) for one in need.referrals.all()]
    return sorted(found, key=lambda one: -one.pk)
