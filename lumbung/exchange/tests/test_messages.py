"""Messages of samples: each question reaches a telephone once whatever fails, and what comes back is the answer."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from typer import Typer
from typer.testing import CliRunner

from lumbung.core import crypto
from lumbung.core.refusals import NotAllowed
from lumbung.exchange import actions, message_commands, messaging
from lumbung.exchange.messaging import client as gateways
from lumbung.exchange.messaging import replies, standin
from lumbung.exchange.models import Message
from lumbung.payments import actions as payments
from lumbung.payments.models import Line, SampleEntry, SampleFinding
from lumbung.payments.tests import factories as paying
from lumbung.registry.models import Family

ON = date(2026, 11, 10)
NUMBER = "0812000{:05}"


def asked(people, count: int):
    """A sample of paid families, all with telephones."""
    draft = paying.cycle(people, paying.entitled(paying.families(count)), paying.fund(people["treasurer"]))
    cycle = paying.released(people, draft)
    Line.objects.filter(cycle=cycle).update(status="paid", answered_on=ON)
    families = list(Family.objects.order_by("pk"))
    for at, family in enumerate(families):
        number = NUMBER.format(at)
        family.phone, family.phone_index = number, crypto.blind(number, "phone")
    Family.objects.bulk_update(families, ["phone", "phone_index"])
    told = {"margin_bp": 500, "confidence_bp": 9_500, "seed": "padi", "way": "message"}
    return payments.draw_sample(cycle_id=cycle.pk, by=people["officer"], on=ON, **told)


@pytest.fixture
def people(db):
    return paying.staff()


@pytest.fixture
def sample(people):
    return asked(people, 12)


@pytest.fixture
def phones():
    with standin.serving(timeout=0.3, silence=0.6) as (phones, gateway), messaging.sending_to(gateway):
        yield phones


def send(sample, people):
    return actions.send_messages(sample_id=sample.pk, by=people["officer"])


def states() -> dict[str, int]:
    told = list(Message.objects.values_list("status", flat=True))
    return {status: told.count(status) for status in set(told)}


def tell(call, at=None) -> str:
    body, headers = call
    told = {"timestamp": headers["X-Timestamp"], "signature": headers["X-Signature"]}
    return actions.take_event(body=body, at=at or timezone.now(), **told)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1", ("yes", None, 0, "")),
        ("1. 600.000 dipegang sendiri", ("yes", 600_000, 0, "own")),
        ("Sudah, Rp 600 ribu, kartu di warung", ("yes", 600_000, 0, "shop")),
        ("2 550000 agen", ("yes", 550_000, None, "shop")),
        ("3", ("no", None, None, "")),
        ("BELUM bu", ("no", None, None, "")),
        ("2 dipotong", None),
        ("12", None),
        ("maaf ini siapa?", None),
        ("", None),
    ],
)
def test_a_short_answer_is_understood_and_what_is_not_plain_is_left_to_a_person(text, found):
    reply = replies.understood(text)
    assert (reply and (reply.received, reply.amount, reply.cut, reply.held_by)) == found


def test_long_numbers_are_not_kept():
    assert replies.kept("1 nik saya 3323 0101 0180 9990 ya") == "1 nik saya … ya"


def test_each_question_is_sent_once_with_the_familys_own_number(sample, people, phones):
    for _again in range(2):
        send(sample, people)
    assert (len(phones.inbox), phones.asked["POST"], states()) == (sample.size, sample.size, {"sent": sample.size})
    numbers = {number for number, _text in phones.inbox.values()}
    assert numbers <= {messaging.international(NUMBER.format(at)) for at in range(12)}
    assert len(numbers) == sample.size
    assert not any("600" in text for _number, text in phones.inbox.values())
    assert not SampleEntry.objects.filter(sent_on=None).exists()


def test_silence_is_asked_about_and_nobody_is_asked_twice(sample, people, phones):
    phones.faults.extend([standin.SILENT_BEFORE, standin.SILENT_AFTER, standin.BROKEN, standin.BARRED])
    send(sample, people)
    assert states() == {"sent": sample.size - 1, "failed": 1}
    assert len(phones.inbox) == sample.size - 1
    assert SampleEntry.objects.filter(sent_on=None).count() == 1


def test_a_gateway_that_is_down_or_refuses_us_stops_the_sending_and_loses_nothing(sample, people, phones):
    with messaging.sending_to(messaging.Gateway("http://127.0.0.1:9", "x", "y", 0.2)):
        send(sample, people)
    assert states()["planned"] == sample.size - 3
    with messaging.sending_to(messaging.Gateway(messaging.gateway().address, "Bearer wrong", "y", 1)):
        send(sample, people)
    assert phones.inbox == {}
    send(sample, people)
    assert states() == {"sent": sample.size}


def test_without_a_gateway_messages_are_sent_by_hand_as_before(sample, people):
    with pytest.raises(messaging.NoGateway, match="belum diatur"):
        send(sample, people)
    assert not Message.objects.exists()
    payments.note_sent(entry_ids=[SampleEntry.objects.first().pk], by=people["officer"], on=ON)


def test_what_was_sent_by_hand_is_not_sent_again(sample, people, phones):
    first = SampleEntry.objects.order_by("pk").first()
    payments.note_sent(entry_ids=[first.pk], by=people["officer"], on=ON)
    send(sample, people)
    assert len(phones.inbox) == sample.size - 1
    with pytest.raises(NotAllowed):
        actions.send_messages(sample_id=sample.pk, by=people["head"])


def test_a_report_and_an_answer_come_back_and_differ_from_the_ledger(sample, people, phones):
    send(sample, people)
    one, other, third = list(Message.objects.order_by("pk"))[:3]
    assert [tell(phones.arrived(one.reference)) for _again in range(2)] == ["noted", "ignored"]
    number = {message.pk: phones.inbox[message.reference][0] for message in (one, other, third)}
    assert [tell(phones.answered(number[one.pk], "3")) for _again in range(2)] == ["answered", "ignored"]
    assert tell(phones.answered(number[other.pk], "2 550.000, kartu di warung")) == "answered"
    assert tell(phones.answered(number[third.pk], "siapa ini?")) == "kept"
    assert tell(phones.answered("+62899", "1")) == "ignored"
    one.entry.refresh_from_db()
    assert (one.entry.received, one.entry.said, one.entry.answered_by) == ("no", "3", people["officer"])
    assert sorted(SampleFinding.objects.values_list("kind", flat=True)) == ["amount", "card", "not_received"]
    assert Message.objects.get(pk=third.pk).reply == "siapa ini?"
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Message.objects.filter(pk=one.pk).update(status="planned")


def test_a_report_that_comes_while_others_are_still_being_sent_is_not_undone(sample, people, phones, monkeypatch):
    sending = gateways.Client.send

    def send_and_hear(self, *, reference, **told):
        fate = sending(self, reference=reference, **told)
        tell(phones.arrived(reference))
        return fate

    monkeypatch.setattr(gateways.Client, "send", send_and_hear)
    send(sample, people)
    assert states() == {"delivered": sample.size}


def test_a_call_that_the_gateway_did_not_sign_changes_nothing(sample, people, phones, client):
    send(sample, people)
    body, headers = phones.arrived(Message.objects.order_by("pk").first().reference)
    forged = messaging.signature("another key", body, headers["X-Timestamp"])
    told = {"X-Timestamp": headers["X-Timestamp"], "X-Signature": forged}
    sent = {"content_type": "application/json", "data": body}
    assert client.post("/gerbang-pesan/kabar", headers=told, **sent).status_code == 403
    late = timezone.now() + timedelta(minutes=16)
    with pytest.raises(actions.NotTheGateway):
        tell((body, headers), at=late)
    assert client.post("/gerbang-pesan/kabar", headers=headers, **sent).json() == {"done": "noted"}
    junk, signed = phones.event("sms:delivered")
    with pytest.raises(actions.BadEvent):
        tell((b"[]", {**signed, "X-Signature": messaging.signature(phones.signing_key, b"[]", signed["X-Timestamp"])}))
    assert tell((junk, signed)) == "ignored"


def test_pages_api_and_commands_do_the_same_and_tell_no_number(sample, people, phones, caplog):
    officer = Client()
    officer.force_login(people["officer"])
    page = f"/uji-petik/pesan/{sample.pk}/"
    assert "Kirim pesan</button>" in officer.get(page).content.decode()
    assert officer.post(f"/api/v1/samples/{sample.pk}/messages").status_code == 202
    root = Typer()
    message_commands.register(root)
    done = CliRunner().invoke(root, ["message", "send", str(sample.pk), "--by", people["officer"].username, "--json"])
    assert json.loads(done.stdout)["counts"] == {"sent": sample.size}
    number = next(iter(phones.inbox.values()))[0]
    tell(phones.answered(number, "siapa ini?"))
    shown = officer.get(page).content.decode()
    assert "siapa ini?" in shown
    told = officer.get(f"/api/v1/samples/{sample.pk}/messages").json()
    assert (told["gateway"], told["unsent"], told["unread"]) == (True, 0, 1)
    assert "Pesan uji petik" in officer.get("/uji-petik/pesan/").content.decode()
    for text in (shown, caplog.text, done.output):
        assert number not in text
        assert messaging.national(number) not in text


def test_hundreds_of_messages_are_planned_at_once_and_each_sent_once(people, phones):
    sample = asked(people, 400)
    send(sample, people)
    assert (len(phones.inbox), states()) == (sample.size, {"sent": sample.size})
