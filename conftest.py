"""Tests keep their files, keys and runs in a folder of their own, never in the installation's."""

import os
import tempfile
from typing import Any

import hypothesis
import pytest
from django.conf import settings as installed
from django.core.cache import caches
from django.db import connection
from xdist.scheduler import LoadFileScheduling

from lumbung.core import embedded, keeping

ONE_INSTALLATION = "tests/browser/"
UNCOUNTED = """
    DO $$ DECLARE kept regclass;
    BEGIN
        FOR kept IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        LOOP
            EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', kept);
        END LOOP;
    END $$
"""

os.environ.setdefault("DATABASE_URL", embedded.database_url())
os.environ["LUMBUNG_HOME"] = tempfile.mkdtemp(prefix="lumbung-tests-")
os.mkdir(os.path.join(os.environ["LUMBUNG_HOME"], "static"))


def pytest_configure() -> None:
    """Pages under test name assets plainly: nothing has been built or collected. No test is timed, no count is kept."""
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")
    installed.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    keeping.LONG = float("inf")


class OneInstallationInOneHand(LoadFileScheduling):
    """Files to whoever is free; those that share the browser's installation to one, so that it is made once."""

    def _split_scope(self, nodeid: str) -> str:
        return ONE_INSTALLATION if nodeid.startswith(ONE_INSTALLATION) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling:
    """How tests are handed to two workers."""
    return OneInstallationInOneHand(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The server's own hand counts no table of a test: a test never commits, it would find a full table empty."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(UNCOUNTED)


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    """What one test had counted tells nothing in the next."""
    caches["counts"].clear()


@pytest.fixture(autouse=True)
def signed_in_is_ready(settings):
    """`client.force_login` is enough for a page; the tests of signing in ask for the second factor again."""
    settings.SECOND_FACTOR_REQUIRED = False
