"""A conference that discussed secret cases alone does not exist for anybody but those who may know of it."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from lumbung.cases import actions, queries
from lumbung.cases.models import Attendant, Case, Conference, Decision
from lumbung.cases.tests import factories
from lumbung.cases.tests.factories import DAY, REGENCY
from lumbung.core import documents, sealing
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.models import AuditEvent
from lumbung.core.reach import Looking, Part
from lumbung.core.refusals import NotFound

pytestmark = pytest.mark.django_db
PLACE = "Aula Wanasepikarang"


@pytest.fixture
def meeting(who):
    """Planned by the head, led by nobody else, with a seat from outside; its agenda is empty."""
    made = actions.plan_conference(region_code=REGENCY, on=DAY, place=PLACE, by=who["head"])
    for name in ("dr. Ratna", "Bu Endah"):
        seat = {"name": name, "function": "Dokter", "by": who["head"], "on": DAY}
        actions.add_attendant(conference_id=made.pk, **seat)
    return made


def ready(who, **told) -> Case:
    """A case that waits for its conference."""
    return factories.discussed(who, factories.agreed(who, factories.opened(who, **told)))


def secret(who) -> Case:
    return factories.discussed(who, factories.agreed(who, factories.secret(who)))


def put(who, meeting, case) -> Decision:
    asked = {"conference_id": meeting.pk, "case_id": case.pk, "question": "intake", "on": DAY}
    return actions.put_case(by=who["worker"], **asked)


def closed(who, meeting) -> None:
    for line in Decision.objects.filter(conference=meeting):
        actions.decide(decision_id=line.pk, outcome="accept", said="Segera.", by=who["head"])
    actions.close_minutes(conference_id=meeting.pk, by=who["head"], on=DAY)


def knows(viewer) -> bool:
    """Whether somebody finds it, through the query and through the database itself, which must say the same."""
    with acting(viewer):
        raw = Conference.objects.exists(), Attendant.objects.exists()
        found = queries.conferences(viewer=viewer).exists(), Attendant.objects.visible_to(viewer).exists()
    asked = queries.conferences(viewer=viewer).exists(), Attendant.objects.visible_to(viewer).exists()
    assert {*raw, *found, *asked} == {raw[0]}
    return raw[0]


def pages(client, viewer, meeting) -> list[int]:
    """What the page, the minutes and the trails answer; then what list, program and trail tell of it."""
    client.force_login(viewer)
    own = f"/pembahasan/{meeting.pk}/"
    seats = [f"/jejak/cases_attendant/{one}/" for one in Attendant.objects.filter(conference=meeting).values_list("pk")]
    paths = (own, f"{own}berita-acara.pdf", f"/jejak/cases_conference/{meeting.pk}/", *seats)
    answers = [client.get(path) for path in paths]
    lists = [client.get(path).content.decode() for path in ("/pembahasan/", "/api/v1/conferences", "/jejak/")]
    assert [one for one in lists if PLACE in one or own in one] == []
    return [one.status_code for one in answers]


def test_whom_an_agenda_of_secrets_is_shown_to(who, meeting):
    everybody = ("worker", "supervisor", "colleague", "head")
    assert {name: knows(who[name]) for name in everybody} == dict.fromkeys(everybody, True)
    put(who, meeting, secret(who))
    assert {name: knows(who[name]) for name in everybody} == dict.fromkeys(everybody, True) | {"colleague": False}
    with pytest.raises(NotFound):
        queries.conference(viewer=who["colleague"], conference_id=meeting.pk)
    seat = {"name": "", "function": "Perawat", "by": who["head"], "on": DAY, "user_id": who["colleague"].pk}
    actions.add_attendant(conference_id=meeting.pk, **seat)
    assert knows(who["colleague"])
    closed(who, meeting)
    assert {name: knows(who[name]) for name in everybody} == dict.fromkeys(everybody, True)
    assert not knows(factories.proposals.somebody("auditor", ""))
    assert knows(SYSTEM)


def test_whoever_called_it_and_who_broke_the_glass_know_it(who, meeting):
    case = secret(who)
    put(who, meeting, case)
    Conference.objects.filter(pk=meeting.pk).update(chair=who["supervisor"])
    assert knows(who["head"])
    actions.break_glass(case_id=case.pk, reason="Dicari polisi.", by=who["colleague"], at=timezone.now())
    assert knows(who["colleague"])


def test_it_follows_its_lines(who, meeting):
    one, other = ready(who), ready(who, of=factories.person("Karto"))
    for case in (one, other):
        put(who, meeting, case)
    for case, secrets, known in ((one, True, True), (other, True, False), (one, False, True)):
        Case.objects.filter(pk=case.pk).update(sensitive=secrets)
        assert knows(who["colleague"]) is known
    assert Decision.objects.filter(case=one).delete()[0] == 1
    assert not knows(who["colleague"])
    Decision.objects.all().delete()
    assert knows(who["colleague"])


def test_no_page_program_or_trail_tells_of_it(who, meeting, client):
    put(who, meeting, secret(who))
    closed(who, meeting)
    auditor = factories.proposals.somebody("auditor", "")
    for viewer in (who["colleague"], auditor):
        assert set(pages(client, viewer, meeting)) <= {403, 404}
    with acting(auditor):
        assert not AuditEvent.objects.filter(table_name__startswith="cases_").exists()
    client.force_login(who["head"])
    assert PLACE in client.get("/pembahasan/").content.decode()
    assert client.get(f"/pembahasan/{meeting.pk}/").status_code == 200


def test_its_past_goes_with_the_only_case_and_its_team_reads_it(who, meeting):
    case = ready(who)
    put(who, meeting, case)
    closed(who, meeting)
    auditor = factories.proposals.somebody("auditor", "")
    tables = {"table_name__in": ["cases_conference", "cases_attendant"]}
    with acting(auditor):
        assert AuditEvent.objects.filter(**tables).count() == 4
    for secrets in (True, False):
        Case.objects.filter(pk=case.pk).update(sensitive=secrets)
        with acting(auditor):
            assert not AuditEvent.objects.filter(**tables).exists()
    Case.objects.filter(pk=case.pk).update(sensitive=True)
    with acting(who["worker"]):
        told = queries.trail_of(viewer=who["worker"], case_id=case.pk)
    assert {"cases_conference", "cases_attendant"} <= {one.table_name for one in told}
    assert list(sealing.verify()) == []


def test_beside_an_open_case_a_secret_one_leaves_no_gap_on_page_or_paper(who, meeting, client, monkeypatch):
    hidden, shown = secret(who), ready(who, of=factories.person("Karto"))
    for case in (hidden, shown):
        put(who, meeting, case)
    closed(who, meeting)
    printed = SimpleNamespace(data={})
    monkeypatch.setattr(documents, "pdf", lambda _template, data: printed.data.update(data) or b"%PDF")
    client.force_login(who["colleague"])
    page = client.get(f"/pembahasan/{meeting.pk}/").content.decode()
    assert (f"/kasus/{shown.pk}/" in page, f"/kasus/{hidden.pk}/" in page) == (True, False)
    assert client.get(f"/pembahasan/{meeting.pk}/berita-acara.pdf").status_code == 200
    assert [line["case"] for line in printed.data["agenda"]] == [str(shown)]


def test_parts_of_what_is_looked_at(who, meeting):
    put(who, meeting, secret(who))
    looks = {part: Looking(who["head"], REGENCY, part) for part in Part}
    found = {part: Conference.objects.visible_to(look).exists() for part, look in looks.items()}
    assert found == {Part.ALL: True, Part.OPEN: False, Part.SECRET: True}


def test_the_list_is_found_without_reading_agendas(who, meeting):
    put(who, meeting, secret(who))
    with acting(who["colleague"]), connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + str(Conference.objects.values("pk").query))
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "InitPlan" in plan
    assert "cases_decision" not in plan
