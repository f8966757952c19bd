"""Codes on cards: read by others' libraries as by ours, and refused when anything about them is wrong."""

import zlib
from dataclasses import replace
from datetime import date

import base45
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from lumbung.payments import qr
from lumbung.payments.qr.codes import PREFIX
from lumbung.payments.qr.keys import SigningKey, from_key_set, key_id, key_set

claim169 = pytest.importorskip("claim169", reason="the independent reader has no wheel for this machine")
PRIVATE = Ed25519PrivateKey.generate()
KEY = SigningKey(key_id(PRIVATE.public_key()), PRIVATE)
KEYS = {KEY.id: PRIVATE.public_key()}
FACE = qr.Face("K7Q2M9XA4T", "Siti Aminah", date(2026, 1, 5), date(2031, 1, 5), 12)
TODAY = date(2026, 11, 22)


def revoked(*places, on=TODAY):
    return qr.read_list(qr.write_list(places, places=100, on=on, days=30, key=KEY), keys=KEYS)


def read(text, *, on=TODAY, revocations=None, keys=KEYS):
    return qr.read_code(text, keys=keys, on=on, revocations=revocations)


def test_what_is_written_is_read():
    reading = read(qr.write_code(FACE, KEY), revocations=revoked())
    assert (reading.face, reading.key_id, reading.status) == (FACE, KEY.id, "valid")


def test_the_library_of_claim_169_reads_our_code():
    body = qr.write_code(FACE, KEY).removeprefix(PREFIX)
    told = claim169.decode_with_ed25519(body, PRIVATE.public_key().public_bytes_raw())
    assert (told.claim169.id, told.claim169.full_name) == (FACE.number, FACE.name)
    assert date.fromtimestamp(told.cwt_meta.expires_at) == FACE.expires_on
    assert (told.is_verified(), told.key_id.hex()) == (True, KEY.id)


def test_the_code_fits_a_small_square_and_holds_no_long_number():
    text = qr.write_code(FACE, KEY)
    assert len(text) < 400
    assert text.isascii()
    assert text == text.upper()


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2026, 1, 4), "not_yet"),
        (date(2026, 1, 5), "valid"),
        (date(2031, 1, 4), "valid"),
        (date(2031, 1, 5), "expired"),
    ],
)
def test_a_card_counts_from_its_first_day_until_the_day_before_its_end(on, status):
    assert read(qr.write_code(FACE, KEY), on=on, revocations=revoked(on=on)).status == status


def test_a_revoked_card_is_told_and_its_neighbours_are_not():
    told = {place: read(qr.write_code(replace(FACE, place=place), KEY), revocations=revoked(12)).status
            for place in (11, 12, 13)}  # fmt: skip
    assert told == {11: "valid", 12: "revoked", 13: "valid"}


def test_a_list_older_than_the_card_or_out_of_date_says_nothing():
    younger = qr.write_code(replace(FACE, place=5000), KEY)
    assert read(younger, revocations=revoked()).status == "unlisted"
    assert read(qr.write_code(FACE, KEY), revocations=revoked(on=date(2026, 9, 1))).status == "unlisted"


def test_another_key_is_unknown_and_its_signature_under_our_name_is_forged():
    other = Ed25519PrivateKey.generate()
    theirs = SigningKey(key_id(other.public_key()), other)
    with pytest.raises(qr.BadCode) as caught:
        read(qr.write_code(FACE, theirs))
    assert caught.value.reason == "unknown_key"
    with pytest.raises(qr.BadCode) as caught:
        read(qr.write_code(FACE, replace(theirs, id=KEY.id)))
    assert caught.value.reason == "forged"


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_no_changed_byte_is_believed(at, value):
    packed = bytearray(zlib.decompress(base45.b45decode(qr.write_code(FACE, KEY).removeprefix(PREFIX))))
    at %= len(packed)
    if packed[at] == value:
        return
    packed[at] = value
    with pytest.raises(qr.BadCode):
        read(PREFIX + base45.b45encode(zlib.compress(bytes(packed))).decode())


@given(st.one_of(st.text(), st.binary().map(lambda data: PREFIX + base45.b45encode(zlib.compress(data)).decode())))
def test_any_text_is_refused_with_a_sentence(text):
    with pytest.raises(qr.BadCode) as caught:
        read(text)
    assert str(caught.value)


def test_a_code_that_unpacks_to_a_mountain_is_refused():
    with pytest.raises(qr.BadCode):
        read(PREFIX + base45.b45encode(zlib.compress(bytes(10_000_000))).decode())


def test_public_keys_travel_as_a_key_set():
    held = from_key_set(key_set())
    text = qr.write_code(FACE, qr.signing_key())
    assert read(text, keys=held).face == FACE
