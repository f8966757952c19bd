"""Assessments on pages, by the API and from the keyboard: the same acts, without script and with it."""

import io
import json
import zipfile

import pytest
import yaml
from click.testing import CliRunner
from django.urls import reverse
from django.utils import timezone

from lumbung.cases import actions, assessment_gate, instruments, queries
from lumbung.cases.models import Assessment, InstrumentPack, Relative, UrgentTask
from lumbung.cases.tests.factories import DAY, NOON, agreed, opened, person, secret
from lumbung.cases.tests.test_assessing import CALM, LOW, begun, signed
from lumbung.registry.tests import factories as registry
from lumbung.site import cli
from lumbung.staff.tests import factories as staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, who):
    client.force_login(who["worker"])
    return client


@pytest.fixture
def officer(who):
    return staff.user("programme_officer", "")


def own_pack(**changes):
    """A made-up instrument as an operator would write it."""
    level = [{"value": at, "points": at, "words": {"id": f"Tingkat {at}", "en": f"Level {at}"}} for at in range(3)]
    told = {
        "name": "ukuran_kami",
        "version": "2026",
        "title": {"id": "Ukuran kami", "en": "Our measure"},
        "about": {"id": "Buatan sendiri.", "en": "Made by ourselves."},
        "licence": {"terms": "operator", "name": "Perjanjian 12/2026", "source": "Pemilik hak"},
        "wording": {"id": "original", "en": "to_confirm"},
        "scales": {"level": level},
        "questions": [
            {"name": f"u{at}", "scale": "level", "words": {"id": f"Butir {at}", "en": f"Item {at}"}} for at in (1, 2)
        ],
        "scores": [
            {
                "name": "total",
                "words": {"id": "Jumlah", "en": "Total"},
                "reckoning": "sum",
                "of": ["u1", "u2"],
                "ranges": [
                    {"name": "low", "from": 0, "to": 1, "words": {"id": "Rendah", "en": "Low"}},
                    {"name": "high", "from": 2, "to": 4, "words": {"id": "Tinggi", "en": "High"}},
                ],
            }
        ],
    }
    return yaml.safe_dump({**told, **changes}, allow_unicode=True).encode()


