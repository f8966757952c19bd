"""Outreach on a phone: a young woman learns batik near home and joins a workshop."""

from typing import Any

from playwright.sync_api import Browser, expect

from tests.browser.installation import Installation

PHONE = {"viewport": {"width": 360, "height": 800}}
CALLED, NOTE = "Mbak Ayunda", "Menyelesaikan satu kain tanpa bantuan."


def test_a_young_woman_with_an_intellectual_disability_is_found_by_a_cadre_learns_batik_near_home_and_joins_a_workshop(
    browser: Browser, site: Installation, states: dict[str, Any]
) -> None:
    cadre, worker, supervisor = (
        browser.new_context(storage_state=states[name], **PHONE).new_page()
        for name in ("kader", "peksos", "supervisor")
    )
    cadre.goto(f"{site.url}/jangkauan/hari/")
    cadre.get_by_role("link", name="Pelatihan dan uang kader saya").click()
    name = cadre.get_by_role("heading", level=1).inner_text()
    cadre.goto(f"{site.url}/jangkauan/hari/")
    cadre.get_by_role("link", name="Saya menemukan seseorang").click()
    cadre.get_by_label("Nama panggilan").fill(CALLED)
    cadre.get_by_label("Apa yang diceritakan").fill("Belum pernah keluar rumah sendiri.")
    cadre.get_by_role("button", name="Simpan").click()
    worker.goto(f"{site.url}/jangkauan/?keadaan=found")
    worker.get_by_role("link", name=CALLED).click()
    own = worker.url
    worker.get_by_role("link", name="Catat kunjungan pertama").click()
    worker.get_by_label("Keadaan rumah dan keluarga").fill("Tinggal dengan ibunya.")
    worker.get_by_role("button", name="Simpan, lalu ukur").click()
    expect(worker.get_by_role("main")).to_contain_text("Keberfungsian sosial")
    worker.goto(own)
    worker.get_by_role("link", name="Pilih kader").click()
    worker.get_by_role("button", name=f"Pilih {name}", exact=True).click()
    worker.get_by_text("Jadwalkan kunjungan").first.click()
    worker.get_by_label("Banyak kunjungan").fill("1")
    worker.get_by_role("button", name="Jadwalkan kunjungan").click()
    cadre.goto(f"{site.url}/jangkauan/hari/")
    cadre.get_by_role("region", name="Hari ini").get_by_role("link", name=CALLED).click()
    cadre.context.set_offline(True)
    cadre.get_by_label("Catatan").fill(NOTE)
    expect(cadre.locator("[data-keep-status]")).to_contain_text("Jaringan terputus")
    cadre.context.set_offline(False)
    expect(cadre.locator("[data-keep-status]")).to_contain_text("Tersimpan", timeout=15_000)
    worker.goto(own)
    expect(worker.get_by_text(NOTE)).to_be_visible()
    worker.get_by_role("link", name="Ajukan ke sanggar kerja").click()
    worker.get_by_label("Apa yang ia inginkan").fill("Saya mau membatik.")
    worker.get_by_role("button", name="Ajukan").click()
    supervisor.goto(f"{site.url}/sanggar/")
    supervisor.get_by_role("region", name="Menunggu keputusan").get_by_role("link", name=CALLED).click()
    supervisor.get_by_text(f"Putuskan untuk {CALLED}").click()
    mine = supervisor.get_by_role("listitem").filter(has=supervisor.get_by_role("link", name=CALLED))
    mine.get_by_label("Diterima").check()
    mine.get_by_label("Alasan").fill("Diterima, diantar kadernya.")
    mine.get_by_role("button", name="Simpan keputusan").click()
    expect(mine).to_contain_text("Anggota")
    for page in (cadre, worker, supervisor):
        page.context.close()
