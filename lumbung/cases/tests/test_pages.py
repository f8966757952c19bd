"""The pages: what each person is shown, and that a referral leads on only for those who may see it."""

import pytest

from lumbung.cases import actions
from lumbung.cases.models import Case, Conference, Consent, Contact, Decision, Glass, Wave
from lumbung.cases.tests import factories
from lumbung.cases.tests.factories import DAY

pytestmark = pytest.mark.django_db


def text(client, path: str) -> str:
    """A page that is there and that no browser keeps."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store"), path
    return answer.content.decode()


def sent(client, path: str, **told: object) -> None:
    """A form or a button that does what it says."""
    answer = client.post(path, told)
    assert answer.status_code == 303, answer.content.decode()


def test_a_worker_opens_agrees_and_goes_on(client, who):
    client.force_login(who["worker"])
    told = {"ppks": "lansia:lansia_telantar", "called": "Mbah Karto", "need": "Sakit.", "mode": "family"}
    sent(client, "/kasus/baru/", **told)
    at = f"/kasus/{Case.objects.get().pk}/"
    assert "Mbah Karto" in text(client, "/kasus/")
    assert "Sekarang: Akses atau rujukan" in text(client, at)
    sent(client, f"{at}selesai", step="access")
    agreement = {"given_by": "Mbah Karto", "relation": "self", "scopes": ["service"], "sign": "signature"}
    sent(client, f"{at}persetujuan/", **agreement)
    assert client.get(f"{at}kesepakatan.pdf").content.startswith(b"%PDF")
    sent(client, f"/kasus/persetujuan/{Consent.objects.get().pk}", said="Ragu.")
    sent(client, f"{at}selesai", step="approach")
    assert Case.objects.get().status == "approach"
    assert "Persetujuan dicabut" in text(client, at)
    sent(client, f"{at}tim/anggota/", user=who["colleague"].pk)
    sent(client, f"{at}cara/", mode="community")
    sent(client, f"{at}rahasia", rahasia="ya", said="Diancam tetangga.")
    assert "Tinggalkan halaman ini" in text(client, at)
    assert "M•••" in text(client, "/kasus/")
    sent(client, f"{at}berhenti", said="Ingin mengurus sendiri.")
    assert Case.objects.get().status == "withdrawn"


def test_a_village_refers_in_secret_with_consent_and_learns_no_number(client, who):
    client.force_login(who["operator"])
    told = {"ppks": "tuna_sosial:korban_kekerasan", "called": "Ibu S", "need": "Dipukul suami.", "mode": "family"}
    spoken = {"given_by": "Ibu S", "withheld": "Alamat, kepada suami", "witness": "Bidan Tri"}
    answer = client.post("/kasus/baru/", {**told, **spoken})
    assert answer.headers["Location"] == "/"
    assert Case.objects.get().sensitive
    assert Consent.objects.get().scopes == ["referral"]
    client.force_login(who["supervisor"])
    assert "Tunjuk pekerja sosial untuk 1 kasus" in client.get("/").content.decode()


def test_a_conference_is_led_from_its_page_to_printed_minutes(client, who):
    case = factories.discussed(who, factories.agreed(who, factories.secret(who)))
    client.force_login(who["head"])
    sent(client, "/pembahasan/baru/", on="2026-11-09", place="Aula", region_code="33.23")
    sent(client, "/gelombang/baru/", centre="Sentra Kartini", course="Batik", year=2026, number=1, places=5,
         starts_on="2026-12-01", region_code="33.23")  # fmt: skip
    meeting = Conference.objects.get()
    at = f"/pembahasan/{meeting.pk}/"
    sent(client, f"{at}peserta", user_id=who["colleague"].pk, function="Perawat")
    sent(client, f"{at}peserta", name="dr. Ratna", function="Dokter")
    assert "S•••" not in text(client, at)
    client.force_login(who["worker"])
    asked = {"conference_id": meeting.pk, "question": "wave", "wave_id": _wave()}
    sent(client, f"/kasus/{case.pk}/pembahasan/", **asked)
    client.force_login(who["head"])
    line = Decision.objects.get()
    assert "S•••" in text(client, at)
    sent(client, f"/pembahasan/putusan/{line.pk}/", outcome="accept", said="Cocok.")
    sent(client, f"{at}tutup")
    assert client.get(f"{at}berita-acara.pdf").content.startswith(b"%PDF")
    sent(client, f"/gelombang/{_wave()}/panggil")
    assert "0 dari 5 tempat" in text(client, "/pembahasan/")
    client.force_login(who["worker"])
    assert "1 dari 5 tempat" in text(client, "/pembahasan/")
    assert client.get(f"/gelombang/{_wave()}/panggilan.pdf").content.startswith(b"%PDF")
    case.refresh_from_db()
    assert case.status == "plan"


def _wave() -> int:
    return Wave.objects.get().pk


def test_broken_glass_is_asked_for_and_judged_on_pages(client, who):
    case = factories.secret(who)
    client.force_login(who["colleague"])
    assert client.get(f"/kasus/{case.pk}/").status_code == 404
    sent(client, "/kasus/darurat/", case_id=case.pk, reason="Korban di UGD sekarang.")
    assert "Sumarni" in text(client, f"/kasus/{case.pk}/")
    client.force_login(who["supervisor"])
    assert "membuka kasus rahasia Anda" in client.get("/").content.decode()
    sent(client, f"/kasus/darurat/{Glass.objects.get().pk}", verdict="right")


def test_after_care_is_noted_and_a_case_is_closed(client, who):
    case = factories.accepted(who)
    case = factories.onward(who, case, "plan", "implementation", "monitoring")
    client.force_login(who["worker"])
    sent(client, f"/kasus/kontak/{Contact.objects.earliest('due_on').pk}", found="relapse", said="Minum lagi.")
    page = text(client, f"/kasus/{case.pk}/")
    assert "Kambuh sesudah layanan" in page
    task = case.urgenttasks.get()
    sent(client, f"/kasus/mendesak/{task.pk}", said="Ditemani ke puskesmas.")
    factories.conferred(who, case, question="termination", outcome="end")
    factories.onward(who, case, "aftercare")
    sent(client, f"/kasus/{case.pk}/terminasi/", outcome="independent", said="Tinggal dengan anaknya.")
    assert "Mandiri di masyarakat" in text(client, f"/kasus/{case.pk}/")
    assert actions.end_case(case_id=case.pk, outcome="independent", said="x", by=who["worker"], on=DAY).ending
