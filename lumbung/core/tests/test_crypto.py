"""Numbers that name a person are unreadable at rest and found again all the same."""

import polars as pl
import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from lumbung.core import crypto

NUMBER = "3323015207800001"


@given(st.text(max_size=40))
def test_what_was_encrypted_comes_back(text):
    assert crypto.decrypt(crypto.encrypt(text)) == text


def test_the_same_number_never_looks_the_same_twice():
    assert crypto.encrypt(NUMBER) != crypto.encrypt(NUMBER)


def test_an_altered_secret_is_noticed():
    stored = crypto.encrypt(NUMBER)
    altered = stored[:-6] + ("A" if stored[-6] != "A" else "B") + stored[-5:]
    with pytest.raises(InvalidTag):
        crypto.decrypt(altered)


def test_the_blind_index_depends_on_the_purpose():
    assert crypto.blind(NUMBER, "nik") == crypto.blind(NUMBER, "nik")
    assert crypto.blind(NUMBER, "nik") != crypto.blind(NUMBER, "kk")


def test_a_column_is_treated_like_its_values():
    column = pl.Series("nik", [NUMBER, None, ""])
    assert crypto.decrypt_series(crypto.encrypt_series(column)).to_list() == [NUMBER, None, ""]
    assert crypto.blind_series(column, "nik").to_list()[0] == crypto.blind(NUMBER, "nik").hex


def test_a_column_may_hold_nothing_or_be_altered():
    assert crypto.decrypt_series(pl.Series("nik", [None, None])).to_list() == [None, None]
    stored = crypto.encrypt(NUMBER)
    altered = stored[:-6] + ("A" if stored[-6] != "A" else "B") + stored[-5:]
    with pytest.raises(InvalidTag):
        crypto.decrypt_series(pl.Series("nik", [stored, altered]))


def test_a_mask_shows_the_last_four():
    assert crypto.mask(NUMBER) == "••••0001"
