"""Passbooks, acts and days as pages, calls and commands show them."""

import pytest
from django.test import Client
from django.utils import timezone

from lumbung.core.actors import SYSTEM, acting
from lumbung.payments import actions, passbook, queries
from lumbung.payments.models import Act, Cycle
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import AT, ON, wallet, wishes
from lumbung.staff.second_factor import set_second_factor

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def people():
    return factories.staff()


@pytest.fixture
def card(people) -> int:
    """A card with 600.000, of which 250.000 was taken as cash and 100.000 spent."""
    [card] = factories.topped_up(people, 1)
    actions.withdraw(wishes=wishes(("t1", card, 250_000), place="ATM Pasar Kliwon"), on=ON, by=people["treasurer"])
    bought = wishes(("b1", card, 100_000), shop_account_id=factories.shop().pk, place="Warung Bu Siti")
    actions.purchase(wishes=bought, on=ON, by=people["treasurer"])
    return card


def signed_in(user) -> Client:
    set_second_factor(user=user, secret=SECRET)
    client = Client()
    client.force_login(user)
    return client


def test_a_passbook_tells_what_came_what_went_where_and_what_remains(people, card):
    told = passbook.told(queries.statement(viewer=people["officer"], card_id=card))
    assert [(entry["words"], entry["place"], entry["came"], entry["went"], entry["remains"]) for entry in told] == [
        ("Belanja", "Warung Bu Siti", 0, 100_000, 250_000),
        ("Uang tunai diambil", "ATM Pasar Kliwon", 0, 250_000, 350_000),
        ("Bantuan PKH Tahap 4 2026 masuk", "", 600_000, 0, 600_000),
    ]


@pytest.mark.parametrize("address", ["/mutasi-kartu/{}/", "/mutasi-kartu/{}/cetak/", "/api/v1/cards/{}/statement"])
def test_page_print_and_call_show_the_passbook_without_a_number_of_anybody(people, card, address):
    found = queries.card(viewer=people["officer"], card_id=card)
    said = signed_in(people["officer"]).get(address.format(card)).content.decode()
    assert "Warung Bu Siti" in said
    assert "250" in said
    assert not any(number in said for number in (found.number, found.account_number, found.number[-4:]))


def test_a_correction_goes_from_the_passbook_over_a_signature_to_the_wallet(people, card):
    officer, head = signed_in(people["officer"]), signed_in(people["head"])
    taken = queries.statement(viewer=people["officer"], card_id=card).entries[1].transfer_id
    assert officer.post(f"/pemindahan/{taken}/pembetulan/", {"reason": ""}).status_code == 422
    answer = officer.post(f"/pemindahan/{taken}/pembetulan/", {"reason": "Salah kartu"})
    act = Act.objects.get()
    assert answer["Location"] == f"/tindakan-uang/{act.pk}/"
    assert "Tanda tangani</button>" not in officer.get(answer["Location"]).content.decode()
    assert "Tanda tangani</button>" in head.get(answer["Location"]).content.decode()
    head.post(f"/tindakan-uang/{act.pk}/tanda-tangan/")
    assert wallet(card) == 500_000
    assert "Pembetulan: uang tunai diambil dibatalkan" in officer.get(f"/mutasi-kartu/{card}/").content.decode()


def test_the_standing_report_shows_places_checks_and_what_waits(people, card):
    taken = queries.statement(viewer=people["officer"], card_id=card).entries[1].transfer_id
    actions.ask_reversal(transfer_id=taken, reason="Salah kartu", by=people["officer"], at=AT)
    with acting(SYSTEM):
        actions.close_day(on=timezone.localdate())
    regional = signed_in(people["treasurer"]).get("/laporan-harian/").content.decode()
    assert "Diambil tunai" in regional
    assert "Membetulkan pemindahan" in regional
    national = signed_in(factories.person("nat", "treasurer", "")).get("/laporan-harian/").content.decode()
    assert "Cocok" in national


def test_a_revision_is_made_on_the_page_and_its_difference_shown(people):
    money = factories.fund(people["treasurer"])
    draft = factories.cycle(people, factories.entitled(factories.families(2)), money)
    actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=AT)
    gone = draft.payment_lines.first()
    told = {"reason": "Meninggal", "leave_out": str(gone.family_id)}
    client = signed_in(people["officer"])
    answer = client.post(f"/siklus/{draft.pk}/revisi/", told)
    assert answer.status_code == 303
    new = Cycle.objects.get(revises=draft)
    said = client.get(answer["Location"]).content.decode()
    assert answer["Location"] == f"/siklus/{new.pk}/"
    assert gone.recipient in said
    assert "tidak ikut" in said
