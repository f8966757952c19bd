"""Where the shared sample files lie, and what a payment order looks like in these tests."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings

from lumbung.payments.iso20022 import orders

SAMPLES = Path(settings.BASE_DIR).parent / "shared" / "data" / "payments" / "iso20022"


@pytest.fixture
def samples() -> Path:
    if not SAMPLES.is_dir():
        pytest.skip(f"the sample bank files are not on this machine: {SAMPLES}")
    return SAMPLES


@pytest.fixture
def lines() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "end_to_end_id": ["LB1-1-PKH", "LB1-2-PKH", "LB1-3-PKH"],
            "amount": [675_000, 1_500_000, 1],
            "name": ["Siti Aminah", "Tan & <Putra> \x00", "Nur'aini"],
            "account_number": ["001201234567890", "0123456789", "999900001111"],
            "note": ["PKH Okt–Des 2026"] * 3,
        },
        schema_overrides={"amount": pl.Int64},
    )


@pytest.fixture
def order(lines) -> orders.Order:
    return orders.Order(
        message_id="LB1-BRI-001",
        created_at=datetime(2026, 11, 3, 1, 0, tzinfo=UTC),
        execute_on=date(2026, 11, 3),
        payer_name="Kementerian Sosial",
        payer_account="012300004567",
        bic="BRINIDJA",
        count=lines.height,
        total=int(lines["amount"].sum()),
    )


@pytest.fixture
def write(tmp_path):
    def _write(content: str | bytes, name: str = "answer.xml") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write
