"""Targeting's pages, API and commands: what each role sees and may, and how a wrong entry comes back."""

import json

import polars as pl
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.site import cli
from lumbung.targeting import actions, panels, queries
from lumbung.targeting.models import ModelVersion, Quota, Reference
from lumbung.targeting.tests import factories

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def version(tmp_path):
    return factories.active_version(tmp_path)


@pytest.fixture
def ranked(version):
    family = factories.family(wall=4, motorcycle=0)
    factories.families(30)
    jobs.run(actions.score_region(region_code="33.23", on=TODAY, by=SYSTEM, queued=False).pk)
    return family


@pytest.fixture
def officer(client, version):
    client.force_login(version.trained_by, backend=BACKEND)
    return client


@pytest.fixture
def facilitator(client):
    who = factories.user("wati", region_code="33.23.01", role="facilitator")
    client.force_login(who, backend=BACKEND)
    return client


def run(*arguments):
    return CliRunner().invoke(cli.root(), ["targeting", *map(str, arguments)])


@pytest.mark.parametrize("name", ["home", "models", "quotas"])
def test_pages_open_before_and_after_a_ranking(officer, ranked, name):
    assert officer.get(reverse(f"targeting:{name}")).status_code == 200


def test_a_model_page_says_what_it_is_worth_and_not_for(officer, version):
    page = officer.get(reverse("targeting:model", args=[version.pk])).content.decode()
    assert "Tidak boleh dipakai untuk" in page
    assert "Dinding tembok" in page


def test_a_survey_of_one_regency_says_nothing_about_others(officer, tmp_path, version):
    file, mapping = factories.survey_file(tmp_path, factories.survey().with_columns(area=pl.lit("33.23")))
    alone = actions.train(file=file, mapping=mapping, by=version.trained_by, on=TODAY)
    assert officer.get(reverse("targeting:model", args=[alone.pk])).status_code == 200


def test_a_facilitator_looks_but_does_not_score(facilitator, ranked):
    assert "Nilai wilayah" not in facilitator.get(reverse("targeting:home")).content.decode()
    assert facilitator.post(reverse("targeting:score"), {"region_code": "33.23"}).status_code == 403


def test_scoring_goes_to_the_worker_and_shows_its_progress(officer, ranked):
    answer = officer.post(reverse("targeting:score"), {"region_code": "33.23"}, follow=True)
    assert answer.status_code == 200
    assert Job.objects.filter(kind="targeting.score", status="waiting").count() == 1


def test_a_wrong_region_comes_back_with_what_to_do(officer, ranked):
    answer = officer.post(reverse("targeting:score"), {"region_code": "jawa"})
    assert answer.status_code == 422
    assert "Tulis kode provinsi" in answer.content.decode()


def test_a_survey_is_trained_from_the_page(officer, tmp_path, version):
    factories.survey().write_csv(tmp_path / "lain.csv")
    with (tmp_path / "lain.csv").open("rb") as file:
        answer = officer.post(reverse("targeting:train"), {"file": file, "mapping": ""})
    assert answer.status_code == 422
    assert "Tidak ada pemetaan yang cocok" in answer.content.decode()


def test_the_trainer_gets_a_sentence_not_an_activation(officer, version, tmp_path):
    file, mapping = factories.survey_file(tmp_path)
    draft = actions.train(file=file, mapping=mapping, by=version.trained_by, on=TODAY)
    page = officer.post(reverse("targeting:activate", args=[draft.pk]), follow=True).content.decode()
    assert "Minta pejabat lain" in page


def test_a_quota_is_set_from_the_page(officer):
    entry = {"programme": "pkh", "region_code": "33.23", "year": 2026, "families": 12_000, "law": "Kepmensos 1/2026"}
    officer.post(reverse("targeting:set_quota"), entry)
    assert Quota.objects.get().families == 12_000


def test_a_quota_without_a_decree_comes_back(officer):
    entry = {"programme": "pkh", "region_code": "33.23", "year": 2026, "families": 1, "law": ""}
    assert officer.post(reverse("targeting:set_quota"), entry).status_code == 422


def test_the_family_page_tells_decile_day_model_and_reasons(version, ranked):
    panel = panels.decile_panel(SYSTEM, ranked)
    assert "Dinding rumah bukan tembok" in panel.context["lower"]
    assert panel.context["changed"] is False


