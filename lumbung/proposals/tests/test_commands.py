"""`lumbung proposals` and `lumbung meeting`, as somebody at a terminal or a program meets them."""

import json

import pytest
from typer import Typer
from typer.testing import CliRunner

from lumbung.proposals import commands
from lumbung.proposals.models import Paper, Proposal
from lumbung.proposals.tests import factories

pytestmark = pytest.mark.django_db
DAY = "2026-11-09"


def run(*arguments):
    root = Typer()
    commands.register(root)
    return CliRunner().invoke(root, list(map(str, arguments)))


def told(*arguments):
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def photo(tmp_path):
    """A picture on disk."""
    path = tmp_path / "rumah.png"
    path.write_bytes(factories.picture())
    return path


def test_the_whole_way_from_the_keyboard(who, photo):
    factories.region()
    by = {name: ("--by", user.username, "--on", DAY) for name, user in who.items()}
    family = factories.family()
    words = ("--told-by", "Ketua RT 02", "--statement", "Sumur kering.")
    change = f"dwelling:{family.dwelling_id}:water=6"
    case = told("proposals", "file", family.pk, "--kind", "update", "--change", change, *words, *by["operator"])["id"]
    place = ("--latitude", "-7.3161", "--longitude", "110.1758")
    assert run("proposals", "paper", case, photo, *place, *by["operator"]).exit_code == 0
    assert str(Paper.objects.get(proposal_id=case).latitude) == "-7.316100"
    assert run("proposals", "paper", case, photo, *place[:2], *by["operator"]).exit_code == 1
    assert told("proposals", "act", "check", case, *by["operator"]) == {"done": [case], "held": []}
    called = told("meeting", "call", factories.VILLAGE, "--place", "Balai", "--chair", "Suparno", *by["operator"])
    assert called["agenda"] == [{"proposal": case, "decision": "", "reason": ""}]
    assert told("meeting", "refill", called["id"], *by["operator"])["agenda"] == called["agenda"]
    assert told("meeting", "cancel", called["id"], *by["operator"][:2])["status"] == "cancelled"
    called = told("meeting", "call", factories.VILLAGE, "--place", "Balai", "--chair", "Suparno", *by["operator"])
    number, operator = called["id"], by["operator"][:2]
    told("meeting", "attend", number, *(f"Warga {n}, RT" for n in range(5)), *operator)
    for kind in ("minutes", "attendance", "photo"):
        told("meeting", "paper", number, photo, "--kind", kind, *by["operator"])
    missing = told("meeting", "decide", number, case, "agreed", *operator)["missing"]
    assert missing == {"people": 0, "papers": [], "decisions": 0}
    assert told("meeting", "close", number, *by["operator"])["done"] == [case]
    for act, name in (("verify", "verifier"), ("endorse", "head"), ("sign", "regent"), ("decide", "ministry")):
        assert told("proposals", "act", act, case, *by[name])["done"] == [case]
    told("proposals", "act", "confirm", case, "--said", "Sesuai.", *by["facilitator"])
    assert told("proposals", "show", case)["steps"][-1]["act"] == "confirm"
    assert told("proposals", "counts")["reranking"] == 1
    family.dwelling.refresh_from_db()
    assert family.dwelling.water == 6


def test_a_letter_sends_on_and_a_return_comes_back(who, photo):
    proposal = factories.at_step("deliberating", who)
    signed = ("--number", "470/9", "--signer", "Suparno", "--on", DAY, "--by", who["operator"].username)
    assert told("proposals", "letter", photo, proposal.pk, *signed)["done"] == [proposal.pk]
    back = ("--reason", "papers_unclear", "--said", "Foto gelap.", "--by", who["verifier"].username)
    told("proposals", "act", "return", proposal.pk, *back)
    assert "Foto gelap." in told("proposals", "show", proposal.pk)["why"]
    assert [one["id"] for one in told("proposals", "list", "--step", "reported")] == [proposal.pk]


def test_late_ones_lapse_once(who):
    factories.at_step("verifying", who, kind="objection")
    assert told("proposals", "lapse", "--on", "2026-11-23") == {"done": 0}
    assert told("proposals", "lapse", "--on", "2026-11-24") == {"done": 1}
    assert told("proposals", "lapse", "--on", "2026-11-24") == {"done": 0}
    assert Proposal.objects.get().status == "lapsed"


@pytest.mark.parametrize(
    "arguments",
    [
        ("proposals", "act", "verify", 1),
        ("proposals", "act", "fly", 1),
        ("proposals", "rerank"),
        ("proposals", "show", 999_999),
        ("proposals", "paper", 1, "nowhere.png"),
        ("meeting", "show", 1),
    ],
)
def test_a_refusal_is_a_sentence_and_exit_code_one(db, arguments):
    done = run(*arguments)
    assert done.exit_code == 1, done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    "arguments", [("proposals", "windows", "--on", "9/11"), ("proposals", "lapse", "--on", "kemarin")]
)
def test_wrong_use_is_exit_code_two(db, arguments):
    assert run(*arguments).exit_code == 2


def test_the_calendar_of_a_region():
    rows = told("proposals", "windows", "52.07", "--on", "2026-11-12")
    assert [(row["opens"], row["closes"], row["open"]) for row in rows] == [
        ("2026-12-01", "2026-12-11", False),
        ("2026-11-01", "2026-11-14", True),
        ("2026-11-01", "2026-11-30", True),
    ]
