"""Orders: what goes to the bank is valid, adds up, and says the same every time."""

import io
from dataclasses import replace

import polars as pl
import pytest
from lxml import etree

from lumbung.payments.iso20022 import orders


def written(order, *frames) -> bytes:
    out = io.BytesIO()
    orders.write(out, order, frames)
    return out.getvalue()


def test_an_order_is_valid_by_the_published_schema(order, lines, samples):
    schema = etree.XMLSchema(etree.parse(str(samples / "pain.001.001.09.xsd")))
    schema.assertValid(etree.fromstring(written(order, lines)))


def test_an_order_reads_back_with_the_same_lines_and_rupiah(order, lines, write):
    path = write(written(order, lines))
    assert orders.verify(path, name="a") == (3, 2_175_001)
    back = list(orders.instructions(path, name="a"))
    assert [line.amount for line in back] == lines["amount"].to_list()
    assert [line.account for line in back] == lines["account_number"].to_list()
    assert back[1].name == "Tan & <Putra>"


def test_account_numbers_are_not_iban_and_keep_their_zeros(order, lines):
    content = written(order, lines).decode()
    assert "<Othr><Id>001201234567890</Id></Othr>" in content
    assert "IBAN" not in content


def test_the_same_order_is_the_same_bytes(order, lines):
    assert written(order, lines) == written(order, lines[:1], lines[1:])


def test_an_order_that_does_not_add_up_is_not_written(order, lines):
    with pytest.raises(orders.ControlSumDiffers):
        written(replace(order, total=order.total + 1), lines)


def test_a_changed_amount_in_a_written_file_is_found(order, lines, write):
    path = write(written(order, lines).replace(b">675000<", b">675001<"))
    with pytest.raises(orders.ControlSumDiffers):
        orders.verify(path, name="a")


def test_the_schema_refuses_a_line_without_a_name(order, lines, write):
    nameless = lines.with_columns(name=pl.lit(""))
    with pytest.raises(orders.SchemaRefuses, match="skema ISO 20022"):
        orders.verify(write(written(order, nameless)), name="a")


def test_a_hundred_thousand_lines_stream_through(order, write):
    many = pl.DataFrame({"n": range(100_000)}).select(
        end_to_end_id=pl.format("LB1-{}-PKH", "n"),
        amount=pl.lit(600_000, dtype=pl.Int64),
        name=pl.lit("Siti"),
        account_number=pl.lit("0123456789"),
        note=pl.lit("PKH"),
    )
    large = replace(order, count=many.height, total=many.height * 600_000)
    path = write(written(large, *many.iter_slices(10_000)))
    assert orders.verify(path, name="a") == (100_000, 60_000_000_000)
