"""Mentoring and leaving by API and from the keyboard: each act once, through the same actions as the pages."""

import datetime as dt

import pytest
from click.testing import CliRunner

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.programmes import actions
from lumbung.programmes.models import Attendance, Departure, Duty, Group, HandOver, Recertification, Session
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, family, region
from lumbung.site import cli
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db
VILLAGE, JOINED = "33.23.01.2001", dt.date(2021, 1, 10)


@pytest.fixture
def enrolled():
    region(VILLAGE)
    made = family(GROWN_UP, PUPIL)
    jobs.run(actions.start_run(kind="pkh", on=JOINED, region_code="33.23", by=SYSTEM, queued=False).job_id)
    return made


@pytest.fixture
def call(client):
    """A call of somebody to the API, and what it answers."""

    def made(who, method, path, given=None, status=200):
        client.force_login(who)
        answer = getattr(client, method)(f"/api/v1/{path}", given, content_type="application/json")
        assert answer.status_code == status, answer.content
        return answer.json()

    return made


def lumbung(*words, by="", code=0):
    answer = CliRunner().invoke(cli.root(), [*map(str, words), *(["--by", by.username] if by else [])])
    assert answer.exit_code == code, answer.output
    return answer.output


def test_a_facilitator_gets_families_meets_them_and_says_who_came(enrolled, call):
    facilitator, verifier = user("facilitator", region_code="33.23.01"), user("regency_verifier")
    given = {"region_code": VILLAGE, "facilitator": facilitator.username}
    assert call(verifier, "post", "caseloads", given) == {"changed": 1}
    [load] = call(verifier, "get", "caseloads")
    assert (load["facilitator"], load["families"]) == (facilitator.username, 1)
    [group] = call(facilitator, "post", "groups", given, status=201)
    assert [one["id"] for one in call(facilitator, "get", "groups")] == [group["id"]]
    plan = {"module": "health", "on": "2026-04-10"}
    session = call(facilitator, "post", f"groups/{group['id']}/sessions", plan, status=201)
    came = f"sessions/{session['id']}/attendance"
    assert call(facilitator, "put", came, {"present": [enrolled.pk]}) == {"changed": 1}
    assert call(facilitator, "put", came, {"present": [enrolled.pk]}) == {"changed": 0}
    other = call(facilitator, "post", f"groups/{group['id']}/sessions", plan | {"on": "2026-05-10"}, status=201)
    assert call(facilitator, "post", f"sessions/{other['id']}/cancel")["status"] == "cancelled"


def test_what_a_facilitator_enters_from_the_keyboard(enrolled):
    facilitator = user("facilitator", region_code="33.23.01")
    actions.list_duties(month=dt.date(2026, 3, 1), by=SYSTEM)
    duty = Duty.objects.get()
    lumbung("condition", "record", duty.pk, "--days", 20, "--present", 18, by=facilitator)
    duty.refresh_from_db()
    assert (duty.present_days, duty.entered_by_id) == (18, facilitator.pk)
    actions.give_care(region_code=VILLAGE, facilitator=facilitator.username, by=SYSTEM, on=JOINED)
    actions.form_groups(village=VILLAGE, facilitator=facilitator.username, by=SYSTEM, on=JOINED)
    session = actions.plan_session(group_id=Group.objects.get().pk, module="health", on=JOINED, by=SYSTEM)
    lumbung("p2k2", "attend", session.pk, enrolled.pk, by=facilitator)
    later = actions.plan_session(
        group_id=session.group_id, module="health", on=JOINED + dt.timedelta(days=30), by=SYSTEM
    )
    lumbung("p2k2", "cancel", later.pk, by=facilitator)
    assert Session.objects.get(pk=later.pk).status == "cancelled"
    assert Attendance.objects.get(session=session).family_id == enrolled.pk


def test_a_family_is_proposed_kept_let_go_and_let_in_again(enrolled, call):
    facilitator, verifier, head = (
        user("facilitator", region_code="33.23.01"),
        user("regency_verifier"),
        user("regency_head"),
    )
    lumbung("graduation", "propose", enrolled.pk, "independent", by=facilitator)
    lumbung("graduation", "reject", Departure.objects.get().pk, "--why", "Warungnya tutup.", by=verifier)
    assert Departure.objects.get().status == "rejected"
    lumbung("graduation", "propose", enrolled.pk, "independent", by=facilitator)
    out = Departure.objects.latest("pk")
    told = {"departure_id": out.pk, "on": dt.date(2026, 4, 10)}
    actions.assess_departure(what="Warungnya ramai.", by=facilitator, **told)
    actions.verify_departure(by=verifier, **told)
    actions.decide_departure(why="Mampu.", by=head, **told)
    lumbung("graduation", "readmit", out.pk, "--why", "Usahanya gagal.", by=head, code=1)
    other = user("regency_head")
    assert call(other, "post", f"departures/{out.pk}/readmit", {"why": "Usahanya gagal."})["id"] == out.pk


def test_who_is_due_is_looked_at_again_and_who_is_able_is_taken_up(enrolled, call):
    facilitator = user("facilitator", region_code="33.23.01")
    assert call(facilitator, "post", "recertifications/list") == {"changed": 1}
    due = Recertification.objects.get()
    lumbung("graduation", "visit", due.pk, "stays", by=facilitator)
    due.refresh_from_db()
    assert (due.status, due.outcome) == ("visited", "stays")
    assert call(user("regency_verifier"), "post", "departures/find") == {"changed": 0}
    assert not HandOver.objects.exists()
