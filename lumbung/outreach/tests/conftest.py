"""What the tests of this context share."""

import pytest

from lumbung.core.reach import Reach, narrow_connection
from lumbung.outreach.tests import factories


@pytest.fixture
def who(db):
    """One person for each act."""
    narrow_connection(Reach.national())
    return factories.people()
