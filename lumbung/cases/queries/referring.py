"""What was asked of the referral desk for a case, for those who may read the case."""

from typing import Any

from lumbung.cases.queries.cases import case as one_case
from lumbung.referrals import queries as referrals
from lumbung.referrals.models import Referral


def cause_of(*, case_id: int) -> str:
    """How the desk names a case, without knowing what one is."""
    return f"case:{case_id}"


def referrals_of(*, viewer: Any, case_id: int) -> list[Referral]:
    """The referrals of a case with their institutions and answers, the newest first; raises NotFound."""
    one_case(viewer=viewer, case_id=case_id)
    found = [one for need in referrals.of_cause(cause=cause_of(case_id=case_id)) for one in need.referrals.all()]
    return sorted(found, key=lambda one: -one.pk)
