"""The persons who act in a benchmark: money needs several, and a trainer never activates."""

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


def _account(username: str, role: str) -> User:
    found = User.objects.filter(username=username).first()
    return found or User.objects.create_user(username, name=username, role=role)
