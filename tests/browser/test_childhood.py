"""Children on a phone: a report becomes a decision within the hour; a mother enters Dream Start and leaves it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser.casework import confer, reach
from tests.browser.earlier import earlier
from tests.browser.installation import Installation

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 800}}


def phone_of(browser: Browser, state: Any, **more: Any) -> Page:
    """A phone of one person."""
    return browser.new_context(storage_state=state, **PHONE, **more).new_page()


def test_a_street_childs_abuse_report_becomes_a_safety_decision_within_the_hour(
    browser: Browser, site: Installation, states: dict[str, Any]
) -> None:
    page = phone_of(browser, states["operator"], java_script_enabled=False)
    page.goto(f"{site.url}/dreamstart/lapor/")
    page.get_by_label("Nama panggilan anak").fill("Kliwon")
    page.get_by_label("Apa yang terlihat").fill("Bekas ikatan di kaki.")
    page.get_by_label("Kekerasan fisik").check()
    page.get_by_role("group", name="Apakah anak dalam bahaya sekarang").get_by_label("Ya").check()
    page.get_by_role("button", name="Kirim laporan sekarang").click()
    expect(page.get_by_text("Laporan diterima pukul")).to_be_visible()
    page.goto(f"{site.url}/dreamstart/laporan/")
    expect(page.get_by_text("Kliwon")).to_have_count(0)
    page.context.close()
    page = phone_of(browser, states["supervisor"])
    page.goto(site.url)
    page.get_by_role("link", name="Putuskan keselamatan seorang anak").first.click()
    expect(page.get_by_text("tersisa").first).to_be_visible()
    form = page.locator("form").filter(has=page.get_by_role("button", name="Tetapkan keselamatan anak"))
    form.get_by_label("Risiko tinggi").check()
    form.get_by_label("Dibawa ke tempat aman").check()
    form.get_by_label("Alasan").fill("Dijemput malam ini.")
    form.get_by_role("button").click()
    expect(page.get_by_text("diputuskan dalam").first).to_be_visible()
    page.context.close()


ENTERED, HEARD = 372, 360
"""Days since she entered, and since the conference; the fourth quarter is over within a year."""


def test_a_pregnant_mother_enters_dream_start_and_leaves_it_at_quarter_four(
    browser: Browser, site: Installation, states: dict[str, Any], tmp_path: Path
) -> None:
    worker, supervisor = (phone_of(browser, states[name]) for name in ("peksos", "supervisor"))
    with earlier(site, tmp_path) as past:
        past.days_ago(ENTERED)
        start = entered(worker, past.site.url)
        past.days_ago(HEARD)
        worker.get_by_role("link", name="Lanjutkan langkah kasusnya").click()
        case = worker.url
        reach(worker, supervisor, case, by="Bu Wulan")
        on = date.today() - timedelta(days=HEARD)
        confer(supervisor, worker, case, question="Penerimaan", outcome="Diterima", on=on)
        for quarter in range(1, 5):
            past.days_ago(ENTERED - 92 * quarter)
            reviewed(worker, supervisor, start, quarter)
        worker.goto(start)
        worker.get_by_text("Akhiri layanan", exact=True).click()
        worker.get_by_role("radio", name="Tujuan tercapai").check()
        worker.get_by_role("textbox", name="Catatan akhir").fill("Lulus dari Dream Start.")
        worker.get_by_role("button", name="Akhiri dan mulai memantau").click()
        expect(worker.get_by_text("Dipantau sampai")).to_be_visible()
    worker.goto(f"{site.url}{urlsplit(start).path}")
    expect(worker.get_by_text("Dipantau sampai")).to_be_visible()
    for page in (worker, supervisor):
        page.context.close()


def entered(worker: Page, url: str) -> str:
    """A mother of the discovery list enters; the address of her time in Dream Start."""
    worker.goto(f"{url}/dreamstart/penemuan/")
    worker.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    worker.goto(f"{worker.url}?untuk=mother")
    worker.get_by_role("table").get_by_role("link").last.click()
    worker.get_by_role("link", name="Masukkan ke Dream Start").click()
    worker.get_by_label("Apa yang terjadi").fill("Hamil muda, jauh dari bidan.")
    worker.get_by_label("Risiko sedang").check()
    worker.get_by_role("button", name="Masukkan").click()
    expect(worker.get_by_text("Masuk Dream Start. Pembahasan kasus paling lama")).to_be_visible()
    return worker.url


def reviewed(worker: Page, supervisor: Page, start: str, quarter: int) -> None:
    """One quarter, written by the worker and signed by the supervisor."""
    worker.goto(start)
    worker.get_by_text(f"Tulis tinjauan triwulan {quarter}").click()
    form = worker.locator("form").filter(has=worker.get_by_role("button", name="Simpan tinjauan"))
    form.get_by_label("Kemajuan tujuan").fill(f"Triwulan {quarter}: ibu dan bayi sehat.")
    form.get_by_label("Risiko rendah").check()
    form.get_by_label("Diakhiri" if quarter == 4 else "Dilanjutkan").check()
    form.get_by_role("button").click()
    supervisor.goto(start)
    supervisor.get_by_role("button", name=f"Tanda tangani tinjauan triwulan {quarter}").click()
    expect(supervisor.get_by_text("Tinjauan ditandatangani.")).to_be_visible()
