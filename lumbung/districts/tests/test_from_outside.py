"""Who records something of somebody whose secret case they don't know of is answered as for anybody else, by every door
and afterwards; the team sees it too, and nobody else does."""

import json
import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from lumbung.cases.tests import factories as cases
from lumbung.core.actors import acting
from lumbung.districts import actions, queries
from lumbung.districts.models import Activity, CareDecision, Place, Visit, Watch
from lumbung.districts.tests.factories import DAY, NOON, REGENCY, cohort, elder, granted
from lumbung.districts.tests.test_doors import NEEDS, the_ninth
from lumbung.proposals.tests import factories as proposals

pytestmark = pytest.mark.django_db
WATCH = {"risk": 3, "why": "Tinggal sendiri."}
WISH = {"kind": "crops", "wish": "Ingin menanam cabai."}
BEGUN = {"watch": WATCH, "wish": WISH, "assess": NEEDS}
BY_PROGRAM = {"watches": WATCH, "activities": WISH, "decisions": NEEDS}
LISTS = ("overview", "calls", "visits", "activities", "decisions")
READ_BY_PROGRAM = ("calls", "visits", "activities", "decisions")
CHANCE = re.compile(
    r'token(?:" value)?="[^"]*"|nonce[=-]"?[\w+/=-]+|name="request_key" value="[^"]*"|\bc\d+[td]\b'
    r'|/\d+(?=[/?"])|(?<=\borang=)\d+|••••\d+|eputusan (?:layanan )?\d+|"(?:id|person_id|activity_id|family_id)": \d+'
)
"""What is another each time that a page is made, and numbers of records."""
__all__ = ["the_ninth"]


@pytest.fixture(params=["nothing", "the same", "a year of care"])
def people(who, request):
    """Somebody without a case, and somebody in secret of whom their team recorded this much."""
    plain, secret = elder("Karto"), elder("Mawar")
    cases.secret(who, of=secret)
    if request.param != "nothing":
        with acting(who["worker"]):
            actions.watch(person_id=secret.pk, **WATCH, by=who["worker"], on=DAY)
            actions.wish_activity(person_id=secret.pk, **WISH, by=who["worker"], on=DAY)
            actions.plan_contacts(on=DAY, at=NOON, by=who["worker"])
    if request.param == "the same":
        actions.assess_care(person_id=secret.pk, **NEEDS, by=who["worker"], on=DAY)
    if request.param == "a year of care":
        granted(who, secret)
    return plain, secret


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def plainly(answer, of) -> tuple[int, str]:
    """The status and the text, without what tells one record from another."""
    return answer.status_code, CHANCE.sub("", answer.content.decode().replace(of.name, "Mbah"))


def shown(client, of) -> dict[str, tuple[int, str]]:
    """Every list of the district, and the person's own page; that somebody looked is not kept."""
    paths = [reverse(f"districts:{name}") for name in LISTS]
    paths += [f"/api/v1/districts/{name}" for name in READ_BY_PROGRAM]
    with transaction.atomic():
        found = {path: plainly(client.get(path), of) for path in paths}
        found["person"] = plainly(client.get(f"/orang/{of.pk}/"), of)
        transaction.set_rollback(True)
    return found


def by_screen(client, of) -> list:
    return [
        plainly(client.post(reverse(f"districts:{name}", args=[of.pk]), told, follow=True), of)
        for name, told in BEGUN.items()
    ]


def by_program(client, of) -> list:
    return [
        plainly(
            client.post(
                f"/api/v1/districts/{name}", json.dumps({"person_id": of.pk, **told}), content_type="application/json"
            ),
            of,
        )
        for name, told in BY_PROGRAM.items()
    ]


@pytest.mark.parametrize("door", [by_screen, by_program])
def test_whoever_does_not_know_is_answered_alike_and_sees_the_same_afterwards(who, people, door):
    client, found = browser(who["colleague"]), []
    for of in people:
        with transaction.atomic():
            first = door(client, of)
            assert {status for status, _text in first} <= {200, 201}
            again = door(client, of)
            planned = plainly(client.post(reverse("districts:plan_contacts"), follow=True), of)
            assert planned[1].count("Mbah") > 1
            found.append((first, again, planned, shown(client, of)))
            transaction.set_rollback(True)
    plain, secret = found
    assert plain[:3] == secret[:3]
    assert [path for path in plain[3] if plain[3][path] != secret[3][path]] == []


