"""The life of a card: printed, handed over with minutes, activated, blocked, opened again, replaced, closed."""

import base64
from datetime import date

import polars as pl
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from lumbung.core import bulk
from lumbung.core.actors import acting
from lumbung.core.evidence import NotASignature
from lumbung.payments import actions, qr, queries
from lumbung.payments.models import Account, Card, Minutes, Transfer
from lumbung.payments.tests import factories
from lumbung.proposals.tests.factories import picture
from lumbung.registry.tests import factories as registry

pytestmark = pytest.mark.django_db
DRAWN = f"data:image/png;base64,{base64.b64encode(picture()).decode()}"
ON, LATER = factories.ON, date(2026, 12, 1)
VILLAGE = "33.23.01.2001"
TOLD = {"place": "Balai desa", "handed_by": "Dewi, BRI", "witness": "Kepala desa", "region_code": VILLAGE, "on": ON}


@pytest.fixture
def people():
    return factories.staff()


def handed(cards, receipt="signature", received_by=""):
    return pl.DataFrame({"card_id": [card.pk for card in cards]}).with_columns(
        received_by=pl.lit(received_by), receipt=pl.lit(receipt)
    )


def printed(people, count=4):
    factories.families(count)
    factories.opened(people["officer"])
    actions.print_cards(region_code=factories.REGENCY, on=ON, by=people["officer"])
    return list(Card.objects.order_by("pk"))


@pytest.fixture
def card(people):
    factories.families(2)
    factories.cards(people["officer"])
    return Card.objects.order_by("pk").first()


def replaced(people, card, reason="lost"):
    """The card blocked, put on a list of replacements, answered by the bank; returns the new card."""
    actions.block_card(card_id=card.pk, reason=reason, on=LATER, by=people["officer"])
    told = {"region_code": factories.REGENCY, "bank": card.bank, "on": LATER, "by": people["officer"]}
    listed = actions.prepare_opening_list(kind="replacement", **told)
    actions.approve_opening_list(list_id=listed.pk, on=LATER, by=factories.checker())
    actions.simulate_opening_answer(list_id=listed.pk, on=LATER, by=people["officer"])
    return Card.objects.exclude(status="closed").get(family=card.family_id)


def put(card, amount, people):
    """So many rupiah on the card, by the way of a cycle."""
    whom = pl.DataFrame({"family_id": [card.family_id]})
    cycle = factories.cycle(people, factories.entitled(whom, amount), factories.fund(people["treasurer"]))
    return factories.released(people, cycle)


def answered(cycle, people):
    actions.write_files(cycle_id=cycle.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=cycle.pk, on=LATER, by=people["officer"], settle=True)


def test_cards_are_handed_over_with_minutes_that_say_who_received_them(people):
    cards = printed(people)
    minutes = actions.hand_over_cards(handed=handed(cards, "thumb"), by=people["officer"], **TOLD)
    told = set(Card.objects.values_list("status", "minutes", "receipt"))
    assert told == {("handed", minutes.pk, "thumb")}
    assert all(card.received_by == card.holder_name for card in Card.objects.all())


def test_the_same_hand_over_again_is_the_same_minutes(people):
    cards = printed(people)
    first = actions.hand_over_cards(handed=handed(cards), by=people["officer"], **TOLD)
    assert actions.hand_over_cards(handed=handed(cards), by=people["officer"], **TOLD) == first
    assert Minutes.objects.count() == 1


@pytest.mark.parametrize("missing", ["place", "handed_by", "witness"])
def test_minutes_without_place_giver_or_witness_are_refused(people, missing):
    cards = printed(people, 1)
    with pytest.raises(actions.MinutesIncomplete):
        actions.hand_over_cards(handed=handed(cards), by=people["officer"], **{**TOLD, missing: " "})


