"""Tells the motors of windows what they shall be: by MQTT, and kept by the broker for a motor that wakes up later.

Each window has one address, `lumbung/<facility>/<room>/window/set`, one level below what sensors use, so that nobody
takes an order for a reading: `{"open": true, "at": "2026-11-09T10:00:00+07:00"}`.
"""

import json
import time
from typing import Any

from django.utils import timezone
from paho.mqtt.client import Client

from lumbung.core.actors import acting
from lumbung.facilities import actions, queries
from lumbung.facilities.models import Window

SECONDS = 1.0
AT_LEAST_ONCE = 1


class Steering:
    """What the broker was told of each window; told again whenever it was away."""

    def __init__(self, client: Client, root: str) -> None:
        self.client, self.root = client, root
        self.told: dict[str, str] = {}
        self.next = 0.0

    def forget(self) -> None:
        """The broker came back, perhaps without its memory."""
        self.told, self.next = {}, 0.0

    def tell(self, *, by: Any) -> None:
        """Give windows whose hand is over back to the rule, then tell what changed; at most once a second."""
        if time.monotonic() < self.next or not self.client.is_connected():
            return
        self.next = time.monotonic() + SECONDS
        told = self.told
        with acting(by, via="command"):
            now = timezone.now()
            windows = list(queries.windows(viewer=by))
            over = {one.room.facility_id for one in windows if one.why == "hand" and _is_over(one, now)}
            if over:
                actions.move_windows(facility_ids=sorted(over), by=by, at=now)
                windows = list(queries.windows(viewer=by))
        for one in windows:
            topic, order = self._order(one)
            if told.get(topic) != order:
                self.client.publish(topic, order, qos=AT_LEAST_ONCE, retain=True)
                told[topic] = order

    def _order(self, one: Window) -> tuple[str, str]:
        at = timezone.localtime(one.moved_at).isoformat() if one.moved_at else None
        return f"{self.root}/{one.room.facility_id}/{one.room_id}/window/set", json.dumps(
            {"open": one.is_open, "at": at}
        )


def _is_over(one: Window, now: Any) -> bool:
    return one.by_hand_until is None or one.by_hand_until <= now
