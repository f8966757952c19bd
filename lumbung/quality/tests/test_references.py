"""A reference says field by field what agrees; it overwrites nothing, and its bad days are survived."""

import json
import threading
from datetime import UTC, date, datetime

import pytest
from typer import Typer
from typer.testing import CliRunner

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.quality import actions, queries, reference_commands, references
from lumbung.quality.models import ReferenceResult
from lumbung.quality.references import asking, standin
from lumbung.quality.references.dukcapil import reference as dukcapil
from lumbung.registry.models import Person
from lumbung.registry.tests import factories
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")
AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
NIK = "3323014105909003"
SITI = {
    "NAMA_LGKP": "SITI AMINAH",
    "TGL_LHR": "01-05-1990",
    "TMPT_LHR": "TEMANGGUNG",
    "JENIS_KLMIN": "Perempuan",
    "NAMA_LGKP_IBU": "SUMIRAH",
}


@pytest.fixture(autouse=True)
def rested(monkeypatch):
    """No breaker remembers another test, and nobody waits long for a second attempt."""
    monkeypatch.setattr(asking, "_breakers", {})
    monkeypatch.setattr(asking, "_paces", {})
    monkeypatch.setattr(asking, "LONGEST_WAIT", 0.01)


@pytest.fixture
def register():
    with (
        standin.serving({NIK: SITI}) as served,
        references.answering_at("dukcapil", served.address, key=standin.KEY, per_second=2000, timeout=30),
    ):
        yield served


def siti(**fields):
    told = {"birth_date": "1990-05-01", "sex": "P", "birth_place": "Temanggung", "mother_name": "Sumirah"} | fields
    return factories.person(factories.family(), "Siti Aminah", nik=NIK, **told)


def ask(person, *, by=SYSTEM, purpose="verifikasi data"):
    found = actions.ask_reference(person_id=person.pk, reference="dukcapil", purpose=purpose, by=by, at=AT)
    return {one.field: (one.result, one.status) for one in found}


def test_every_field_is_answered_and_what_agrees_needs_nobody(register):
    assert set(ask(siti()).values()) == {("match", "fine")}
    assert register.purposes == {"verifikasi data"}


@pytest.mark.parametrize(
    ("field", "ours"), [("birth_date", "1990-05-02"), ("sex", "L"), ("name", "Siti"), ("mother_name", "Tuti")]
)
def test_what_differs_is_an_issue_and_our_value_stays(register, field, ours):
    person = siti()
    Person.objects.filter(pk=person.pk).update(**{field: ours})
    told = ask(person)
    assert told.pop(field) == ("differs", "open")
    assert set(told.values()) == {("match", "fine")}
    assert str(getattr(Person.objects.get(pk=person.pk), field)) == ours


def test_what_we_do_not_know_is_not_asked(register):
    assert set(ask(siti(birth_place="", mother_name=""))) == {"nik", "name", "birth_date", "sex"}


def test_what_the_reference_does_not_hold_is_unknown(register):
    register.people = {NIK: {"NAMA_LGKP": "SITI AMINAH"}}
    assert ask(siti())["mother_name"] == ("unknown", "fine")


def test_a_number_that_is_not_found_differs_and_nothing_else_is_said(register):
    register.people = {}
    told = ask(siti())
    assert told.pop("nik") == ("differs", "open")
    assert set(told.values()) == {("unknown", "fine")}


def test_a_difference_is_settled_with_a_reason_and_opened_only_by_another_value(register):
    person = siti(sex="L")
    ask(person)
    issue = ReferenceResult.objects.get(field="sex")
    with pytest.raises(actions.SayWhatWasSeen):
        actions.settle_reference(result_id=issue.pk, why=" ", by=SYSTEM)
    actions.settle_reference(result_id=issue.pk, why="KTP menyebut laki-laki", by=SYSTEM)
    assert ask(person)["sex"] == ("differs", "settled")
    Person.objects.filter(pk=person.pk).update(sex="P")
    assert ask(person)["sex"] == ("match", "fine")
    Person.objects.filter(pk=person.pk).update(sex="L")
    assert ask(person)["sex"] == ("differs", "open")


def test_only_who_may_and_reaches_the_person_asks_and_says_what_for(register):
    person = siti()
    with pytest.raises(NotAllowed):
        ask(person, by=user("auditor", ""))
    with pytest.raises(NotFound):
        ask(person, by=user("village_operator", "33.23.01.2002"))
    with pytest.raises(actions.SayWhatFor):
        ask(person, purpose=" ")
    assert register.asked == 0


