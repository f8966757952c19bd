"""What the tests of this context share."""

import pytest

from lumbung.quality.tests import factories


@pytest.fixture
def areas(db):
    """A handful of official areas."""
    factories.regions()
