"""Pages, calls and commands of cards: the same actions, whoever comes by whichever door."""

import json
from datetime import date

import pytest
import typer
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from typer.testing import CliRunner

from lumbung.core import files
from lumbung.payments import actions, commands, queries
from lumbung.payments.banks import simulated
from lumbung.payments.models import Card, Minutes, OpeningList
from lumbung.payments.tests import factories

pytestmark = pytest.mark.django_db
VILLAGE = "33.23.01.2001"


@pytest.fixture
def people():
    return factories.staff() | {"operator": factories.person("tri", "village_operator", VILLAGE)}


@pytest.fixture
def printed(people):
    factories.families(10)
    factories.opened(people["officer"])
    actions.print_cards(region_code=factories.REGENCY, on=factories.ON, by=people["officer"])


def test_from_the_list_to_the_bank_and_back_by_pages(client, people):
    factories.families(2)
    client.force_login(people["officer"])
    bank = queries.opening_list(viewer=people["officer"], region_code=factories.REGENCY)["bank"][0]
    page = client.post(reverse("payments:prepare_opening"), {"bank": bank, "kind": "new", "region_code": ""})
    listed = OpeningList.objects.get()
    assert page.url == reverse("payments:opening", args=[listed.pk])
    client.force_login(factories.checker())
    client.post(reverse("payments:act_on_opening", args=[listed.pk, "approve"]))
    listed.refresh_from_db()
    content = simulated.answer_list(files.path(listed.ref), bank=bank)
    sent = client.post(reverse("payments:opening_answer"), {"file": SimpleUploadedFile("jawaban.csv", content)})
    assert sent.status_code == 302
    assert "Rekening dibuka" in client.get(sent.url).content.decode()


def test_an_odd_answer_is_refused_on_the_page_in_a_sentence(client, people):
    client.force_login(people["officer"])
    page = client.post(reverse("payments:opening_answer"), {"file": SimpleUploadedFile("a.csv", b"halo")})
    assert page.status_code == 422
    assert "tidak dikenal" in page.content.decode()


def test_an_operator_hands_over_the_cards_of_the_village_and_prints_the_minutes(client, people, printed):
    client.force_login(people["operator"])
    address = reverse("payments:hand_over", args=[VILLAGE])
    cards = list(Card.objects.filter(region_code=VILLAGE))
    assert cards[0].holder_name in client.get(address).content.decode()
    assert "cap jempol" in client.get(f"{address}?cetak").content.decode()
    told = {"held_on": "2026-11-05", "place": "Balai desa", "handed_by": "Dewi, BRI", "witness": "Kades"}
    told |= {"kartu": [card.pk for card in cards], f"bukti-{cards[0].pk}": "thumb"}
    page = client.post(address, told)
    minutes = Minutes.objects.get()
    assert page.url == reverse("payments:minutes", args=[minutes.pk])
    assert "Cap jempol" in client.get(f"{page.url}?cetak").content.decode()
    assert set(minutes.cards.values_list("status", flat=True)) == {"handed"}


def test_minutes_that_miss_something_keep_what_was_written(client, people, printed):
    client.force_login(people["operator"])
    page = client.post(reverse("payments:hand_over", args=[VILLAGE]), {"place": "Balai desa"})
    assert page.status_code == 422
    assert "Balai desa" in page.content.decode()
    assert Minutes.objects.count() == 0


def test_the_list_of_cards_is_narrowed_by_state_and_bank(client, people, printed):
    client.force_login(people["operator"])
    own = client.get(reverse("payments:cards"), {"keadaan": "printed"}).content.decode()
    assert Card.objects.filter(region_code=VILLAGE).first().holder_name in own
    assert "Kartu KKS" in own
    assert "belum ada" in client.get(reverse("payments:cards"), {"keadaan": "closed"}).content.decode().lower()


def test_a_card_is_blocked_on_its_page_and_its_life_tells_it(client, people):
    factories.families(2)
    factories.cards(people["officer"])
    card = Card.objects.first()
    client.force_login(people["officer"])
    page = client.post(reverse("payments:act_on_card", args=[card.pk, "block"]), {"reason": "lost"}, follow=True)
    told = page.content.decode()
    assert "Kartu diblokir" in told
    assert "Hilang atau dicuri" in told
    assert "Diserahkan kepada" in told


def test_a_program_does_the_same(client, people, printed):
    client.force_login(people["operator"])
    card = Card.objects.filter(region_code=VILLAGE).first()
    told = {"region_code": VILLAGE, "held_on": "2026-11-05", "place": "Balai", "handed_by": "D", "witness": "K"}
    told["cards"] = [{"card_id": card.pk, "receipt": "thumb"}]
    answer = client.post("/api/v1/cards/hand-overs", json.dumps(told), content_type="application/json")
    assert answer.status_code == 200
    assert client.get(f"/api/v1/cards/{card.pk}").json()["holder_name"] == card.holder_name


def test_from_the_keyboard_a_person_without_the_permission_is_refused(people, printed):
    root = typer.Typer()
    commands.register(root)
    told = ["hand-over", "--region", VILLAGE, "--place", "Balai desa", "--handed-by", "Dewi", "--witness", "Kades"]
    assert CliRunner().invoke(root, ["card", *told, "--by", "ratna"]).exit_code == 1
    assert CliRunner().invoke(root, ["card", *told, "--by", "tri"]).exit_code == 0
    assert Card.objects.filter(region_code=VILLAGE, status="handed").exists()
    shown = CliRunner().invoke(root, ["card", "list", "--status", "handed", "--by", "tri", "--json"])
    assert {card["status"] for card in json.loads(shown.output)} == {"handed"}


def test_a_draft_is_cancelled_from_the_keyboard(people):
    factories.families(2)
    root = typer.Typer()
    commands.register(root)
    told = {"region_code": factories.REGENCY, "on": date(2026, 11, 5), "by": people["officer"]}
    bank = queries.opening_list(viewer=people["officer"], region_code=factories.REGENCY)["bank"][0]
    draft = actions.prepare_opening_list(kind="new", bank=bank, **told)
    done = CliRunner().invoke(root, ["card", "cancel-list", str(draft.pk), "--by", people["officer"].username])
    assert (done.exit_code, OpeningList.objects.get(pk=draft.pk).status) == (0, "cancelled")