def zipped(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.yaml", content)
    return held.getvalue()


def load(officer, content):
    return actions.load_pack(content=content, by=officer, on=DAY)


def test_without_script_an_assessment_goes_page_by_page_to_its_signature(desk, who):
    case = opened(who)
    sent = desk.post(reverse("cases:assessments", args=[case.pk]), {"instrument": "phq9/1", "told": "self"})
    draft = Assessment.objects.get()
    assert sent.url == reverse("cases:assessment", args=[draft.pk])
    refused = desk.post(reverse("cases:sign_assessment", args=[draft.pk]), follow=True)
    assert "9 pertanyaan belum dijawab" in refused.content.decode()
    page = reverse("cases:assessment_part", args=[draft.pk, "semua"])
    assert "Selama 2 minggu terakhir" in desk.get(page).content.decode()
    kept = desk.post(page, {**CALM, "phq9": "1", "seen": "0"}, follow=True).content.decode()
    assert "menandai bahaya" in kept
    assert UrgentTask.objects.count() == 1
    done = desk.post(reverse("cases:sign_assessment", args=[draft.pk]), follow=True).content.decode()
    assert "1 dari 27" in done
    assert "Ditandatangani" in done
    assert desk.get(reverse("cases:assessment_pdf", args=[draft.pk])).content.startswith(b"%PDF")


def test_two_points_in_time_draw_a_curve_with_its_table(desk, who):
    case = opened(who)
    signed(who, case)
    signed(who, case, answers=CALM, on=DAY.replace(month=12))
    page = desk.get(reverse("cases:assessments", args=[case.pk])).content.decode()
    assert "Membaik dari 8 menjadi 0." in page
    assert page.count('class="dot"') == 2
    assert "Ringan" in page
    assert "Jumlah PHQ-9" in desk.get(reverse("cases:case", args=[case.pk])).content.decode()


def test_the_family_card_and_what_was_added_are_drawn(desk, who):
    laras = person("Laras", sex="P")
    registry.person(laras.family, "Bayu", relation=3, sex="L")
    case = opened(who, of=laras)
    page = reverse("cases:kin", args=[case.pk])
    desk.post(page, {"what": "relative", "name": "Suratmi", "kin": "parent", "sex": "P", "died": "on"})
    desk.post(page, {"what": "tie", "name": "Puskesmas", "kind": "health", "bond": "strong"})
    shown = desk.get(page).content.decode()
    assert "Bayu: Anak, tinggal serumah." in shown
    assert "Suratmi: Ayah atau ibu, sudah meninggal." in shown
    assert "Puskesmas (Layanan kesehatan): Kuat, menopang." in shown
    desk.post(reverse("cases:remove_relative", args=[case.pk, Relative.objects.get().pk]))
    assert "Suratmi" not in desk.get(page).content.decode()


def test_the_api_keeps_an_answer_as_the_page_s_script_sends_it(desk, who):
    draft = begun(who)
    address = reverse("api:save_assessment_answers", args=[draft.pk])
    body = {"member": 1, "seen": 0, "answers": {"phq9": "2"}}
    told = desk.patch(address, body, content_type="application/json").json()
    assert (told["version"], told["signs"], told["known"]) == (1, ["self_harm"], [])
    assert told["said"][0]["field"] == "phq9"
    again = desk.patch(address, body, content_type="application/json").json()
    assert again["version"] == 1
    assert UrgentTask.objects.count() == 1
    wrong = desk.patch(address, {**body, "answers": {"phq9": "7"}}, content_type="application/json")
    assert wrong.status_code == 422


def test_the_whole_way_by_the_api(desk, who):
    case = opened(who)
    begun_ = desk.post(
        f"/api/v1/cases/{case.pk}/assessments", {"instrument": "phq9/1"}, content_type="application/json"
    )
    number = begun_.json()["id"]
    address = f"/api/v1/cases/assessments/{number}"
    desk.patch(f"{address}/answers", {"answers": LOW}, content_type="application/json")
    assert desk.post(f"{address}/sign").json()["status"] == "finished"
    assert desk.get(address).json()["scores"] == [{"name": "total", "value": 8, "band": "mild"}]
    [course] = desk.get(f"/api/v1/cases/{case.pk}/scores").json()
    assert course["points"][0]["value"] == 8
    sources = {one["key"]: one["source"] for one in desk.get("/api/v1/instruments").json()}
    assert {"phq9/1", "wg_ss/1"} <= set(sources)
    assert "sebagaimana diubah" in sources["komprehensif/1"]
    page = reverse("cases:instrument", args=["fungsi_sosial", "1"])
    assert "pengertian keberfungsian sosial" in desk.get(page).content.decode()


def test_a_stranger_finds_no_secret_assessment_by_any_door(client, who):
    done = signed(who, secret(who))
    client.force_login(who["colleague"])
    for name in ("assessment", "assessment_pdf"):
        assert client.get(reverse(f"cases:{name}", args=[done.pk])).status_code == 404
    for name in ("assessments", "functioning", "kin"):
        assert client.get(reverse(f"cases:{name}", args=[done.case_id])).status_code == 404
    assert client.get(f"/api/v1/cases/assessments/{done.pk}").status_code == 404
    assert client.get(f"/api/v1/cases/{done.case_id}/scores").status_code == 404


def test_an_operator_s_own_instrument_is_loaded_once_and_scores(who, officer, client):
    client.force_login(officer)
    sent = client.post(reverse("cases:instruments"), {"file": io.BytesIO(own_pack())}, follow=True)
    assert "Perjanjian 12/2026" in sent.content.decode()
    assert load(officer, own_pack()) == InstrumentPack.objects.get()
    done = signed(who, instrument="ukuran_kami/2026", answers={"u1": "2", "u2": "1"})
    assert queries.scores_of(assessment=done).get().band == "high"
    with pytest.raises(actions.VersionTaken):
        load(officer, own_pack(about={"id": "Lain.", "en": "Other."}))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (own_pack(licence={"terms": "operator", "name": "", "source": ""}), actions.NotAnInstrument),
        (own_pack(licence={"terms": "free", "name": "x", "source": "y"}), actions.LicenceIsYours),
        (own_pack(scores="__import__('os')"), actions.NotAnInstrument),
        (own_pack(name="phq9", version="1"), actions.VersionTaken),
        (own_pack(about={"id": "3323010101800001", "en": "x"}), actions.NumberWritten),
        (zipped(other="x"), actions.NotAnInstrument),
        (b"PK\x03\x04broken", actions.NotAnInstrument),
        (b"\xff\xfe\x00", actions.NotAnInstrument),
        (zipped(instrument=own_pack(), examples="- {name: salah, given: {u1: 1, u2: 1}, expect: {scores: {total: 9}}}"),
         actions.NotAnInstrument),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_not_loaded(officer, content, refusal):
    with pytest.raises(refusal):
        load(officer, content)
    assert not InstrumentPack.objects.exists()


def test_an_operator_s_zip_brings_examples_that_come_true(officer):
    examples = "- {name: benar, given: {u1: 1, u2: 1}, expect: {scores: {total: 2}, ranges: {total: high}}}"
    assert load(officer, zipped(instrument=own_pack(), examples=examples)).name == "ukuran_kami"


def test_everything_has_its_command(who, tmp_path):
    case, worker = opened(who), who["worker"].username
    runner, lumbung = CliRunner(), cli.root()

    def run(*told):
        done = runner.invoke(lumbung, ["assess", *map(str, told)])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "phq9/1" in run("instruments")
    run("begin", case.pk, "phq9/1", "--by", worker)
    number = Assessment.objects.get().pk
    answers = [part for name, value in {**CALM, "phq9": "1"}.items() for part in ("--answer", f"{name}={value}")]
    assert "self_harm" in run("answer", number, *answers, "--by", worker)
    run("sign", number, "--by", worker)
    assert json.loads(run("show", number, "--by", worker, "--json"))["scores"][0]["value"] == 1
    assert json.loads(run("scores", case.pk, "--by", worker, "--json"))[0]["points"][0]["value"] == 1
    run("print", number, "--to", tmp_path / "asesmen.pdf", "--by", worker)
    assert (tmp_path / "asesmen.pdf").read_bytes().startswith(b"%PDF")
    run("relative", case.pk, "--name", "Suratmi", "--kin", "parent", "--by", worker)
    run("tie", case.pk, "--name", "Masjid", "--kind", "faith", "--bond", "strong", "--by", worker)
    run("remove", case.pk, "--relative", Relative.objects.get().pk, "--by", worker)
    assert not Relative.objects.exists()


def test_a_whole_sheet_of_paper_is_taken_in_once_by_programs_and_from_the_keyboard(who, client):
    case, worker = opened(who), who["worker"]
    client.force_login(worker)
    answers = {**CALM, "phq9": "1"}
    path, body = f"/api/v1/cases/{case.pk}/assessments/whole", {"instrument": "phq9/1", "answers": answers}
    for _again in range(2):
        answer = client.post(path, {**body, "on": str(timezone.localdate())}, content_type="application/json")
        assert (answer.status_code, answer.json()["status"]) == (201, "finished")
    given = [part for name, value in answers.items() for part in ("--answer", f"{name}={value}")]
    told = ["assess", "record", str(case.pk), "phq9/1", *given, "--by", worker.username]
    assert CliRunner().invoke(cli.root(), told).exit_code == 0
    assert Assessment.objects.get().finished_by == worker
    assert UrgentTask.objects.filter(case=case).count() == 1
    left_out = {"instrument": "phq9/1", "answers": {"phq1": "0"}}
    assert client.post(path, left_out, content_type="application/json").status_code == 422
    assert Assessment.objects.count() == 1


def test_a_comprehensive_assessment_is_printed_with_its_pictures(desk, who):
    case = opened(who)
    actions.note_tie(case_id=case.pk, name="Masjid", kind="faith", bond="strong", by=who["worker"])
    questions = instruments.find("komprehensif/1").questions
    answers = {one.name: one.values[0] if one.values else "Sudah diceritakan." for one in questions}
    calm = dict.fromkeys(("self_harm", "violence", "sexual_abuse", "neglect", "trafficking", "emergency"), "no")
    done = signed(who, case, instrument="komprehensif/1", answers={**answers, **calm}, at=NOON)
    printed = desk.get(reverse("cases:assessment_pdf", args=[done.pk]))
    assert printed["Content-Type"] == "application/pdf"
    assert queries.comprehensive_is_signed(case_id=case.pk)
    assert desk.get(reverse("cases:assessment", args=[done.pk])).status_code == 200


def test_the_step_of_assessment_is_done_when_somebody_has_signed_one(who):
    case = agreed(who, opened(who))
    told = {"case_id": case.pk, "step": "assessment", "by": who["worker"], "on": DAY}
    with pytest.raises(assessment_gate.NoSignedAssessment):
        actions.finish_step(**told)
    questions = instruments.find("komprehensif/1").questions
    answers = {one.name: one.values[0] if one.values else "Sudah diceritakan." for one in questions}
    signed(who, case, instrument="komprehensif/1", answers=answers, at=NOON)
    assert actions.finish_step(**told).status == "conference"
