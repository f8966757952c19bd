"""The same acts on pages, by programs and from the keyboard; each shop sees its own, strangers see nothing."""

import json
from datetime import timedelta

import pytest
import typer
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from lumbung.payments import qr
from lumbung.payments import queries as cards
from lumbung.shops import actions, commands, vouchers
from lumbung.shops.models import Purchase, PurchaseCode, Redemption, Settlement, Shop, Signal
from lumbung.shops.tests import factories

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


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(user, to, *args, **query) -> str:
    return browser(user).get(reverse(f"shops:{to}", args=args), query).content.decode()


def post(user, to, *args, **told) -> str:
    return browser(user).post(reverse(f"shops:{to}", args=args), told, follow=True).content.decode()


def code_of(card, who) -> str:
    return actions.issue_code(card_id=card.pk, at=timezone.now(), by=who["officer"])[1]


def test_a_shop_goes_from_the_request_to_the_till_on_the_screen(who):
    factories.region(factories.VILLAGE)
    told = {
        "name": "Warung Baru", "kind": "ewarong", "region_code": factories.VILLAGE, "address": "Pasar",
        "owner_name": "Siti", "phone": "081234567890", "bank": "bri", "account_number": "0012345678",
        "account_name": "Siti",
    }  # fmt: skip
    assert "Pejabat lain memeriksanya" in post(who["verifier"], "new", **told)
    made = Shop.objects.get()
    assert "bisa melayani" in post(who["head"], "step", made.pk, "terima")
    assert "ditunjuk" in post(who["verifier"], "attendant", made.pk, username=who["till"].username)
    told = {"good": "rice", "price": "14000", "since": "2026-01-01"}
    assert "Rp14.000" in post(who["till"], "price", made.pk, **told).replace("\xa0", "")


def test_the_till_says_what_it_comes_to_and_then_takes_it(who, shop, card):
    told = {"card_code": cards.code_of(card=card), "code": code_of(card, who), "banyak_rice": "1,5", "key": "t1"}
    assert "Yang dibayar: Rp21.000" in post(who["till"], "till", shop.pk, **told)
    assert not Purchase.objects.exists()
    for _again in range(2):
        assert "Belanja Rp21.000" in post(who["till"], "till", shop.pk, **told, langkah="bayar")
    assert Purchase.objects.get().total == 21_000


def test_a_wrong_code_at_the_till_is_counted_and_told_in_a_sentence(who, shop, card):
    code_of(card, who)
    told = {"card_code": cards.code_of(card=card), "code": "000000", "banyak_rice": "1", "key": "t1"}
    code = PurchaseCode.objects.get()
    answer = post(who["till"], "till", shop.pk, **told, langkah="bayar")
    assert "tidak cocok" in answer or Purchase.objects.exists()
    code.refresh_from_db()
    assert code.attempts_left == 2


def test_a_slip_shows_the_code_once_and_a_book_shows_its_squares(who, card):
    slip = post(who["facilitator"], "code", card.pk)
    assert "Kode belanja Anda" in slip
    drawn = post(who["officer"], "new_book", card.pk, amount="120000", key="b")
    assert drawn.count("<svg") >= 3
    assert "Disisihkan untuk kupon" in page(who["officer"], "card", card.pk)


def test_every_page_of_a_living_shop_is_drawn(who):
    shop = factories.everything(who)
    assert "27 % di atas" in page(who["head"], "shop", shop.pk)
    assert "Harga jauh di atas acuan" in page(who["verifier"], "signals")
    assert "Buktinya" in page(who["verifier"], "signal", Signal.objects.first().pk)
    assert "Kupon yang ditagih lebih dari sekali" in page(who["verifier"], "redemptions")
    assert "Setiap rupiah ada tempatnya" in page(who["treasurer"], "settlement", Settlement.objects.first().pk)
    assert "Banyak kartu" in page(who["head"], "signals")
    assert "tidak boleh dibeli" in page(who["till"], "goods", hari="2022-06-01")
    assert shop.name in page(who["till"], "purchase", Purchase.objects.filter(shop=shop).first().pk)


def test_a_shop_sees_neither_another_shop_nor_what_is_asked_about_it(who, shop):
    other = factories.second(who)
    for name, args in (("shop", [other.pk]), ("till", [other.pk])):
        assert browser(who["till"]).get(reverse(f"shops:{name}", args=args)).status_code == 404
    for name in ("signals", "settlements"):
        assert browser(who["till"]).get(reverse(f"shops:{name}")).status_code == 403


def test_a_signal_is_explained_and_decided_on_the_screen(who):
    factories.everything(who)
    signal = Signal.objects.first()
    assert "orang lain memutuskan" in post(who["verifier"], "signal_step", signal.pk, "jelaskan", why="Hari pasar.")
    assert "Penjelasan diterima" in post(who["head"], "signal_step", signal.pk, "terima", why="Benar.")


