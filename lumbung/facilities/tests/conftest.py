"""What the tests of this context share."""

import pytest

from lumbung.core.reach import Reach, narrow_connection
from lumbung.facilities.tests import factories


@pytest.fixture
def who(db):
    """One person for each act."""
    narrow_connection(Reach.national())
    return factories.people()


@pytest.fixture
def house(who):
    """A shelter for girls with two beds and a café."""
    return factories.shelter(who)
