"""Papers are told by their content, keep nothing but the picture, and stay within their size."""

import struct
from decimal import Decimal

import pytest

from lumbung.core import files, pictures
from lumbung.proposals import actions, rules
from lumbung.proposals.tests import factories
from lumbung.proposals.tests.factories import DAY

SECRET = b"Canon 7S 110E Kertosari"
SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\x34\xff\x00\x56" + b"\xff\xd9"
TABLES = b"\xff\xdb\x00\x05\x00\x01\x02"


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation, order=">"):
    sign = b"MM\x00\x2a" if order == ">" else b"II\x2a\x00"
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0) + struct.pack(
        f"{order}HHII", 0x0110, 2, 24, 38
    )
    return b"Exif\x00\x00" + sign + struct.pack(f"{order}IH", 8, 2) + entries + b"\x00" * 4 + SECRET


def jpeg(*segments):
    return b"\xff\xd8" + b"".join(segments) + TABLES + SCAN


def test_a_photo_keeps_neither_place_nor_time_nor_telephone():
    content = jpeg(segment(0xE0, b"JFIF\x00"), segment(0xE1, exif(1)), segment(0xFE, SECRET), segment(0xED, SECRET))
    assert pictures.cleaned(content) == jpeg(segment(0xE0, b"JFIF\x00"))


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize("turned", [3, 6, 8])
def test_a_photo_keeps_how_it_must_be_turned_and_nothing_else(order, turned):
    clean = pictures.cleaned(jpeg(segment(0xE1, exif(turned, order))))
    assert SECRET not in clean
    assert pictures.cleaned(clean) == clean
    assert struct.pack(">HHIH", 0x0112, 3, 1, turned) in clean


def test_what_hides_behind_the_end_of_a_picture_goes():
    film = b"\x00\x00\x00\x18ftypmp42" + SECRET + b"\xff\xd9"
    assert pictures.cleaned(jpeg() + film) == jpeg()
    assert SECRET not in pictures.cleaned(factories.picture() + SECRET)


def test_a_picture_of_several_scans_stays_whole():
    several = b"\xff\xd8" + TABLES + SCAN[:-2] + segment(0xC4, b"\x00\xff\xd9\x01") + SCAN
    assert pictures.cleaned(several) == several


def test_a_png_loses_its_notes():
    plain = factories.picture()
    noted = plain[:33] + factories._chunk(b"tEXt", SECRET) + factories._chunk(b"eXIf", SECRET) + plain[33:]
    assert pictures.cleaned(noted) == plain


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<html>", b"MZ\x90", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"],
)
def test_what_is_no_paper_or_is_cut_off_is_refused(content):
    with pytest.raises(pictures.NotAPaper):
        pictures.cleaned(content)


def test_a_pdf_stays_as_it_is():
    assert pictures.cleaned(b"%PDF-1.7 x") == b"%PDF-1.7 x"


@pytest.mark.django_db
class TestOfAProposal:
    """Which papers, until when, by whom."""

    def test_the_size_on_both_sides_of_the_limit(self, who):
        proposal = factories.filed(who["operator"])
        limit = rules.in_force(DAY).paper_bytes
        told = {"proposal_id": proposal.pk, "kind": "other", "by": who["operator"], "on": DAY}
        at_the_limit = b"%PDF-" + b"x" * (limit - 5)
        assert actions.add_paper(content=at_the_limit, **told).size == limit
        with pytest.raises(actions.PaperTooLarge, match="5 MB"):
            actions.add_paper(content=at_the_limit + b"x", **told)
        with pytest.raises(actions.NotAPaper):
            actions.add_paper(content=b"GIF89a", **told)

    @pytest.mark.parametrize("place", [("-7.3", None), (None, "110"), ("-90.1", "110"), ("-7", "180.1")])
    def test_half_a_place_is_none(self, who, place):
        proposal = factories.filed(who["operator"])
        latitude, longitude = (None if one is None else Decimal(one) for one in place)
        with pytest.raises(actions.HalfAPlace):
            actions.add_paper(
                proposal_id=proposal.pk, kind="house", content=factories.picture(), by=who["operator"], on=DAY,
                latitude=latitude, longitude=longitude,
            )  # fmt: skip

    def test_what_was_verified_gets_no_further_papers_but_the_field_checks_own(self, who):
        proposal = factories.at_step("field_check", who)
        told = {"proposal_id": proposal.pk, "content": factories.picture(), "on": DAY}
        with pytest.raises(actions.TooLateForPapers):
            actions.add_paper(kind="house", by=who["operator"], **told)
        kept = actions.add_paper(kind="field", by=who["facilitator"], **told)
        assert files.path(kept.ref).read_bytes() == factories.picture()
