"""The life of a shop by programs and from the keyboard: the same acts as on the pages, the same second persons."""

import pytest
import typer
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from typer.testing import CliRunner

from lumbung.shops import actions, commands
from lumbung.shops.models import Attendant, Purchase, Settlement, Shop, Signal
from lumbung.shops.tests import factories
from lumbung.shops.tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
ASKED = {
    "region_code": factories.VILLAGE, "kind": "ewarong", "name": "Warung Baru", "address": "Pasar",
    "phone": "0812345678", "owner_name": "Siti", "bank": "bri", "account_number": "0012345678", "account_name": "Siti",
}  # fmt: skip


@pytest.fixture
def who():
    return factories.people()


def call(user, method: str, path: str, told: dict | None = None):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return getattr(client, method)(f"/api/v1/{path}", told, content_type="application/json")


def typed(user, *words: object) -> str:
    root = typer.Typer()
    commands.register(root)
    told = CliRunner().invoke(root, ["shop", *map(str, words), "--by", user.username])
    return told.output if told.exit_code == 0 else f"refused: {told.output}"


def test_a_shop_lives_by_calls(who):
    factories.region(factories.VILLAGE)
    made = call(who["verifier"], "post", "shop-requests", ASKED)
    assert (made.status_code, made.json()["status"]) == (201, "requested")
    shop = f"shops/{made.json()['id']}"
    assert call(who["verifier"], "post", f"{shop}/refuse", {"why": "x"}).status_code == 403
    assert call(who["head"], "post", f"{shop}/accept").json()["status"] == "active"
    attends = call(who["verifier"], "post", f"{shop}/attendants", {"username": who["till"].username}).json()
    assert call(who["verifier"], "post", f"shop-attendants/{attends['id']}/end").json()["until"]
    price = {"good": "rice", "price": 14_000, "since": "2026-01-01"}
    assert call(who["verifier"], "put", f"{shop}/price", price).json() == price
    usual = price | {"region_code": "33.23", "source": "Dinas Perdagangan"}
    assert call(who["verifier"], "put", "reference-prices", usual).status_code == 200
    steps = [("suspend", who["head"], 200), ("resume", who["head"], 403), ("resume", who["second_head"], 200),
             ("close", who["head"], 200)]  # fmt: skip
    for step, user, status in steps:
        assert call(user, "post", f"{shop}/{step}", {"why": "Diperiksa"}).status_code == status
    assert Shop.objects.get().status == "closed"


def test_a_shop_lives_from_the_keyboard(who):
    factories.region(factories.VILLAGE)
    told = ["--village", factories.VILLAGE, "--owner", "Siti", "--bank", "bri", "--account", "0012345678"]
    assert "Warung Baru" in typed(who["verifier"], "request", "Warung Baru", *told, "--holder", "Siti")
    shop = Shop.objects.get().pk
    assert typed(who["verifier"], "refuse", shop, "--reason", "x").startswith("refused")
    typed(who["head"], "accept", shop)
    typed(who["verifier"], "attend", shop, who["till"].username)
    assert typed(who["verifier"], "end-attending", Attendant.objects.get().pk).startswith(
        str(Attendant.objects.get().pk)
    )
    assert "Rp14.000" in typed(who["verifier"], "set-price", shop, "rice", 14_000, "--since", "2026-01-01")
    assert "Rp13.000" in typed(who["verifier"], "reference-price", "33.23", "rice", 13_000, "--source", "Dinas")
    typed(who["head"], "suspend", shop, "--reason", "Diperiksa")
    assert typed(who["head"], "resume", shop).startswith("refused")
    typed(who["second_head"], "resume", shop)
    typed(who["head"], "close", shop, "--reason", "Pindah")
    assert Shop.objects.get().status == "closed"


def test_a_return_a_settlement_and_a_signal_by_call_and_keyboard(who):
    factories.everything(who)
    known = Purchase.objects.filter(by=who["till"]).first()
    bought = factories.bought(who, known.shop, known.card, key="kembali", rice=1_000)
    assert call(who["verifier"], "post", f"purchases/{bought.pk}/return", {"why": "Beras rusak"}).status_code == 200
    signal = Signal.objects.first().pk
    typed(who["verifier"], "explain", signal, "--reason", "Hari pasar")
    assert (
        call(who["head"], "post", f"shop-signals/{signal}/return", {"why": "Kurang jelas"}).json()["status"] == "open"
    )
    typed(who["verifier"], "explain", signal, "--reason", "Hari pasar besar")
    assert typed(who["verifier"], "decide", signal, "--accepted", "--reason", "Benar").startswith("refused")
    typed(who["head"], "decide", signal, "--accepted", "--reason", "Benar")
    assert Signal.objects.get(pk=signal).status == "accepted"
    factories.bought(who, known.shop, known.card, key="lagi", rice=1_000)
    fund = factories.paying.Fund.objects.first()
    [made] = actions.prepare_settlements(day=TODAY.replace(day=28), fund_id=fund.pk, at=NOW, by=who["treasurer"])[:1]
    file = SimpleUploadedFile("a.xml", b"<x/>")
    client = Client()
    client.force_login(who["treasurer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(f"/api/v1/shop-settlements/{made.pk}/answer", {"file": file}).status_code == 409
    typed(who["treasurer"], "cancel-settlement", made.pk, "--reason", "Salah hari")
    assert Settlement.objects.get(pk=made.pk).status == "cancelled"