def test_the_family_page_notices_changed_facts(version, ranked):
    ranked.dwelling.wall = 1
    ranked.dwelling.save()
    assert panels.decile_panel(SYSTEM, ranked).context["changed"] is True


def test_a_family_never_scored_has_a_panel_that_says_so():
    assert panels.decile_panel(SYSTEM, factories.family()).context["score"] is None


def test_a_draft_waits_for_others_than_its_trainer(version, tmp_path):
    file, mapping = factories.survey_file(tmp_path)
    actions.train(file=file, mapping=mapping, by=version.trained_by, on=TODAY)
    assert panels.waiting_activations(version.trained_by, TODAY) == []
    assert [task.menu for task in panels.waiting_activations(version.activated_by, TODAY)] == ["targeting"]


def test_another_region_sees_no_ranking(client, ranked):
    who = factories.user("sari", region_code="33.24")
    client.force_login(who, backend=BACKEND)
    assert "Belum ada pemeringkatan di wilayah Anda" in client.get(reverse("targeting:home")).content.decode()
    assert client.get(f"/api/v1/targeting/families/{ranked.pk}").status_code == 404


def test_the_api_tells_a_decile_with_its_model(officer, ranked):
    answer = officer.get(f"/api/v1/targeting/families/{ranked.pk}").json()
    assert answer["version"] == "demo_pmt 1"
    assert answer["decile_national"] == queries.current_score(viewer=SYSTEM, family_id=ranked.pk).decile_national


def test_another_system_trains_on_any_survey_and_names_no_file_of_ours(officer, tmp_path):
    file, mapping = factories.survey_file(tmp_path)
    upload = SimpleUploadedFile("survei.csv", file.read_bytes())
    told = {"target": "spending", "engine": "linear", "cluster": "village"}
    trained = officer.post("/api/v1/targeting/versions", {**told, "file": upload})
    assert (trained.status_code, trained.json()["kind"]) == (201, "any_survey")
    upload.seek(0)
    refused = officer.post("/api/v1/targeting/versions", {"mapping": mapping, "file": upload})
    assert (refused.status_code, mapping in refused.content.decode()) == (422, True)


def test_another_system_puts_a_version_into_use_and_refers_to_the_registry(client, ranked, officer, tmp_path):
    file, mapping = factories.survey_file(tmp_path)
    draft = actions.train(file=file, mapping=mapping, by=ModelVersion.objects.get().trained_by, on=TODAY)
    address = f"/api/v1/targeting/versions/{draft.pk}/activate"
    assert officer.post(address).status_code == 409
    assert officer.post("/api/v1/targeting/references").json()["families"] == 31
    assert "keluarga di registri yang sudah dinilai (31)" in officer.get(reverse("targeting:models")).content.decode()
    page = officer.post(reverse("targeting:refer_to_registry"), follow=True).content.decode()
    assert "Mulai peringkat berikutnya" in page
    assert Reference.objects.filter(source="registry").count() == 1
    client.force_login(factories.user("joko"), backend=BACKEND)
    assert client.post(address).json()["status"] == "active"


def test_the_commands_train_activate_score_and_set_a_quota(tmp_path):
    factories.family()
    factories.user("budi")
    file, mapping = factories.survey_file(tmp_path)
    trained = run("train", file, "--mapping", mapping, "--json")
    assert json.loads(trained.stdout)["metrics"]["held_out"]["splits"] == 20
    assert run("activate", 1, "--by", "budi").exit_code == 0
    assert json.loads(run("score", "33.23", "--json").stdout)["families"] == 1
    assert run("quota", "pkh", "33.23", 2026, 10, "--law", "Kepmensos 1/2026").exit_code == 0
    assert run("reference").exit_code == 0
    assert run("verify").exit_code == 0
    assert ModelVersion.objects.get().status == "active"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("train", "tidak-ada.csv"), 1),
        (("activate", 9, "--by", "budi"), 1),
        (("score", "33.23"), 1),
        (("score", "33.23", "--on", "kemarin"), 2),
        (("quota", "pkh", "33.23", 2026, 10), 2),
    ],
)
def test_commands_refuse_with_1_and_wrong_use_with_2(arguments, code):
    factories.user("budi")
    answer = run(*arguments)
    assert answer.exit_code == code
    assert "Traceback" not in answer.output
