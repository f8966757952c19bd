"""The home page tells how far the money is."""

import pytest

from lumbung.core import panels
from lumbung.insight.tests import factories
from lumbung.insight.tests.test_queries import regency  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("regency")
def test_the_chain_is_of_the_viewer_s_own_region():
    operator = factories.viewer("village_operator", "33.23.01.2001")
    panel = next(one for one in panels.panels_of("home", viewer=operator, record=factories.DAY) if one.key == "money")
    assert [step["value"] for step in panel.context["steps"]] == [2, 0, 0]


def test_before_the_first_payment_there_is_no_chain():
    found = panels.panels_of("home", viewer=factories.viewer("regency_head"), record=factories.DAY)
    assert "money" not in {panel.key for panel in found}
