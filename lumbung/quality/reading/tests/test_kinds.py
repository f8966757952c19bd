"""A file is what its content says, and what can't be read is refused with the sentence that helps."""

import codecs
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from lumbung.quality.reading import refusals
from lumbung.quality.reading.kinds import Csv, Xlsx, recognise

FIXTURES = Path(settings.BASE_DIR).parent / "shared/data/import_fixtures"
TEXT = "nik;nama\n3323014105909003;Siti Aminah, S.Pd\n3323014105909004;Désiré\n"


def kind_of(tmp_path, content, name="x.xlsx"):
    path = tmp_path / "upload"
    path.write_bytes(content)
    return recognise(path, name=name)


def archive(**parts):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return body.getvalue()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_text_is_known_in_its_encoding(tmp_path, content, encoding):
    assert kind_of(tmp_path, content) == Csv(encoding, ";")


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_the_delimiter_is_the_mark_that_splits_evenly(tmp_path, mark):
    text = f'nik{mark}nama{mark}alamat\n1{mark}Siti{mark}"a; b, c"\n2{mark}Budi{mark}d\n'
    assert kind_of(tmp_path, text.encode()).delimiter == mark


def test_a_workbook_is_known_under_any_name(tmp_path):
    assert kind_of(tmp_path, archive(xl__workbook="<workbook/>"), "data.csv") == Xlsx()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", refusals.EmptyFile),
        (b"<html><table><tr><td>nik</td></tr></table>", refusals.WebPage),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", refusals.WebPage),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), refusals.LegacyWorkbook),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), refusals.NotATable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), refusals.ProtectedWorkbook),
        ("<html><table>".encode("utf-16"), refusals.WebPage),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook", refusals.WebPage),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', refusals.XmlSheet),
        (b" \r\n\t", refusals.EmptyFile),
        (b"\x1f\x8b\x08 packed", refusals.PackedFile),
        (archive(data__csv="nik;nama"), refusals.PackedFile),
        (archive(xl__workbook="x", mimetype="application/vnd.oasis.opendocument.spreadsheet"), refusals.OpenDocument),
        (b"%PDF-1.7 nik;nama", refusals.NotATable),
        (b"nik\x00nama\x00\x01 and much more text that is no text", refusals.NotATable),
        (b"PK\x03\x04 cut off", refusals.BrokenWorkbook),
        (archive(word__document="<document/>"), refusals.NotATable),
        (archive(xl__sheet="0" * 60_000_000), refusals.ZipBomb),
    ],
)
def test_what_pretends_is_refused(tmp_path, content, refusal):
    with pytest.raises(refusal) as refused:
        kind_of(tmp_path, content, "data.xls")
    assert "data.xls" in str(refused.value)


def test_an_archive_that_lies_about_its_size_is_a_bomb(tmp_path):
    honest = archive(xl__workbook="x", xl__sheet="0" * 3_000_000)
    lying = honest.replace((3_000_000).to_bytes(4, "little"), (3_000).to_bytes(4, "little"))
    with pytest.raises(refusals.ZipBomb):
        kind_of(tmp_path, lying)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("import_file_protected.xlsx", refusals.ProtectedWorkbook), ("not_excel_file.xlsx", refusals.EmptyFile)],
)
def test_files_of_other_systems_are_refused_with_the_right_sentence(name, refusal):
    path = FIXTURES / "hope" / name
    if not path.exists():
        pytest.skip("the shared data folder is not beside the project")
    with pytest.raises(refusal):
        recognise(path, name=name)
