"""What people do with a keyboard, without script, in another language, in the dark."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import visiting
from tests.browser.installation import Installation


@pytest.fixture
def without_script(browser: Browser, states: dict[str, Any]):
    """A head of office on a phone that runs no script."""
    options = {"java_script_enabled": False, "viewport": {"width": 360, "height": 800}}
    with visiting.visiting(browser, storage_state=states["kepala"], **options) as context:
        yield context


@pytest.fixture
def at_a_desk(browser: Browser, states: dict[str, Any]):
    """A verifier at a desk."""
    with visiting.visiting(
        browser, storage_state=states["verifikator"], viewport={"width": 1280, "height": 900}
    ) as found:
        yield found


def test_without_script_the_menu_opens_and_leads_to_a_family(
    without_script: BrowserContext, site: Installation
) -> None:
    page = without_script.new_page()
    page.goto(site.url)
    menu = page.locator(".menu--main")
    menu.locator("> summary").click()
    folded = menu.locator("details:not([open]) > summary", has_text="Mendata")
    if folded.count():
        folded.click()
    menu.get_by_role("link", name="Keluarga dan orang").click()
    page.locator("tbody th a").first.click()
    assert page.locator("h1").inner_text() != ""
    assert "/keluarga/" in page.url


def test_without_script_a_list_is_sorted_filtered_and_turned(
    without_script: BrowserContext, site: Installation
) -> None:
    page = without_script.new_page()
    page.goto(f"{site.url}/keluarga/")
    page.get_by_role("link", name="Berikutnya").click()
    assert "hal=2" in page.url
    assert page.locator("tbody tr").count() > 0


def test_a_pair_is_looked_at_and_sent_to_the_field_on_a_phone_without_script(
    browser: Browser, states: dict[str, Any], site: Installation
) -> None:
    options = {"java_script_enabled": False, "viewport": {"width": 360, "height": 800}}
    with visiting.visiting(browser, storage_state=states["verifikator"], **options) as context:
        page = context.new_page()
        page.goto(f"{site.url}/ganda/")
        page.locator("tbody th a").first.click()
        assert page.locator("h1").inner_text() == "Satu orang atau dua?"
        page.locator("details > summary", has_text="pilih nilai yang dipertahankan").click()
        assert page.get_by_text("Catatan yang dipertahankan", exact=True).is_visible()
        page.get_by_label("Belum pasti").check()
        page.get_by_label("Alasan", exact=True).fill("Belum bertemu orangnya")
        page.get_by_role("button", name="Simpan dan buka pasangan berikutnya").click()
        assert "diperiksa di lapangan" in page.locator(".said").inner_text()


def test_the_skip_link_is_first_and_leads_to_the_content(at_a_desk: BrowserContext, site: Installation) -> None:
    page = at_a_desk.new_page()
    page.goto(site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_by_keyboard_alone_from_the_home_to_the_figures(at_a_desk: BrowserContext, site: Installation) -> None:
    page = at_a_desk.new_page()
    page.goto(site.url)
    _tab_to(page, "Melihat")
    page.keyboard.press("Enter")
    _tab_to(page, "Angka dan peta")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    page.wait_for_url("**/angka/**")
    assert outline == "solid"


def _tab_to(page: Page, words: str) -> None:
    """Go on by the tabulator until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip() == words:
            return
    raise AssertionError(f"the tabulator does not lead to {words}")


def test_the_same_page_in_english_and_back(at_a_desk: BrowserContext, site: Installation) -> None:
    page = at_a_desk.new_page()
    page.goto(f"{site.url}/angka/")
    page.locator(".tongue").get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/angka/")
    page.locator(".tongue").get_by_role("button", name="Bahasa Indonesia").click()
    assert page.locator("html").get_attribute("lang") == "id"


def test_the_dark_page_stays_dark_on_a_light_device(at_a_desk: BrowserContext, site: Installation) -> None:
    page = at_a_desk.new_page()
    page.goto(site.url)
    page.locator(".who > summary").click()
    page.locator(".who").get_by_role("button", name="Tampilan gelap").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 21, 29)"
    page.locator(".who > summary").click()
    page.locator(".who").get_by_role("button", name="Ikuti tampilan perangkat").click()
    assert page.locator("html").get_attribute("data-theme") is None
