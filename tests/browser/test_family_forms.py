"""A family form on a phone: with script, with the connection cut in the middle, and without any script."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import visiting
from tests.browser.installation import Installation

PHONE = {"viewport": {"width": 360, "height": 800}}
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('lumbung.kept:')).length"


@pytest.fixture
def phone(browser: Browser, states: dict[str, Any]) -> Iterator[BrowserContext]:
    """A village operator with a phone, under the site's own content policy."""
    context = browser.new_context(storage_state=states["operator"], **PHONE)
    yield context
    context.close()


@pytest.fixture
def without_script(browser: Browser, states: dict[str, Any]) -> Iterator[BrowserContext]:
    """The same operator on a phone that runs no script."""
    with visiting.visiting(browser, storage_state=states["operator"], java_script_enabled=False, **PHONE) as context:
        yield context


def begin(page: Page, site: Installation) -> str:
    """A new registration; the address of the form."""
    page.goto(f"{site.url}/formulir/")
    page.get_by_role("button", name="Mulai pendaftaran").click()
    page.wait_for_url("**/tempat/")
    return page.url.removesuffix("0/tempat/")


def saved(page: Page) -> None:
    """Until the page says that everything is saved."""
    expect(page.locator("[data-keep-status]")).to_contain_text("Tersimpan", timeout=15_000)


def test_each_answer_is_saved_as_it_is_given(phone: BrowserContext, site: Installation) -> None:
    page = phone.new_page()
    form = begin(page, site)
    page.goto(f"{form}0/rumah/")
    page.get_by_label("Jenis lantai").select_option("6")
    saved(page)
    page.goto(f"{form}0/rumah/")
    expect(page.get_by_label("Jenis lantai")).to_have_value("6")
    assert page.evaluate(KEPT) == 0


def test_a_question_that_does_not_apply_is_not_shown(phone: BrowserContext, site: Installation) -> None:
    page = phone.new_page()
    form = begin(page, site)
    page.goto(f"{form}1/sekolah/")
    page.get_by_label("Belum pernah sekolah").check()
    expect(page.get_by_label("Jenjang sekolah")).to_be_hidden()
    page.get_by_label("Masih sekolah").check()
    expect(page.get_by_label("Jenjang sekolah")).to_be_visible()


def test_answers_given_without_a_connection_arrive_when_it_is_back(phone: BrowserContext, site: Installation) -> None:
    page = phone.new_page()
    form = begin(page, site)
    page.goto(f"{form}1/diri/")
    phone.set_offline(True)
    page.get_by_label("Nama (perlu)").fill("Lasmini")
    page.get_by_label("Perempuan").check()
    expect(page.locator("[data-keep-status]")).to_contain_text("Jaringan terputus")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    assert page.url.endswith("/diri/")
    assert page.evaluate(KEPT) == 1
    phone.set_offline(False)
    saved(page)
    assert page.evaluate(KEPT) == 0
    page.reload()
    expect(page.get_by_label("Nama (perlu)")).to_have_value("Lasmini")
    expect(page.get_by_label("Perempuan")).to_be_checked()


def test_a_page_closed_without_a_connection_keeps_what_was_typed(phone: BrowserContext, site: Installation) -> None:
    page = phone.new_page()
    form = begin(page, site)
    page.goto(f"{form}0/tempat/")
    phone.set_offline(True)
    page.get_by_label("Alamat").fill("Jalan Kenanga 4")
    expect(page.locator("[data-keep-status]")).to_contain_text("Jaringan terputus")
    page.close()
    phone.set_offline(False)
    page = phone.new_page()
    page.goto(f"{form}0/tempat/")
    saved(page)
    page.reload()
    expect(page.get_by_label("Alamat")).to_have_value("Jalan Kenanga 4")


def test_signing_out_forgets_what_was_kept_on_the_phone(browser: Browser, site: Installation) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    visiting.sign_in(page, site, "operator")
    form = begin(page, site)
    page.goto(f"{form}1/diri/")
    page.evaluate('localStorage.setItem(\'lumbung.kept:x:1:1\', \'{"answers":{"name":"Lasmini"}}\')')
    page.goto(f"{site.url}/akun/keluar/")
    page.get_by_role("main").get_by_role("button", name="Keluar").click()
    page.wait_for_load_state("load")
    assert page.evaluate(KEPT) == 0
    context.close()


def test_without_script_a_block_is_saved_and_checked(without_script: BrowserContext, site: Installation) -> None:
    page = without_script.new_page()
    form = begin(page, site)
    page.goto(f"{form}1/diri/")
    page.get_by_label("NIK (perlu)").fill("332301")
    page.get_by_label("Nama (perlu)").fill("Lasmini")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    assert page.get_by_label("Nama (perlu)").input_value() == "Lasmini"
    assert page.locator(".govuk-error-message").count() == 1
    page.get_by_role("link", name="Ke daftar bagian").click()
    assert "Lasmini" in page.locator("main").inner_text()


def test_without_script_a_family_is_sent(without_script: BrowserContext, site: Installation) -> None:
    page = without_script.new_page()
    form = begin(page, site)
    page.get_by_label("Nomor KK (perlu)").fill("3323010101209931")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.goto(f"{form}1/diri/")
    given = {"NIK (perlu)": "3323010502849932", "Nama (perlu)": "Kasmijan", "Tanggal lahir (perlu)": "1984-02-05"}
    for label, value in given.items():
        page.get_by_label(label).fill(value)
    page.get_by_label("Laki-laki").check()
    page.get_by_label("Hubungan dengan kepala keluarga (perlu)").select_option("1")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.goto(f"{form}kirim")
    page.get_by_role("button", name="Kirim ke registri").click()
    assert "Terkirim ke registri" in page.locator("main").inner_text()
