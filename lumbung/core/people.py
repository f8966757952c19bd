"""Who on the staff did something, as a column."""

from typing import Any

from django.conf import settings
from django.db import models


def somebody(words: Any) -> models.ForeignKey:
    """Somebody of the staff; kept when their account ends, and not looked for by it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=words
    )
