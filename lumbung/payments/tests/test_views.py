"""Pages: a cycle is read and moved on by those who may, and by nobody else."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lumbung.payments import actions
from lumbung.payments.models import BankFile, Cycle
from lumbung.payments.tests import factories


@pytest.fixture
def people(db):
    return factories.staff()


@pytest.fixture
def draft(people):
    whom = factories.families(40)
    factories.cards(people["officer"])
    return factories.cycle(people, factories.entitled(whom), factories.fund(people["treasurer"]))


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sign(user, cycle, act):
    return browser(user).post(reverse("payments:sign", args=[cycle.pk, act]), follow=True)


@pytest.fixture
def answered(people, draft):
    factories.released(people, draft)
    actions.write_files(cycle_id=draft.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=draft.pk, on=date(2026, 11, 5), by=people["officer"])
    return Cycle.objects.get(pk=draft.pk)


def test_the_list_and_the_page_of_a_cycle_are_shown(people, answered):
    client = browser(people["officer"])
    assert str(answered) in client.get(reverse("payments:cycles")).content.decode()
    page = client.get(reverse("payments:cycle", args=[answered.pk])).content.decode()
    for words in ("Perjalanan uang", "Setiap rupiah ada tempatnya", "Rekonsiliasi per penyalur", "Bambang", "Sidik"):
        assert words in page


def test_lines_are_shown_filtered_and_taken_along(people, answered):
    client, address = browser(people["officer"]), reverse("payments:lines", args=[answered.pk])
    assert "40 baris" in client.get(address).content.decode()
    assert "0 baris" in client.get(address, {"keadaan": "cancelled"}).content.decode()
    assert "LB" in b"".join(client.get(address, {"format": "csv"})).decode()


def test_a_cycle_goes_from_draft_to_release_on_the_screen(people, draft):
    assert "Siklus diajukan" in sign(people["officer"], draft, "submit").content.decode()
    assert "Siklus disetujui" in sign(people["head"], draft, "approve").content.decode()
    draft.refresh_from_db()
    assert draft.status == Cycle.Status.RELEASED


def test_the_one_who_may_not_is_told_so_and_nothing_changes(people, draft):
    page = sign(people["treasurer"], draft, "submit").content.decode()
    assert "tidak berwenang" in page
    draft.refresh_from_db()
    assert draft.status == Cycle.Status.DRAFT


def test_nothing_is_changed_by_looking(people, draft):
    assert browser(people["officer"]).get(reverse("payments:sign", args=[draft.pk, "submit"])).status_code == 405


def test_a_cycle_of_another_region_is_not_there(people, draft):
    stranger = factories.person("orang", "regency_head", "33.24")
    client = browser(stranger)
    for name in ("cycle", "lines"):
        assert client.get(reverse(f"payments:{name}", args=[draft.pk])).status_code == 404
    assert str(draft) not in client.get(reverse("payments:cycles")).content.decode()
    assert client.get(reverse("payments:fund", args=[draft.fund_id])).status_code == 404
    assert client.get(f"/api/v1/cycles/{draft.pk}").status_code == 404


def test_a_report_is_looked_at_before_it_is_booked(people, draft, tmp_path):
    factories.released(people, draft)
    actions.write_files(cycle_id=draft.pk, by=people["officer"])
    reference = draft.payment_lines.first().end_to_end_id
    report = tmp_path / "pos.csv"
    report.write_text(
        f"rujukan;hasil;nilai_rupiah;alasan;tanggal\n{reference};DIBAYAR;600000;;2026-11-05\nJUMLAH;1;600000;;\n"
    )
    client = browser(people["officer"])
    with report.open("rb") as file:
        page = client.post(reverse("payments:upload"), {"file": file}, follow=True)
    assert "Yang akan berubah bila dibukukan" in page.content.decode()
    answer = BankFile.objects.get(direction="in")
    client.post(reverse("payments:book", args=[answer.pk]))
    assert draft.payment_lines.get(end_to_end_id=reference).status == "paid"


def test_a_report_that_is_damaged_is_refused_on_the_form(people, draft, tmp_path):
    report = tmp_path / "rusak.xml"
    report.write_text('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"><CstmrPmtStsRpt>')
    with report.open("rb") as file:
        page = browser(people["officer"]).post(reverse("payments:upload"), {"file": file})
    assert page.status_code == 422
    assert "rusak.xml terpotong" in page.content.decode()


def test_a_fund_shows_where_its_rupiah_are(people, answered):
    page = browser(people["treasurer"]).get(reverse("payments:fund", args=[answered.fund_id])).content.decode()
    assert "Buku besar seimbang" in page
    assert "masih bebas" in page


def test_a_treasurer_opens_a_fund(people):
    told = {
        "name": "Dana A", "source": "APBD", "fiscal_year": 2026, "budget": 1000, "region_code": "33.23",
        "payer_name": "Dinas Sosial", "payer_account": "0123456789",
    }  # fmt: skip
    page = browser(people["treasurer"]).post(reverse("payments:new_fund"), told, follow=True).content.decode()
    assert "Dana diajukan" in page


def test_an_order_is_downloaded_by_whoever_releases_money_only(people, answered):
    order = BankFile.objects.filter(direction="out").first()
    address = reverse("payments:download", args=[order.pk])
    assert browser(people["treasurer"]).get(address).status_code == 200
    assert browser(people["officer"]).get(address).status_code == 403


def test_programs_read_the_same_figures(people, answered):
    told = browser(people["officer"]).get(f"/api/v1/cycles/{answered.pk}/reconciliation").json()
    assert told["agrees"] is True
    assert told["total"]["sent"] == {"lines": 40, "rupiah": 24_000_000}
