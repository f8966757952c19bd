"""Who is taken for one person, and who never is, however alike they look."""

import gzip
import json
from datetime import date

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from lumbung.quality import duplicate_commands
from lumbung.quality.linkage import evaluating, judging, model, profiles, scoring
from lumbung.quality.linkage.limits import limits_of

ON = date(2026, 11, 21)
SUMIATI = {
    "nik": "3323015205900001", "no_kk": "3323010101100001", "nama": "Sumiati Rahayu", "jk": "P",
    "tempat_lahir": "Temanggung", "tgl_lahir": "1990-05-12", "nama_ibu": "Tukinem", "alamat": "Jl. Kopi 1",
    "kode_desa": "33.23.01.2001", "no_hp": "081234567890",
}  # fmt: skip
OTHERS = [
    {
        "id_rekaman": f"X{at}", "nik": f"33080{at % 9 + 1}{at % 27 + 1:02d}0780{at:04d}", "nama": f"Warga {letters}",
        "no_kk": f"330801010110{at:04d}", "jk": "L", "tempat_lahir": "Magelang",
        "tgl_lahir": f"{1950 + at}-07-{at + 1:02d}",
        "nama_ibu": f"Ibu {letters[::-1]}", "alamat": "", "kode_desa": f"33.08.01.20{at:02d}", "no_hp": "",
    }
    for at, letters in enumerate(f"{a}{b}s{b}{a}" for a in "bdgkl" for b in "aeiou")
]  # fmt: skip


def judged(*people):
    """Groups and review of these records among strangers."""
    rows = [{"id_rekaman": f"P{at}", **SUMIATI, **changes} for at, changes in enumerate(people)]
    profile = profiles.all_profiles()["penduduk"]
    frame = pl.DataFrame([*rows, *OTHERS], schema=dict.fromkeys(profile.COLUMNS, pl.String), strict=False)
    pairs = scoring.score(profile.prepare(frame), profile=profile, model=model.shipped(profile))
    return judging.judge(pairs, profile=profile, limits=limits_of(profile, on=ON))


def merged(*people):
    return set(judged(*people).merged.iter_rows())


def to_be_looked_at(*people):
    return dict(zip(*judged(*people).review.select(pl.concat_str("a", "b"), "hold"), strict=True))


@pytest.mark.parametrize(
    "other",
    [
        {"nama": "SOEMIATI RAHAJOE"},
        {"nama": "Hj. Rahayu Sumiyati", "tgl_lahir": "12-05-1990"},
        {"nama": "Sumiati", "no_kk": "3323010101200009", "kode_desa": "33.23.05.2003"},
        {"nik": "", "tgl_lahir": "05/12/1990"},
        {"nik": "0000000000000000"},
        {"nik": "3223015205900001"},
    ],
    ids=["old spelling", "order and title", "short and moved", "no NIK, day and month swapped", "zeros", "digit"],
)
def test_one_person_written_twice_is_merged_or_at_least_shown(other):
    pair = judged({}, {key: value for key, value in other.items() if key in SUMIATI})
    assert pair.merged.height + pair.review.height == 1


@pytest.mark.parametrize(
    "other",
    [
        {"nama": "Sumiati Rahayo", "nik": "3323015205900002"},
        {"nama": "Sumiata Rahayu", "nik": ""},
        {"nama": "Sumiato Rahayu", "nik": "3323011205900001", "jk": "L"},
        {"nama": "Sumiati Rahayu", "tgl_lahir": "1968-03-02", "nik": ""},
        {"nama": "Bejo", "tgl_lahir": "1992-01-31"},
        {"nama": "Sumiati Rahayu", "nik": "3323015205900002"},
        {"nama": "Rahayu Lestari", "tgl_lahir": "1992-01-31", "nik": "3323017101920001"},
    ],
    ids=["twin", "twin without NIK", "brother", "mother of that name", "NIK of several", "next serial", "sister"],
)
def test_two_people_of_one_household_are_never_merged_without_a_person(other):
    assert merged({}, other) == set()


def test_namesakes_born_the_same_day_far_apart_are_not_merged():
    elsewhere = {"kode_desa": "73.08.01.2001", "no_kk": "7308010101100001", "nama_ibu": "Daeng Bau", "no_hp": ""}
    assert merged({"nik": ""}, {**elsewhere, "nik": ""}) == set()


