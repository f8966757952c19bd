"""Made-up accounts for tests."""

from itertools import count
from typing import Any

from lumbung.staff.models import User

PASSWORD = "lumbung-padi-2026"
SECRET = "JBSWY3DPEHPK3PXP"
_serial = count(1)


def user(role: str = "regency_verifier", region_code: str = "33.23", **fields: Any) -> User:
    """An account with a role, saved, without a second factor."""
    at = next(_serial)
    username = fields.pop("username", f"petugas{at}")
    return User.objects.create_user(
        username,
        fields.pop("password", None),
        name=fields.pop("name", f"Petugas {at}"),
        role=role,
        region_code=region_code,
        **fields,
    )
