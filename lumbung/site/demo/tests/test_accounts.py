"""The demonstration's people: every role, a second factor, and never beside real data."""

from datetime import UTC, date, datetime

import pytest

from lumbung.regions import actions as regions
from lumbung.site.demo.demonstration import AnotherDemonstration, Demonstration, NotADemonstration
from lumbung.site.demo.files import write_files
from lumbung.site.demo.steps import accounts
from lumbung.site.demo.tests.areas import small_country, temanggung
from lumbung.staff import roles, second_factor
from lumbung.staff.models import User

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
OF_PARTNERS = "partner_system"
"""No person: made with a partner, and signs in by a key."""


class Silent:
    def part(self, number, of):
        """Says nothing."""

    def job(self, job):
        """Says nothing."""


@pytest.fixture
def demo():
    regions.import_areas(areas=small_country(), on=date(2026, 1, 1))
    return Demonstration(families=10, seed=1, now=NOW)


@pytest.fixture
def opened(demo):
    accounts.do(demo, Silent())
    return demo


def test_every_role_has_somebody_and_acts_in_pairs_have_two(opened):
    held = [user.role for user in User.objects.all()]
    assert set(held) == set(roles.ROLES) - {OF_PARTNERS}
    assert (held.count("treasurer"), held.count("programme_officer")) == (2, 2)


def test_everybody_is_bound_to_a_region_of_their_level(opened):
    assert all(roles.fits(user.role, user.region_code) for user in User.objects.all())
    assert User.objects.get(username="operator").region_code.startswith("33.23.")


def test_the_password_and_the_code_open_the_account(opened):
    for person in accounts.sign_ins(at=NOW):
        user = User.objects.get(username=person.username)
        assert user.check_password(person.password)
        assert person.code == second_factor.code_of(second_factor.secret_of(user), at=NOW)
        assert person.secret in person.uri


def test_doing_it_again_changes_nothing(opened):
    before = {person.username: person.secret for person in accounts.sign_ins(at=NOW)}
    assert accounts.is_done(opened)
    accounts.do(opened, Silent())
    assert {person.username: person.secret for person in accounts.sign_ins(at=NOW)} == before


def test_a_journey_cut_off_among_the_accounts_goes_on(demo):
    accounts.do(demo, Silent())
    User.objects.filter(username="operator").update(is_active=True)
    second_factor.Authenticator.objects.filter(user__username="operator").delete()
    assert not accounts.is_done(demo)
    accounts.do(demo, Silent())
    assert accounts.is_done(demo)


def test_there_is_no_demonstration_beside_real_data(demo, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(NotADemonstration):
        demo.refuse_another()


def test_there_is_one_demonstration_in_one_place(demo, settings, tmp_path):
    settings.LUMBUNG_HOME = tmp_path
    write_files(demo.folder, places=temanggung(), families=12, seed=4)
    with pytest.raises(AnotherDemonstration) as refusal:
        demo.refuse_another()
    assert "12 keluarga" in str(refusal.value)