def test_nobody_else_is_shown_it_and_the_team_is(who, people):
    _plain, of = people
    other, auditor = (proposals.somebody(role, REGENCY) for role in ("social_worker", "auditor"))
    before = {user: shown(browser(user), of) for user in (other, auditor)}
    own = recorded(who["colleague"], of)
    actions.plan_contacts(on=DAY, at=NOON, by=who["colleague"])
    for user, told in before.items():
        assert shown(browser(user), of) == told
        assert rows(user, of) == {}
    team, recorder = rows(who["worker"], of), rows(who["colleague"], of)
    assert recorder == {Watch: {own[0]}, Activity: {own[1]}, CareDecision: {own[2]}, Visit: recorder[Visit]}
    assert len(recorder[Visit]) == 2
    assert all(found <= team[model] for model, found in recorder.items())


def test_what_the_team_does_about_it_the_recorder_sees_and_nothing_else_of_theirs(who, people):
    _plain, of = people
    watch, activity, decision = recorded(who["colleague"], of)
    with acting(who["supervisor"]):
        actions.decide_care(decision_id=decision, grant=True, by=who["supervisor"], on=DAY)
    with acting(who["worker"]):
        actions.watch(person_id=of.pk, risk=1, why="Sudah ditemani.", by=who["worker"], on=DAY)
        mine = actions.wish_activity(person_id=of.pk, **WISH, by=who["worker"], on=DAY)
        assert mine.pk != activity
    with acting(who["colleague"]):
        user = who["colleague"]
        assert [one.pk for one in queries.watches(viewer=user)] == [watch]
        assert queries.decision(viewer=user, decision_id=decision).status == "granted"
        assert queries.grants_of(viewer=user, decision_id=decision).count() == 1
        actions.note_need(activity_id=activity, what="Benih", rupiah=50_000, by=user)
        assert queries.needs_of(viewer=user, activity_id=activity).count() == 1
        actions.end_watch(watch_id=watch, by=user, on=DAY)
        assert not queries.watches(viewer=user).exists()
    assert Watch.objects.get(person=of, until=None).risk == 1


def test_a_place_in_a_cohort_is_given_to_anybody_alike(who, people):
    _plain, of = people
    group = cohort(who, seats=3)
    with acting(who["worker"]):
        first = actions.join_cohort(cohort_id=group.pk, person_id=of.pk, by=who["worker"], on=DAY)
    with acting(who["colleague"]):
        for _again in range(2):
            mine = actions.join_cohort(cohort_id=group.pk, person_id=of.pk, by=who["colleague"], on=DAY)
        assert mine.status == "learning"
        assert mine != first
        assert [one.pk for one in queries.places(viewer=who["colleague"])] == [mine.pk]
    assert Place.objects.filter(person=of).count() == 2


def recorded(user, of) -> tuple[int, int, int]:
    """A watch, a wish and an assessment of somebody, twice each."""
    with acting(user):
        for _again in range(2):
            told = {"person_id": of.pk, "by": user, "on": DAY}
            made = (
                actions.watch(**told, **WATCH),
                actions.wish_activity(**told, **WISH),
                actions.assess_care(**told, **NEEDS),
            )
    return tuple(one.pk for one in made)


def rows(user, of) -> dict:
    """What the database itself shows somebody of one person, and the same as the queries see it for them."""
    found, asked = {}, {}
    doors = {Watch: queries.watches, Activity: queries.activities, CareDecision: queries.decisions,
             Visit: queries.visits}  # fmt: skip
    for model, door in doors.items():
        asked[model] = {one.pk for one in door(viewer=user).filter(person=of)}
        with acting(user), connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM {model._meta.db_table} WHERE person_id = %s", [of.pk])
            found[model] = {pk for (pk,) in cursor.fetchall()}
    assert asked == found
    return {model: numbers for model, numbers in found.items() if numbers}