def test_a_third_record_does_not_join_twins():
    one, other = {"nik": "3323015205900001"}, {"nik": "3323015205900002", "nama": "Sumiati Rahayi"}
    assert ("P0", "P1") not in merged(one, other, {"nik": ""})


def test_the_reason_to_hold_is_told():
    assert to_be_looked_at({}, {"nama": "Sumiati Rahayo", "nik": "3323015205900002"}) == {"P0P1": "twins"}


def test_a_number_on_a_hundred_records_is_nobodys():
    profile = profiles.all_profiles()["penduduk"]
    rows = [{"id_rekaman": f"P{at}", **SUMIATI} for at in range(101)]
    assert profile.prepare(pl.DataFrame(rows)).select("nik", "card", "phone").null_count().row(0) == (101, 101, 101)


@pytest.fixture
def files(tmp_path):
    """Three records of two people, columns in another order with one more, packed; and the truth."""
    rows = [{"id_rekaman": "A1", **SUMIATI}, {"id_rekaman": "A2", **SUMIATI, "nama": "SUMIYATI RAHAYU"}, *OTHERS]
    frame = pl.DataFrame(rows).with_columns(catatan=pl.lit("x"))
    path, truth = tmp_path / "list.csv.gz", tmp_path / "truth.csv"
    text = frame.select(sorted(frame.columns, reverse=True)).write_csv(separator=";")
    path.write_bytes(gzip.compress(text.encode()))
    whose = ["O1", "O1", *(row["id_rekaman"] for row in OTHERS)]
    pl.DataFrame({"id_orang": whose, "id_rekaman": frame["id_rekaman"]}).write_csv(truth)
    return path, truth


def test_a_file_is_tried_by_the_command_without_a_database(files):
    root = typer.Typer()
    duplicate_commands.register(root)
    told = CliRunner().invoke(root, ["duplicates", "evaluate", str(files[0]), "--truth", str(files[1]), "--json"])
    figures = json.loads(told.stdout)
    assert (figures["precision"], figures["recall"], figures["f1"]) == (1.0, 1.0, 1.0)
    assert (figures["pairs_merged"], figures["pairs_for_review"], figures["pairs_true"]) == (1, 0, 1)


def test_headings_may_be_written_otherwise_and_columns_be_lacking(files, tmp_path):
    short = tmp_path / "short.csv"
    kept = pl.read_csv(files[0], separator=";", infer_schema=False).drop("no_hp", "nama_ibu", "no_kk", "tempat_lahir")
    kept.rename(lambda name: name.replace("_", " ").title()).write_csv(short)
    figures = evaluating.evaluate(files=[short], truth=files[1], on=ON)
    assert (figures.precision, figures.recall, figures.pairs_true) == (1.0, 1.0, 1)


def test_a_file_without_a_truth_or_with_unknown_columns_is_refused(files, tmp_path):
    with pytest.raises(evaluating.NoTruth):
        evaluating.evaluate(files=[files[0]], truth=None, on=ON)
    with pytest.raises(profiles.UnknownLayout):
        evaluating.evaluate(files=[files[1]], truth=files[1], on=ON)


def test_a_truth_that_names_nobody_is_none(files, tmp_path):
    numbers = tmp_path / "numbers.csv"
    pl.read_csv(files[1], infer_schema=False).select("id_rekaman").write_csv(numbers)
    with pytest.raises(evaluating.NoTruth):
        evaluating.evaluate(files=[files[0]], truth=numbers, on=ON)


def test_two_bytes_a_letter_and_parquet_are_read_as_well(files, tmp_path):
    table = pl.read_csv(files[0], separator=";", infer_schema=False)
    (tmp_path / "wide.csv").write_text(table.write_csv(), encoding="utf-16")
    table.write_parquet(tmp_path / "columns.parquet")
    for name in ("wide.csv", "columns.parquet"):
        assert evaluating.read_table(tmp_path / name).to_dicts() == evaluating.read_table(files[0]).to_dicts()


def test_one_record_alone_is_no_trouble(tmp_path):
    path = tmp_path / "one.csv"
    pl.DataFrame([{"id_rekaman": "A1", **SUMIATI}]).write_csv(path)
    figures = evaluating.evaluate(files=[path], truth=path, on=ON)
    assert (figures.pairs_merged, figures.precision, figures.recall) == (0, 1.0, 1.0)
