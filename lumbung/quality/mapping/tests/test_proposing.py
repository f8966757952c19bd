"""What a column is: told by what stands above it and by what stands in it, with nothing of anybody shown."""

import polars as pl
import pytest

from lumbung.quality.mapping import headings, proposing, targets, values, veiling
from lumbung.quality.mapping.contents import Column
from lumbung.quality.mapping.folding import folded_heading
from lumbung.quality.mapping.mapped import Mapped, header_fingerprint
from lumbung.quality.tests.factories import PLACES

NIKS = ["3323014105909003", "3323010101809004", "3323015207019005", "3323010312559006"]
CARDS = ["3323010101209001", "3323010101209001", "3323010101209002", "3323010101209002"]
CELLS = {
    "nik": NIKS,
    "kk": CARDS,
    "name": ["Siti Aminah", "Budi", "Wati", "Joko"],
    "sex": ["Pr", "Lk", "Pr", "Lk"],
    "birth_date": ["01-05-1990", "01/01/1980", "12 Juli 2001", "3-12-1955"],
    "relation": ["Kepala Keluarga", "Suami", "Anak", "Mertua"],
    "marital": ["Kawin", "Kawin", "Belum Kawin", "Cerai Mati"],
    "mother_name": ["Sumirah", "Tuti", "Siti Aminah", "Ngatini"],
    "region_code": ["33.23.01.2001"] * 4,
    "phone": ["081234567890", "80001234567", None, "+6281234567890"],
    "birth_place": ["Temanggung", "Parakan", "Bulu", "Kedu"],
    "rt_rw": ["001/002", "001/002", "1/2", "003/001"],
}


def guessed(said: dict[str, str]) -> dict[str, str]:
    """Heading → field, for cells of the field that is expected."""
    frame = pl.DataFrame({heading: CELLS[target] for heading, target in said.items()}).with_row_index("row")
    return {guess.heading: guess.target for guess in proposing.propose(frame).guesses}


@pytest.mark.parametrize(
    "said",
    [
        {
            "No. KK": "kk",
            "N I K": "nik",
            "Nama Lengkap": "name",
            "JK": "sex",
            "Tgl Lhr": "birth_date",
            "SHDK": "relation",
        },
        {
            "NOMOR KARTU KELUARGA": "kk",
            "NIK_KTP": "nik",
            "NAMA_PENERIMA": "name",
            "L/P": "sex",
            "TGL_LAHIR": "birth_date",
        },
        {"Noemer KK": "kk", "Nama Anggota Keloearga": "name", "Djenis Kelamin": "sex", "Tanggal Lahir": "birth_date"},
        {"NO_KK": "kk", "NIK_ANGGOTA": "nik", "NAMA_LGKP": "name", "JENIS_KLMIN": "sex", "STAT_HBKEL": "relation"},
        {"family_card_number": "kk", "nationalId": "nik", "Full name": "name", "gender": "sex", "DOB": "birth_date"},
        {
            "Hub. Keluarga": "relation",
            "Stat. Kwn": "marital",
            "Nama Ibu Kandung": "mother_name",
            "Tmp Lahir": "birth_place",
        },
        {
            "Kode Desa/Kel": "region_code",
            "No HP/WA": "phone",
            "RT/RW": "rt_rw",
            "Tempat dan Tanggal Lahir Tgl/Bln/Th": "birth_date",
        },
    ],
)
def test_headings_of_many_hands_are_understood(said):
    assert guessed(said) == said


def test_a_misspelt_heading_is_understood():
    assert guessed({"Nama Lengkpa": "name", "Jenis Kelamn": "sex"}) == {"Nama Lengkpa": "name", "Jenis Kelamn": "sex"}


@pytest.mark.parametrize(
    "heading", ["Nama Ayah", "NIK Ayah", "Nama Petugas", "Tanggal Perkawinan", "Tgl Entri", "No Akta Lahir"]
)
def test_columns_about_somebody_or_something_else_are_left(heading):
    cells = CELLS["nik"] if "NIK" in heading else CELLS["name"] if "Nama" in heading else CELLS["birth_date"]
    frame = pl.DataFrame({heading: cells}).with_row_index("row")
    assert proposing.propose(frame).guesses[0].target == ""


def test_without_any_word_above_it_a_column_is_told_by_its_cells():
    found = guessed(
        {"Kolom A": "nik", "Kolom B": "kk", "Kolom C": "birth_date", "Kolom D": "sex", "Kolom E": "region_code"}
    )
    assert found == {
        "Kolom A": "nik",
        "Kolom B": "kk",
        "Kolom C": "birth_date",
        "Kolom D": "sex",
        "Kolom E": "region_code",
    }


