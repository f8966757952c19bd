"""Tests keep their files, keys and runs in a folder of their own, never in the installation's."""

import os
import tempfile

from django.conf import settings

from lumbung.core import embedded

os.environ.setdefault("DATABASE_URL", embedded.database_url())
os.environ["LUMBUNG_HOME"] = tempfile.mkdtemp(prefix="lumbung-tests-")


def pytest_configure() -> None:
    """Pages under test name assets plainly: nothing has been built or collected when a test runs."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
