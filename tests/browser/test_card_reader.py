"""The page that checks cards without a network, in a real browser without one: pasted, photographed, filmed."""

import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import base45
import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Browser, Page

from lumbung.payments import qr, reader
from lumbung.payments.qr.keys import SigningKey
from tests.browser import visiting
from tests.browser.conftest import ARGUMENTS, chromium

TODAY = date(2026, 11, 22)
PLACES, REVOKED = 100, 7
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


def code(place: int = 3, *, issued: date = TODAY, years: int = 5, key: SigningKey | None = None) -> str:
    """The text of a made-up card."""
    face = qr.Face("K7Q2M9XA4T0B", "Siti Aminah", issued, issued.replace(year=issued.year + years), place)
    return qr.write_code(face, key or qr.signing_key())


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The page as it lies on a telephone, with the list of that day."""
    listed = qr.write_list([REVOKED], places=PLACES, on=TODAY, days=30, key=qr.signing_key())
    path = tmp_path / reader.NAME
    path.write_text(reader.page(revocations=listed), encoding="utf-8")
    return path


def opened(browser: Browser, kept: Path, *, on: date = TODAY) -> Page:
    """The page in a browser without a network, on a day; whatever it asks for is an error."""
    context = browser.new_context(offline=True, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.clock.set_fixed_time(datetime.combine(on, datetime.min.time(), UTC) + timedelta(hours=5))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("request", lambda request: request.url.startswith(("file:", "blob:")) or pytest.fail(request.url))
    page.goto(kept.as_uri())
    return page


def told(page: Page, text: str) -> str:
    """What the page says of a pasted text."""
    page.get_by_label("tempelkan").fill(text)
    page.get_by_role("button", name="Periksa", exact=True).click()
    return page.locator("#hasil").inner_text()


def tampered(text: str) -> str:
    """Another name under the same signature."""
    inside = zlib.decompress(base45.b45decode(text.removeprefix("KKS1:")))
    return "KKS1:" + base45.b45encode(zlib.compress(inside.replace(b"Siti", b"Susi"))).decode()


def test_without_a_network_each_code_is_told_for_what_it_is(browser: Browser, kept: Path) -> None:
    page = opened(browser, kept)
    assert "Berlaku" in (said := told(page, code()))
    assert "Siti Aminah" in said
    assert "K7Q2-M9XA-4T0B" in said
    assert "jangan dilayani" in told(page, code(REVOKED))
    assert "lewat masanya" in told(page, code(issued=date(2020, 1, 1)))
    assert "Belum berlaku" in told(page, code(issued=date(2027, 1, 1)))
    assert "terlalu lama untuk kartu ini" in told(page, code(PLACES + 8))
    assert "bukan kode KKS" in told(page, "HALO")


def test_a_changed_code_and_a_strange_key_are_refused(browser: Browser, kept: Path) -> None:
    page = opened(browser, kept)
    assert page.locator("#hasil").is_hidden()
    assert "palsu atau diubah" in (said := told(page, tampered(code())))
    assert "Aminah" not in said
    stranger = SigningKey("00" * 8, qr.signing_key().private)
    assert "kunci yang tidak dikenal" in told(page, code(key=stranger))
    forged = SigningKey(qr.signing_key().id, Ed25519PrivateKey.generate())
    assert "palsu atau diubah" in told(page, code(key=forged))


def test_the_page_says_how_old_its_list_is_and_trusts_an_old_one_no_more(browser: Browser, kept: Path) -> None:
    fresh = opened(browser, kept, on=TODAY + timedelta(days=3))
    assert "umurnya 3 hari" in fresh.locator("#umur").inner_text()
    old = opened(browser, kept, on=TODAY + timedelta(days=30))
    assert "terlalu lama" in old.locator("#umur").inner_text()
    assert "terlalu lama untuk kartu ini" in told(old, code())


def test_a_photograph_of_a_card_is_read(browser: Browser, kept: Path, tmp_path: Path) -> None:
    picture = tmp_path / "kartu.png"
    qr.drawn(code(REVOKED)).save(str(picture), scale=6, border=8)
    page = opened(browser, kept)
    page.get_by_label("pilih foto").set_input_files(picture)
    assert "jangan dilayani" in page.locator("#hasil h2").inner_text()


def test_the_camera_of_the_device_reads_a_card(browser: Browser, kept: Path, tmp_path: Path) -> None:
    film = tmp_path / "kartu.y4m"
    film.write_bytes(filmed(code()))
    arguments = [*ARGUMENTS, *CAMERA, f"--use-file-for-fake-video-capture={film}"]
    seeing = browser.browser_type.launch(executable_path=chromium(), args=arguments)
    page = opened(seeing, kept)
    page.get_by_role("button", name="kamera").click()
    page.locator("#hasil h2").wait_for()
    assert page.locator("#hasil h2").inner_text() == "Berlaku"
    seeing.close()


def filmed(text: str) -> bytes:
    """One frame of a code held before a camera, as raw video."""
    matrix = np.array(list(qr.drawn(text).matrix_iter(scale=5, border=6)), dtype=np.uint8)
    high, wide = (side + side % 2 for side in matrix.shape)
    light = np.full((high, wide), 255, dtype=np.uint8)
    light[: matrix.shape[0], : matrix.shape[1]] = np.where(matrix > 0, 0, 255)
    head = f"YUV4MPEG2 W{wide} H{high} F10:1 Ip A1:1 C420jpeg\nFRAME\n".encode()
    return head + light.tobytes() + bytes([128]) * (high * wide // 2)


def test_axe_finds_nothing_on_it(browser: Browser, kept: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(kept.as_uri())
    told(page, code())
    assert visiting.findings(page) == []
    assert not visiting.overflow(page)