def test_what_only_the_cells_say_is_never_certain():
    frame = pl.DataFrame({"Kolom A": NIKS}).with_row_index("row")
    assert not proposing.propose(frame).guesses[0].is_certain


def test_a_heading_that_its_cells_contradict_is_doubtful():
    frame = pl.DataFrame({"NIK": ["ya", "tidak", "ya", "ya"]}).with_row_index("row")
    assert proposing.propose(frame).unsure() == ["NIK"]


def test_two_columns_never_go_to_one_field():
    frame = pl.DataFrame({"Nama": CELLS["name"], "Nama Lengkap": CELLS["name"]}).with_row_index("row")
    assert [guess.target for guess in proposing.propose(frame).guesses].count("name") == 1


def test_the_words_of_a_column_get_their_codes():
    told = values.proposed("relation", ["kepala keluarga", "istri", "famili lain", "anka", "zz"])
    assert told == {"kepala keluarga": "1", "istri": "2", "famili lain": "8", "anka": "", "zz": ""}
    assert values.proposed("diploma", ["slta sederajat", "tidak belum sekolah"])["slta sederajat"] == "13"


def test_numbers_of_the_civil_registry_are_told_from_those_of_the_form():
    assert values.proposed("relation", ["1", "4", "9"]) == {"1": "1", "4": "3", "9": "8"}
    assert values.proposed("relation", ["1", "4", "8"]) == {"1": "1", "4": "4", "8": "8"}


def test_a_trade_says_whether_somebody_works_and_who_is_an_official():
    mapping = proposing.mapping_of({"Pekerjaan": "occupation"}, {"Pekerjaan": {"pns": 1, "petani": 1, "pelajar": 1}})
    frame = pl.DataFrame({"row": [2, 3, 4], "Pekerjaan": ["PNS", "Petani", "Pelajar"]})
    told = mapping.canonical(frame, places=PLACES, village="")
    assert (told["works"].to_list(), told["position"].to_list()) == (["1", "1", "2"], ["5", None, None])


def test_a_mapping_reads_headings_in_any_spelling_and_order():
    mapping = Mapped({"Nama Warga": "name", "L/P": "sex"}, {"sex": {"lk": "L"}})
    frame = pl.DataFrame({"row": [2, 3], "l / p": ["Lk", "x"], "NAMA WARGA (3)": ["Budi", "Wati"]})
    told = mapping.canonical(frame, places=PLACES, village="33.23.01.2001")
    assert told.to_dicts()[0] == {"row": 2, "sex": "L", "name": "Budi", "region_code": "33.23.01.2001"}
    assert told["sex"].to_list() == ["L", "x"]


def test_the_same_headings_are_the_same_header():
    assert header_fingerprint(["Nama", "Tgl. Lhr"]) == header_fingerprint(["tanggal lahir", "NAMA (2)"])
    assert header_fingerprint(["Nama"]) != header_fingerprint(["Nama", "NIK"])


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("3323014105909003", "••••••••••••••••"),
        ("Siti Aminah", "S••• A•••••"),
        ("1990-05-01", "1990-••-••"),
        ("01/05/1990", "••/••/1990"),
        ("081234567890", "••••••••••••"),
        ("Jl. Merdeka 12345", "••. ••••••• •••••"),
    ],
)
def test_a_sample_shows_the_shape_and_names_nobody(cell, shown):
    assert veiling.veiled(cell) == shown


def test_a_short_list_of_names_is_veiled_too():
    column = Column.of("Nama Ayah", pl.Series(["NGADIMAN SURYA"] * 40 + ["EDI"] * 40))
    assert veiling.samples(column, "") == ["N••••••• S••••", "E••"]


def test_a_line_with_data_in_it_is_no_heading():
    assert headings.familiarity(["Nama", "NIK", "3323014105909003"]) == 0
    assert headings.familiarity(["Nama", "NIK", "JK", "Tgl Lahir"]) == 4


def test_what_is_lacking_is_told_and_what_stands_for_it_counts():
    assert "region_code" in targets.lacking({"nik", "name"}, village="")
    assert "region_code" not in targets.lacking({"place.village"}, village="")
    assert "birth_date" not in targets.lacking({"birth_place_date"}, village="")


def test_folding():
    assert folded_heading("Tgl. Lhr (6)") == "tanggal lahir"
    assert folded_heading("birthDate_i_c") == "birth date"
