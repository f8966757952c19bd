"""Who sends is told by the connection, or by a proxy that is trusted, and by nobody else."""

import datetime as dt

import pytest
from django.test import RequestFactory

from lumbung.core import senders

AT = dt.datetime(2026, 11, 9, 5, 20, tzinfo=dt.UTC)
PROXY = ["127.0.0.1", "10.0.0.0/8"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "sender"),
    [
        ("203.0.113.7", "", [], "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", [], "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", PROXY, "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1", [], ""),
        ("127.0.0.1", "198.51.100.1", PROXY, "198.51.100.1"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.1.2.3", PROXY, "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, bukan alamat", PROXY, ""),
        ("127.0.0.1", "", PROXY, ""),
        ("::ffff:203.0.113.7", "", [], "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "", [], "2001:db8:1:2::/64"),
        ("", "", [], ""),
    ],
)
def test_who_sends(peer, forwarded, trusted, sender):
    assert senders.address_of(peer, forwarded=forwarded, trusted=trusted) == sender


def test_a_mark_holds_for_one_hour_and_one_purpose():
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")
    other = RequestFactory().get("/", REMOTE_ADDR="203.0.113.8")
    mark = senders.mark_of(request, at=AT, purpose="a")
    assert mark == senders.mark_of(request, at=AT + dt.timedelta(minutes=39), purpose="a")
    later = senders.mark_of(request, at=AT + dt.timedelta(minutes=40), purpose="a")
    others = {senders.mark_of(other, at=AT, purpose="a"), senders.mark_of(request, at=AT, purpose="b")}
    assert len({mark, later} | others) == 4
