"""The standing audit on pages, by the API and by commands: seen within reach, masked, settled by two."""

import json

import pytest
from click.testing import CliRunner

from lumbung.core import jobs
from lumbung.core.models import Job
from lumbung.programmes.models import ControlFinding
from lumbung.programmes.tests.factories import TODAY, family, region
from lumbung.programmes.tests.test_controls import NIK, VILLAGE, decided, look, no_nik, same_nik
from lumbung.site import cli
from lumbung.staff.tests import factories as staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def temanggung():
    region(VILLAGE)
    region("33.24.01.2001")


@pytest.fixture
def verifier():
    return staff.user("regency_verifier", "33.23", username="verifikator")


@pytest.fixture
def head():
    return staff.user("regency_head", "33.23", username="kepala")


@pytest.fixture
def finding(verifier):
    same_nik(family())
    decided()
    return ControlFinding.objects.get(region_code=VILLAGE)


def test_the_report_shows_counts_and_the_list_masked(client, verifier, finding):
    client.force_login(verifier)
    page = client.get("/temuan/").content.decode()
    assert "NIK ganda" in page
    assert "••••9001" in page
    assert NIK not in page
    sheet = client.get("/temuan/?format=csv").getvalue().decode()
    assert NIK not in sheet
    assert "••••9001" in sheet


def test_two_people_settle_a_finding_on_the_screen(client, verifier, head, finding):
    client.force_login(verifier)
    client.post(f"/temuan/{finding.pk}/jelaskan", {"why": "KTP dicocokkan di rumah"})
    assert client.post(f"/temuan/{finding.pk}/sahkan", {"why": "Ya"}).status_code == 403
    client.force_login(head)
    assert "Sahkan penjelasan temuan audit" in client.get("/").content.decode()
    assert "KTP dicocokkan di rumah" in client.get(f"/temuan/{finding.pk}/").content.decode()
    client.post(f"/temuan/{finding.pk}/sahkan", {"why": "Surat desa ada"})
    finding.refresh_from_db()
    assert (finding.status, finding.settled_by) == ("settled", head)


def test_an_explanation_can_go_back(client, verifier, head, finding):
    client.force_login(verifier)
    client.post(f"/temuan/{finding.pk}/jelaskan", {"why": "Sudah"})
    client.force_login(head)
    client.post(f"/temuan/{finding.pk}/kembalikan", {"why": "Belum jelas"})
    assert "Belum jelas" in client.get(f"/temuan/{finding.pk}/").content.decode()


def test_a_finding_is_handed_over_to_a_colleague_near_it(client, verifier, finding):
    operator, stranger = staff.user("village_operator", VILLAGE), staff.user("village_operator", "33.24.01.2001")
    client.force_login(verifier)
    client.post(f"/temuan/{finding.pk}/alihkan", {"to": stranger.pk})
    finding.refresh_from_db()
    assert finding.owner == verifier
    client.post(f"/temuan/{finding.pk}/alihkan", {"to": operator.pk})
    finding.refresh_from_db()
    assert finding.owner == operator


def test_looking_again_is_a_job(client, verifier, finding):
    client.force_login(verifier)
    assert client.post("/temuan/periksa").status_code == 303
    assert jobs.run(Job.objects.filter(kind="programmes.controls").get().pk).status == "finished"


def test_the_api_reports_lists_and_settles(client, verifier, head, finding):
    client.force_login(verifier)
    told = client.get("/api/v1/controls").json()
    assert {one["control"]: one["open"] for one in told["controls"]}["double_nik"] == 1
    [listed] = client.get("/api/v1/control-findings?control=double_nik").json()
    assert (listed["nik"], listed["family_id"]) == ("••••9001", finding.family_id)
    explained = client.post(
        f"/api/v1/control-findings/{finding.pk}/explain", {"why": "Ya"}, content_type="application/json"
    )
    assert explained.json()["status"] == "explained"
    client.force_login(head)
    settled = client.post(
        f"/api/v1/control-findings/{finding.pk}/settle", {"why": "Ya"}, content_type="application/json"
    )
    assert settled.json()["status"] == "settled"


def test_a_stranger_opens_no_finding(client, finding):
    client.force_login(staff.user("regency_verifier", "33.24"))
    assert client.get(f"/temuan/{finding.pk}/").status_code == 404
    assert finding.pk not in [one["id"] for one in client.get("/api/v1/control-findings").json()]


@pytest.fixture
def lumbung():
    command = cli.root()
    return lambda *words: CliRunner().invoke(command, list(words))


def test_commands_look_report_and_settle(lumbung, verifier, head):
    no_nik(family())
    looked = lumbung(
        "controls", "check", "--region", "33.23", "--on", TODAY.isoformat(), "--by", "verifikator", "--json"
    )
    assert json.loads(looked.stdout)["controls"]["invalid_nik"]["open"] == 1
    number = str(ControlFinding.objects.get().pk)
    assert number in lumbung("controls", "list", "--by", "verifikator").output
    lumbung("controls", "explain", number, "--why", "Belum punya KTP", "--by", "verifikator")
    assert lumbung("controls", "settle", number, "--why", "Ya", "--by", "verifikator").exit_code == 1
    assert "terbuka lagi" in lumbung("controls", "return", number, "--why", "Belum jelas", "--by", "kepala").output
    lumbung("controls", "explain", number, "--why", "Belum punya KTP, surat desa ada", "--by", "verifikator")
    assert "diselesaikan" in lumbung("controls", "settle", number, "--why", "Ya", "--by", "kepala").output
    assert look() == {("invalid_nik", ControlFinding.objects.get().family_id)}
