"""The same quarter by page, by API and by command."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.evidence import NotAPaper
from lumbung.programmes import actions
from lumbung.programmes.models import Appeal, Duty, DutyProof, Sanction
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, family, region
from lumbung.proposals.tests.factories import picture
from lumbung.site import cli
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db
MARCH = dt.date(2026, 3, 1)


@pytest.fixture
def pupil():
    region("33.23.01.2001")
    made = family(GROWN_UP, PUPIL)
    on = dt.date(2026, 1, 1)
    jobs.run(actions.start_run(kind="pkh", on=on, region_code="33.23", by=SYSTEM, queued=False).job_id)
    return made


def lumbung(words):
    return CliRunner().invoke(cli.root(), words)


def signed_in(client, role, region_code="33.23"):
    who = user(role, region_code=region_code)
    client.force_login(who)
    return who


def test_a_facilitator_fills_in_a_month_on_a_page(client, pupil):
    signed_in(client, "facilitator", "33.23.01")
    address = f"{reverse('programmes:family_duties', args=[pupil.pk])}?bulan=2026-03"
    client.post(reverse("programmes:list_family", args=[pupil.pk]), {"bulan": "2026-03"})
    duty = Duty.objects.get()
    page = client.get(address)
    assert "Hari efektif" in page.content.decode()
    told = {f"{duty.pk}-effective_days": 20, f"{duty.pk}-present_days": 21}
    assert client.post(address, told).status_code == 422
    told |= {f"{duty.pk}-present_days": 16, f"{duty.pk}-evidence": "stamped_recap"}
    assert client.post(address, told).status_code == 303
    duty.refresh_from_db()
    assert (duty.present_days, duty.entered_on) == (16, timezone.localdate())


def test_a_sanction_goes_its_way_on_pages(client, pupil):
    for month in (1, 2, 3):
        actions.list_duties(month=dt.date(2026, month, 1), by=SYSTEM)
    Duty.objects.update(effective_days=20, present_days=10, sick_days=0)
    signed_in(client, "regency_verifier")
    client.post(reverse("programmes:verify_conditions"), {"quarter": "2026-Q1"})
    number = Sanction.objects.get().pk
    signed_in(client, "regency_head")
    assert "50 persen" in client.get(reverse("programmes:sanction", args=[number])).content.decode()
    client.post(reverse("programmes:sign_sanction", args=[number]))
    signed_in(client, "facilitator", "33.23.01")
    client.post(reverse("programmes:appeal", args=[number]), {"words": "Bayu sakit.", "exemption": "sick"})
    signed_in(client, "programme_officer", "")
    told = {"why": "Surat dokter ada.", "putusan": "terima"}
    client.post(reverse("programmes:decide_appeal", args=[number]), told)
    assert Appeal.objects.get().status == "granted"
    assert Sanction.objects.get().status == "lifted"


def test_commands_list_import_and_verify(pupil, tmp_path):
    assert lumbung(["condition", "list", "2026-03"]).exit_code == 0
    person = pupil.members.get(birth_date=PUPIL["birth_date"])
    path = tmp_path / "hadir.csv"
    path.write_text(f"NIK;Nama;Hari Efektif;Hadir\n{person.nik};X;20;10\n;Y;20;10\n")
    said = lumbung(["condition", "import", str(path), "--month", "2026-03", "--json"])
    told = json.loads(said.stdout)
    assert (told["matched"], [row["reason"] for row in told["left"]]) == (1, ["no_key"])
    said = lumbung(["condition", "verify", "2026-Q1", "--json"])
    assert json.loads(said.stdout)["not_met"] == 1
    assert json.loads(lumbung(["condition", "sanctions", "--json"]).stdout)["sanctions"][0]["step"] == "cut"
    assert lumbung(["p2k2", "day", "--json"]).exit_code == 0


def test_a_photo_behind_a_duty_is_added_by_page_api_and_command_and_kept_once(client, pupil, tmp_path):
    who = signed_in(client, "facilitator", "33.23.01")
    actions.list_duties(month=MARCH, by=SYSTEM)
    duty = Duty.objects.get()
    page, photo = reverse("programmes:add_proof", args=[pupil.pk]), tmp_path / "rekap.png"
    photo.write_bytes(picture())
    told = {"duty": duty.pk, "kind": "stamped_recap", "bulan": "2026-03"}
    assert client.post(page, told | {"file": SimpleUploadedFile("x.png", picture())}).status_code == 303
    body = client.get(f"{reverse('programmes:family_duties', args=[pupil.pk])}?bulan=2026-03").content.decode()
    [proof] = DutyProof.objects.all()
    assert reverse("programmes:proof", args=[proof.pk]) in body
    assert client.get(reverse("programmes:proof", args=[proof.pk])).getvalue() == picture()
    sent = {"kind": "stamped_recap", "file": SimpleUploadedFile("x.png", picture())}
    assert client.post(f"/api/v1/duties/{duty.pk}/proofs", sent).json()["id"] == proof.pk
    words = ["condition", "proof", str(duty.pk), str(photo), "--kind", "stamped_recap", "--by", who.username]
    assert lumbung(words).exit_code == 0
    assert DutyProof.objects.count() == 1
    duty.refresh_from_db()
    assert (duty.evidence, duty.entered_by_id) == ("stamped_recap", who.pk)


def test_what_is_no_picture_shows_nothing(client, pupil):
    signed_in(client, "facilitator", "33.23.01")
    actions.list_duties(month=MARCH, by=SYSTEM)
    told = {"duty_id": Duty.objects.get().pk, "by": SYSTEM, "on": MARCH}
    with pytest.raises(NotAPaper):
        actions.add_proof(kind="kia_book", content=b"<html>", **told)
    with pytest.raises(actions.ProofUnknown):
        actions.add_proof(kind="rumour", content=picture(), **told)
    assert not DutyProof.objects.exists()
