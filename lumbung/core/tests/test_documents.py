"""Papers: the same data makes the same bytes, and nothing that people wrote is read as markup."""

import datetime as dt

from lumbung.core import documents, svg

TEMPLATE = "core/tests/paper_for_a_test.typ"
AT = dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)


def test_a_paper_is_a_pdf_and_the_same_data_are_the_same_bytes():
    data = {"title": "Asesmen", "rows": [["Nama", '#panic("boo") *tebal* $x$ \\ <b>']]}
    one, two = (documents.pdf(TEMPLATE, data, at=AT) for _time in range(2))
    assert one.startswith(b"%PDF")
    assert one == two


def test_the_drawings_of_the_pages_are_printed_too():
    picture = svg.bars([svg.Bar("Jan & Feb", 3, "3")], title="Judul", description="Keterangan")
    data = {"title": "Gambar", "rows": [], "picture": documents.drawing(picture)}
    assert len(documents.pdf(TEMPLATE, data, at=AT)) > len(documents.pdf(TEMPLATE, {**data, "picture": ""}, at=AT))
