"""What every journey starts from: an empty folder, a fixed day, no bars on the screen."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as project
from django.utils import timezone

from lumbung.regions.commands import PACKAGE
from lumbung.site.demo.demonstration import Demonstration

NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
AREAS = Path(project.BASE_DIR) / PACKAGE


@pytest.fixture
def a_demonstration(settings, tmp_path):
    """A demonstration of so many families on 21 November 2026, with files of its own and quick passwords."""
    if not AREAS.is_dir():
        pytest.skip("npm package idn-area-data is not installed: run make")
    settings.LUMBUNG_HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return lambda families, seed=1: Demonstration(families=families, seed=seed, now=NOW)


@pytest.fixture
def clock(monkeypatch) -> Callable[[datetime], None]:
    """Doors read the clock: a journey of many days says what time it is."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)
