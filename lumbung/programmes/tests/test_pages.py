"""Pages and the API show what was decided, to those who may see it, and say clearly what cannot be done."""

import json

import pytest
from click.testing import CliRunner

from lumbung.core import jobs, waiting
from lumbung.core.actors import SYSTEM
from lumbung.payments.models import Cycle
from lumbung.payments.tests import factories as payments
from lumbung.programmes import actions
from lumbung.programmes.models import Enrolment, Run
from lumbung.programmes.tests.factories import TODAY, family, region, user
from lumbung.site import cli

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def temanggung():
    region("33.23.01.2001")


@pytest.fixture
def run():
    family(), family(decile=9), family(decile=None)
    begun = actions.start_run(kind="pkh", on=TODAY, region_code="33.23", by=SYSTEM, queued=False)
    jobs.run(begun.job_id)
    return Run.objects.get(pk=begun.pk)


@pytest.fixture
def ratna(client):
    officer = user("ratna")
    client.force_login(officer)
    return officer


def test_the_list_shows_programmes_runs_and_where_to_start(client, ratna, run):
    page = client.get("/penetapan/").content.decode()
    assert "Program Keluarga Harapan" in page
    assert f"/penetapan/{run.pk}/" in page
    assert "Mulai penetapan" in page


def test_a_programme_shows_its_figures_with_law_and_days(client, ratna):
    page = client.get("/program/pkh/").content.decode()
    assert "Kepdirjen Linjamsos 02/3/BS.02.02/01/2020" in page
    assert "Rp3.000.000" in page
    assert "1 Jan 2024" in page
    assert client.get("/program/raskin/").status_code == 404


def test_a_run_is_started_from_the_page_and_its_progress_shown(client, ratna):
    family()
    answer = client.post("/penetapan/mulai", {"kind": "sembako", "on": "2026-01-10", "region_code": "33.23"})
    made = Run.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/penetapan/{made.pk}/")
    assert "hx-get" in client.get(answer.url).content.decode()
    assert client.get(f"/penetapan/{made.pk}/kemajuan").status_code == 200


def test_a_wrong_entry_comes_back_with_a_sentence(client, ratna):
    answer = client.post("/penetapan/mulai", {"kind": "pkh", "on": "2026-01-10", "region_code": "99.99"})
    assert answer.status_code == 422
    assert "Tidak ada wilayah dengan kode" in answer.content.decode()


def test_a_run_shows_counts_by_reason_and_opens_their_families(client, ratna, run):
    page = client.get(f"/penetapan/{run.pk}/").content.decode()
    assert "Tidak terpenuhi: Desil 1 sampai 4" in page
    listed = client.get(f"/penetapan/{run.pk}/keluarga/?putusan=refused&alasan=poor_enough").content.decode()
    assert "1</span> keluarga" in listed
    sheet = client.get(f"/penetapan/{run.pk}/keluarga/?format=csv&urut=-decile")
    assert len(b"".join(sheet).decode().strip().splitlines()) == 4


def test_why_is_a_page_and_a_sheet_to_print(client, ratna, run):
    served = Enrolment.objects.get().family_id
    for address in (f"/penetapan/{run.pk}/keluarga/{served}/", f"/penetapan/{run.pk}/keluarga/{served}/?cetak"):
        page = client.get(address).content.decode()
        assert "Keluarga ini memenuhi semua syarat PKH" in page
        assert "Rp225.000" in page


def test_the_family_page_shows_the_village_why_and_when(client, run):
    client.force_login(user("desa", region_code="33.23.01.2001", role="village_operator"))
    served = Enrolment.objects.get().family_id
    page = client.get(f"/keluarga/{served}/").content.decode()
    assert "PKH: mengapa Rp225.000?" in page
    assert "Ditetapkan sebagai penerima PKH" in page


def test_one_family_is_decided_again_from_its_page(client, ratna, run):
    refused = family()
    answer = client.post(f"/keluarga/{refused.pk}/tetapkan/sembako")
    assert answer.status_code == 303
    assert Enrolment.objects.filter(family=refused, kind="sembako").exists()


