"""What the tests of this context share."""

import pytest

from lumbung.cases.tests import factories
from lumbung.core.reach import Reach, narrow_connection


@pytest.fixture
def who(db):
    """One person for each act."""
    narrow_connection(Reach.national())
    return factories.people()
