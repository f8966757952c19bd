"""Care on a phone: a worker falls ill and the cases move; a note typed without a connection arrives when it is back; a
victim is referred in secret, and only her team and the house that takes her in know of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import visiting
from tests.browser.casework import confer
from tests.browser.installation import Installation

PHONE = {"viewport": {"width": 360, "height": 800}}
COURSE = {
    "Program kegiatan": "Bengkel motor, gelombang 2",
    "Keterampilan": "Merawat sepeda motor",
    "Jam pelajaran": "8",
    "Tempat": "20",
    "Mulai": "2026-11-02",
    "Selesai": "2026-11-20",
}
TODAY = date.today()
LATER = str(TODAY + timedelta(days=300))
HARVEST = "Panen kedua sembilan kilogram."
NEEDED, SAFE = "Perlu kamar yang aman malam ini.", "Sudah di kamar yang aman."


@pytest.fixture(scope="module")
def head(site: Installation) -> Any:
    """The head of the centre, who seldom works on a phone."""
    return visiting.states_of(site, ["sentra"])["sentra"]


def plan_of_the_elderly_man(page: Page, site: Installation) -> None:
    """From the list of cases to the plan, as a person goes."""
    page.goto(f"{site.url}/kasus/")
    cared_for = page.get_by_role("row").filter(has_text="Lanjut usia").filter(has_not_text="Selesai")
    cared_for.get_by_role("link").first.click()
    page.get_by_role("link", name="Buka rencana dan pertemuan").click()


def test_an_elderly_man_who_farms_gets_a_note_of_his_harvest_over_a_lost_connection(
    browser: Browser, site: Installation, states: dict[str, Any]
) -> None:
    context = browser.new_context(storage_state=states["supervisor"], **PHONE)
    page = context.new_page()
    plan_of_the_elderly_man(page, site)
    expect(page.get_by_text("Saya ingin bertani lagi")).to_be_visible()
    page.get_by_role("link", name="Kunjungan penyuluh").last.click()
    page.get_by_role("group").get_by_role("link").first.click()
    context.set_offline(True)
    page.get_by_label("Catatan").fill(HARVEST)
    expect(page.locator("[data-keep-status]")).to_contain_text("Jaringan terputus")
    context.set_offline(False)
    expect(page.locator("[data-keep-status]")).to_contain_text("Tersimpan", timeout=15_000)
    page.reload()
    expect(page.get_by_label("Catatan")).to_have_value(HARVEST)
    context.close()


def test_a_trafficking_victim_is_referred_with_consent_and_without_a_trace_in_other_peoples_lists(
    browser: Browser, site: Installation, states: dict[str, Any]
) -> None:
    team, house = (browser.new_context(storage_state=states[name], **PHONE) for name in ("peksos", "pengasuh"))
    page = team.new_page()
    page.goto(f"{site.url}/kasus/")
    page.get_by_role("row").filter(has_text="•••").get_by_role("link").first.click()
    page.get_by_role("link", name="Rujuk ke lembaga lain").click()
    page.get_by_label("Lembaga layanan").select_option(label="Rumah Aman Melati: Tempat tinggal aman dan pendampingan")
    page.get_by_label("Yang diperlukan").fill(NEEDED)
    page.get_by_label("Yang menyetujui rujukan ini").fill("Mawar")
    page.get_by_label("Keluhan dan kebutuhan").check()
    page.get_by_role("button", name="Buat rujukan").click()
    answering = house.new_page()
    answering.goto(f"{site.url}/meja-rujukan/masuk/")
    answering.get_by_role("main").get_by_role("listitem").get_by_role("link").last.click()
    expect(answering.get_by_text(NEEDED)).to_be_visible()
    answering.get_by_label("Terlayani: sudah kami layani").check()
    answering.get_by_label("Keterangan atau hasil").fill(SAFE)
    answering.get_by_role("button", name="Kirim jawaban").click()
    page.reload()
    expect(page.get_by_text(SAFE).first).to_be_visible()
    for name in ("pendamping", "kepala", "auditor"):
        other = browser.new_context(storage_state=states[name], **PHONE)
        seen = other.new_page()
        seen.goto(f"{site.url}/meja-rujukan/?meja=regency")
        expect(seen.get_by_role("heading", name="Semua kebutuhan")).to_be_visible()
        expect(seen.get_by_text("•••")).to_have_count(0)
        other.close()
    team.close()
    house.close()


def test_a_worker_falls_ill_and_the_cases_move(browser: Browser, site: Installation, states: dict[str, Any]) -> None:
    context = browser.new_context(storage_state=states["supervisor"], **PHONE)
    page = context.new_page()
    page.goto(f"{site.url}/kasus/beban/")
    page.get_by_role("main").get_by_role("link", name="Nining Rahayu").first.click()
    page.get_by_label("Alihkan kepada").select_option(label="Agus Priyanto")
    page.get_by_label("Alasan").fill("Sakit dua bulan.")
    page.get_by_role("button", name="Alihkan kasus").click()
    expect(page.get_by_role("heading", name="Dari Nining Rahayu kepada Agus Priyanto")).to_be_visible()
    context.close()
    taker = browser.new_context(**PHONE)
    page = taker.new_page()
    visiting.sign_in(page, site, "peksos2")
    page.get_by_role("link", name="Anda menerima").first.click()
    page.get_by_role("button", name="Saya sudah membaca").click()
    expect(page.get_by_role("button", name="Saya sudah membaca")).to_be_hidden()
    taker.close()


def test_a_drug_abuse_survivor_passes_therapy_relapse_extension_and_after_care(
    browser: Browser, site: Installation, states: dict[str, Any], head: Any
) -> None:
    worker, page = (browser.new_context(storage_state=one, **PHONE).new_page() for one in (states["peksos"], head))
    worker.goto(f"{site.url}/kasus/?langkah=implementation&klaster=napza")
    worker.get_by_role("table").get_by_role("link").last.click()
    case = worker.url
    worker.get_by_role("link", name="Buka halaman rencana").click()
    worker.get_by_role("link", name="Pesan pertemuan").click()
    worker.get_by_label("Judul").fill("Terapi psikososial")
    worker.get_by_label("Mulai").fill(f"{TODAY - timedelta(days=1)}T09:00")
    worker.get_by_role("button", name="Pesan").click()
    worker.get_by_role("link", name="Terapi psikososial").first.click()
    worker.get_by_label("Hadir", exact=True).check()
    worker.get_by_role("button", name="Simpan kehadiran").click()
    worker.goto(case)
    worker.get_by_role("button", name="Pemantauan dan evaluasi").click()
    worker.get_by_label("Catatan langkah").fill("Kambuh saat pulang; terapi diulang.")
    worker.get_by_role("button", name="Pelaksanaan layanan").click()
    confer(page, worker, case, question="Perpanjangan tinggal", outcome="Diperpanjang", on=TODAY, until=LATER)
    worker.goto(case)
    worker.get_by_role("button", name="Pemantauan dan evaluasi").click()
    worker.get_by_role("button", name="Pascalayanan").click()
    worker.get_by_text("Catat kontak yang tenggatnya").first.click()
    worker.get_by_label("Baik", exact=True).first.check()
    worker.get_by_role("button", name="Simpan kontak").first.click()
    confer(page, worker, case, question="Pengakhiran", outcome="Diakhiri", on=TODAY)
    worker.goto(case)
    worker.get_by_role("button", name="Terminasi").click()
    worker.get_by_role("link", name="Tutup kasus").click()
    worker.get_by_label("Pulih, terampil, mandiri", exact=True).check()
    worker.get_by_label("Ke mana orangnya").fill("Bekerja di bengkel, tinggal dengan istrinya.")
    worker.get_by_role("button", name="Tutup kasus").click()
    expect(worker.get_by_text("Pulih, terampil, mandiri").first).to_be_visible()
    expect(worker.get_by_text("Kambuh saat pulang; terapi diulang.").first).to_be_visible()
    for one in (worker, page):
        one.context.close()


def test_a_centre_runs_one_intake_wave_from_call_up_to_certificates(
    browser: Browser, site: Installation, states: dict[str, Any], head: Any
) -> None:
    centre = browser.new_context(storage_state=head, **PHONE)
    page = centre.new_page()
    page.goto(f"{site.url}/pembahasan/")
    page.get_by_role("link", name="Bengkel motor").click()
    page.get_by_role("button", name="Panggil yang diterima").click()
    expect(page.get_by_role("region", name="Yang diterima")).to_contain_text("dipanggil")
    carer = browser.new_context(storage_state=states["pengasuh"], **PHONE)
    desk = carer.new_page()
    desk.goto(f"{site.url}/kegiatan/")
    desk.get_by_text("Buka program kegiatan").click()
    desk.get_by_label("Fasilitas").select_option(label="Sentra Padi")
    for label, text in COURSE.items():
        desk.get_by_label(label, exact=True).fill(text)
    desk.get_by_role("button", name="Buka program").click()
    desk.get_by_text("Tambah peserta").click()
    desk.get_by_label("Nama pada sertifikat").fill("Joko Susilo")
    desk.get_by_role("button", name="Simpan peserta").click()
    desk.get_by_text("Jam hadir Joko Susilo").click()
    desk.get_by_label("Jam hadir sampai sekarang").fill("8")
    desk.get_by_role("button", name="Simpan jam").click()
    page.goto(desk.url)
    page.get_by_role("button", name="Terbitkan sertifikat Joko Susilo").click()
    number = page.get_by_role("link", name="Sertifikat").inner_text().split()[1]
    page.goto(f"{site.url}/sertifikat/?nomor={number}")
    expect(page.get_by_role("heading", name="Sertifikat ini sah")).to_be_visible()
    carer.close()
    centre.close()
