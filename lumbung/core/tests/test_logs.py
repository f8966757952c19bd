"""Nobody's number reaches the log, however it came there."""

import json
import logging.config

import pytest
import structlog

from lumbung.core import logs

NIK = "3323014506789114"


@pytest.fixture
def log_file(tmp_path):
    """A log of its own, in force for one test."""
    logging.config.dictConfig(logs.settings(tmp_path))
    yield tmp_path / "lumbung.log"
    logging.getLogger().handlers.clear()


@pytest.mark.parametrize("written", [NIK, "3323 0145 0678 9114", "3323-0145-0678-9114", "332301.450678.9114"])
def test_a_number_keeps_its_last_four_digits_only(written):
    assert logs.scrub(f"NIK {written} ganda") == "NIK ••••9114 ganda"


@pytest.mark.parametrize(
    "harmless", ["2026-11-21T20:25:03.123456Z", "Rp1.250.000.000.000", "33.23.01.2001", "20261121"]
)
def test_dates_amounts_and_region_codes_stay(harmless):
    assert logs.scrub(harmless) == harmless


def test_values_of_structlog_are_scrubbed(log_file):
    structlog.get_logger("lumbung.registry").warning("found twice", nik=NIK, rows=[int(NIK)])
    line = json.loads(log_file.read_text())
    assert (line["event"], line["nik"]) == ("found twice", "••••9114")
    assert NIK not in log_file.read_text()


def test_a_traceback_of_somebody_elses_code_is_scrubbed(log_file):
    try:
        int("KK " + NIK)
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error")
    text = log_file.read_text()
    assert "ValueError" in text
    assert NIK not in text
