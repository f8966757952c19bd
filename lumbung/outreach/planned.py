"""The three sides of a plan at home, read from `template.yaml`: data only, one more goal is one more entry."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def goals() -> dict[str, dict[str, Any]]:
    """Goals to begin with, by side: daily living, social life, work."""
    told = yaml.safe_load((Path(__file__).parent / "template.yaml").read_text(encoding="utf-8"))
    return dict(told["goals"])
