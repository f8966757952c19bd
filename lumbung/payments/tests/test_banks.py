"""Banks: every folder is found, serves where it says, and takes its file."""

import io

import polars as pl
import pytest
import yaml

from lumbung.payments import answers, banks
from lumbung.payments.banks import profiles, written

CASES = [
    pytest.param(path.parent.name, case, id=f"{path.parent.name}: {case['name']}")
    for path in sorted(banks.HERE.glob("*/cases.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("key", "case"), CASES)
def test_a_bank_serves_where_its_examples_say(key, case):
    assert banks.all_banks()[key].serves(case["region"]) is case["serves"]


def test_the_distributors_of_aid_are_found_by_their_folders():
    assert set(banks.all_banks()) >= {"bri", "bni", "mandiri", "btn", "bsi", "pos"}
    assert banks.all_banks()["bri"].code == "002"


def test_a_district_opens_all_its_accounts_at_one_bank_and_aceh_at_the_sharia_bank():
    villages = pl.Series(["33.23.01.2001", "33.23.01.2002", "33.23.02.2001", "11.06.01.2001"])
    chosen = banks.opening_bank(villages)
    assert chosen[0] == chosen[1]
    assert chosen[3] == "bsi"
    assert "bsi" not in chosen[:3].to_list()


@pytest.fixture
def post_frame() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "end_to_end_id": ["LB1-1-PKH", "LB1-2-PKH"],
            "name": ["Siti; Aminah", "Budi"],
            "address": ["Dusun Krajan", "RT 2"],
            "region_code": ["33.23.01.2001", "33.23.01.2002"],
            "amount": [600_000, 400_000],
        },
        schema_overrides={"amount": pl.Int64},
    )


def test_the_post_gets_its_declared_columns_and_a_totals_row(post_frame):
    out = io.BytesIO()
    written.write(out, "pos", [post_frame[:1], post_frame[1:]], name="p", count=2, total=1_000_000)
    assert out.getvalue().decode().splitlines() == [
        "nomor;rujukan;nama;alamat;kode_desa;nilai_rupiah",
        '1;LB1-1-PKH;"Siti; Aminah";Dusun Krajan;33.23.01.2001;600000',
        "2;LB1-2-PKH;Budi;RT 2;33.23.01.2002;400000",
        "JUMLAH;2;;;;1000000",
    ]


def test_a_post_file_that_does_not_add_up_is_not_written(post_frame):
    with pytest.raises(written.WrittenTotalsDiffer):
        written.write(io.BytesIO(), "pos", [post_frame], name="p", count=2, total=1)


def answer(*, total: str = "1000000", head: str = "rujukan;hasil;nilai_rupiah;alasan;tanggal") -> str:
    rows = ["LB1-1-PKH;DIBAYAR;600000;;2026-11-05", "LB1-2-PKH;GAGAL;400000;pindah;2026-11-05"]
    return "\r\n".join([head, *rows, f"JUMLAH;2;{total};;", ""])


def test_the_answer_of_the_post_is_read(write):
    rows = answers.read(write(answer(), "pos.csv"), name="pos.csv").rows
    assert rows.select("reference", "outcome", "amount", "reason").rows() == [
        ("LB1-1-PKH", "paid", 600_000, ""),
        ("LB1-2-PKH", "failed", 400_000, "pindah"),
    ]


@pytest.mark.parametrize(
    ("content", "refusal", "sentence"),
    [
        (answer(total="999999"), profiles.TotalsDiffer, "pos.csv"),
        (answer().rsplit("JUMLAH")[0], profiles.TotalsDiffer, "terpotong"),
        (answer(head="a;b"), profiles.UnknownLayout, "rujukan, hasil"),
        (answer().replace(";600000;", ";600000,50;"), profiles.BadRow, "baris 2.*bukan rupiah bulat"),
        (answer().replace("GAGAL", "ENTAH"), profiles.BadRow, "baris 3.*ENTAH"),
        (answer().replace(";pindah;", ";"), profiles.BadRow, "baris 3.*4 kolom"),
    ],
)
def test_a_bad_answer_of_the_post_is_refused_with_its_place(content, refusal, sentence, write):
    with pytest.raises(refusal, match=sentence):
        answers.read(write(content, "pos.csv"), name="pos.csv")
