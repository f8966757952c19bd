"""The lines that name the columns, however many there are, and what is written above them."""

import pytest

from lumbung.quality.reading import heading, labels

KNOWN = {"nik", "nama", "tempat lahir", "tgl lahir", "kode desa", "kk"}


def likely(headings):
    return len({cell.lower() for cell in headings} & KNOWN)


def find(*rows):
    return heading.find(rows, choose=lambda _headings: None, likely=likely)


def test_one_line_below_a_title():
    found = find(["DATA WARGA", "", ""], ["", "", ""], ["No", "NIK", "Nama"], ["1", "3323014105909003", "Siti"])
    assert (found.columns, found.last, found.format) == (("No", "NIK", "Nama"), 3, "mapped")


@pytest.mark.parametrize("spread", ["", "Kelahiran"])
def test_a_group_over_two_columns_is_named_by_the_lower_line(spread):
    found = find(["NIK", "Nama", "Kelahiran", spread], ["", "", "Tempat Lahir", "Tgl Lahir"], ["1", "A", "B", "C"])
    assert (found.columns, found.last) == (("NIK", "Nama", "Tempat Lahir", "Tgl Lahir"), 2)


def test_a_group_that_is_needed_stays_in_the_name():
    found = find(["NIK", "Nama", "Kode", ""], ["", "", "Desa", "Kabupaten"], ["1", "A", "B", "C"])
    assert found.columns == ("NIK", "Nama", "Kode Desa", "Kode Kabupaten")


def test_column_numbers_and_a_line_of_labels_are_no_people():
    found = find(["NIK", "Nama", "KK"], ["Nomor induk", "Nama lengkap", "Nomor kartu"], ["(1)", "(2)", "(3)", "(4)"])
    assert found.last == 3


def test_nothing_that_names_columns_is_no_heading():
    assert find(["1", "2"], ["a", "b"]) is None


@pytest.mark.parametrize(
    "lines",
    [
        [["DATA WARGA DESA WONOTIRTO KECAMATAN BULU KABUPATEN TEMANGGUNG TAHUN 2026"]],
        [["DESA : WONOTIRTO"], ["KECAMATAN : BULU"], ["KABUPATEN/KOTA", ":", "TEMANGGUNG"]],
        [["Desa", ": WONOTIRTO", "Kecamatan", ": BULU", "Kab.", ": TEMANGGUNG"]],
    ],
)
def test_a_title_names_the_village(lines):
    assert labels.above(lines).said == {"Desa": "WONOTIRTO", "Kecamatan": "BULU", "Kabupaten": "TEMANGGUNG"}
