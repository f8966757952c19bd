"""The menu: by what people do, only what the role may do."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """What every page's shell needs."""
    return {}
