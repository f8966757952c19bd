"""How numbers, money and days are written in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from lumbung.core import formats


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (1_250_000, "Rp1.250.000", "Rp1,250,000"),
        (0, "Rp0", "Rp0"),
        (-195_000, "\u2212Rp195.000", "\u2212Rp195,000"),
        (None, "\u2013", "\u2013"),
    ],
)
def test_rupiah_has_no_space_no_decimals_and_its_sign_before_rp(amount, indonesian, english):
    with override("id"):
        assert formats.rupiah(amount) == indonesian
    with override("en"):
        assert formats.rupiah(amount) == english


def test_a_share_is_written_as_percent_with_the_comma_of_the_language():
    with override("id"):
        assert formats.percent(0.984) == "98,4\u00a0%"
    with override("en"):
        assert formats.percent(0.984) == "98.4%"


@pytest.mark.parametrize(("value", "text"), [(412, "412"), (9_842, "9,8\u00a0rb"), (22_790_850_000, "22,8\u00a0M")])
def test_a_chart_label_is_short(value, text):
    with override("id"):
        assert formats.compact(value) == text


def test_days_are_never_bare_numbers():
    on = date(2026, 8, 16)
    with override("id"):
        assert formats.day(on) == "16 Agu 2026"
        assert formats.day_long(on) == "16 Agustus 2026"
        assert formats.weekday(on) == "Minggu, 16 Agu"
    with override("en"):
        assert formats.day(on) == "16 Aug 2026"


def test_a_moment_is_told_on_the_clock_of_western_indonesia():
    with override("id"):
        assert formats.moment(datetime(2026, 11, 16, 1, 40, tzinfo=UTC)) == "16 Nov 2026, 08.40"
