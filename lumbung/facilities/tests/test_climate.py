"""Readings are stored once, nonsense is counted, windows move; a real broker may be killed meanwhile."""

import datetime as dt
import json
import queue
import shutil
import socket
import subprocess
import threading
import time
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from lumbung.core.actors import SYSTEM, acting
from lumbung.facilities import actions, listening, queries
from lumbung.facilities.models import Nonsense, Reading, Window
from lumbung.facilities.tests import factories
from lumbung.facilities.tests.factories import DAY, hour

MOSQUITTO = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")


def measured(house, measure, value, at, *, room=None):
    return actions.Measured(house.pk, room and room.pk, measure, Decimal(str(value)), at)


def take(*readings, at, by=SYSTEM, unread=()):
    return actions.take_readings(readings=readings, by=by, at=at, unread=unread)


@pytest.mark.django_db
def test_a_window_opens_in_the_heat_stays_between_and_closes_in_the_cool(who, house):
    room, seen = factories.cafe(house), []
    for minute, degrees in enumerate((27.0, 28.0, 27.0, 26.0)):
        at = hour(10, minute)
        take(measured(house, "rain", 0, at), measured(house, "temperature", degrees, at, room=room), at=at)
        seen.append(Window.objects.get().is_open)
    assert seen == [False, True, True, False]


@pytest.mark.django_db
def test_rain_closes_and_a_hand_goes_before_the_rain_until_its_hour(who, house):
    room, window = factories.cafe(house), Window.objects.get()
    dry, wet = measured(house, "rain", 0, hour(10)), measured(house, "rain", 4, hour(10, 1))
    take(dry, measured(house, "temperature", 31, hour(10), room=room), at=hour(10))
    assert Window.objects.get().is_open
    take(wet, at=hour(10, 1))
    assert not Window.objects.get().is_open
    with pytest.raises(actions.TooLongByHand):
        actions.set_window(window_id=window.pk, is_open=True, by=who["carer"], at=hour(10, 2), hours=13)
    actions.set_window(window_id=window.pk, is_open=True, by=who["carer"], at=hour(10, 2), hours=1)
    take(measured(house, "rain", 5, hour(11, 1)), at=hour(11, 1))
    assert Window.objects.get().why == "hand"
    take(measured(house, "rain", 5, hour(11, 3)), at=hour(11, 3))
    assert (Window.objects.get().is_open, Window.objects.get().why) == (False, "rain")


@pytest.mark.django_db
def test_a_figure_too_old_moves_nothing(who, house):
    room = factories.cafe(house)
    take(measured(house, "temperature", 31, hour(10), room=room), at=hour(10))
    take(measured(house, "rain", 0, hour(10, 31)), at=hour(10, 31))
    assert (Window.objects.get().is_open, Window.objects.get().why) == (False, "unknown")


@pytest.mark.django_db
def test_the_same_reading_twice_is_one_and_nonsense_is_counted(who, house):
    good = measured(house, "temperature", 27.4, hour(10))
    bad = (
        measured(house, "mood", 5, hour(10)),
        measured(house, "temperature", 61, hour(10)),
        measured(house, "temperature", -20.01, hour(10)),
        measured(house, "temperature", 20, hour(10, 6)),
        measured(house, "temperature", 20, hour(9, 59, on=DAY - dt.timedelta(days=1))),
        actions.Measured(10**9, None, "rain", Decimal(0), hour(10)),
    )
    assert take(good, good, *bad, at=hour(10), unread=["body"]) == actions.Taken(
        1, 1, {"body": 1, "measure": 1, "range": 2, "time": 2, "topic": 1}
    )
    assert take(good, at=hour(10, 1)) == actions.Taken(0, 1, {})
    assert Reading.objects.count() == 1
    assert queries.nonsense(since=DAY) == {"body": 1, "measure": 1, "range": 2, "time": 2, "topic": 1}


@pytest.mark.django_db
def test_energy_is_told_by_its_source(who, house):
    for minute, (source, value) in enumerate((("energy_solar", 300), ("energy_solar", 200), ("energy_grid", 100))):
        take(measured(house, source, value, hour(10, minute)), at=hour(10, minute))
    told = queries.energy_of(viewer=who["carer"], facility_id=house.pk, on=DAY)
    assert told == {"energy_solar": 500, "energy_geothermal": 0, "energy_grid": 100}


