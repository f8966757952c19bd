"""At the till: the card's code and the family's one-time code buy what the day permits, once, from what there is."""

from datetime import UTC, datetime, timedelta

import pytest

from lumbung.core.refusals import NotFound
from lumbung.payments import qr, rules
from lumbung.payments import queries as cards
from lumbung.payments.actions.countersigning import PreparedTooLongAgo
from lumbung.payments.actions.ledger import NotEnough
from lumbung.payments.models import Card, Transfer
from lumbung.payments.tests import factories as paying
from lumbung.shops import actions
from lumbung.shops.models import Purchase, PurchaseCode
from lumbung.shops.tests import factories
from lumbung.shops.tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return factories.people()


@pytest.fixture
def shop(who):
    return factories.opened(who)


@pytest.fixture
def card(who):
    return factories.with_food(who, 1)[0]


def told(card, shop, who, code, **more):
    given = {"quantities": {"rice": 1_000}, "key": "k", "at": NOW, "by": who["till"]} | more
    return {"shop_id": shop.pk, "card_code": cards.code_of(card=card), "code": code, **given}


def code_for(card, who, at=NOW):
    return actions.issue_code(card_id=card.pk, at=at, by=who["facilitator"])[1]


def test_money_goes_from_the_food_wallet_to_the_shop(who, shop, card):
    bought = factories.bought(who, shop, card, rice=5_000, egg=1_500)
    shop.takings.refresh_from_db()
    assert bought.total == shop.takings.balance == 112_000
    assert paying.wallet(card.pk, "food") == factories.ALLOWANCE - 112_000
    assert bought.items.count() == 2
    assert paying.books_balance()


def test_the_same_request_again_is_the_same_purchase(who, shop, card):
    code = code_for(card, who)
    first = actions.buy(**told(card, shop, who, code))
    assert actions.buy(**told(card, shop, who, code)) == first
    assert Transfer.objects.filter(kind="purchase").count() == 1


def test_a_code_buys_once(who, shop, card):
    code = code_for(card, who)
    actions.buy(**told(card, shop, who, code))
    with pytest.raises(actions.WrongCode):
        actions.buy(**told(card, shop, who, code, key="another"))


def test_a_code_ends_after_its_hours(who, shop, card):
    code = code_for(card, who, at=NOW - timedelta(hours=24))
    with pytest.raises(actions.WrongCode):
        actions.buy(**told(card, shop, who, code))
    fresh = code_for(card, who, at=NOW - timedelta(hours=23, minutes=59))
    assert actions.buy(**told(card, shop, who, fresh)).total == 14_000


def test_after_three_wrong_tries_the_right_code_counts_no_more(who, shop, card):
    code = code_for(card, who)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _attempt in range(3):
        with pytest.raises(actions.WrongCode):
            actions.buy(**told(card, shop, who, wrong))
    assert PurchaseCode.objects.get().attempts_left == 0
    with pytest.raises(actions.WrongCode):
        actions.buy(**told(card, shop, who, code))


def test_a_new_code_ends_the_one_before(who, shop, card):
    code = code_for(card, who)
    code_for(card, who)
    if code != code_for(card, who):
        with pytest.raises(actions.WrongCode):
            actions.buy(**told(card, shop, who, code))


def test_a_code_is_not_readable_in_the_table(who, card):
    made, code = actions.issue_code(card_id=card.pk, at=NOW, by=who["facilitator"])
    assert code not in str(PurchaseCode.objects.filter(pk=made.pk).values_list("code_index", "card").get()[0])


def test_no_more_is_bought_than_there_is_and_the_code_stays(who, shop, card):
    code = code_for(card, who)
    with pytest.raises(NotEnough):
        actions.buy(**told(card, shop, who, code, quantities={"rice": 43_000}))
    assert not Purchase.objects.exists()
    assert actions.buy(**told(card, shop, who, code, quantities={"rice": 42_000})).total == 588_000


def test_what_the_day_does_not_permit_is_refused(who, shop, card):
    in_2022 = datetime(2022, 6, 1, 3, 0, tzinfo=UTC)
    with pytest.raises(actions.NotPermitted, match="Minyak goreng"):
        actions.buy(**told(card, shop, who, "000000", quantities={"oil": 1_000}, at=in_2022))
    code = code_for(card, who)
    assert actions.buy(**told(card, shop, who, code, quantities={"oil": 1_000})).total == 18_000


def test_what_the_shop_does_not_sell_or_nothing_at_all_is_refused(who, shop, card):
    with pytest.raises(actions.NotForSale):
        actions.buy(**told(card, shop, who, "1", quantities={"beef": 1_000}))
    for quantities in ({}, {"rice": 0}):
        with pytest.raises(actions.NothingBought):
            actions.buy(**told(card, shop, who, "1", quantities=quantities))


@pytest.mark.parametrize("status", ["blocked", "closed"])
def test_a_card_that_counts_no_more_buys_nothing(who, shop, card, status):
    code = code_for(card, who)
    Card.objects.filter(pk=card.pk).update(status=status)
    with pytest.raises(actions.CardDoesNotCount):
        actions.buy(**told(card, shop, who, code))


def test_a_forged_card_buys_nothing(who, shop, card):
    code = code_for(card, who)
    with pytest.raises(qr.BadCode):
        actions.buy(**told(card, shop, who, code, card_code="KKS1:HALO"))


def test_a_family_buys_in_a_village_that_is_not_its_own(who, card):
    who["far"] = paying.person("far", "shop_operator", "33.23.05.2001")
    far = factories.opened(who, place="33.23.05.2001", till="far")
    assert factories.bought(who, far, card, till="far").total == 70_000


def test_a_suspended_shop_sells_nothing(who, shop, card):
    code = code_for(card, who)
    actions.suspend_shop(shop_id=shop.pk, reason="Diperiksa.", by=who["head"])
    with pytest.raises(actions.ShopNotActive):
        actions.buy(**told(card, shop, who, code))


def test_nobody_sells_at_a_till_where_they_do_not_stand(who, shop, card):
    code = code_for(card, who)
    with pytest.raises(NotFound):
        actions.buy(**told(card, shop, who, code, by=who["other_till"]))


def test_goods_that_come_back_bring_the_money_back_once_and_by_another_person(who, shop, card):
    bought = factories.bought(who, shop, card)
    for _again in range(2):
        actions.return_purchase(purchase_id=bought.pk, reason="Berasnya berkutu.", at=NOW, by=who["verifier"])
    assert paying.wallet(card.pk, "food") == factories.ALLOWANCE
    shop.takings.refresh_from_db()
    assert shop.takings.balance == 0
    assert paying.books_balance()


def test_dear_goods_come_back_with_two_signatures_and_in_their_days(who, shop, card, monkeypatch):
    bought = factories.bought(who, shop, card)
    two = rules.Signatures(2, ["regency_verifier", "programme_officer"])
    monkeypatch.setattr(rules, "signatures_needed", lambda *_asked, **_on: two)
    told = {"purchase_id": bought.pk, "reason": "Berasnya berkutu.", "at": NOW}
    assert [actions.return_purchase(**told, by=who["verifier"]) for _again in range(2)] == [None, None]
    assert paying.wallet(card.pk, "food") == factories.ALLOWANCE - bought.total
    with pytest.raises(PreparedTooLongAgo):
        actions.return_purchase(**told | {"at": NOW + timedelta(days=31)}, by=who["officer"])
    assert actions.return_purchase(**told, by=who["officer"]).amount == bought.total
    assert paying.wallet(card.pk, "food") == factories.ALLOWANCE
