"""Accounts are given and ended by administrators, inside their region, and never to themselves."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from lumbung.core.actors import SYSTEM
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotAllowed, NotFound
from lumbung.staff import actions, queries
from lumbung.staff.models import Assignment, User
from lumbung.staff.tests import factories

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def admin():
    return factories.user("administrator", "33.23")


def opened(by, role="facilitator", region_code="33.23.01", username="retno"):
    return actions.open_account(username=username, name="Retno", role=role, region_code=region_code, on=TODAY, by=by)


def test_an_account_starts_with_a_role_and_a_temporary_password(admin):
    user, password = opened(admin)
    assert user.check_password(password)
    assert user.password_is_temporary
    assert user.reach == Reach.of("33.23.01")
    assert user.assignments.get().assigned_by == admin


@pytest.mark.parametrize("region_code", ["33", "", "33.24", "33.24.01"])
def test_an_administrator_of_a_regency_stays_in_the_regency(admin, region_code):
    with pytest.raises((actions.OutsideReach, actions.RoleDoesNotFit)):
        opened(admin, "auditor", region_code)


@pytest.mark.parametrize(("role", "region_code"), [("village_operator", "33.23"), ("regency_head", "33.23.01")])
def test_a_role_is_bound_to_its_level_of_region(admin, role, region_code):
    with pytest.raises(BadInput):
        opened(admin, role, region_code)


@pytest.mark.parametrize("username", ["", "Retno", "re", "siti aminah", "/etc/passwd", "3323011234", "r" * 61])
def test_a_user_name_is_small_letters(admin, username):
    with pytest.raises(actions.NotAUsername):
        opened(admin, username=username)


def test_an_account_is_a_persons(admin):
    with pytest.raises(actions.Nameless):
        actions.open_account(username="retno", name=" ", role="auditor", region_code="33.23", on=TODAY, by=admin)


def test_a_user_name_is_one_persons(admin):
    opened(admin)
    with pytest.raises(actions.NameTaken, match="retno"):
        opened(admin)


def test_only_administrators_open_accounts():
    with pytest.raises(NotAllowed):
        opened(factories.user("regency_head"))


def test_nobody_raises_their_own_rights(admin):
    with pytest.raises(actions.OwnRights):
        actions.assign_role(user_id=admin.pk, role="regency_head", region_code="33.23", on=TODAY, by=admin)
    with pytest.raises(IntegrityError, match="nobody_assigns_themselves"), transaction.atomic():
        Assignment.objects.create(user=admin, role="auditor", region_code="33.23", since=TODAY, assigned_by=admin)


def test_another_role_ends_the_former_one_and_keeps_it_as_history(admin):
    user, _password = opened(admin)
    later = TODAY + dt.timedelta(days=30)
    actions.assign_role(user_id=user.pk, role="regency_verifier", region_code="33.23", on=later, by=admin)
    held = queries.assignments_of(viewer=admin, user_id=user.pk)
    assert [(one.role, one.since, one.until) for one in held] == [
        ("regency_verifier", later, None),
        ("facilitator", TODAY, later),
    ]
    assert User.objects.get(pk=user.pk).may("quality.import")


def test_the_database_keeps_one_open_assignment(admin):
    user, _password = opened(admin)
    with pytest.raises(IntegrityError, match="one_open_assignment"), transaction.atomic():
        Assignment.objects.create(user=user, role="auditor", region_code="33.23", since=TODAY)


def test_an_ended_account_may_nothing_and_its_keys_open_nothing(admin):
    user, _password = opened(admin)
    key = actions.issue_token(user=user, name="dasbor", expires_on=TODAY + dt.timedelta(days=30), on=TODAY)
    actions.end_assignment(user_id=user.pk, on=TODAY, by=admin)
    user.refresh_from_db()
    assert not user.may("registry.view")
    assert user.reach == Reach.nobody()
    assert queries.user_of_token(key=key, on=TODAY) is None


def test_accounts_of_another_region_do_not_exist_for_an_administrator(admin):
    stranger = factories.user("administrator", "33.24")
    with pytest.raises(NotFound):
        actions.end_assignment(user_id=stranger.pk, on=TODAY, by=admin)
    national = factories.user("treasurer", "")
    assert set(queries.accounts(viewer=admin)) == {admin}
    assert national in queries.accounts(viewer=SYSTEM)


def test_a_key_ends_on_its_last_day():
    user = factories.user()
    last = TODAY + dt.timedelta(days=10)
    key = actions.issue_token(user=user, name="dasbor", expires_on=last, on=TODAY)
    assert queries.user_of_token(key=key, on=last) == user
    assert queries.user_of_token(key=key, on=last + dt.timedelta(days=1)) is None
    assert queries.user_of_token(key="bukan-kunci", on=TODAY) is None
    assert key not in str(user.api_tokens.values())


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_key_lasts_from_one_day_to_one_year(days):
    with pytest.raises(BadInput):
        actions.issue_token(user=factories.user(), name="x", expires_on=TODAY + dt.timedelta(days=days), on=TODAY)


def test_declaring_a_number_twice_notes_it_once():
    user = factories.user()
    for _time in range(2):
        actions.declare_number(user=user, kind="own", nik="3323010101809001", on=TODAY)
    assert user.declarations.get().nik == "3323010101809001"


def test_a_card_can_be_declared_as_well_and_only_one_number_at_a_time():
    user = factories.user()
    for _time in range(2):
        actions.declare_card(user=user, kind="parent", kk="3323010101809002", on=TODAY)
    assert user.declarations.get().kk == "3323010101809002"
    with pytest.raises(IntegrityError, match="declares_one_number"), transaction.atomic():
        user.declarations.update(nik_index=uuid.uuid4())


def test_a_card_is_declared_on_the_page_of_ones_own_account(client):
    user = factories.user()
    client.force_login(user)
    client.post("/akun/pernyataan", {"kind": "spouse", "what": "kk", "nik": "3323 0101 0180 9003"})
    assert user.declarations.get().kk == "3323010101809003"
