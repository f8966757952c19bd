"""Every address asks for a permission, every role gets exactly what it holds, and only a POST changes anything."""

from collections import Counter
from itertools import product

import pytest
from django.db import transaction
from django.test import Client

from lumbung.core.models import AuditEvent
from lumbung.staff import roles
from tests import worlds
from tests.addresses import OPEN, PLACE, PUBLIC, Address, everywhere

pytestmark = pytest.mark.django_db
OWN_ACCOUNT = ("account", "mfa", "staff:account", "staff:save", "staff:sign_out", "staff:issue", "staff:revoke")
SIGN_IN = ("account_", "api:openapi", "api:api-root")
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


@pytest.fixture
def world(db, tmp_path):
    return worlds.regency(tmp_path)


@pytest.fixture
def insiders(world):
    """A browser for each role of the regency itself."""
    browsers = {role: Client() for role in roles.ROLES}
    for role, browser in browsers.items():
        browser.force_login(worlds.somebody(role, worlds.OWN))
    return browsers


def open_to_all(address: Address) -> bool:
    """One's own account, choices of the reader, public areas."""
    plain = address.name.rpartition(":")[2]
    return plain in OPEN or address.name in PUBLIC or address.name.startswith((*OWN_ACCOUNT, "staff:declare"))


def asked(browser: Client, path: str) -> int:
    """The status of a GET, or of an empty POST where only that is taken; nothing of it stays."""
    with transaction.atomic():
        status = browser.get(path).status_code
        status = browser.post(path).status_code if status == 405 else status
        transaction.set_rollback(True)
    return status


def test_every_page_asks_for_a_permission():
    pages = [address for address in everywhere() if not address.is_api and address.permission is None]
    assert [address.name for address in pages if not open_to_all(address)] == []


def test_no_two_pages_share_an_address():
    routes = Counter(PLACE.sub("<>", address.route) for address in everywhere() if not address.is_api)
    assert [route for route, times in routes.items() if times > 1] == []


def test_every_permission_asked_for_is_held_by_some_role():
    asked_for = {address.permission for address in everywhere()} - {None}
    assert asked_for <= roles.PERMISSIONS


def test_each_role_opens_what_it_may_and_nothing_else(insiders):
    """A role that may and one that may not ask for every address; over all addresses the roles take turns."""
    wrong = []
    for turn, address in enumerate(one for one in everywhere() if one.permission is not None):
        may = [role for role in roles.ROLES if roles.may(role, address.permission)]
        may_not = [role for role in roles.ROLES if role not in may]
        for role in (their[turn % len(their)] for their in (may, may_not) if their):
            for path in address.filled()[:1]:
                refused = asked(insiders[role], path) == 403
                if refused == (role in may):
                    wrong.append((role, path))
    assert wrong == []


def test_without_signing_in_nothing_opens(world, client):
    for address in everywhere():
        for path in address.filled()[:1]:
            answer = client.get(path)
            if answer.status_code == 200:
                assert address.name in PUBLIC or address.name.startswith(SIGN_IN), path
            else:
                assert answer.status_code in (302, 401, 404, 405), path


def test_looking_changes_nothing(insiders):
    before = AuditEvent.objects.count()
    for address in everywhere():
        for role, path in product(address.askers(), address.filled()[:1]):
            if not address.name.startswith(("account_", "mfa_")):
                insiders[role].get(path)
    assert AuditEvent.objects.count() == before


def test_a_change_without_the_forms_own_token_is_refused(world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(worlds.somebody("administrator", worlds.OWN))
    for address in everywhere():
        if not address.is_api:
            for path in address.filled()[:1]:
                assert browser.post(path).status_code in (403, 405), path
    assert browser.post("/api/v1/search", {"text": "x"}, content_type="application/json").status_code == 403


@pytest.mark.parametrize("path", ["/", "/akun/masuk/", "/tidak-ada/", "/api/v1/me", "/keluarga/"])
def test_every_answer_carries_the_headers_that_protect_it(client, path):
    client.force_login(worlds.somebody("regency_verifier"))
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
