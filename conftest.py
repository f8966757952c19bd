"""Tests keep their files, keys and runs in a folder of their own, never in the installation's."""

import os
import tempfile

import hypothesis
import pytest
from django.conf import settings as installed

from lumbung.core import embedded

os.environ.setdefault("DATABASE_URL", embedded.database_url())
os.environ["LUMBUNG_HOME"] = tempfile.mkdtemp(prefix="lumbung-tests-")
os.mkdir(os.path.join(os.environ["LUMBUNG_HOME"], "static"))


def pytest_configure() -> None:
    """Pages under test name assets plainly: nothing has been built or collected. No test is timed."""
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")
    installed.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True)
def signed_in_is_ready(settings):
    """`client.force_login` is enough for a page; the tests of signing in ask for the second factor again."""
    settings.SECOND_FACTOR_REQUIRED = False
