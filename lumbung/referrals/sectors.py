"""The nine sectors of services, as data: copy a line, change it, and forms, lists and figures know it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language


@cache
def _read() -> dict[str, dict[str, str]]:
    return yaml.safe_load((Path(__file__).parent / "sectors.yaml").read_text(encoding="utf-8"))


def codes() -> list[str]:
    """All of them, in the order of the form."""
    return list(_read())


def name(code: str) -> str:
    """What people call a sector, in the language of the reader."""
    said = _read().get(code)
    if said is None:
        return code
    return said["en" if (get_language() or "id").startswith("en") else "id"]


def choices() -> list[tuple[str, Any]]:
    """For a form or a filter."""
    return [(code, name(code)) for code in codes()]
