"""What the tests of this context share."""

import pytest

from lumbung.core.reach import Reach, narrow_connection
from lumbung.referrals.tests import factories


@pytest.fixture
def who(db):
    """One person for each act."""
    narrow_connection(Reach.national())
    return factories.people()


@pytest.fixture
def centre(who):
    """A health centre that answers."""
    return factories.health_centre(who)
