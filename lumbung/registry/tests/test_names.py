"""Names that sound alike are found under one key, whoever wrote them down."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from lumbung.registry import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soekarno", "Sukarno"),
        ("Djoko Tjahjono", "Joko Cahyono"),
        ("Sri Wahjuni", "SRI WAHYUNI"),
        ("Bajoe", "Bayu"),
        ("Soerjo", "Suryo"),
        ("Djaja", "Jaya"),
        ("Moh. Jusuf", "Muhammad Yusup"),
        ("M.Ali", "Mohamad Ali"),
        ("H. Achmad Rachmat, S.Pd", "AHMAD RAHMAD"),
        ("Siti Aminah S.Pd., M.Si", "St. Amina"),
        ("Drs. Sutrisno S.E.", "sutrisno"),
        ("R.A. Kartini", "Kartini"),
        ("I Wayan Sudana", "Sudana Wyn"),
        ("Siti Khotimah", "Chotimah Siti"),
        ("Syaiful Bahri", "Saeful Bachri"),
        ("Ma'ruf", "Maruf"),
        ("Nur Aini", "Noer Aini"),
        ("Chandra", "Candra"),
        ("Evi Novita", "Epi Nopita"),
        ("José", "Jose"),
        ("Michael bin Kusnan", "Mikael Kusnan"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert names.key_of(one) == names.key_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Suparmi", "Suparman"), ("Siti", "Sri"), ("Bayu", "Ayu"), ("Tuti Rahayu", "Tuti")]
)
def test_different_names_keep_different_keys(one, other):
    assert names.key_of(one) != names.key_of(other)


def test_a_name_of_nothing_but_a_title_keeps_it():
    assert names.keys_of("Hj.") == names.keys_of("HJ") != []


def test_a_name_of_one_word_is_a_name():
    assert names.keys_of("Ngatiyem") == ["ngatiem"]


def test_no_name_has_no_key():
    assert names.name_key(pl.Series(["", "-", "123", None])).to_list() == ["", "", "", None]


@given(
    some.lists(
        some.one_of(some.none(), some.text(max_size=30), some.sampled_from(["H. Moh. Dja'far, S.Pd", "SOEPRAPTO"])),
        max_size=20,
    )
)
def test_a_column_and_a_single_name_give_the_same_keys(written):
    column = names.name_keys(pl.Series(written, dtype=pl.String)).to_list()
    assert column == [None if name is None else names.keys_of(name) for name in written]