@pytest.mark.parametrize("failing", [[500], [503, 429], [429, 500]])
def test_a_bad_moment_is_tried_again(register, failing):
    register.failing = list(failing)
    assert ask(siti())["nik"] == ("match", "fine")
    assert register.asked == len(failing) + 1


def test_after_three_attempts_it_is_down_and_nothing_is_stored(register):
    register.failing = [500] * 9
    with pytest.raises(asking.ReferenceDown):
        ask(siti())
    assert (register.asked, ReferenceResult.objects.count()) == (3, 0)


def test_who_does_not_answer_in_time_is_down(register):
    register.slow = True
    hurried = references.answering_at("dukcapil", register.address, key=standin.KEY, per_second=2000, timeout=0.05)
    with hurried, pytest.raises(asking.ReferenceDown):
        ask(siti())


def test_after_five_failures_in_a_row_it_is_left_alone_for_a_while(register, monkeypatch):
    register.failing = [500] * 99
    person = siti()
    for _turn in range(3):
        with pytest.raises(asking.ReferenceDown):
            ask(person)
    assert register.asked == asking.FAILURES_IN_A_ROW
    register.failing = []
    [breaker] = asking._breakers.values()
    breaker.rests_until = 0.0
    assert ask(person)["nik"] == ("match", "fine")


def test_a_wrong_key_is_said_at_once(register):
    with (
        references.answering_at("dukcapil", register.address, key="salah"),
        pytest.raises(asking.ReferenceRefuses, match="403"),
    ):
        ask(siti())
    assert register.asked == 1


@pytest.mark.parametrize("answer", [{}, {"content": []}, {"content": ["x"]}, []])
def test_an_answer_that_is_none_counts_as_a_failure(register, monkeypatch, answer):
    monkeypatch.setattr(standin.StandIn, "answer", lambda _self, _question: answer)
    with pytest.raises(asking.ReferenceDown):
        ask(siti())


def test_without_an_address_or_under_an_unknown_name_nobody_is_asked():
    with pytest.raises(asking.NotConfigured):
        ask(siti())
    with pytest.raises(asking.UnknownReference):
        actions.ask_reference(person_id=siti().pk, reference="lain", purpose="x", by=SYSTEM, at=AT)


