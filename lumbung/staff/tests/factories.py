"""Made-up accounts for tests."""

from itertools import count
from typing import Any

from lumbung.staff.models import User

PASSWORD = "lumbung-padi-2026"
SECRET = "JBSWY3DPEHPK3PXP"
NO_HASH = "-"
_serial = count(1)


def user(role: str = "regency_verifier", region_code: str = "33.23", **fields: Any) -> User:
    """An account with a role, saved, without a second factor and with a password that nobody knows."""
    at = next(_serial)
    username = fields.pop("username", f"petugas{at}")
    name = fields.pop("name", f"Petugas {at}")
    return User.objects.create(
        username=username, name=name, role=role, region_code=region_code, password=NO_HASH, **fields
    )
