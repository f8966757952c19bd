"""Everybody outside the team asks for a secret case in every way, and finds nothing: no list, count, search, sheet,
program, timeline, panel, paper or trail tells of it."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from lumbung.cases.models import Case, CaseBoundQuerySet, Key
from lumbung.core.actors import acting
from lumbung.core.models import AuditEvent
from lumbung.core.reach import Reach, narrow_connection
from lumbung.proposals.tests import factories as proposals
from lumbung.referrals.models import Consent, Escalation, Need, Referral
from lumbung.staff import roles
from tests import caring
from tests.addresses import PLACE, everywhere, text_of

pytestmark = pytest.mark.django_db
NEAR = ("cases:", "referrals:", "registry:person", "staff:audit", "staff:record_history", "insight:dashboard", "home")
ROUTES = ("case", "conference", "wave", "consent", "urgent", "assess", "plan", "session", "referral")
AT_THE_DESK = (Need, Referral, Consent, Escalation)
"""Pages of cases and those that show anything of them, and their doors for programs; other contexts know nothing of
cases, which the layers keep. The desk is asked by cases, and knows only who may read."""
QUESTIONS = ("", "?format=csv", "?q=" + caring.CALLED, "?langkah=aftercare&klaster=tuna_sosial")
WIDEST = {"village_operator": "33.23.01.2001", "cadre": "33.23.01.2001", "facilitator": "33.23.01"}
EVERYWHERE = ("auditor", "administrator", "programme_officer", "centre_head", "case_supervisor")


def of_case() -> list[type]:
    """Every table that may be about one case, whoever made it."""
    return [
        model for model in apps.get_models()
        if any(field.related_model is Case for field in model._meta.local_fields) and model is not Key
    ]  # fmt: skip


def nearest(address, outsiders) -> str:
    """Somebody near who may ask for it."""
    may = [name for name, one in outsiders.items() if address.permission is None or one.may(address.permission)]
    return next((name for name in may if name == "social_worker"), may[0])


def places(address, care) -> list[str]:
    """The address with what is in the secret case; of the trail only what tells of cases."""
    numbers = {care.secret.pk, care.child.pk, *(pk for model in of_case() for pk in _secret(model)[:1])}
    numbers |= {pk for model in AT_THE_DESK for pk in model._base_manager.values_list("pk", flat=True)}
    paths = address.filled()
    if PLACE.search(address.route) and not any(word in address.route for word in ("<slug", "<str", "table")):
        paths = sorted({PLACE.sub(str(number), f"/{address.route}") for number in numbers} | set(paths[:1]))
    return [path for path in paths if "/jejak" not in path or "/cases_" in path or "/referrals_" in path]


@pytest.fixture
def care(db):
    narrow_connection(Reach.national())
    return caring.regency()


@pytest.fixture
def outsiders(care):
    """Somebody in each role, as near as can be: in the very regency, and those of the nation everywhere."""
    people = {role: proposals.somebody(role, WIDEST.get(role, "33.23")) for role in roles.ROLES}
    return people | {f"{role} of the nation": proposals.somebody(role, "") for role in EVERYWHERE}


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_its_team_sees_it(care):
    page = text_of(browser(care.who["worker"]).get(f"/kasus/{care.secret.pk}/"))
    assert {word for word in (caring.NEED, caring.WITNESS, caring.TITLE, caring.RESULT) if word not in page} == set()


def test_no_address_shows_it(care, outsiders):
    leaks, seen = [], 0
    browsers = {name: browser(user) for name, user in outsiders.items()}
    near = [
        one for one in everywhere() if one.name.startswith(NEAR) or (one.is_api and any(w in one.route for w in ROUTES))
    ]
    for address in near:
        name = nearest(address, outsiders)
        for path in places(address, care):
            for question in QUESTIONS if path == "/kasus/" else QUESTIONS[:1]:
                answer = browsers[name].get(path + question)
                assert answer.status_code < 500, path
                seen += answer.status_code == 200
                leaks += [(name, path + question, word) for word in care.betraying if word in text_of(answer)]
    assert leaks == []
    assert seen > 50


def test_no_count_and_no_program_knows_of_it(care, outsiders):
    for name, user in outsiders.items():
        if not user.may("cases.view"):
            continue
        client = browser(user)
        assert client.get("/api/v1/cases").json()["count"] == 1, name
        assert client.get("/api/v1/referrals/needs").json()["count"] == 0, name
        assert client.get("/api/v1/referral-figures").json()["needs"] == 0, name
        assert "1 kasus" in text_of(client.get("/kasus/")), name
        for method, path in (("get", ""), ("post", "/finish"), ("post", "/skip"), ("post", "/mode")):
            body = {"step": "aftercare", "reason": "x", "mode": "family"}
            given = {"data": json.dumps(body), "content_type": "application/json"} if method == "post" else {}
            answer = getattr(client, method)(f"/api/v1/cases/{care.secret.pk}{path}", **given)
            assert answer.status_code in (403, 404), (name, path)


def test_the_page_of_the_person_tells_nothing(care, outsiders):
    for name in ("social_worker", "case_supervisor of the nation", "village_operator"):
        page = text_of(browser(outsiders[name]).get(f"/orang/{care.secret.person_id}/"))
        assert f"/kasus/{care.secret.pk}/" not in page, name
        assert "perdagangan" not in page.lower(), name
        assert "Puskesmas Parakan" not in page, name


def test_a_second_opening_is_answered_as_any_other(care, outsiders):
    told = {"ppks": "tuna_sosial:gelandangan", "need": "Tidur di terminal.", "mode": "family"}
    other = caring.factories.person("Paijo")
    client = browser(outsiders["social_worker"])
    answers = [client.post(f"/kasus/baru/?orang={one}", told) for one in (care.secret.person_id, other.pk)]
    made = Case.objects.exclude(pk__in=[care.secret.pk, care.child.pk, care.ordinary.pk]).order_by("pk")
    assert [answer.headers["Location"] for answer in answers] == [f"/kasus/{one.pk}/" for one in made]
    assert "Tidur di terminal." in text_of(browser(care.who["worker"]).get(f"/kasus/{care.secret.pk}/"))


def test_the_trail_of_everybody_tells_nothing(care, outsiders):
    rows = {(model._meta.db_table, str(pk)) for model in of_case() for pk in _secret(model)}
    assert rows
    for name in ("auditor", "administrator of the nation", "auditor of the nation"):
        with acting(outsiders[name]):
            told = AuditEvent.objects.visible_to(outsiders[name])
            tables = set(told.values_list("table_name", flat=True))
            assert tables & {model._meta.db_table for model in (*of_case(), *AT_THE_DESK, Case)} == set(), name


def test_raw_sql_outside_the_team_sees_no_row_of_it(care, outsiders):
    for name in ("social_worker", "case_supervisor of the nation", "auditor of the nation"):
        with acting(outsiders[name]):
            assert list(Case.objects.values_list("pk", flat=True)) == [care.ordinary.pk], name
            for model in of_case():
                assert not model._base_manager.filter(case_id=care.secret.pk).exists(), (name, model)
            assert [model for model in AT_THE_DESK if model._base_manager.exists()] == [], name


def test_every_table_about_a_case_stands_behind_both_walls():
    about = set(of_case())
    assert [model for model in about if not isinstance(model.objects.all(), CaseBoundQuerySet)] == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE qual LIKE '%cases_key%'")
        walled = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE tgname LIKE 'pgtrigger_audit_insert%' AND prosrc LIKE '%''~''%'"
        )
        out_of_the_trail = {name for (name,) in cursor.fetchall()}
    tables = {model._meta.db_table for model in (*about, Case)}
    assert tables - walled == set()
    assert tables - out_of_the_trail == set()


def _secret(model) -> list[int]:
    return list(model._base_manager.filter(sensitive=True).values_list("pk", flat=True))
