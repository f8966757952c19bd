"""Layouts of banks: what is written is read back, and what does not fit is refused with its line."""

import io
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbung.core.home import data_folder
from lumbung.payments import answers
from lumbung.payments.banks import layouts, profiles, written

BANKS = ["bni", "bri", "bsi", "btn", "mandiri", "pos"]
NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc"]), max_size=60)
ORDERS = st.lists(
    st.tuples(NAMES, st.integers(1, 10**9), st.text("0123456789", min_size=10, max_size=16)), min_size=1, max_size=6
)
HEAD = {"message_id": "LB1-X-001", "on": date(2026, 11, 3), "payer_name": "Kemensos", "payer_account": "0123"}


def order(rows) -> pl.DataFrame:
    told = [
        (f"LB1-{at}-PKH", amount, name, account, "33.23.01.2001", "Jl. Melati", "PKH")
        for at, (name, amount, account) in enumerate(rows)
    ]
    columns = ["end_to_end_id", "amount", "name", "account_number", "region_code", "address", "note"]
    return pl.DataFrame(told, schema=columns, orient="row", schema_overrides={"amount": pl.Int64})


def write_order(path, bank, rows, **sums):
    frame = order(rows)
    sums = {"count": frame.height, "total": int(frame["amount"].sum())} | sums
    with path.open("wb") as out:
        written.write(out, bank, [frame[:1], frame[1:]], name="o", head=HEAD, **sums)
    return path


@pytest.mark.parametrize("bank", BANKS)
@given(rows=ORDERS)
@settings(max_examples=15)
def test_an_order_written_by_a_layout_is_read_back_to_the_rupiah(bank, rows, tmp_path_factory):
    path = write_order(tmp_path_factory.getbasetemp() / f"{bank}.order", bank, rows)
    back = list(profiles.read(path, layouts.layout(bank), layouts.ORDER, name="o"))
    told = [(one.values["end_to_end_id"], one.values["amount"]) for one in back]
    assert told == [(f"LB1-{at}-PKH", amount) for at, (_name, amount, _account) in enumerate(rows)]
    if bank != "pos":
        assert [one.values["account_number"] for one in back] == [account for _name, _amount, account in rows]


ANSWERS = st.lists(
    st.tuples(st.sampled_from(["paid", "failed", "returned"]), st.integers(1, 10**9), st.sampled_from(["", "AC04"])),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("kind", [layouts.ANSWER, layouts.FAILED])
@pytest.mark.parametrize("bank", BANKS)
@given(told=ANSWERS)
@settings(max_examples=10)
def test_an_answer_is_known_by_its_heading_and_read_back(bank, kind, told, tmp_path_factory):
    rows = [
        profiles.Row(f"LB1-{at}-PKH", outcome if kind == layouts.ANSWER else "failed", amount, why, "2026-11-05", at)
        for at, (outcome, amount, why) in enumerate(told)
    ]
    path = tmp_path_factory.getbasetemp() / f"{bank}.{kind}"
    with path.open("wb") as out:
        written.write_answer(out, bank, rows, kind=kind)
    assert profiles.recognise(path, name="a")[:2] == (bank, kind)
    back = answers.read(path, name="a").rows
    assert back.select("reference", "outcome", "amount", "reason", "booked_on").rows() == [
        (one.end_to_end_id, one.outcome, one.amount, one.reason, one.booked_on) for one in rows
    ]


def bri(*changes: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    rows = [
        profiles.Row("LB1-1-PKH", "paid", 600_000, "", "2026-11-05", 1),
        profiles.Row("LB1-2-PKH", "failed", 400_000, "AC01", "2026-11-05", 2),
    ]
    written.write_answer(out, "bri", rows)
    text = out.getvalue().decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


@pytest.mark.parametrize(
    ("change", "refusal", "sentence"),
    [
        (("00000000060000000", "00000000060000050"), profiles.BadRow, "baris 2: nilai .* memuat pecahan rupiah"),
        (("00000000060000000", "0000000006000000x"), profiles.BadRow, "baris 2: .* bukan rupiah bulat"),
        (("05112026\r\nD", "99112026\r\nD"), profiles.BadRow, "baris 2: .*99112026.* bukan tanggal"),
        (("0051R1", "0099R1"), profiles.BadRow, "baris 3: hasil .99. tidak dikenal"),
        (("DLB1-2", "XLB1-2"), profiles.BadRow, "baris 3: tertulis .X., seharusnya .D."),
        (("DLB1-2-PKH", "DLB1-2-PKH  "), profiles.BadRow, "baris 3: ada 69 tanda, seharusnya 67"),
        (("T00000020", "T00000030"), profiles.TotalsDiffer, "berkata 3 / Rp1000000"),
        (("T0000002", "D0000002"), profiles.BadRow, "baris 4"),
    ],
)
def test_a_file_of_fixed_widths_that_does_not_fit_is_refused_with_its_line(change, refusal, sentence, write):
    with pytest.raises(refusal, match=sentence):
        answers.read(write(bri(change), "b.txt"), name="b.txt")


def test_lines_after_the_sums_and_files_cut_before_them_are_refused(write):
    with pytest.raises(profiles.BadRow, match="baris 5: ada baris sesudah baris jumlah"):
        answers.read(write(bri() + b"D" + b" " * 60 + b"\r\n", "b.txt"), name="b.txt")
    with pytest.raises(profiles.TotalsDiffer, match="terpotong"):
        answers.read(write(bri()[: bri().rindex(b"T")], "b.txt"), name="b.txt")


def test_a_number_too_wide_for_its_column_is_not_cut_but_refused(tmp_path):
    with pytest.raises(written.TooWide, match="baris 2, nomor rekening lebih dari 20 tanda"):
        write_order(tmp_path / "o", "bri", [("A", 1, "1"), ("B", 1, "9" * 21)])


def test_an_installation_brings_the_layout_of_its_agreement(tmp_path):
    own = data_folder() / "banks" / "bri" / layouts.FILE
    own.parent.mkdir(parents=True, exist_ok=True)
    try:
        own.write_text("encoding: ascii\norders: true\nout: {row: [end_to_end_id, amount]}\n")
        assert (layouts.is_example("bri"), layouts.layout("bri").orders) == (False, True)
        assert write_order(tmp_path / "o", "bri", [("A", 7, "1")]).read_bytes() == b"LB1-0-PKH;7\r\n"
        own.write_text("encoding: ascii\nout: {row: [end_to_end_id]}\n# longer\n")
        with pytest.raises(layouts.BrokenLayout, match="amount"):
            layouts.layout("bri")
    finally:
        own.unlink()


def test_an_account_that_was_changed_shows_in_the_sum_of_accounts(tmp_path):
    path = write_order(tmp_path / "o", "bni", [("A", 5, "1000000001"), ("B", 6, "2000000002")])
    path.write_text(path.read_text().replace("2000000002", "2000000003"))
    with pytest.raises(profiles.TotalsDiffer):
        list(profiles.read(path, layouts.layout("bni"), layouts.ORDER, name="o"))
