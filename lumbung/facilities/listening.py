"""Hears the sensors of buildings: MQTT messages become readings, stored first and only then acknowledged.

A sensor publishes `{"value": 27.4, "at": "2026-11-09T10:00:00+07:00"}` under `lumbung/<facility>/<room>/<measure>`;
what is measured for the whole house has `house` for a room. The broker keeps the session: what came while this program
or its database was away is sent again, and what was stored already is the same row. A broker that goes away is asked
again after one second, then ever more slowly, at most half a minute. In the pauses the motors of windows are told
what the rule or a hand wants of them.
"""

import json
import queue
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from lumbung.core.actors import acting
from lumbung.facilities import actions
from lumbung.facilities.models import Nonsense
from lumbung.facilities.steering import Steering

ROOT, HOUSE = "lumbung", "house"
TOPICS = f"{ROOT}/+/+/+"
AT_LEAST_ONCE = 1
MOST_AT_ONCE = 500
LONGEST_WORDS = 1_000
KEPT_SECONDS = 24 * 3600
Reason = Nonsense.Reason


@dataclass(frozen=True)
class Broker:
    """Where messages come from; `name` is under which the broker keeps them for us."""

    host: str
    port: int
    name: str = "lumbung"
    username: str = ""
    password: str = ""
    tls: bool = False


def read(topic: str, payload: bytes) -> actions.Measured | Reason:
    """What a message claims to have measured, or why it is no reading at all."""
    parts = topic.split("/")
    if len(parts) != 4 or not parts[1].isdecimal() or not (parts[2] == HOUSE or parts[2].isdecimal()):
        return Reason.TOPIC
    facility, room = int(parts[1][:18]), None if parts[2] == HOUSE else int(parts[2][:18])
    try:
        said = json.loads(payload[:LONGEST_WORDS])
        value, at = Decimal(str(said["value"])), datetime.fromisoformat(said["at"])
    except (ValueError, KeyError, TypeError, InvalidOperation):
        return Reason.BODY
    if not value.is_finite() or timezone.is_naive(at) or isinstance(said["value"], bool):
        return Reason.BODY
    return actions.Measured(facility, room, parts[3], value, at)


def listen(
    *, broker: Broker, by: Any, told: Callable[[actions.Taken], None], until: Callable[[], bool], patience: float = 0.5
) -> None:
    """Take readings and move windows until told to stop; every handful in one transaction, then acknowledged."""
    heard: queue.SimpleQueue[MQTTMessage] = queue.SimpleQueue()
    client = _client(broker, heard)
    steering = Steering(client, ROOT)

    def connected(*_connection: Any) -> None:
        client.subscribe(TOPICS, qos=AT_LEAST_ONCE)
        steering.forget()

    client.on_connect = connected
    client.loop_start()
    try:
        while not until():
            messages = _handful(heard, patience)
            if messages:
                told(_take(messages, by))
                for message in messages:
                    client.ack(message.mid, message.qos)
            steering.tell(by=by)
    finally:
        client.disconnect()
        client.loop_stop()


def _client(broker: Broker, heard: "queue.SimpleQueue[MQTTMessage]") -> Client:
    """A client that asks again by itself."""
    client = Client(
        CallbackAPIVersion.VERSION2, client_id=broker.name, protocol=MQTTProtocolVersion.MQTTv5, manual_ack=True
    )
    if broker.username:
        client.username_pw_set(broker.username, broker.password)
    if broker.tls:
        client.tls_set()
    client.reconnect_delay_set(min_delay=1, max_delay=30)
    client.on_message = lambda _client, _data, message: heard.put(message)
    kept = Properties(PacketTypes.CONNECT)
    kept.SessionExpiryInterval = KEPT_SECONDS
    client.connect_async(broker.host, broker.port, clean_start=False, properties=kept)
    return client


def _handful(heard: "queue.SimpleQueue[MQTTMessage]", patience: float) -> list[MQTTMessage]:
    """What has come by now; waits a little for the first."""
    found: list[MQTTMessage] = []
    try:
        found.append(heard.get(timeout=patience))
        while len(found) < MOST_AT_ONCE:
            found.append(heard.get_nowait())
    except queue.Empty:
        pass
    return found


def _take(messages: list[MQTTMessage], by: Any) -> actions.Taken:
    said = [read(message.topic, bytes(message.payload)) for message in messages]
    readings = [one for one in said if isinstance(one, actions.Measured)]
    unread = [str(one) for one in said if not isinstance(one, actions.Measured)]
    with acting(by, via="command"):
        return actions.take_readings(readings=readings, unread=unread, by=by, at=timezone.now())
