"""Care near home on a phone: an old man farms again, and a hot day becomes a list of people to call."""

from typing import Any

from django.utils import timezone
from playwright.sync_api import Browser, expect

from lumbung.districts.tests import weather
from tests.browser.installation import Installation

PHONE = {"viewport": {"width": 360, "height": 800}}


def test_an_elderly_man_who_wants_to_farm_gets_a_visit_seed_and_a_harvest_note(
    browser: Browser, site: Installation, states: dict[str, Any]
) -> None:
    context = browser.new_context(storage_state=states["peksos"], **PHONE)
    page = context.new_page()
    page.goto(f"{site.url}/layanan/telepon/")
    page.get_by_role("region", name="Yang dipantau").get_by_role("link").first.click()
    page.get_by_role("link", name="Ingin berusaha").click()
    page.get_by_label("Keinginannya").fill("Ingin menanam cabai di pekarangan.")
    page.get_by_role("button", name="Catat keinginan").click()
    page.get_by_role("link", name="Belum dikunjungi").click()
    page.get_by_label("Perlu layanan").check()
    page.get_by_label("Catatan").fill("Tanah siap, perlu benih.")
    page.get_by_role("button", name="Simpan kunjungan").click()
    page.get_by_text("Tambah kebutuhan").click()
    page.get_by_label("Yang diperlukan", exact=True).fill("Benih cabai")
    page.get_by_label("Perkiraan biaya (rupiah)").fill("75000")
    page.get_by_role("button", name="Simpan kebutuhan").click()
    page.get_by_text("Minta Benih cabai dari gudang").click()
    page.get_by_role("button", name="Kirim permintaan barang").click()
    expect(page.get_by_role("link", name="Permintaan barang")).to_be_visible()
    page.get_by_text("Catat panen").click()
    page.get_by_label("Hasil", exact=True).fill("Cabai")
    page.get_by_label("Banyaknya").fill("4,5")
    page.get_by_label("Satuan").fill("kg")
    page.get_by_role("button", name="Simpan panen").click()
    expect(page.get_by_role("region", name="Panen")).to_contain_text("4,5 kg")
    context.close()


def test_a_hot_day_starts_welfare_calls(browser: Browser, site: Installation, states: dict[str, Any]) -> None:
    page, worker = (
        browser.new_context(storage_state=states[name], **PHONE).new_page() for name in ("supervisor", "peksos")
    )
    today = str(timezone.localdate()).encode()
    sent = weather.heat().replace(b"2026-11-09", today).replace(b"T18:00:00", b"T23:59:59")
    page.goto(f"{site.url}/layanan/peringatan/")
    page.get_by_text("Baca dari berkas CAP").click()
    page.get_by_label("Berkas CAP").set_input_files({"name": "bmkg.xml", "mimeType": "text/xml", "buffer": sent})
    page.get_by_role("button", name="Baca berkas").click()
    page.get_by_role("link", name="Suhu panas ekstrem hingga malam").click()
    worker.goto(page.url)
    worker.get_by_role("region", name="Belum terjangkau").get_by_role("link").first.click()
    name = worker.get_by_role("heading", level=1).inner_text()
    worker.get_by_label("Sakit").check()
    worker.get_by_label("Catatan").fill("Pusing sejak siang.")
    worker.get_by_role("button", name="Simpan hasil telepon").click()
    expect(worker.get_by_text("Tersimpan: terjangkau.")).to_be_visible()
    worker.goto(f"{site.url}/layanan/kunjungan/")
    worker.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
    expect(worker.get_by_text("Perlu bantuan").first).to_be_visible()
    worker.get_by_label("Dibantu di tempat").check()
    worker.get_by_label("Catatan").fill("Diberi minum, dipindah ke ruang yang sejuk.")
    worker.get_by_role("button", name="Simpan kunjungan").click()
    expect(worker.get_by_text("Diberi minum, dipindah ke ruang yang sejuk.")).to_be_visible()
    page.goto(f"{site.url}/layanan/")
    expect(page.get_by_role("region", name="Peringatan terakhir")).to_contain_text("1 dari")
    for one in (page, worker):
        one.context.close()
