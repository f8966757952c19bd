"""A shop is asked for by one person and opened by another; nobody outside its region knows of it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.core.states import IllegalMove
from lumbung.shops import actions, queries
from lumbung.shops.models import Shop
from lumbung.shops.tests import factories
from lumbung.shops.tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return factories.people()


def test_a_shop_opens_with_its_three_places_in_the_ledger(who):
    shop = actions.accept_shop(shop_id=factories.asked(who).pk, on=TODAY, by=who["head"])
    assert shop.status == Shop.Status.ACTIVE
    assert [place.kind for place in (shop.takings, shop.due, shop.paid)] == ["shop", "shop_due", "shop_paid"]


def test_who_asked_for_a_shop_does_not_open_it(who):
    shop = factories.asked({**who, "verifier": who["officer"]})
    with pytest.raises(actions.SamePersonChecks):
        actions.accept_shop(shop_id=shop.pk, on=TODAY, by=who["officer"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Shop.objects.filter(pk=shop.pk).update(checked_by=who["officer"])


def test_the_same_request_again_is_the_same_shop(who):
    assert factories.asked(who) == factories.asked(who)
    with pytest.raises(actions.AccountTaken):
        factories.asked(who, name="Warung Lain")


def test_owner_and_account_are_not_readable_in_the_table(who):
    from_table = str(Shop.objects.filter(pk=factories.asked(who).pk).values_list("number", "name").get())
    raw = queries.shops(viewer=who["head"]).values_list("account_index").get()
    assert "001201234567890" not in from_table + str(raw)


def test_a_shop_that_is_refused_says_why_and_stays_refused(who):
    shop = factories.asked(who)
    with pytest.raises(actions.SayWhy):
        actions.refuse_shop(shop_id=shop.pk, reason=" ", on=TODAY, by=who["head"])
    actions.refuse_shop(shop_id=shop.pk, reason="Bangunannya belum ada.", on=TODAY, by=who["head"])
    with pytest.raises(IllegalMove):
        actions.accept_shop(shop_id=shop.pk, on=TODAY, by=who["head"])


def test_who_suspended_a_shop_does_not_resume_it(who):
    shop = factories.opened(who)
    actions.suspend_shop(shop_id=shop.pk, reason="Diperiksa inspektorat.", by=who["head"])
    with pytest.raises(actions.SamePersonResumes):
        actions.resume_shop(shop_id=shop.pk, by=who["head"])
    assert actions.resume_shop(shop_id=shop.pk, by=who["second_head"]).status == Shop.Status.ACTIVE


def test_a_closed_shop_frees_its_till(who):
    shop = factories.opened(who)
    actions.close_shop(shop_id=shop.pk, reason="Pemiliknya pindah.", on=TODAY, by=who["head"])
    assert not queries.attends(shop=shop, user_id=who["till"].pk)


def test_only_who_sells_stands_at_a_till_and_at_one_at_a_time(who):
    shop, other = factories.opened(who), factories.second(who)
    with pytest.raises(actions.CannotAttend):
        actions.name_attendant(shop_id=shop.pk, username=who["officer"].username, on=TODAY, by=who["verifier"])
    with pytest.raises(actions.AttendsElsewhere):
        actions.name_attendant(shop_id=other.pk, username=who["till"].username, on=TODAY, by=who["verifier"])


def test_who_sells_sees_their_own_shop_and_no_other(who):
    shop, other = factories.opened(who), factories.second(who)
    assert list(queries.shops(viewer=who["till"])) == [shop]
    with pytest.raises(NotFound):
        queries.shop(viewer=who["till"], shop_id=other.pk)


def test_another_regency_finds_no_shop(who):
    shop = factories.opened(who)
    stranger = factories.people("33.24")["head"]
    assert not queries.shops(viewer=stranger).exists()
    with pytest.raises(NotFound):
        actions.suspend_shop(shop_id=shop.pk, reason="Saya mau.", by=stranger)


def test_who_may_not_is_refused(who):
    with pytest.raises(NotAllowed):
        factories.asked({**who, "verifier": who["till"]})


def test_prices_count_from_their_day_and_end_when_a_good_is_no_longer_sold(who):
    shop = factories.opened(who)
    actions.set_price(shop_id=shop.pk, good="rice", price=15_000, since=date(2026, 6, 1), by=who["till"])
    actions.set_price(shop_id=shop.pk, good="egg", price=None, since=date(2026, 6, 1), by=who["till"])
    assert queries.prices_on(shop=shop, day=date(2026, 5, 31))["rice"] == 14_000
    assert queries.prices_on(shop=shop, day=date(2026, 6, 1)) == {"rice": 15_000, "oil": 18_000}


def test_who_sells_sets_no_price_of_another_shop(who):
    other = factories.second(who)
    with pytest.raises(actions.NotOwnTill):
        actions.set_price(shop_id=other.pk, good="rice", price=1, since=TODAY, by=who["till"])


def test_a_price_stands_beside_what_is_usual_nearest_by(who):
    shop = factories.opened(who)
    for code, price in (("33", 13_000), ("33.23", 12_500)):
        told = {"good": "rice", "price": price, "since": date(2026, 1, 1), "source": "Dinas Perdagangan"}
        actions.set_reference_price(region_code=code, by=_of(code, who), **told)
    rice = next(line for line in queries.price_list(shop=shop, day=TODAY) if line.good.code == "rice")
    assert (rice.usual, rice.above, rice.permitted) == (12_500, 12, True)


def _of(code, who):
    return who["officer"] if code == "33.23" else factories.paying.person("provinsi", "programme_officer", code)


def test_a_good_that_is_not_on_the_list_has_no_price(who):
    shop = factories.opened(who)
    with pytest.raises(actions.GoodUnknown):
        actions.set_price(shop_id=shop.pk, good="emas", price=1, since=TODAY, by=who["verifier"])
