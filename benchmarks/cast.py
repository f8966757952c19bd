"""The persons who act in a benchmark: money needs several, and a trainer never activates."""

from typing import Any

from django.utils import timezone

from lumbung.core.actors import acting
from lumbung.payments import actions as payments
from lumbung.payments.models import Fund
from lumbung.staff.models import User

ROLES = {
    "officer": "programme_officer",
    "second_officer": "programme_officer",
    "head": "regency_head",
    "importer": "regency_verifier",
    "treasurer": "treasurer",
    "second_treasurer": "treasurer",
}


def cast() -> dict[str, User]:
    """One account for each part, reaching the whole country; made once."""
    return {name: _account(f"bench-{name}", role) for name, role in ROLES.items()}


def fund(**told: Any) -> Fund:
    """A fund of the nation, asked for by one treasurer and signed by as many others as its budget demands."""
    people = cast()
    with acting(people["treasurer"]):
        asked = payments.open_fund(
            **told, source="APBN", region_code="0", payer_name="KEMENTERIAN", payer_account="9000202600",
            by=people["treasurer"],
        )  # fmt: skip
    for name in ("second_treasurer", "head"):
        if asked.status == Fund.Status.ASKED:
            with acting(people[name]):
                asked = payments.confirm_fund(fund_id=asked.pk, by=people[name], at=timezone.now())
    return asked


def _account(username: str, role: str) -> User:
    found = User.objects.filter(username=username).first()
    return found or User.objects.create_user(username, name=username, role=role)
