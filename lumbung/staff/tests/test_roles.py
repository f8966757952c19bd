"""What each role may do, and where."""

import pytest

from lumbung.staff import roles
from lumbung.staff.models import User


def test_there_are_eighteen_roles():
    assert len(roles.ROLES) == 18


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("payments.submit_cycle", "payments.approve_cycle"),
        ("payments.approve_cycle", "payments.authorise_cycle"),
        ("payments.approve_cycle", "payments.release_cycle"),
        ("quality.import", "payments.release_cycle"),
        ("staff.manage", "registry.view"),
        ("core.view_audit", "quality.import"),
        ("proposals.file", "proposals.verify"),
        ("proposals.verify", "proposals.endorse"),
        ("proposals.endorse", "proposals.sign"),
        ("proposals.sign", "proposals.decide"),
        ("proposals.decide", "proposals.field_check"),
    ],
)
def test_no_role_holds_both_ends(one, other):
    assert not [key for key in roles.ROLES if roles.may(key, one) and roles.may(key, other)]


def test_a_permission_that_nobody_knows_is_a_mistake_not_a_no():
    with pytest.raises(LookupError):
        roles.may("auditor", "registry.veiw")


def test_an_account_without_a_role_may_nothing():
    assert not User(username="x", role="").may("registry.view")


@pytest.mark.parametrize(
    ("role", "region", "fits"),
    [("village_operator", "33.23.01.2001", True), ("village_operator", "33.23", False), ("treasurer", "", True)],
)
def test_a_role_fits_its_level(role, region, fits):
    assert roles.fits(role, region) is fits
