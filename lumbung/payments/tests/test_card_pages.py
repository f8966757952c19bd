"""A card's page, its code, and the page that checks a code for anybody."""

import json
import re

import pytest
from django.urls import reverse

from lumbung.core.actors import acting
from lumbung.payments import qr, queries
from lumbung.payments.models import Card
from lumbung.payments.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return factories.staff()


@pytest.fixture
def card(people):
    factories.families(2)
    factories.cards(people["officer"])
    return Card.objects.order_by("pk").first()


def checked(client, text):
    return client.post(reverse("payments:check_card"), {"code": text})


def test_the_page_of_a_card_draws_the_code_that_is_read_back(client, people, card):
    client.force_login(people["officer"])
    page = client.get(reverse("payments:card", args=[card.pk])).content.decode()
    assert "<svg" in page
    assert qr.spoken(card.public_number) in page
    assert not re.search(r"\d{16}", page)


def test_somebody_from_another_region_finds_no_card(client, people, card):
    client.force_login(factories.person("jauh", "programme_officer", "11.01"))
    assert client.get(reverse("payments:card", args=[card.pk])).status_code == 404


def test_anybody_checks_a_code_without_an_account(client, card):
    answer = checked(client, queries.code_of(card=card))
    assert answer.status_code == 200
    assert "Berlaku" in answer.content.decode()
    assert card.family.head_name in answer.content.decode()


def test_a_closed_card_is_told_at_once(client, card):
    text = queries.code_of(card=card)
    Card.objects.filter(pk=card.pk).update(status=Card.Status.CLOSED)
    assert "jangan dilayani" in checked(client, text).content.decode()


def test_a_text_that_is_no_code_is_refused_in_a_sentence(client):
    answer = checked(client, "HALO")
    assert answer.status_code == 422
    assert "bukan kode KKS" in answer.content.decode()


def test_a_reader_elsewhere_needs_the_two_files_and_nothing_else(client, card):
    keys = qr.from_key_set(json.loads(client.get(reverse("payments:card_keys")).content))
    listed = qr.read_list(client.get(reverse("payments:revoked_cards")).content, keys=keys)
    reading = qr.read_code(queries.code_of(card=card), keys=keys, on=card.issued_on, revocations=listed)
    assert (reading.status, reading.face.number) == ("valid", card.public_number)


def test_no_two_cards_share_a_number(people):
    factories.families(2_500)
    opened = factories.cards(people["officer"])
    assert opened > 2_000
    assert Card.objects.values("public_number").distinct().count() == opened


def test_the_list_names_the_ended_cards_and_no_other(people):
    factories.families(20)
    factories.cards(people["officer"])
    ended = list(Card.objects.order_by("pk").values_list("pk", flat=True)[:3])
    Card.objects.filter(pk__in=ended).update(status=Card.Status.BLOCKED)
    with acting(people["officer"]):
        listed = qr.read_list(queries.revocations(on=factories.ON), keys=qr.public_keys())
    told = [pk for pk in Card.objects.values_list("pk", flat=True) if listed.holds(pk)]
    assert sorted(told) == ended


def test_a_new_number_means_a_new_card(people, card):
    with pytest.raises(Exception, match="Cannot update rows"):
        Card.objects.filter(pk=card.pk).update(public_number="X")


def test_the_same_opening_list_again_changes_no_number(people, card):
    before = card.public_number
    factories.opened(people["officer"])
    card.refresh_from_db()
    assert card.public_number == before
