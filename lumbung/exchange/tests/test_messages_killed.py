"""Sending that is killed goes on by the same command: each telephone gets its question once and none is left out."""

import pytest

from lumbung.exchange.messaging import standin
from lumbung.exchange.models import Message
from lumbung.exchange.tests.test_messages import asked
from lumbung.payments.tests import factories as paying
from tests.killing import kill_when, lumbung

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_messages_killed_while_they_are_sent_reach_each_telephone_once(monkeypatch):
    people = paying.staff()
    sample = asked(people, 60)
    arguments = ("message", "send", str(sample.pk), "--by", people["officer"].username)
    with standin.serving(pause=0.02) as (phones, gateway):
        told = {"URL": gateway.address, "AUTHORIZATION": gateway.authorization, "SIGNING_KEY": gateway.signing_key}
        for name, value in told.items():
            monkeypatch.setenv(f"LUMBUNG_MESSAGES_{name}", value)
        kill_when(*arguments, condition=lambda: len(phones.inbox) > 30)
        sent_and_not_kept = len(phones.inbox) - Message.objects.filter(status="sent").count()
        assert sent_and_not_kept > 0
        finished = lumbung(*arguments)
        assert finished.returncode == 0, finished.stderr
        assert phones.asked["POST"] == len(phones.inbox) == sample.size
        assert phones.asked["GET"] >= sent_and_not_kept
    assert set(Message.objects.values_list("status", flat=True)) <= {"sent", "delivered"}
