"""What the tests of this context share."""

import pytest

from lumbung.core.reach import Reach, narrow_connection
from lumbung.districts.tests import factories
from lumbung.programmes.tests import factories as places
from lumbung.regions.models import Region


@pytest.fixture
def who(db):
    """One person for each act, in a regency with its village."""
    narrow_connection(Reach.national())
    places.region(factories.VILLAGE)
    Region.objects.filter(pk=factories.REGENCY).update(name="Temanggung", name_key="TEMANGGUNG")
    return factories.people()