def test_a_settlement_goes_its_way_on_the_screen(who, shop, card):
    factories.bought(who, shop, card)
    fund = factories.paying.Fund.objects.get()
    assert "Orang lain menyetujuinya" in post(who["treasurer"], "prepare", day="2026-11-22", fund_id=fund.pk)
    made = Settlement.objects.get()
    assert "Minta bendahara lain" in page(who["treasurer"], "settlement", made.pk)
    assert "Persetujuan Anda dicatat" in post(who["second_treasurer"], "settlement_step", made.pk, "setujui")
    file = browser(who["treasurer"]).get(reverse("shops:settlement_file", args=[made.pk]))
    assert b"pain.001.001.09" in b"".join(file.streaming_content)


def test_records_are_uploaded_on_the_screen(who, shop, card):
    key = factories.key_for(shop, who)
    now = timezone.now()
    told = {"card_id": card.pk, "amount": 50_000, "key": "b", "at": now, "by": who["officer"]}
    text = actions.issue_vouchers(**told).texts[0]
    record = factories.sold_off_line(shop, key, text, at=now + timedelta(minutes=1))
    file = SimpleUploadedFile("catatan.txt", f"{record}\n".encode())
    assert "1 kupon dibayar" in post(who["till"], "upload", file=file)
    assert Redemption.objects.get().outcome == "paid"
    bad = SimpleUploadedFile("catatan.txt", b"KKR1:AAAA\n")
    assert "Baris 1" in post(who["till"], "upload", file=bad)


def test_programs_do_the_same(who, shop, card):
    officer, till = browser(who["officer"]), browser(who["till"])
    code = officer.post(f"/api/v1/cards/{card.pk}/purchase-code", content_type="application/json").json()["code"]
    told = {"card_code": cards.code_of(card=card), "code": code, "quantities": {"rice": 1_000}, "key": "api"}
    address = f"/api/v1/shops/{shop.pk}/purchases"
    wrong = till.post(address, json.dumps({**told, "code": "x"}), content_type="application/json")
    assert (wrong.status_code, PurchaseCode.objects.get().attempts_left) == (403, 2)
    assert till.post(address, json.dumps(told), content_type="application/json").json()["total"] == 14_000
    book = {"amount": 50_000, "key": "b"}
    made = officer.post(f"/api/v1/cards/{card.pk}/voucher-books", json.dumps(book), content_type="application/json")
    assert len(made.json()["vouchers"]) == 1
    assert officer.post("/api/v1/shop-signals/look").json() == {"fresh": 0}
    assert till.post("/api/v1/shop-signals/look").status_code == 403
    assert officer.get("/api/v1/shops").json()["items"][0]["name"] == shop.name
    assert officer.get(f"/api/v1/shops/{shop.pk}/prices").json()[0]["good"] == "rice"
    assert officer.get("/api/v1/goods", {"on": "2019-01-01"}).json()[1]["permitted"] is False
    assert browser(factories.people("33.24")["officer"]).get("/api/v1/shops").json()["items"] == []


def run(*words) -> str:
    root = typer.Typer()
    commands.register(root)
    root.command("other")(lambda: None)
    return CliRunner().invoke(root, [str(word) for word in words]).output


def test_a_shop_without_network_needs_three_files_and_nothing_else(who, shop, card, tmp_path):
    key, keys, records = tmp_path / "toko.json", tmp_path / "keys.json", tmp_path / "catatan.txt"
    public = run("shop", "new-key", key).strip()
    assert run("shop", "new-key", key).strip() == public
    actions.set_shop_key(shop_id=shop.pk, public_key=public, by=who["verifier"])
    keys.write_text(json.dumps(qr.key_set()))
    told = {"card_id": card.pk, "amount": 50_000, "key": "b", "at": timezone.now(), "by": who["officer"]}
    voucher = actions.issue_vouchers(**told).texts[0]
    assert "Rp50.000" in run("shop", "check-voucher", voucher, "--keys", keys).replace("\xa0", "")
    sale = ["shop", "redeem", shop.number, "--voucher", voucher, "--key", key, "--out", records, "--keys", keys]
    shown = ["--card", cards.code_of(card=card)]
    assert "paling banyak" in run(*sale, *shown, "--good", "rice=5@14000")
    assert "dicatat" in run(*sale, *shown, "--good", "rice=1.5@14000")
    assert "1 kupon dibayar" in run("shop", "upload", records, "--by", who["till"].username)
    assert vouchers.read_voucher(voucher, keys=qr.public_keys()).card == card.public_number


def test_the_keyboard_sells_settles_and_looks(who, shop, card):
    code = run("shop", "code", card.pk, "--by", who["officer"].username).split()[0]
    sale = ["shop", "buy", shop.pk, "--card", cards.code_of(card=card), "--key", "c", "--by", who["till"].username]
    assert "tidak cocok" in run(*sale, "--code", "nol", "--good", "rice=1")
    assert PurchaseCode.objects.get().attempts_left == 2
    assert "dibayar" in run(*sale, "--code", code, "--good", "rice=2.5")
    fund = factories.paying.Fund.objects.get()
    assert "Rp35.000" in run("shop", "settle", "--fund", fund.pk, "--by", who["treasurer"].username).replace("\xa0", "")
    made = Settlement.objects.get()
    assert "Dikirim" in run("shop", "approve-settlement", made.pk, "--by", who["second_treasurer"].username)
    assert "0 tanda baru" in run("shop", "look", "--by", who["officer"].username)
    assert json.loads(run("shop", "list", "--json", "--by", who["officer"].username))[0]["name"] == shop.name
