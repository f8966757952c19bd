"""The pages: what each person is shown, and that a referral leads on only for those who may see it."""

import pytest

from lumbung.cases.models import Case

pytestmark = pytest.mark.django_db


def test_a_worker_refers_opens_and_goes_on(client, who):
    client.force_login(who["worker"])
    told = {"ppks": "lansia:lansia_telantar", "called": "Mbah Karto", "need": "Sakit.", "mode": "family"}
    made = client.post("/kasus/baru/", told)
    case = Case.objects.get()
    assert made.headers["Location"] == f"/kasus/{case.pk}/"
    assert "Mbah Karto" in client.get("/kasus/").content.decode()
    assert "Sekarang: Akses atau rujukan" in client.get(f"/kasus/{case.pk}/").content.decode()
    client.post(f"/kasus/{case.pk}/selesai", {"step": "access"})
    case.refresh_from_db()
    assert case.status == "approach"


def test_a_village_refers_in_secret_and_learns_no_number(client, who):
    client.force_login(who["operator"])
    told = {"ppks": "tuna_sosial:korban_kekerasan", "called": "Ibu S", "need": "Dipukul suami.", "mode": "family"}
    assert client.post("/kasus/baru/", told).headers["Location"] == "/"
    assert Case.objects.get().sensitive