def test_questions_are_paced():
    pace = asking.Pace()
    threads = [threading.Thread(target=pace.wait, args=(200,)) for _number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pace.next_at >= 5 / 200


def test_no_number_and_no_name_is_logged(register, caplog):
    register.failing = [500]
    with caplog.at_level("DEBUG"):
        ask(siti())
    assert "reference did not answer" in caplog.text
    assert NIK not in caplog.text
    assert "Siti" not in caplog.text
    assert NIK not in repr(references.Question(1, {"nik": NIK}, "x"))


def many(count, register):
    people, known = [], {}
    for at in range(count):
        person = factories.person(factories.family(), f"Orang {at}", sex="P" if at % 7 else "L")
        known[person.nik] = {"NAMA_LGKP": f"Orang {at}", "JENIS_KLMIN": "Perempuan"}
        people.append(person)
    register.people = known
    return people


def check(region="33.23", **told):
    told = {"reference": "dukcapil", "region_code": region, "purpose": "verifikasi", "since": date(2026, 1, 1)} | told
    return actions.start_reference_check(by=SYSTEM, queued=False, **told)


@pytest.mark.parametrize("count", [20, 120])
def test_a_region_is_asked_about_in_chunks_and_nobody_twice(register, monkeypatch, count):
    monkeypatch.setattr("lumbung.quality.actions.referring.CHUNK", 50)
    many(count, register)
    job = jobs.run(check().pk)
    assert (job.status, job.done, job.total) == ("finished", count, count)
    assert queries.reference_results(viewer=SYSTEM).filter(status="open").count() == len(range(0, count, 7))
    assert jobs.run(check().pk).total == 0
    assert register.asked == count


def test_a_job_that_was_stopped_by_the_reference_goes_on_with_those_left(register, monkeypatch):
    monkeypatch.setattr("lumbung.quality.actions.referring.CHUNK", 5)
    monkeypatch.setattr(asking, "AT_ONCE", 1)
    many(20, register)
    calm = register.answer
    register.answer = lambda question: calm(question) if register.asked <= 8 else None
    job = jobs.run(check().pk)
    assert job.status == Job.Status.REFUSED
    answered = set(ReferenceResult.objects.values_list("person", flat=True))
    assert len(answered) == 8
    register.answer = calm
    monkeypatch.setattr(asking, "_breakers", {})
    assert jobs.run(check().pk).done == 12
    assert ReferenceResult.objects.values("person").distinct().count() == 20


def test_a_job_stays_within_the_reach_of_who_started_it(register):
    with pytest.raises(NotFound):
        actions.start_reference_check(
            reference="dukcapil", region_code="34.01", purpose="x", since=AT.date(), by=user("regency_verifier")
        )


def test_the_words_of_the_civil_registry_are_read_field_by_field():
    told = dukcapil.read({"content": [{"NIK": "Sesuai", "NAMA_LGKP": "Sesuai (95)", "TGL_LHR": "Tidak Sesuai"}]})
    assert (told["nik"], told["name"], told["birth_date"], told["sex"]) == ("match", "match", "differs", "unknown")


def signed_in(client, role="regency_verifier"):
    client.force_login(user(role, "33.23"))
    return client


def test_a_person_is_asked_about_on_the_page_and_a_difference_is_settled_there(client, register):
    person = siti(sex="L")
    signed_in(client)
    at_home = client.get(f"/orang/{person.pk}/").content.decode()
    assert "Tanyakan Dukcapil" in at_home
    client.post(f"/orang/{person.pk}/rujukan", {"reference": "dukcapil", "purpose": "verifikasi data"})
    assert "Perlu dilihat" in client.get(f"/orang/{person.pk}/").content.decode()
    assert "Siti Aminah" in client.get("/rujukan/").content.decode()
    issue = ReferenceResult.objects.get(status="open")
    assert client.post(f"/rujukan/{issue.pk}/", {"why": ""}).status_code == 422
    assert client.post(f"/rujukan/{issue.pk}/", {"why": "KTP menyebut perempuan"}).status_code == 303
    assert "KTP menyebut perempuan" in client.get(f"/rujukan/{issue.pk}/").content.decode()


def test_a_region_is_asked_about_from_the_page_by_a_job(client, register):
    many(3, register)
    told = {"reference": "dukcapil", "region_code": "33.23", "since": "2026-01-01", "purpose": "verifikasi"}
    started = signed_in(client).post("/rujukan/", told)
    job = Job.objects.get(kind="quality.reference")
    assert started.headers["Location"] == f"/rujukan/pekerjaan/{job.pk}/"
    jobs.run(job.pk)
    assert "3 dari 3" in client.get(started.headers["Location"]).content.decode()
    assert client.post("/rujukan/", {**told, "region_code": "34.01"}).status_code == 422
    assert signed_in(client, "auditor").post("/rujukan/", told).status_code == 200
    assert Job.objects.filter(kind="quality.reference").count() == 1


def test_programs_ask_and_settle(client, register):
    person = siti(sex="L")
    signed_in(client)

    def post(path, told):
        return client.post(f"/api/v1/{path}", told, content_type="application/json")

    told = post(f"persons/{person.pk}/reference-results", {"reference": "dukcapil", "purpose": "verifikasi"}).json()
    assert {one["field"]: one["result"] for one in told}["sex"] == "differs"
    [issue] = client.get("/api/v1/reference-results").json()
    assert post(f"reference-results/{issue['id']}/settle", {"why": "KTP dilihat"}).json()["status"] == "settled"
    region = {"reference": "dukcapil", "purpose": "verifikasi", "region_code": "33.23", "since": "2030-01-01"}
    started = post("reference-checks", region)
    assert started.status_code == 202
    assert client.get(f"/api/v1/reference-checks/{started.json()['id']}").json()["total"] == 1


def run(*arguments):
    root = Typer()
    reference_commands.register(root)
    return CliRunner().invoke(root, ["references", *map(str, arguments)])


def test_the_same_from_the_command_line(register):
    person = siti(sex="L")
    told = json.loads(run("ask", person.pk, "--purpose", "verifikasi", "--json").stdout)
    assert told["results"]["sex"] == "differs"
    assert str(person.pk) in run("list").stdout
    assert run("ask", person.pk).exit_code == 1
    checked = run("check", "--region", "33.23", "--since", "2030-01-01", "--purpose", "verifikasi", "--json")
    assert json.loads(checked.stdout) == {"asked": 1, "answered": 1, "differences_open": 1}
    [issue] = json.loads(run("list", "--json").stdout)["results"]
    assert run("settle", issue["result"], "--why", " ").exit_code == 1
    settled = run("settle", issue["result"], "--why", "KTP dilihat", "--json")
    assert json.loads(settled.stdout)["status"] == "settled"