@pytest.mark.parametrize(
    ("topic", "said", "told"),
    [
        ("lumbung/1/2/temperature", {"value": 27.4, "at": "2026-11-09T10:00:00+07:00"}, None),
        ("lumbung/1/house/rain", {"value": "0", "at": "2026-11-09T10:00:00+07:00"}, None),
        ("lumbung/x/2/temperature", {"value": 1, "at": "2026-11-09T10:00:00+07:00"}, "topic"),
        ("lumbung/1/temperature", {"value": 1, "at": "2026-11-09T10:00:00+07:00"}, "topic"),
        ("lumbung/1/2/temperature", {"value": "NaN", "at": "2026-11-09T10:00:00+07:00"}, "body"),
        ("lumbung/1/2/temperature", {"value": True, "at": "2026-11-09T10:00:00+07:00"}, "body"),
        ("lumbung/1/2/temperature", {"value": 1, "at": "2026-11-09T10:00:00"}, "body"),
        ("lumbung/1/2/temperature", {"value": 1}, "body"),
        ("lumbung/1/2/temperature", [1, 2], "body"),
    ],
)
def test_a_message_is_a_reading_or_says_why_not(topic, said, told):
    found = listening.read(topic, json.dumps(said).encode())
    assert isinstance(found, actions.Measured) if told is None else found == told


class RealBroker:
    """Mosquitto on a free port of this machine."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.config = folder / "mosquitto.conf"
        self.config.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\n")
        self.start()

    def start(self):
        self.process = subprocess.Popen([MOSQUITTO, "-c", str(self.config)], stderr=subprocess.DEVNULL)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def ordered(self, topic):
        """What a motor that wakes up now reads: the last order kept for it, as the broker has it."""
        found = queue.SimpleQueue()
        client = Client(CallbackAPIVersion.VERSION2)
        client.on_message = lambda _client, _data, message: found.put(json.loads(message.payload))
        until(lambda: _connects(client, self.port))
        client.subscribe(topic, qos=1)
        client.loop_start()
        try:
            return found.get(timeout=0.5)["open"]
        except queue.Empty:
            return None
        finally:
            client.disconnect()
            client.loop_stop()

    def publish(self, *messages):
        client = Client(CallbackAPIVersion.VERSION2)
        until(lambda: _connects(client, self.port))
        client.loop_start()
        for topic, body in messages:
            client.publish(topic, body, qos=1).wait_for_publish(5)
        client.disconnect()
        client.loop_stop()


def _connects(client, port):
    try:
        return client.connect("127.0.0.1", port) == 0
    except OSError:
        return False


def until(true, patience=15.0):
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.skipif(MOSQUITTO is None, reason="Mosquitto is not installed (apt-get install mosquitto)")
@pytest.mark.django_db(transaction=True)
def test_a_real_broker_is_heard_killed_and_heard_again(tmp_path):
    who = factories.people()
    with acting(who["head"]):
        house = factories.shelter(who)
    room, now, stop = factories.cafe(house), timezone.now(), threading.Event()
    broker, taken = RealBroker(tmp_path), []

    def hear():
        place = listening.Broker("127.0.0.1", broker.port)
        listening.listen(broker=place, by=SYSTEM, told=taken.append, until=stop.is_set, patience=0.05)
        connection.close()

    def said(measure, value, at=now, place=room.pk):
        return f"lumbung/{house.pk}/{place}/{measure}", json.dumps({"value": value, "at": at.isoformat()})

    hearing = threading.Thread(target=hear)
    hearing.start()
    try:
        broker.publish(("lumbung/ready", "?"))
        heat = said("temperature", 27.5)

        def heard():
            broker.publish(heat, heat, said("temperature", 999), (f"lumbung/{house.pk}/{room.pk}/co2", "banyak"))
            return sum(one.new for one in taken) >= 1 and sum(one.known for one in taken) >= 1

        until(heard)
        broker.kill()
        broker.start()
        later = now + dt.timedelta(seconds=30)

        def opened():
            broker.publish(said("rain", 0, later, "house"), said("temperature", 29, later))
            with acting(SYSTEM):
                return Window.objects.get().is_open

        until(opened)
        motor = f"lumbung/{house.pk}/{room.pk}/window/set"
        until(lambda: broker.ordered(motor) is True)
        with acting(SYSTEM):
            hand = timezone.now() + dt.timedelta(hours=1)
            Window.objects.update(is_open=False, why="hand", by_hand=False, by_hand_until=hand)
        until(lambda: broker.ordered(motor) is False)
        with acting(SYSTEM):
            Window.objects.update(by_hand_until=now)
        until(lambda: broker.ordered(motor) is True)
    finally:
        stop.set()
        hearing.join(10)
        broker.kill()
    with acting(SYSTEM):
        assert Reading.objects.count() == 3
        assert set(Nonsense.objects.values_list("reason", flat=True)) == {"range", "body"}
