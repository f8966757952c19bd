"""Signing in: a personal account, a password of one's own, a code every time, and a lock after five mistakes."""

import datetime as dt

import pytest
from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone

from lumbung.core.actors import SYSTEM
from lumbung.staff import actions, second_factor
from lumbung.staff.models import User
from lumbung.staff.tests.factories import PASSWORD, SECRET

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def second_factor_required(signed_in_is_ready, settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def siti():
    user, _password = actions.open_account(
        username="siti",
        name="Siti",
        role="regency_verifier",
        region_code="33.23",
        on=TODAY,
        by=SYSTEM,
        password=PASSWORD,
    )
    second_factor.set_second_factor(user=user, secret=SECRET)
    return user


def sign_in(client, password=PASSWORD, username="siti"):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def give_code(client, code=None):
    code = code or second_factor.code_of(SECRET, at=timezone.now())
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_password_and_code_open_the_account(client, siti):
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert give_code(client).status_code == 302
    assert client.get(reverse("staff:account")).status_code == 200


def test_the_password_alone_opens_nothing(client, siti):
    sign_in(client)
    assert client.get(reverse("staff:account")).status_code == 302
    assert give_code(client, "000000").status_code == 200
    assert client.get(reverse("staff:account")).url.startswith(reverse("account_login"))


def test_a_new_account_first_chooses_a_password_then_sets_up_the_second_factor(client):
    _user, first = actions.open_account(
        username="budi", name="Budi", role="facilitator", region_code="33.23.01", on=TODAY, by=SYSTEM
    )
    sign_in(client, first, "budi")
    assert client.get(reverse("staff:account")).url == reverse("account_change_password")
    changed = client.post(
        reverse("account_change_password"), {"oldpassword": first, "password1": PASSWORD, "password2": PASSWORD}
    )
    assert changed.status_code == 302
    assert client.get(reverse("staff:account")).url == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"))
    code = second_factor.code_of(page.context["form"].secret, at=timezone.now())
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).url == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert client.get(reverse("staff:account")).status_code == 200


def test_the_shared_secret_is_encrypted(siti):
    from_database = siti.authenticator_set.get().data["secret"]
    assert SECRET not in from_database
    assert second_factor.secret_of(siti) == SECRET


def test_five_mistakes_lock_the_account_even_for_the_right_password(client, siti):
    answers = [sign_in(client, "salah-sekali").status_code for _attempt in range(5)]
    assert answers[-1] == 429
    assert sign_in(client).status_code == 429
    assert "Terlalu banyak percobaan masuk" in sign_in(client).content.decode()


def test_signing_out_everywhere_ends_the_other_session(client, siti):
    sign_in(client), give_code(client)
    actions.sign_out_everywhere(user=User.objects.get(pk=siti.pk))
    assert client.get(reverse("staff:account")).url.startswith(reverse("account_login"))


def test_an_ended_account_is_out_at_once(client, siti):
    sign_in(client), give_code(client)
    actions.end_assignment(user_id=siti.pk, on=TODAY, by=SYSTEM)
    assert client.get(reverse("staff:account")).status_code == 302
    sign_in(client)
    assert client.get(reverse("staff:account")).url.startswith(reverse("account_login"))


def test_nobody_signs_up(client):
    page = client.post(reverse("account_signup"), {"username": "asing", "password1": PASSWORD})
    assert "Akun dibuka oleh administrator" in page.content.decode()
    assert not User.objects.exists()


def test_the_second_factor_is_not_taken_off_by_oneself(client, siti):
    sign_in(client), give_code(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert second_factor.has_second_factor(siti)


@pytest.mark.parametrize(
    ("second", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(second, code):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert second_factor.code_of(secret, at=dt.datetime.fromtimestamp(second, tz=dt.UTC)) == code


def test_an_identity_number_typed_as_a_user_name_is_not_kept(client):
    client.post(reverse("account_login"), {"login": "3323014107859001", "password": "salah"})
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["••••9001"]
