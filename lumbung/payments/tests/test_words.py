"""The words of a payment, and the days after which money that nobody took goes back."""

from datetime import date

import pytest
from django.utils import translation

from lumbung.payments import rules, words


def test_si_of_the_chain_is_not_si_of_the_status_list():
    [told] = words.recognise(["si"])
    assert told == "si_mismatch"
    assert words.statuses()["si_mismatch"].kind == "do"
    assert "si" in words.stages()["standing_instruction"].words
    assert not set(words.stages()) & set(words.statuses())


@pytest.mark.parametrize(
    "written",
    ["OMSPAN", "gagal OMSPAN", "SI", "exclude", "exclude pekerjaan", "exclude tidak layak daerah"]
    + ["exclude meninggal", "tidak transaksi", "proses SPM", "sukses SPM", "proses burekol", "tidak layak GIS"]
    + ["SK/calon penerima", "overlap SDM kesos", "-"],
)
def test_every_word_of_the_field_is_known_and_told_in_both_languages(written):
    [code] = words.recognise([f"  {written.upper()} "])
    word = words.statuses()[code]
    assert word.reference
    indonesian = (word.name, word.means, word.next)
    with translation.override("en"):
        english = (word.name, word.means, word.next)
    assert all(indonesian)
    assert all(english)
    assert set(indonesian).isdisjoint(english)


def test_no_spelling_means_two_words_and_an_unknown_one_stays_unknown():
    spellings = [text.casefold() for word in words.statuses().values() for text in {t.casefold() for t in word.words}]
    assert len(spellings) == len(set(spellings))
    assert words.recognise(["layak sekali"]) == [None]


@pytest.mark.parametrize(
    ("came_on", "alert", "back"),
    [
        (date(2026, 1, 10), date(2026, 3, 11), date(2026, 4, 25)),
        (date(2024, 10, 21), date(2024, 12, 20), date(2024, 11, 20)),
        (date(2024, 10, 22), date(2024, 12, 21), date(2025, 2, 4)),
    ],
)
def test_untouched_money_goes_back_after_its_days_or_on_the_cutoff(came_on, alert, back):
    assert rules.alert_from(came_on) == alert
    assert rules.goes_back_on(came_on) == back
