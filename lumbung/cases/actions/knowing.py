"""Who is on the team of a case reads what the case asked of the referral desk, and nobody else does."""

from collections.abc import Sequence
from typing import Any

from lumbung.cases import queries
from lumbung.cases.models import Case, Key
from lumbung.core.wall import lifted
from lumbung.referrals import actions as referrals


def team(case_ids: Sequence[int]) -> dict[int, list[int]]:
    """The accounts on the team of each case, whoever asks; who broke the glass is not on it."""
    held: dict[int, list[int]] = {pk: [] for pk in case_ids}
    with lifted():
        for case_id, user_id in Key.objects.filter(case_id__in=case_ids, until=None).values_list("case_id", "user_id"):
            held[case_id].append(user_id)
    return held


def let_team_read(case_ids: Sequence[int]) -> int:
    """After the team or the secrecy of cases has changed: their needs at the desk have the same readers."""
    with lifted():
        secret = set(Case.objects.filter(pk__in=case_ids, sensitive=True).values_list("pk", flat=True))
    readers: dict[str, Any] = {
        queries.cause_of(case_id=pk): found if pk in secret else None for pk, found in team(case_ids).items()
    }
    return referrals.let_read(readers=readers)
