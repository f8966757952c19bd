"""What every act of targeting asks first."""

from typing import Any

from lumbung.core.refusals import NotAllowed


def allowed(by: Any, permission: str) -> None:
    """Refuses whoever's role does not include the act, whatever door they came by."""
    if not by.may(permission):
        raise NotAllowed(permission)