def test_a_card_that_is_not_printed_is_not_handed_over_and_none_of_the_others_is(people):
    cards = printed(people)
    actions.hand_over_cards(handed=handed(cards[:1]), by=people["officer"], **TOLD)
    with pytest.raises(actions.NotToBeHanded):
        actions.hand_over_cards(handed=handed(cards), by=people["officer"], **TOLD)
    assert Card.objects.filter(status="handed").count() == 1


def test_no_card_is_active_without_having_been_handed_over(people):
    card = printed(people, 1)[0]
    assert actions.activate_cards(region_code=VILLAGE, on=ON, by=people["officer"]) == 0
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Card.objects.filter(pk=card.pk).update(status="active")
    with pytest.raises(IntegrityError, match="handed_over_with_minutes"), transaction.atomic():
        Card.objects.filter(pk=card.pk).update(status="handed")


def test_a_blocked_card_is_revoked_and_counts_again_once_opened(people, card):
    def status():
        with acting(people["officer"]):
            listed = queries.revocations(on=LATER)
        return queries.read_card(text=queries.code_of(card=card), on=LATER, revocations=listed).status

    actions.block_card(card_id=card.pk, reason="misused", on=LATER, by=people["officer"])
    assert status() == "revoked"
    actions.unblock_card(card_id=card.pk, reason="cleared", on=LATER, by=people["officer"])
    assert status() == "valid"
    assert [event.act for event in queries.events_of(card=card)] == ["blocked", "unblocked"]


def test_a_reason_that_is_not_on_the_list_is_refused(people, card):
    with pytest.raises(Exception, match="alasan"):
        actions.block_card(card_id=card.pk, reason="because", on=LATER, by=people["officer"])


@pytest.mark.parametrize("reason", ["lost", "damaged", "expired"])
def test_a_replaced_card_has_a_new_number_and_the_old_one_is_closed_and_revoked(people, card, reason):
    new = replaced(people, card, reason)
    card.refresh_from_db()
    assert (card.status, card.reason, card.successor_id) == ("closed", reason, new.pk)
    assert (new.status, new.number != card.number, new.public_number != card.public_number) == ("issued", True, True)
    with acting(people["officer"]):
        listed = qr.read_list(queries.revocations(on=LATER), keys=qr.public_keys())
    assert listed.holds(card.pk)
    assert not listed.holds(new.pk)


def test_what_was_on_the_old_card_is_on_the_new_one_once(people, card):
    answered(put(card, 600_000, people), people)
    held = card.wallets.get(kind="cash").balance
    new = replaced(people, card)
    assert list(Transfer.objects.filter(kind="moved").values_list("amount", flat=True)) == [held]
    assert (card.wallets.get(kind="cash").balance, new.wallets.get(kind="cash").balance) == (0, held)
    assert factories.books_balance()


def test_money_on_its_way_to_a_replaced_card_arrives_on_the_new_one(people, card):
    cycle = put(card, 600_000, people)
    second = replaced(people, replaced(people, card) and card_in_hand(people, card), "damaged")
    answered(cycle, people)
    arrived = 600_000 if cycle.payment_lines.get().status == "paid" else 0
    assert Account.objects.get(card=second, kind="cash").balance == arrived
    assert factories.books_balance()


def card_in_hand(people, card):
    """The successor of a card, handed over and activated."""
    actions.deliver_simulated_cards(region_code=factories.REGENCY, on=LATER, by=people["officer"])
    card.refresh_from_db()
    return card.successor


def test_a_card_that_the_bank_was_asked_to_replace_is_not_opened_again(people, card):
    actions.block_card(card_id=card.pk, reason="lost", on=LATER, by=people["officer"])
    told = {"region_code": factories.REGENCY, "bank": card.bank, "on": LATER, "by": people["officer"]}
    actions.prepare_opening_list(kind="replacement", **told)
    with pytest.raises(actions.AtTheBank):
        actions.unblock_card(card_id=card.pk, reason="found", on=LATER, by=people["officer"])


