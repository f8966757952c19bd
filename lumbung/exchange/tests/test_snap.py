"""SNAP BI: both signatures over real HTTP, and payouts that no fault of a bank makes pay twice or lose a line."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from lumbung.exchange import actions, snap
from lumbung.exchange.models import PayoutLine
from lumbung.exchange.snap import codes, signing, standin
from lumbung.exchange.snap.client import Client
from lumbung.payments import actions as payments
from lumbung.payments import queries as paid
from lumbung.payments.models import BankFile, Card, Line
from lumbung.payments.tests import factories as paying

AT = datetime(2026, 11, 5, 3, 0, tzinfo=UTC)


def test_the_symmetric_signature_is_what_the_standard_says():
    text = "POST:/v1.0/x:token:" + hashlib.sha256(b'{"b":1,"a":null}').hexdigest() + ":2026-11-05T10:00:00+07:00"
    wanted = base64.b64encode(hmac.new(b"secret", text.encode(), "sha512").digest()).decode()
    made = signing.symmetric(
        "secret", method="POST", path="/v1.0/x", token="token", body=b'{"b":1,"a":null}', timestamp=signing.stamp(AT)
    )
    assert made == wanted


def test_the_asymmetric_signature_is_read_by_a_key_of_its_own():
    private, public = signing.fresh_pair()
    made = signing.asymmetric(private, "client", signing.stamp(AT))
    key = serialization.load_pem_public_key(public.encode())
    key.verify(base64.b64decode(made), b"client|2026-11-05T10:00:00+07:00", padding.PKCS1v15(), hashes.SHA256())
    assert not signing.verified(public, "other", signing.stamp(AT), made)


def transfer(client: Client, **told) -> str:
    given = {"reference": "LB1", "external_id": "1", "amount": 5, "account": "9", "source": "8", "remark": "", "at": AT}
    return client.transfer(**given | told).code


def test_a_bank_refuses_wrong_signatures_and_the_same_external_id_or_reference():
    with standin.serving() as (books, door):
        good = Client(door)
        assert transfer(good) == "2001700"
        assert transfer(good, reference="LB2") == "4091700"
        assert transfer(good, external_id="2") == "4091701"
        wrong = snap.Door(door.address, door.client_id, "not the secret", door.private_key)
        assert transfer(Client(wrong), reference="LB3", external_id="3") == "4011700"
        stranger = snap.Door(door.address, door.client_id, door.secret, signing.fresh_pair()[0])
        assert transfer(Client(stranger), reference="LB3", external_id="4") == "4017300"
        assert books.paid == {"LB1": 5}


def test_a_token_that_ended_is_asked_for_anew():
    with standin.serving() as (books, door):
        client = Client(door)
        assert transfer(client) == "2001700"
        books.tokens.clear()
        assert transfer(client, reference="LB2", external_id="2") == "2001700"


@pytest.mark.parametrize(
    ("code", "fate"),
    [
        ("2001700", codes.Fate.PAID), ("4041711", codes.Fate.FAILED), ("4031718", codes.Fate.FAILED),
        ("5041700", codes.Fate.UNSURE), ("5001701", codes.Fate.UNSURE), ("4091701", codes.Fate.UNSURE),
        ("2021700", codes.Fate.UNSURE), ("4031714", codes.Fate.STOP), ("4011700", codes.Fate.STOP),
        ("4001702", codes.Fate.STOP), ("4291700", codes.Fate.STOP),
    ],
)  # fmt: skip
def test_only_what_speaks_of_the_payee_fails_a_line(code, fate):
    assert codes.of_transfer(code)[0] == fate


@pytest.fixture
def people(db):
    return paying.staff()


@pytest.fixture
def cycle(people):
    """A released cycle whose lines all go to one bank."""
    whom = paying.families(12)
    paying.cards(people["officer"])
    held = Card.objects.values_list("bank", "family_id")
    bank = max({bank for bank, _family in held}, key=lambda one: sum(bank == one for bank, _family in held))
    served = whom.filter(whom["family_id"].is_in([family for one, family in held if one == bank]))
    cycle = paying.released(people, paying.cycle(people, paying.entitled(served), paying.fund(people["treasurer"])))
    cycle.bank = bank
    return cycle


def pay(cycle, people):
    begun = actions.start_payout(cycle_id=cycle.pk, channel=cycle.bank, by=people["treasurer"], queued=False)
    return actions.pay_out(payout_id=begun.pk, by=people["treasurer"])


def states() -> list[str]:
    return sorted(PayoutLine.objects.values_list("status", flat=True))


def test_a_payout_pays_each_line_once_and_books_it(cycle, people):
    with standin.serving() as (books, door), snap.answering_at(cycle.bank, door):
        assert pay(cycle, people).status == "done"
        assert sum(books.paid.values()) == cycle.total
        with pytest.raises(actions.PayoutOver):
            pay(cycle, people)
    assert set(Line.objects.values_list("status", flat=True)) == {"paid"}
    table = paid.reconciliation(viewer=people["officer"], cycle_id=cycle.pk)
    assert (table.agrees, table.total.paid.rupiah) == (True, cycle.total)
    assert paying.books_balance()


FAULTS = [standin.SILENT_BEFORE, standin.SILENT_AFTER, standin.BROKEN, standin.CLOSED, "", standin.SILENT_AFTER]


def test_silence_is_asked_about_and_no_line_is_paid_twice_or_lost(cycle, people):
    with standin.serving(timeout=0.3, silence=1.0) as (books, door), snap.answering_at(cycle.bank, door):
        books.faults.extend(FAULTS)
        assert pay(cycle, people).status == "done"
        assert len(books.refused) == 1
        assert sum(books.paid.values()) == cycle.total - 600_000
        assert books.asked["/transfer-intrabank"] == cycle.lines + 2
    assert states().count("failed") == 1
    assert Line.objects.get(status="failed").reason == "AC06"
    assert paying.books_balance()


def test_a_payer_without_money_stops_the_payout_fails_nobody_and_goes_on_later(cycle, people):
    with standin.serving() as (books, door), snap.answering_at(cycle.bank, door):
        books.faults.extend(["", standin.POOR])
        stopped = pay(cycle, people)
        assert (stopped.status, "4031714" in stopped.problem) == ("stopped", True)
        assert states().count("paid") == Line.objects.filter(status="paid").count() == 1
        assert pay(cycle, people).status == "done"
        assert len(books.paid) == cycle.lines
    assert paying.books_balance()


def test_a_wrong_secret_stops_the_payout_before_anything_is_paid(cycle, people):
    with standin.serving() as (books, door):
        wrong = snap.Door(door.address, door.client_id, "x", door.private_key)
        with snap.answering_at(cycle.bank, wrong):
            assert pay(cycle, people).status == "stopped"
        assert books.paid == {}
        with snap.answering_at(cycle.bank, door):
            assert pay(cycle, people).status == "done"


def test_a_channel_is_paid_by_files_or_by_the_api_never_by_both(cycle, people):
    with standin.serving() as (_books, door), snap.answering_at(cycle.bank, door):
        begun = actions.start_payout(cycle_id=cycle.pk, channel=cycle.bank, by=people["treasurer"], queued=False)
        written = payments.write_files(cycle_id=cycle.pk, by=people["officer"])
        assert [file.kind for file in written] == ["api"]
        again = actions.start_payout(cycle_id=cycle.pk, channel=cycle.bank, by=people["treasurer"], queued=False)
        assert again == begun


def test_a_channel_whose_files_were_written_is_not_paid_through_the_api(cycle, people):
    payments.write_files(cycle_id=cycle.pk, by=people["officer"])
    served = standin.serving()
    with served as (_books, door), snap.answering_at(cycle.bank, door), pytest.raises(payments.GoesByFile):
        pay(cycle, people)
    assert not BankFile.objects.filter(kind="api").exists()


def test_a_bank_without_an_address_is_refused_with_a_sentence(cycle, people):
    with pytest.raises(snap.NotConfigured, match="belum diatur"):
        pay(cycle, people)