def test_a_cycle_is_prepared_from_the_run(client, ratna, run):
    fund = payments.fund(payments.person("bendahara", "treasurer"))
    client.post(f"/penetapan/{run.pk}/siklus", {"period": "2026-q1", "fund": fund.pk})
    assert Cycle.objects.get().source == f"run:{run.pk}:2026-Q1"


def test_the_seal_can_be_checked_from_the_page(client, ratna, run):
    assert "cocok dengan segelnya" in client.post(f"/penetapan/{run.pk}/segel").content.decode()


def test_somebody_from_another_region_finds_nothing(client, run):
    client.force_login(user("budi", region_code="33.24", role="regency_verifier"))
    served = Enrolment.objects.get().family_id
    for address in ("", "keluarga/", f"keluarga/{served}/", "kemajuan"):
        assert client.get(f"/penetapan/{run.pk}/{address}").status_code == 404
    assert f"/penetapan/{run.pk}/" not in client.get("/penetapan/").content.decode()


def test_the_api_answers_the_same(client, ratna, run):
    served = Enrolment.objects.get().family_id
    assert client.get("/api/v1/runs").json()[0]["manifest"] == run.manifest
    counts = client.get(f"/api/v1/runs/{run.pk}/counts").json()
    assert {"outcome": "eligible", "reason": "", "families": 1, "entitlement": 900000} in counts
    why = client.get(f"/api/v1/runs/{run.pk}/families/{served}/why").json()
    assert (why["outcome"], why["told"]["amount"]) == ("eligible", 225000)
    assert any(figure["name"] == "yearly_amount" for figure in client.get("/api/v1/programmes/pkh/figures").json())
    missing = client.get("/api/v1/runs/999999/counts")
    assert (missing.status_code, missing.json()["code"]) == (404, "no_such_run")


def test_a_run_without_a_cycle_waits_for_whoever_prepares_them(ratna, run):
    page = f"/penetapan/{run.pk}/"
    assert page in [task.url for task in waiting.tasks_of(viewer=ratna, today=TODAY)]
    fund = payments.fund(payments.person("bendahara", "treasurer"))
    actions.prepare_cycle(run_id=run.pk, period="2026-Q1", fund_id=fund.pk, by=ratna)
    assert page not in [task.url for task in waiting.tasks_of(viewer=ratna, today=TODAY)]


def test_a_run_is_abandoned_from_another_system_and_the_keyboard_again_changes_nothing(client, ratna):
    family()
    begun = actions.start_run(kind="pkh", on=TODAY, region_code="33.23", by=ratna, queued=False)
    for _twice in range(2):
        assert client.post(f"/api/v1/runs/{begun.pk}/abandon").json()["status"] == "abandoned"
    typed = CliRunner().invoke(cli.root(), ["abandon-run", str(begun.pk), "--by", ratna.username, "--json"])
    assert json.loads(typed.output) == {"run": begun.pk, "status": "abandoned"}
    client.force_login(user("jauh", region_code="34.04"))
    assert client.post(f"/api/v1/runs/{begun.pk}/abandon").status_code == 404


def test_a_run_that_is_finished_is_not_abandoned(client, ratna, run):
    assert client.post(f"/api/v1/runs/{run.pk}/abandon").json()["code"] == "illegal_move"


def test_a_run_that_stopped_can_be_gone_on_with_from_its_page(client, ratna):
    family()
    begun = actions.start_run(kind="pkh", on=TODAY, region_code="33.23", by=ratna, queued=False)
    begun.job.status = "failed"
    begun.job.save()
    assert "Lanjutkan penetapan" in client.get(f"/penetapan/{begun.pk}/").content.decode()
    answer = client.post("/penetapan/mulai", {"kind": "pkh", "on": "2026-01-10", "region_code": "33.23"})
    assert answer.url == f"/penetapan/{begun.pk}/"