def test_a_card_past_its_term_goes_on_the_list_of_replacements(people, card):
    day = card.expires_on
    listed = queries.families_to_list(
        viewer=people["officer"], region_code=factories.REGENCY, bank=card.bank, kind="replacement", on=day
    )
    assert card.pk in listed["card_id"]


def test_a_card_with_money_on_it_is_not_closed(people, card):
    answered(put(card, 600_000, people), people)
    with pytest.raises(actions.MoneyOnCard):
        actions.close_card(card_id=card.pk, reason="asked", on=LATER, by=people["officer"])


def test_another_member_takes_the_card_over_and_the_next_card_bears_their_name(people):
    family = registry.household("Slamet Riyadi", "Sumarni")
    factories.cards(people["officer"])
    card, wife = Card.objects.get(), family.members.get(name="Sumarni")
    told = {"person_id": wife.pk, "reason": "died", "on": LATER, "by": people["officer"]}
    first = actions.move_holder(card_id=card.pk, **told)
    assert actions.move_holder(card_id=card.pk, **told) == first
    listed = actions.prepare_opening_list(
        kind="replacement", region_code=factories.REGENCY, bank=card.bank, on=LATER, by=people["officer"]
    )
    assert listed.entries.get().holder_name == "Sumarni"
    assert (first.since, first.until) == (LATER, None)


def test_somebody_of_another_family_does_not_take_the_card(people, card):
    stranger = registry.household("Parto", "Parti").members.first()
    with pytest.raises(actions.NotOfThisFamily):
        actions.move_holder(card_id=card.pk, person_id=stranger.pk, reason="ill", on=LATER, by=people["officer"])


def test_no_family_has_two_open_cards_at_any_size(people):
    factories.families(250)
    factories.cards(people["officer"])
    lost = list(Card.objects.order_by("pk").values_list("pk", flat=True)[:100])
    Card.objects.filter(pk__in=lost).update(status="blocked", reason="lost")
    for bank in sorted(set(Card.objects.filter(pk__in=lost).values_list("bank", flat=True))):
        told = {"region_code": factories.REGENCY, "bank": bank, "on": LATER, "by": people["officer"]}
        listed = actions.prepare_opening_list(kind="replacement", **told)
        actions.approve_opening_list(list_id=listed.pk, on=LATER, by=factories.checker())
        actions.simulate_opening_answer(list_id=listed.pk, on=LATER, by=people["officer"])
    twice = "SELECT family_id FROM payments_card WHERE status <> 'closed' GROUP BY family_id HAVING count(*) > 1"
    assert bulk.rows(twice) == []
    assert Card.objects.filter(pk__in=lost, status="closed", successor__isnull=False).count() == 100


def test_a_signature_drawn_on_the_screen_is_kept_and_stands_in_the_minutes(client, people):
    card, other = printed(people)[:2]
    told = handed([card, other]).with_columns(drawn=pl.Series([DRAWN, ""]))
    minutes = actions.hand_over_cards(handed=told, by=people["officer"], **TOLD)
    client.force_login(people["officer"])
    drawn, blank = (reverse("payments:signature", args=[one.pk]) for one in (card, other))
    assert client.get(drawn).getvalue().startswith(b"\x89PNG")
    sheet = client.get(f"{reverse('payments:minutes', args=[minutes.pk])}?cetak").content.decode()
    assert (drawn in sheet, blank in sheet, client.get(blank).status_code) == (True, False, 404)


@pytest.mark.parametrize("text", ["data:image/png;base64,AAAA", "data:image/svg+xml;base64,PHN2Zz4=", DRAWN[:60], "x"])
def test_what_is_no_drawing_is_refused_and_no_card_is_handed_over(people, text):
    card = printed(people)[0]
    told = handed([card]).with_columns(drawn=pl.lit(text))
    with pytest.raises(NotASignature):
        actions.hand_over_cards(handed=told, by=people["officer"], **TOLD)
    assert Card.objects.get(pk=card.pk).status == "printed"
